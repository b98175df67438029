"""`sitemap.xml`: every page, with the day of its last change where its sources tell it."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from site_builder.linked.dates import page_dates
from site_builder.model.site import Routes, Site
from site_builder.outputs.kind import Files, Output, Read

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000
"""So many addresses may be in one file (sitemaps.org); more are in several, listed by an index."""

_UNLISTED = ("moved", "embed", "styleguide")
"""Kinds of pages that stand for others, or for editors alone."""


def _paths(site: Site) -> tuple[str, ...]:
    return ("sitemap.xml",)


def _make(site: Site, routes: Routes, read: Read) -> Files:
    """Return `sitemap.xml`, and the files it lists where there are too many pages for one."""
    dates = page_dates(site, routes)
    base = site.settings.base_url
    pages = [
        (f"{base}{route.path.lstrip('/')}", dates.get(route.path, ""))
        for route in routes.all
        if route.path.endswith("/") and route.kind not in _UNLISTED
    ]
    return sitemaps(base, pages)


def sitemaps(base_url: str, pages: Sequence[tuple[str, str]], most: int = _MOST) -> Files:
    """Return the files for some addresses with their days, "" for none; `most` in each."""
    if len(pages) <= most:
        return (("sitemap.xml", _written("urlset", "url", pages)),)
    parts = [pages[start : start + most] for start in range(0, len(pages), most)]
    files = [
        (f"sitemap-{number}.xml", _written("urlset", "url", part))
        for number, part in enumerate(parts, 1)
    ]
    index = [
        (f"{base_url}{path}", max(day for _, day in part))
        for (path, _), part in zip(files, parts, strict=True)
    ]
    return (("sitemap.xml", _written("sitemapindex", "sitemap", index)), *files)


def _written(name: str, item: str, pages: Sequence[tuple[str, str]]) -> bytes:
    root = Element(name, {"xmlns": _NAMESPACE})
    for address, day in pages:
        one = SubElement(root, item)
        SubElement(one, "loc").text = address
        if day:
            SubElement(one, "lastmod").text = day
    indent(root)
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


SITEMAP = Output(paths=_paths, make=_make)
