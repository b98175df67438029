"""The release calendar: what is due, what is late, what was published when."""

from dataclasses import dataclass

from site_builder.compare.periods import order, print_period
from site_builder.figures.due import DueState, Standing, standings
from site_builder.model.calendar import CALENDAR
from site_builder.model.package import Package
from site_builder.model.release import REVISION_WORDS
from site_builder.model.site import Route, Site
from site_builder.model.view import Fact, Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta
from site_builder.releases.events import EventKind, events

_FREQUENCIES = {
    "A": "每年",
    "S": "每半年",
    "Q": "每季度",
    "M": "每月",
    "W": "每周",
    "D": "每天",
    "": "原文未说明",
}
"""SDMX's CL_FREQ in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """An announcement in words; `path` leads to what it is about, "" where that is not there."""

    date: str
    title: str
    path: str
    state: str
    words: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageCard:
    """How new a package is, and when the next version comes."""

    title: str
    path: str
    demonstration: bool
    note: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Something that was published on a day: a version of a package, or a source document."""

    date: str
    kind: str
    title: str
    path: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What was published in a year, the newest first."""

    year: str
    lines: tuple[Past, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """What the calendar shows."""

    meta: PageMeta
    due: tuple[DueLine, ...]
    done: tuple[DueLine, ...]
    packages: tuple[PackageCard, ...]
    years: tuple[Year, ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("calendar", CALENDAR),) if site.releases or site.calendar else ()


def _view(site: Site, route: Route) -> CalendarView:
    all_due = standings(site)
    late = sum(item.state is DueState.LATE for item in all_due)
    open_ones = sum(item.state is DueState.OPEN for item in all_due)
    return CalendarView(
        meta=meta(
            site,
            kind="calendar",
            path=CALENDAR,
            title="发布日历",
            finding=_finding(site.as_of, late, open_ones),
            section="data",
            crumbs=(Link(title="数据", path="/data/"), Link(title="发布日历", path=CALENDAR)),
            following=(
                Link(title="更正与修订", path="/changes/"),
                Link(title="数据下载", path="/data/"),
            ),
        ),
        due=tuple(_line(site, item) for item in all_due if item.state is not DueState.DONE),
        done=tuple(_line(site, item) for item in all_due if item.state is DueState.DONE),
        packages=tuple(_card(site, item, all_due) for item in site.packages),
        years=_years(site),
    )


def _finding(as_of: str, late: int, open_ones: int) -> str:
    if late:
        return f"截至{as_of}，有{late}项逾期没有公布，{open_ones}项还没有到期。"
    if open_ones:
        return f"截至{as_of}，有{open_ones}项待公布，没有逾期的。"
    return f"截至{as_of}，没有登记待公布的内容；下面是已经公布过的。"


def _line(site: Site, item: Standing) -> DueLine:
    due = item.due
    path = f"/indicators/{due.indicator}/" if due.indicator in site.entries else ""
    if due.version and due.package in site.versions:
        path = f"/data/{due.package}/"
    return DueLine(
        date=due.due,
        title=due.title,
        path=path,
        state=item.state.value,
        words=_words(item),
        note=due.note,
    )


def _words(item: Standing) -> str:
    if item.state is DueState.LATE:
        return f"逾期{item.days}天，还没有公布"
    if item.state is DueState.OPEN:
        return "还没有到期"
    if not item.published:
        return "已公布"
    late = f"，晚了{item.days}天" if item.days else ""
    return f"已于{item.published}公布{late}"


def _card(site: Site, package: Package, all_due: tuple[Standing, ...]) -> PackageCard:
    released = [
        item.release.date
        for item in site.versions.get(package.name, ())
        if item.release is not None
    ]
    sources = sorted({item.published for item in package.sources}, reverse=True)
    published = "、".join(day or "未注明" for day in sources)
    upcoming = [
        f"{item.due.due}以前（{_words(item)}）"
        for item in all_due
        if item.due.package == package.name and item.state is not DueState.DONE
    ]
    facts = (
        Fact(label="版本", text=package.version),
        Fact(label="最近发布", text=max(released, default="未注明")),
        Fact(label="材料公布", text=published or "未注明"),
        Fact(label="数据所到", text=_newest(package)),
        Fact(label="更新频率", text=_frequency(package)),
        Fact(label="下次发布", text=upcoming[0] if upcoming else "未注明"),
    )
    return PackageCard(
        title=package.title,
        path=f"/data/{package.name}/",
        demonstration=package.demonstration,
        note=package.description if package.demonstration else "",
        facts=facts,
    )


def _newest(package: Package) -> str:
    """Return the newest period of a package in words."""
    newest = max(package.observations, key=lambda item: order(item.time_period), default=None)
    if newest is None:
        return "没有数据"
    return print_period(newest.time_period, newest.period_basis, edition=package.edition_periods)


def _frequency(package: Package) -> str:
    """Return how often the sources publish, as far as they say so."""
    codes = dict.fromkeys(item.frequency for item in package.indicators)
    return "、".join(_FREQUENCIES.get(code, code) for code in codes) or "原文未说明"


def _years(site: Site) -> tuple[Year, ...]:
    found = [
        Past(
            date=item.date,
            kind="发布数据"
            if item.kind is EventKind.RELEASE and item.released is not None
            else "撤回版本",
            title=f"{item.held.title}，版本{item.held.version}",
            path=f"/changes/#{item.held.anchor}"
            if item.kind is EventKind.RELEASE
            else f"/changes/#{item.held.anchor}-withdrawn",
            note=REVISION_WORDS[item.released.release.revision] if item.released else "",
        )
        for item in events(site)
    ]
    found += [
        Past(
            date=source.published,
            kind="公布材料",
            title=source.title,
            path=source.url,
            note=source.publisher,
        )
        for source in dict.fromkeys(site.sources.values())
        if source.published
    ]
    found.sort(key=lambda item: item.date, reverse=True)
    years = dict.fromkeys(item.date[:4] for item in found)
    return tuple(
        Year(year=year, lines=tuple(item for item in found if item.date[:4] == year))
        for year in years
    )


KINDS = (PageKind(name="calendar", template="calendar.html", routes=_routes, view=_view),)
