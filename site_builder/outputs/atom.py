"""Atom (RFC 4287): a feed and its entries as XML."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: `id` never changes, `published` and `updated` as in `moment`.

    `content` is HTML as an element, None where the summary says all.
    """

    id: str
    title: str
    link: str
    published: str
    updated: str
    summary: str
    content: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself: addresses absolute, `alternate` the page it stands for."""

    id: str
    title: str
    address: str
    alternate: str
    author: str
    language: str


def moment(date: str) -> str:
    """Return `YYYY-MM-DD HH:MM` or `YYYY-MM-DD`, China Standard Time, as RFC 3339."""
    day, _, time = date.partition(" ")
    return f"{day}T{time or '00:00'}:00+08:00"


def atom(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a feed, updated when the last of its entries was; at least one."""
    entries = tuple(entries)
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    SubElement(root, "id").text = feed.id
    SubElement(root, "title").text = feed.title
    SubElement(root, "updated").text = moment(max(item.updated for item in entries))
    SubElement(root, "link", {"rel": "self", "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "href": feed.alternate})
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
    SubElement(entry, "summary").text = item.summary
    if item.content is not None:
        html = tostring(item.content, encoding="unicode", method="html")
        SubElement(entry, "content", {"type": "html"}).text = html
