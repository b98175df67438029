"""The release calendar: what is due, what is late, what was published when."""

from msgspec import Struct

from site_builder.compare.periods import order, print_period
from site_builder.figures.due import DueState, Standing, standings
from site_builder.model.calendar import CALENDAR
from site_builder.model.language import Language, phrase
from site_builder.model.package import Package
from site_builder.model.release import REVISION_WORDS
from site_builder.model.site import Route, Site
from site_builder.model.view import Fact, Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta, version_title
from site_builder.releases.events import EventKind, events

_FREQUENCIES = {
    "A": phrase("每年"),
    "S": phrase("每半年"),
    "Q": phrase("每季度"),
    "M": phrase("每月"),
    "W": phrase("每周"),
    "D": phrase("每天"),
    "": phrase("原文未说明"),
}
"""SDMX's CL_FREQ in words."""


class DueLine(Struct, frozen=True, kw_only=True):
    """An announcement in words; `path` leads to what it is about, "" where that is not there."""

    date: str
    title: str
    path: str
    state: str
    words: str
    note: str


class PackageCard(Struct, frozen=True, kw_only=True):
    """How new a package is, and when the next version comes."""

    title: str
    path: str
    demonstration: bool
    note: str
    facts: tuple[Fact, ...]


class Past(Struct, frozen=True, kw_only=True):
    """Something that was published on a day: a version of a package, or a source document."""

    date: str
    kind: str
    title: str
    path: str
    note: str


class Year(Struct, frozen=True, kw_only=True):
    """What was published in a year, the newest first."""

    year: str
    lines: tuple[Past, ...]


class CalendarView(Struct, frozen=True, kw_only=True):
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
            title=site.language.say("发布日历"),
            finding=_finding(site, late, open_ones),
            section="data",
            crumbs=(
                Link(title=phrase("数据"), path="/data/"),
                Link(title=phrase("发布日历"), path=CALENDAR),
            ),
            following=(
                Link(title=phrase("更正与修订"), path="/changes/"),
                Link(title=phrase("数据下载"), path="/data/"),
            ),
        ),
        due=tuple(_line(site, item) for item in all_due if item.state is not DueState.DONE),
        done=tuple(_line(site, item) for item in all_due if item.state is DueState.DONE),
        packages=tuple(_card(site, item, all_due) for item in site.packages),
        years=_years(site),
    )


def _finding(site: Site, late: int, open_ones: int) -> str:
    say, day = site.language.say, site.as_of
    if late:
        return say(
            "截至{date}，有{n}项逾期没有公布，{open}项还没有到期。",
            date=day,
            n=late,
            open=open_ones,
        )
    if open_ones:
        return say("截至{date}，有{n}项待公布，没有逾期的。", date=day, n=open_ones)
    return say("截至{date}，没有登记待公布的内容；下面是已经公布过的。", date=day)


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
        words=_words(item, site.language),
        note=due.note,
    )


def _words(item: Standing, language: Language) -> str:
    say = language.say
    if item.state is DueState.LATE:
        return say("逾期{n}天，还没有公布", n=item.days)
    if item.state is DueState.OPEN:
        return say("还没有到期")
    if not item.published:
        return say("已公布")
    if item.days:
        return say("已于{date}公布，晚了{n}天", date=item.published, n=item.days)
    return say("已于{date}公布", date=item.published)


def _card(site: Site, package: Package, all_due: tuple[Standing, ...]) -> PackageCard:
    released = [
        item.release.date
        for item in site.versions.get(package.name, ())
        if item.release is not None
    ]
    sources = sorted({item.published for item in package.sources}, reverse=True)
    language = site.language
    unknown = language.say("未注明")
    published = language.listed(day or unknown for day in sources)
    upcoming = [
        language.say("{date}以前（{state}）", date=item.due.due, state=_words(item, language))
        for item in all_due
        if item.due.package == package.name and item.state is not DueState.DONE
    ]
    facts = (
        Fact(label=phrase("版本"), text=package.version),
        Fact(label=phrase("最近发布"), text=max(released, default=unknown)),
        Fact(label=phrase("材料公布"), text=published or unknown),
        Fact(label=phrase("数据所到"), text=_newest(package, language)),
        Fact(label=phrase("更新频率"), text=_frequency(package, language)),
        Fact(label=phrase("下次发布"), text=upcoming[0] if upcoming else unknown),
    )
    return PackageCard(
        title=package.title,
        path=f"/data/{package.name}/",
        demonstration=package.demonstration,
        note=package.description if package.demonstration else "",
        facts=facts,
    )


def _newest(package: Package, language: Language) -> str:
    """Return the newest period of a package in words."""
    newest = max(package.observations, key=lambda item: order(item.time_period), default=None)
    if newest is None:
        return language.say("没有数据")
    return print_period(
        newest.time_period,
        newest.period_basis,
        edition=package.edition_periods,
        language=language,
    )


def _frequency(package: Package, language: Language) -> str:
    """Return how often the sources publish, as far as they say so."""
    codes = dict.fromkeys(item.frequency for item in package.indicators)
    said = (language.say(_FREQUENCIES.get(code, code)) for code in codes)
    return language.listed(said) or language.say("原文未说明")


def _years(site: Site) -> tuple[Year, ...]:
    found = [
        Past(
            date=item.date,
            kind=phrase("发布数据")
            if item.kind is EventKind.RELEASE and item.released is not None
            else phrase("撤回版本"),
            title=version_title(site, item.held),
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
            kind=phrase("公布材料"),
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
