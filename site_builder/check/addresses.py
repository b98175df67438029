"""No two pages share an address."""

from site_builder.diagnostics import Diagnostic, error
from site_builder.model.site import Route, Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the documents whose page would take the place of another."""
    first: dict[str, Route] = {}
    lines = {item.path: item for item in (*site.cases, *site.reports, *site.pages)}
    found = []
    for route in routes.all:
        other = first.setdefault(route.output, route)
        if other is route:
            continue
        own, taken = (route, other) if route.origin else (other, route)
        document = lines[own.origin]
        span = document.span_of("slug")
        found.append(
            error("slug-repeated", span, slug=document.slug, other=taken.origin or taken.path)
        )
    return tuple(found)
