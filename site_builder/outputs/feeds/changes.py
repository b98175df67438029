"""The feed of what happened to the data."""

from xml.etree.ElementTree import Element, SubElement, tostring

from site_builder.linked.coverage import publisher
from site_builder.model.release import REVISION_WORDS
from site_builder.model.site import Routes, Site
from site_builder.model.version import GRAVITY_WORDS
from site_builder.outputs.feeds.atom import atom
from site_builder.outputs.feeds.entry import Entry, Feed
from site_builder.outputs.feeds.json_feed import json_feed
from site_builder.outputs.kind import Files, Output, Read
from site_builder.releases.events import Event, EventKind, events

STEM = "changes/feed"
_FILES = (f"{STEM}.xml", f"{STEM}.json")


def _paths(site: Site) -> tuple[str, ...]:
    return _FILES if site.releases else ()


def _make(site: Site, routes: Routes, read: Read) -> Files:
    """Return the feed in both forms; nothing where no version was ever released."""
    found = events(site)
    if not found:
        return ()
    settings = site.settings
    base = settings.base_url
    feed = Feed(
        id=f"{base}{STEM}.xml",
        title=f"{settings.title}：数据变更",
        stem=STEM,
        home="changes/",
        base_url=base,
        description=" ".join(
            text for text in ("数据包的每次发布、更正和撤回。", settings.notice) if text
        ),
        author=publisher(settings),
        language=settings.language,
    )
    entries = tuple(_entry(item, base) for item in found)
    return tuple(zip(_FILES, (atom(feed, entries), json_feed(feed, entries)), strict=True))


def _entry(event: Event, base: str) -> Entry:
    address = f"{base}{event.path.lstrip('/')}"
    gone = event.kind is EventKind.WITHDRAWAL
    return Entry(
        id=f"{address}#{event.kind.value}",
        title=f"{event.held.title}：{'撤回' if gone else '发布'}版本{event.held.version}",
        link=address,
        published=event.date,
        updated=event.date,
        summary=_summary(event),
        content=_content(event, base),
    )


def _summary(event: Event) -> str:
    if event.released is None:
        what = event.held.withdrawn.what if event.held.withdrawn else ""
        return f"撤回的内容：{_open(what)}。原因：{_open(event.reason)}。"
    words = f"{REVISION_WORDS[event.released.release.revision]}，"
    words += f"影响：{GRAVITY_WORDS[event.released.gravity]}"
    return f"{words}。原因：{_open(event.reason)}。"


def _open(text: str) -> str:
    """Return a sentence without its full stop."""
    return text.rstrip("。")


def _content(event: Event, base: str) -> str:
    """Return the summary with the values corrected and links to the pages; "" for neither."""
    released = event.released
    if released is None or not (released.corrections or released.pages):
        return ""
    root = Element("div")
    SubElement(root, "p").text = _summary(event)
    if released.corrections:
        SubElement(root, "p").text = f"更正的值：{len(released.corrections)}个。"
    if released.pages:
        SubElement(root, "p").text = "涉及的页面："
        pages = SubElement(root, "ul")
        for page in released.pages:
            link = {"href": f"{base}{page.path.lstrip('/')}"}
            SubElement(SubElement(pages, "li"), "a", link).text = page.title
    return str(tostring(root, encoding="unicode", method="html"))


CHANGES_FEED = Output(paths=_paths, make=_make)
