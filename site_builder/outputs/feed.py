"""The Atom feed of cases and reports (RFC 4287)."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from site_builder.figures.words import plain_summary
from site_builder.model.document import Document
from site_builder.model.site import Routes, Site
from site_builder.outputs.kind import Output, Read

_ATOM = "http://www.w3.org/2005/Atom"


def _paths(site: Site) -> tuple[str, ...]:
    return ("feed.xml",) if site.cases or site.reports else ()


def _make(site: Site, routes: Routes, read: Read) -> tuple[tuple[str, bytes], ...]:
    """Return `feed.xml`; nothing where there is nothing to announce."""
    documents = sorted((*site.cases, *site.reports), key=lambda item: item.path)
    documents.sort(key=lambda item: item.date, reverse=True)
    if not documents:
        return ()
    base = site.settings.base_url
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": site.settings.language})
    SubElement(feed, "id").text = base
    SubElement(feed, "title").text = site.settings.title
    SubElement(feed, "updated").text = _moment(max(_last(item) for item in documents))
    SubElement(feed, "link", {"rel": "self", "href": f"{base}feed.xml"})
    SubElement(feed, "link", {"rel": "alternate", "href": base})
    SubElement(SubElement(feed, "author"), "name").text = site.settings.title
    for document in documents:
        _entry(feed, site, document, f"{base}{document.address.lstrip('/')}")
    indent(feed)
    return (("feed.xml", tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"),)


def _entry(feed: Element, site: Site, document: Document, address: str) -> None:
    entry = SubElement(feed, "entry")
    SubElement(entry, "id").text = address
    SubElement(entry, "title").text = document.title
    SubElement(entry, "link", {"rel": "alternate", "href": address})
    SubElement(entry, "published").text = _moment(document.date)
    SubElement(entry, "updated").text = _moment(_last(document))
    SubElement(entry, "summary").text = plain_summary(document, site.bindings[document.path])


def _last(document: Document) -> str:
    return max(document.date, document.updated)


def _moment(date: str) -> str:
    """Return `YYYY-MM-DD HH:MM`, China Standard Time, as RFC 3339."""
    return f"{date.replace(' ', 'T')}:00+08:00"


FEED = Output(paths=_paths, make=_make)
