"""Atom (RFC 4287): a feed and its entries as XML."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from site_builder.linked.coverage import LICENCE
from site_builder.linked.moment import moment
from site_builder.outputs.feeds.entry import Entry, Feed

_ATOM = "http://www.w3.org/2005/Atom"


def atom(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a feed, updated when the last of its entries was; at least one."""
    entries = tuple(entries)
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    SubElement(root, "id").text = feed.id
    SubElement(root, "title").text = feed.title
    SubElement(root, "subtitle").text = feed.description
    SubElement(root, "updated").text = moment(max(item.updated for item in entries))
    SubElement(root, "link", {"rel": "self", "href": f"{feed.base_url}{feed.stem}.xml"})
    SubElement(root, "link", {"rel": "alternate", "href": f"{feed.base_url}{feed.home}"})
    SubElement(root, "link", {"rel": "license", "href": LICENCE})
    SubElement(SubElement(root, "author"), "name").text = feed.author
    for item in entries:
        _entry(root, item)
    indent(root)
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _entry(root: Element, item: Entry) -> None:
    entry = SubElement(root, "entry")
    SubElement(entry, "id").text = item.id
    SubElement(entry, "title").text = item.title
    SubElement(entry, "link", {"rel": "alternate", "href": item.link})
    SubElement(entry, "published").text = moment(item.published)
    SubElement(entry, "updated").text = moment(item.updated)
    for tag in item.tags:
        SubElement(entry, "category", {"term": tag})
    SubElement(entry, "summary").text = item.summary
    if item.content:
        SubElement(entry, "content", {"type": "html"}).text = item.content
