"""The feeds of texts, with their full content: of cases and reports, of cases alone.

They are made in workers, and only where a text, a figure in it or its place has changed.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from site_builder.facets import tag_titles
from site_builder.figures.words import plain_summary
from site_builder.linked.coverage import publisher
from site_builder.markup.fill import picture_html
from site_builder.model.document import Document
from site_builder.model.site import Site
from site_builder.model.view import Prose
from site_builder.outputs.feeds.atom import atom
from site_builder.outputs.feeds.entry import Entry, Feed
from site_builder.outputs.feeds.json_feed import json_feed
from site_builder.outputs.feeds.systems import told
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs
from site_builder.prose.html import prose_html
from site_builder.prose.view import cover, prose

ALL, CASES = "feed", "cases/feed"
_NEWEST = 50
"""So many texts are in a feed: it tells what is new, the site holds the rest."""

_TO_ITSELF = re.compile(r'(<a\b[^>]*? href=")#')


class FeedView(Struct, frozen=True, kw_only=True):
    """A feed: its entries, and of each the text that becomes its content; None for none."""

    feed: Feed
    texts: tuple[tuple[Entry, Prose | None], ...]


def _listed(site: Site) -> tuple[tuple[str, tuple[Document, ...]], ...]:
    """Return the stem of each feed with its texts, the newest first; none without any."""
    everything = sorted((*site.cases, *site.reports), key=lambda item: item.path)
    everything.sort(key=lambda item: item.date, reverse=True)
    found = ((ALL, tuple(everything)), (CASES, site.cases))
    return tuple((stem, items[:_NEWEST]) for stem, items in found if items)


def _files(stem: str) -> tuple[str, ...]:
    return (f"{stem}.xml", f"{stem}.json")


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(path for stem, _ in _listed(site) for path in _files(stem))


def _groups(site: Site) -> tuple[FileGroup, ...]:
    found = []
    for stem, documents in _listed(site):
        texts: list[tuple[Entry, Prose | None]]
        texts = [(_entry(site, item), prose(site, item)) for item in documents]
        if stem == ALL:
            texts += [(entry, None) for entry in told(site)]
            texts.sort(key=lambda item: item[0].published, reverse=True)
        view = FeedView(feed=_feed(site, stem), texts=tuple(texts[:_NEWEST]))
        group = FileGroup(
            path=f"/{stem}",
            outputs=_files(stem),
            view=view,
            made_of=view,
            texts=tuple(item.path for item in documents),
        )
        found.append(group)
    return tuple(found)


def _feed(site: Site, stem: str) -> Feed:
    settings = site.settings
    base = settings.base_url
    home = "cases/" if stem == CASES else ""
    return Feed(
        id=f"{base}{home}",
        title=f"{settings.title}：典型案例" if stem == CASES else settings.title,
        stem=stem,
        home=home,
        base_url=base,
        description=" ".join(text for text in (settings.description, settings.notice) if text),
        author=publisher(settings),
        language=settings.language,
    )


def _entry(site: Site, document: Document) -> Entry:
    base = site.settings.base_url
    address = f"{base}{document.address.lstrip('/')}"
    shown = cover(site, document)
    return Entry(
        id=address,
        title=document.title,
        link=address,
        published=document.date,
        updated=max(document.date, document.updated),
        summary=plain_summary(document, site.bindings[document.path]),
        image=f"{base}{shown.widest.path.lstrip('/')}" if shown else "",
        tags=tag_titles(site, document),
    )


def _make(inputs: Inputs) -> Files:
    view = inputs.view
    assert isinstance(view, FeedView)
    base = view.feed.base_url
    entries = [
        replace(entry, content=full_content(entry.link, text, base)) if text else entry
        for entry, text in view.texts
    ]
    made = (atom(view.feed, entries), json_feed(view.feed, entries))
    return tuple(zip(_files(view.feed.stem), made, strict=True))


def full_content(address: str, text: Prose, base_url: str) -> str:
    """Return a text as HTML that is whole wherever it is read: every address is absolute."""

    def link(path: str) -> str:
        return f"{base_url}{path.lstrip('/')}"

    before = f"<p>{picture_html(text.cover, '', link)}</p>\n" if text.cover else ""
    html = before + prose_html(text, link, traced=False)
    return _TO_ITSELF.sub(lambda found: f"{found[1]}{address}#", html)


DOCUMENT_FEEDS = FileKind(name="feeds", paths=_paths, groups=_groups, make=_make, leads=True)
