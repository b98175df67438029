"""Every link inside the site leads to a page and an anchor that exist; others are on the list."""

from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.document import Document, LinkUse
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the links in documents that lead nowhere or to a host not allowed."""
    paths = routes.paths()
    found = []
    for document in (*site.cases, *site.reports, *site.pages):
        for link in document.links:
            fault = _fault(document, link, site, routes, paths)
            if fault is not None:
                found.append(fault)
    return tuple(found)


def _fault(
    document: Document, link: LinkUse, site: Site, routes: Routes, paths: frozenset[str]
) -> Diagnostic | None:
    span = Span(path=document.path, line=link.line, column=link.column)
    parts = urlsplit(link.target)
    if parts.scheme or parts.netloc:
        if parts.scheme in ("http", "https") and parts.netloc in site.settings.outside_hosts:
            return None
        return error("link-outside", span, target=link.target)
    anchor = unquote(parts.fragment)
    if not parts.path:
        own = routes.anchors.get(document.path, frozenset())
        return None if anchor in own else error("anchor-dead", span, target=link.target)
    if parts.path not in paths and _about_set_aside(parts.path, site):
        return None
    if parts.path not in paths:
        near = get_close_matches(parts.path, sorted(paths), 1, 0.6)
        return error("link-dead", span, target=link.target, nearest=next(iter(near), ""))
    anchors = routes.anchors.get(parts.path)
    if anchor and anchors is not None and anchor not in anchors:
        return error("anchor-dead", span, target=link.target)
    return None


_KINDS = {
    "cases": "case",
    "reports": "report",
    "indicators": "indicator",
    "initiatives": "initiative",
}
_FROM_PACKAGES = ("indicators", "initiatives", "environments", "regions", "compare", "data")


def _about_set_aside(path: str, site: Site) -> bool:
    """Tell whether a page is missing only because what it shows was faulty."""
    first, _, rest = path.strip("/").partition("/")
    if first in _KINDS and rest:
        return site.doubts(_KINDS[first], rest)
    if first in _FROM_PACKAGES:
        return "*" in site.set_aside
    return f"page:{first}" in site.set_aside
