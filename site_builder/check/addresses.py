"""No two pages share an address, and none stands where a file is."""

from collections.abc import Iterator

from site_builder.diagnostics import Diagnostic, error
from site_builder.model.document import Document
from site_builder.model.site import Route, Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the documents whose page, or whose old address, would take the place of another."""
    documents = {item.path: item for item in (*site.cases, *site.reports, *site.pages)}
    files = {path.lstrip("/") for path in routes.files}
    files |= {route.output for route in routes.all}
    first = {route.output: route for route in routes.all if not route.origin}
    made = [(route, documents[route.origin]) for route in routes.all if route.origin]
    made.sort(key=lambda pair: pair[0].kind != pair[1].kind)  # pages before old addresses
    found = []
    for route, document in made:
        other = first.setdefault(route.output, route)
        if other is not route:
            found.append(_taken(document, route, other.origin or other.path))
        elif in_way := next((one for one in _folders(route.output) if one in files), ""):
            found.append(_taken(document, route, f"/{in_way}"))
    return tuple(found)


def _folders(path: str) -> Iterator[str]:
    """Yield the folders that a file stands in."""
    while path := path.rpartition("/")[0]:
        yield path


def _taken(document: Document, route: Route, other: str) -> Diagnostic:
    if route.kind == document.kind:
        span = document.span_of("slug")
        return error("slug-repeated", span, slug=document.slug, other=other)
    place = document.aliases.index(route.path) + 1
    span = document.span_of(f"aliases.{place}")
    return error("alias-taken", span, value=route.path, other=other)
