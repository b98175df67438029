"""`sitemap.xml`: every page; `lastmod` only where a document gives its date."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from site_builder.model.site import Routes, Site
from site_builder.outputs.kind import Output, Read

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

_UNLISTED = ("moved", "embed", "styleguide")
"""Kinds of pages that stand for others, or are for those who make the site."""


def _paths(site: Site) -> tuple[str, ...]:
    return ("sitemap.xml",)


def _make(site: Site, routes: Routes, read: Read) -> tuple[tuple[str, bytes], ...]:
    """Return `sitemap.xml`."""
    documents = (*site.cases, *site.reports, *site.pages)
    dates = {item.path: max(item.date, item.updated)[:10] for item in documents}
    root = Element("urlset", {"xmlns": _NAMESPACE})
    for route in routes.all:
        if not route.path.endswith("/") or route.kind in _UNLISTED:
            continue
        url = SubElement(root, "url")
        SubElement(url, "loc").text = f"{site.settings.base_url}{route.path.lstrip('/')}"
        if route.origin:
            SubElement(url, "lastmod").text = dates[route.origin]
    indent(root)
    return (("sitemap.xml", tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"),)


SITEMAP = Output(paths=_paths, make=_make)
