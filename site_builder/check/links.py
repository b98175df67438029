"""Every link inside the site leads to a page and an anchor that exist; others are on the list."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath
from posixpath import dirname, relpath

from site_builder.diagnostics import Diagnostic, Span, error, warning
from site_builder.markup.targets import beside, is_document, split_address
from site_builder.model.document import Document, LinkUse
from site_builder.model.site import Routes, Site

_KINDS = {
    "cases": "case",
    "reports": "report",
    "indicators": "indicator",
    "initiatives": "initiative",
}
_FOLDERS = {"cases": "case", "reports": "report", "pages": "page"}
"""The kind of the documents in each folder of the content."""
_TABLES = {
    "indicators": "indicators",
    "initiatives": "initiatives",
    "environments": "indicators",
    "regions": "observations",
    "compare": "observations",
}
"""The table without whose rows pages under a folder may be missing."""


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the links in documents that lead nowhere or to a host not allowed."""
    known = routes.paths() | routes.files
    held = {item.document.address: f"@hold-{item.hold}" for item in site.withheld}
    held |= {item.document.path: f"@hold-{item.hold}" for item in site.withheld}
    held |= {
        alias: f"@hold-{item.hold}" for item in site.withheld for alias in item.document.aliases
    }
    found = []
    for document in (*site.cases, *site.reports, *site.pages):
        for link in document.links:
            fault = _fault(document, link, site, routes, known, held)
            if fault is not None:
                found.append(fault)
    return tuple(found)


def _fault(
    document: Document,
    link: LinkUse,
    site: Site,
    routes: Routes,
    known: frozenset[str],
    held: Mapping[str, str],
) -> Diagnostic | None:
    span = Span(path=document.path, line=link.line, column=link.column)
    parts = split_address(link.target)
    if parts.scheme or parts.netloc:
        if parts.scheme in ("http", "https") and parts.netloc in site.settings.outside_hosts:
            return None
        return error("link-outside", span, target=link.target)
    if not parts.path:
        own = routes.anchors.get(document.path, frozenset())
        return None if parts.fragment in own else error("anchor-dead", span, target=link.target)
    if parts.path not in known and parts.path in held:
        return warning("link-withheld", span, target=link.target, reason=held[parts.path])
    if is_document(link.target):
        return _file_fault(document, link, site, routes, held)
    if parts.path not in known:
        if _only_set_aside(parts.path, site):
            return None
        near = get_close_matches(parts.path, sorted(known), 1, 0.6)
        return error("link-dead", span, target=link.target, nearest=next(iter(near), ""))
    anchors = routes.anchors.get(parts.path)
    if parts.fragment and anchors is not None and parts.fragment not in anchors:
        return error("anchor-dead", span, target=link.target)
    return None


def _file_fault(
    document: Document, link: LinkUse, site: Site, routes: Routes, held: Mapping[str, str]
) -> Diagnostic | None:
    """Return what is wrong with a link to another Markdown file."""
    span = Span(path=document.path, line=link.line, column=link.column)
    parts = split_address(link.target)
    path = beside(document.path, parts.path)
    if path in site.addresses:
        dead = parts.fragment and parts.fragment not in routes.anchors[path]
        return error("anchor-dead", span, target=link.target) if dead else None
    if path in held:
        return warning("link-withheld", span, target=link.target, reason=held[path])
    file = PurePosixPath(path)
    if any(site.set_aside.item(_FOLDERS.get(name, ""), file.stem) for name in file.parts):
        return None
    near = get_close_matches(path, sorted(site.addresses), 1, 0.6)
    nearest = relpath(near[0], dirname(document.path)) if near else ""
    return error("link-dead", span, target=link.target, nearest=nearest)


def _only_set_aside(path: str, site: Site) -> bool:
    """Tell whether a page is missing only because what it shows was faulty."""
    first, _, rest = path.strip("/").partition("/")
    hidden = site.set_aside
    if first in _KINDS and hidden.item(_KINDS[first], rest):
        return True
    if first in _TABLES:
        return hidden.any_table(_TABLES[first])
    if first == "data":
        return rest.split("/")[0] in hidden.packages
    return hidden.item("page", first)
