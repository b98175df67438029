"""Comparison of two years for an area: what compares, and what does not and why."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from site_builder.compare.wording import FORMULA
from site_builder.figures.basis import package_links
from site_builder.figures.ground import remembered
from site_builder.figures.history import Pair
from site_builder.figures.present import figure_of
from site_builder.figures.shown import areas_shown
from site_builder.figures.years import Years, compared, paired_entries, paired_years, years_title
from site_builder.model.chart import Chart
from site_builder.model.download import Download, table_downloads
from site_builder.model.figure import Comparison, Figure
from site_builder.model.language import Language, phrase
from site_builder.model.site import Entry, Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, Reads, no_documents, page
from site_builder.pages.parts import demonstration_caveat, environment_title, meta

INDICATORS = Link(title=phrase("全部指标"), path="/indicators/")
_CRUMB = Link(title=phrase("比较"), path="/compare/")


class ComparedRow(Struct, frozen=True, kw_only=True):
    """An indicator in two years."""

    title: str
    path: str
    group: str
    earlier: Figure
    later: Figure
    comparison: Comparison


class ComparedGroup(Struct, frozen=True, kw_only=True):
    """The comparable indicators of one environment."""

    title: str
    rows: tuple[ComparedRow, ...]


class YearsView(Struct, frozen=True, kw_only=True):
    """What the comparison of two years shows."""

    meta: PageMeta
    earlier: str
    later: str
    charts: tuple[Chart, ...]
    comparable: tuple[ComparedGroup, ...]
    others: tuple[ComparedRow, ...]
    remedies: str
    formula: str
    caveat: str
    downloads: tuple[Download, ...]


class AreaYears(Struct, frozen=True, kw_only=True):
    """The pairs of years an area has: those one after the other, and each with the latest."""

    title: str
    path: str
    pairs: tuple[Link, ...]
    apart: tuple[Link, ...]
    sentence: str
    demonstration: bool


class CompareView(Struct, frozen=True, kw_only=True):
    """What the overview of comparisons shows."""

    meta: PageMeta
    areas: tuple[AreaYears, ...]


def _year_routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("compare-years", f"/compare/{area}/{first}-{second}/", f"{area}/{first}-{second}")
        for area in _areas(site)
        for first, second in paired_years(site, area)
    )


def _areas(site: Site) -> tuple[str, ...]:
    own = areas_shown(site, demonstration=False)
    return own + tuple(area for area in areas_shown(site, demonstration=True) if area not in own)


def _years_view(site: Site, route: Route) -> YearsView:
    area, _, years = route.key.partition("/")
    first, second = (int(year) for year in years.split("-"))
    pairs = compared(site.entries.values(), area, first, second, language=site.language)
    rows = [_row(site, entry, item) for entry, item in pairs]
    comparable = tuple(row for row in rows if row.comparison.comparable)
    others = tuple(row for row in rows if not row.comparison.comparable)
    packages = tuple(dict.fromkeys(item.later.package for _, item in pairs))
    edition = any(entry.package.edition_periods for entry, _ in pairs)
    say = site.language.say
    year = phrase("{year}年版") if edition else phrase("{year}年")
    earlier, later = say(year, year=first), say(year, year=second)
    title = years_title(site, area, first, second, editions=edition)
    return YearsView(
        meta=meta(
            site,
            kind="compare-years",
            path=route.path,
            title=title,
            finding=_finding(comparable, others, site.language),
            section="compare",
            crumbs=(_CRUMB, Link(title=title, path=route.path)),
            based_on=package_links(site, packages),
            following=_following(site, area, (first, second)),
        ),
        earlier=earlier,
        later=later,
        charts=site.charts.get(route.path, ()),
        comparable=tuple(
            ComparedGroup(title=group, rows=tuple(row for row in comparable if row.group == group))
            for group in dict.fromkeys(row.group for row in comparable)
        ),
        others=others,
        remedies=_remedies(others, site.language),
        formula=say(FORMULA),
        caveat=demonstration_caveat(entry for entry, _ in pairs),
        downloads=table_downloads(route.path),
    )


def _remedies(others: tuple[ComparedRow, ...], language: Language) -> str:
    """Return what would make the pairs comparable, in one sentence."""
    wanted = dict.fromkeys(one for row in others for one in row.comparison.remedies)
    if not wanted:
        return ""
    return language.say("要能比较，还需要：{remedies}。", remedies=language.points(wanted))


def _following(site: Site, area: str, years: tuple[int, int]) -> tuple[Link, ...]:
    """Return the comparisons beside this one: the years before and after, other areas, the area."""
    own = paired_years(site, area)
    width = years[1] - years[0]
    near = [pair for pair in own if pair[1] == years[0] or pair[0] == years[1]]
    found = [(area, pair) for pair in near if pair[1] - pair[0] == width]
    found += [
        (one, years) for one in _areas(site) if one != area and years in paired_years(site, one)
    ]
    links = tuple(
        Link(
            title=site.language.say(
                "{area}：{years}", area=site.areas[one].title, years=f"{first}—{second}"
            ),
            path=f"/compare/{one}/{first}-{second}/",
        )
        for one, (first, second) in found
    )
    whole = site.language.say("{area}的全部数据", area=site.areas[area].title)
    return (*links, Link(title=whole, path=f"/regions/{area}/"), _CRUMB)


_ARROWS = {"↑": phrase("{n}项上升"), "↓": phrase("{n}项下降"), "→": phrase("{n}项持平")}


def _directions(rows: tuple[ComparedRow, ...], language: Language) -> str:
    """Return how many figures rose, fell and stayed: `10项上升，1项持平`."""
    counted = Counter(row.comparison.arrow for row in rows)
    return language.clauses(
        language.say(words, n=counted[arrow]) for arrow, words in _ARROWS.items() if counted[arrow]
    )


def _finding(
    rows: tuple[ComparedRow, ...], others: tuple[ComparedRow, ...], language: Language
) -> str:
    total = len(rows) + len(others)
    changes = _directions(rows, language)
    if not others:
        return language.say(
            "两期都有数据的{n}项指标都可以比较：{changes}。", n=total, changes=changes
        )
    reasons = dict.fromkeys(
        language.bare(reason) for row in others for reason in row.comparison.reasons
    )
    why = language.points(reasons)
    if not rows:
        return language.say(
            "两期都有数据的{n}项指标都不可比（{reasons}），本站不给出变化。", n=total, reasons=why
        )
    return language.say(
        "两期都有数据的{n}项指标中，{comparable}项可以比较（{changes}），{others}项不可比（{reasons}）。",
        n=total,
        comparable=len(rows),
        changes=changes,
        others=len(others),
        reasons=why,
    )


def _row(site: Site, entry: Entry, item: Pair) -> ComparedRow:
    return ComparedRow(
        title=entry.indicator.title,
        path=f"/indicators/{entry.indicator.indicator}/",
        group=environment_title(site, entry.indicator.environment),
        earlier=figure_of(site, entry, item.earlier),
        later=figure_of(site, entry, item.later),
        comparison=item.comparison,
    )


def _compare_routes(site: Site) -> tuple[Route, ...]:
    return (page("compare", "/compare/"),)


def _compare_view(site: Site, route: Route) -> CompareView:
    shown = set(areas_shown(site, demonstration=True))
    areas = []
    for area in _areas(site):
        name = site.areas[area].title
        pairs = paired_entries(site, area)
        near, far = _split(site, area, pairs)
        areas.append(
            AreaYears(
                title=name,
                path=f"/regions/{area}/",
                pairs=near,
                apart=far,
                sentence=""
                if pairs
                else site.language.say(
                    "{area}的每项指标目前只有一期数据，没有可以比较的另一期；"
                    "来源公布下一期、并注明期间和口径后，这里会列出变化。",
                    area=name,
                ),
                demonstration=area in shown,
            )
        )
    return CompareView(
        meta=meta(
            site,
            kind="compare",
            path="/compare/",
            title=site.language.say("年度比较"),
            finding=site.language.say(
                "只有期间、口径、单位、状态都对得上的数才比较；其余一律写明不可比和原因。"
            ),
            section="compare",
            crumbs=(_CRUMB,),
            following=(Link(title=phrase("按地区看"), path="/regions/"), INDICATORS),
        ),
        areas=tuple(areas),
    )


def _split(
    site: Site, area: str, pairs: Mapping[Years, tuple[Entry, ...]]
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Return the links of years one after the other, and of those further apart, newest first."""
    near: list[Link] = []
    far: list[Link] = []
    seen: set[int] = set()
    for (first, second), entries in pairs.items():
        # The pairs are in order: the first of a year is the one with the year after it.
        (far if first in seen else near).append(
            Link(
                title=f"{first}—{second}",
                path=f"/compare/{area}/{first}-{second}/",
                note=_count_note(site, area, (first, second), entries),
            )
        )
        seen.add(first)
    return tuple(reversed(near)), tuple(reversed(far))


def _count_note(site: Site, area: str, years: Years, entries: tuple[Entry, ...]) -> str:
    """Return how many of the indicators of both years compare."""
    language = site.language

    def counted() -> str:
        pairs = compared(entries, area, *years, language=language)
        good = sum(item.comparison.comparable for _, item in pairs)
        parts = ((phrase("{n}项可比"), good), (phrase("{n}项不可比"), len(pairs) - good))
        return language.clauses(language.say(words, n=count) for words, count in parts if count)

    return remembered(site, entries, f"compare {area} {years}", str, counted)


def _years_reads(site: Site, route: Route) -> Reads:
    """Return the indicators of both years, and which other years compare."""
    area, _, years = route.key.partition("/")
    first, second = (int(year) for year in years.split("-"))
    both = paired_entries(site, area)[first, second]
    return Reads(
        indicators=tuple(entry.indicator.indicator for entry in both),
        also=[(one, paired_years(site, one)) for one in _areas(site)],
    )


KINDS = (
    PageKind(
        name="compare",
        template="compare.html",
        routes=_compare_routes,
        view=_compare_view,
        reads=no_documents,
    ),
    PageKind(
        name="compare-years",
        template="compare_years.html",
        routes=_year_routes,
        view=_years_view,
        reads=_years_reads,
    ),
)
