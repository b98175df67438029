"""The feed of documents and policies, by the dates they bear: what has none is not in it."""

from site_builder.figures.linked_rows import DOCUMENTS, paper_anchor
from site_builder.linked.coverage import publisher
from site_builder.model.site import Routes, Site
from site_builder.model.systems import Paper
from site_builder.model.vocabulary import PAPER_KIND_WORDS
from site_builder.outputs.feeds.atom import atom
from site_builder.outputs.feeds.entry import Entry, Feed
from site_builder.outputs.feeds.json_feed import json_feed
from site_builder.outputs.kind import Files, Output, Read

STEM = "documents/feed"
_FILES = (f"{STEM}.xml", f"{STEM}.json")


def _dated(site: Site) -> tuple[Paper, ...]:
    """Return the documents with a date, the newest first."""
    rows = (row for row in site.systems.documents if row.date)
    return tuple(sorted(rows, key=lambda row: row.date, reverse=True))


def _paths(site: Site) -> tuple[str, ...]:
    return _FILES if _dated(site) else ()


def _make(site: Site, routes: Routes, read: Read) -> Files:
    """Return the feed in both forms; nothing where no document bears a date."""
    rows = _dated(site)
    if not rows:
        return ()
    settings = site.settings
    feed = Feed(
        id=f"{settings.base_url}{STEM}.xml",
        title=f"{settings.title}：文件与政策",
        stem=STEM,
        home=DOCUMENTS.lstrip("/"),
        base_url=settings.base_url,
        description=" ".join(
            text for text in ("按成文日期列出的文件和政策。", settings.notice) if text
        ),
        author=publisher(settings),
        language=settings.language,
    )
    entries = tuple(_entry(row, settings.base_url) for row in rows)
    return tuple(zip(_FILES, (atom(feed, entries), json_feed(feed, entries)), strict=True))


def _entry(row: Paper, base: str) -> Entry:
    address = f"{base}{DOCUMENTS.lstrip('/')}#{paper_anchor(row)}"
    return Entry(
        id=address,
        title=row.title,
        link=address,
        published=row.date,
        updated=row.date,
        summary=row.summary or PAPER_KIND_WORDS[row.kind],
        tags=(PAPER_KIND_WORDS[row.kind],),
    )


DOCUMENTS_FEED = Output(paths=_paths, make=_make)
