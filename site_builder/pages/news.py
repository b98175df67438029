"""What is new on the site: releases and corrections of the data, cases, readings of reports."""

from collections.abc import Iterable

from msgspec import Struct

from site_builder.model.document import Document
from site_builder.model.language import phrase
from site_builder.model.release import REVISION_WORDS
from site_builder.model.site import Site
from site_builder.releases.events import Event, events

_SHOWN = 3
_OF_ONE_SORT = 2
"""So many lines are shown, and so many of them of one sort: data must not crowd out cases."""

WITHDRAWN = phrase("撤回")
REPORT = phrase("报告解读")
CASE = phrase("典型案例")


class NewsItem(Struct, frozen=True, kw_only=True):
    """Something new: what happened, in a word; its day as the text or the release states it.

    `version` is that of data, "" for a text.
    """

    word: str
    title: str
    path: str
    date: str
    version: str = ""


def news(site: Site) -> tuple[NewsItem, ...]:
    """Return the newest of what is published, the newest first: data, cases, reports on one day.

    Of each package of the site's own the last event alone counts, of a text its last update.
    """
    texts = (
        tuple(_document(item, CASE) for item in site.cases if not site.hold_of(item)),
        tuple(_document(item, REPORT) for item in site.reports if not site.hold_of(item)),
    )
    told = (item for sort in (_of_data(site), *texts) for item in _newest(sort)[:_OF_ONE_SORT])
    return _newest(told)[:_SHOWN]


def _newest(items: Iterable[NewsItem]) -> tuple[NewsItem, ...]:
    return tuple(sorted(items, key=lambda item: item.date, reverse=True))


def _of_data(site: Site) -> tuple[NewsItem, ...]:
    own = {package.name for package in site.packages if not package.demonstration}
    last: dict[str, Event] = {}
    for item in events(site):
        if item.held.package in own:
            last.setdefault(item.held.package, item)
    return tuple(_event(item) for item in last.values())


def _event(item: Event) -> NewsItem:
    word = REVISION_WORDS[item.released.release.revision] if item.released else WITHDRAWN
    anchor = item.held.anchor if item.released else f"{item.held.anchor}-withdrawn"
    return NewsItem(
        word=word,
        title=item.held.title,
        path=f"/changes/#{anchor}",
        date=item.date,
        version=item.held.version,
    )


def _document(item: Document, word: str) -> NewsItem:
    return NewsItem(
        word=word, title=item.title, path=item.address, date=(item.updated or item.date)[:10]
    )
