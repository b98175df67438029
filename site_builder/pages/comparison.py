"""Comparison of two years for an area: what compares, and what does not and why."""

import itertools
from dataclasses import dataclass

from site_builder.compare.periods import order, parse_period
from site_builder.figures.history import Pair, pair
from site_builder.model.figure import Comparison, Figure
from site_builder.model.site import Entry, Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import (
    areas_shown,
    demonstration_caveat,
    environment_title,
    figure_of,
    meta,
    package_links,
)

_CRUMB = Link(title="比较", path="/compare/")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """An indicator in two years."""

    title: str
    path: str
    group: str
    earlier: Figure
    later: Figure
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """What the comparison of two years shows."""

    meta: PageMeta
    earlier: str
    later: str
    comparable: tuple[ComparedRow, ...]
    others: tuple[ComparedRow, ...]
    caveat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaYears:
    """The pairs of years an area has."""

    title: str
    path: str
    pairs: tuple[Link, ...]
    sentence: str
    demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """What the overview of comparisons shows."""

    meta: PageMeta
    areas: tuple[AreaYears, ...]


def year_pairs(site: Site, area: str) -> dict[tuple[int, int], tuple[tuple[Entry, Pair], ...]]:
    """Return, for each pair of neighbouring years of an indicator, the indicators' values compared.

    Where a year has several periods, the last one stands for it.
    """
    found: dict[tuple[int, int], list[tuple[Entry, Pair]]] = {}
    for entry in site.entries.values():
        by_year = {}
        own = [item for item in entry.observations if item.ref_area == area]
        for item in sorted(own, key=lambda one: order(one.time_period)):
            end = parse_period(item.time_period).end
            if end is not None:
                by_year[end.year] = item
        years = sorted(by_year)
        for first, second in itertools.pairwise(years):
            result = pair(by_year[first], by_year[second], entry)
            found.setdefault((first, second), []).append((entry, result))
    return {years: tuple(found[years]) for years in sorted(found)}


def _year_routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("compare-years", f"/compare/{area}/{first}-{second}/", f"{area}/{first}-{second}")
        for area in _areas(site)
        for first, second in year_pairs(site, area)
    )


def _areas(site: Site) -> tuple[str, ...]:
    own = areas_shown(site, demonstration=False)
    return own + tuple(area for area in areas_shown(site, demonstration=True) if area not in own)


def _years_view(site: Site, route: Route) -> YearsView:
    area, _, years = route.key.partition("/")
    first, second = (int(year) for year in years.split("-"))
    pairs = year_pairs(site, area)[(first, second)]
    rows = [_row(site, entry, item) for entry, item in pairs]
    comparable = tuple(row for row in rows if row.comparison.comparable)
    others = tuple(row for row in rows if not row.comparison.comparable)
    packages = tuple(dict.fromkeys(item.later.package for _, item in pairs))
    edition = any(entry.package.edition_periods for entry, _ in pairs)
    unit = "年版" if edition else "年"
    name = site.areas[area].title
    title = f"{name}：{first}{unit}与{second}{unit}"
    return YearsView(
        meta=meta(
            site,
            kind="compare-years",
            path=route.path,
            title=title,
            finding=_finding(len(comparable), len(others)),
            section="compare",
            crumbs=(_CRUMB, Link(title=title, path=route.path)),
            based_on=package_links(site, packages),
        ),
        earlier=f"{first}{unit}",
        later=f"{second}{unit}",
        comparable=comparable,
        others=others,
        caveat=demonstration_caveat(entry for entry, _ in pairs),
    )


def _finding(comparable: int, others: int) -> str:
    total = comparable + others
    if not others:
        return f"两期都有数据的{total}项指标都可以比较。"
    if not comparable:
        return f"两期都有数据的{total}项指标都不可比，原因列在下面；本站不给出变化。"
    return f"两期都有数据的{total}项指标中，{comparable}项可以比较，{others}项不可比。"


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
        pairs = year_pairs(site, area)
        areas.append(
            AreaYears(
                title=name,
                path=f"/regions/{area}/",
                pairs=tuple(
                    Link(
                        title=f"{first}—{second}",
                        path=f"/compare/{area}/{first}-{second}/",
                        note=_count_note([item for _, item in found]),
                    )
                    for (first, second), found in pairs.items()
                ),
                sentence=""
                if pairs
                else f"{name}的每项指标目前只有一期数据，没有可以比较的另一期；"
                "来源公布下一期、并注明期间和口径后，这里会列出变化。",
                demonstration=area in shown,
            )
        )
    return CompareView(
        meta=meta(
            site,
            kind="compare",
            path="/compare/",
            title="年度比较",
            finding="只有期间、口径、单位、状态都对得上的数才比较；其余一律写明不可比和原因。",
            section="compare",
            crumbs=(_CRUMB,),
        ),
        areas=tuple(areas),
    )


def _count_note(pairs: list[Pair]) -> str:
    good = sum(item.comparison.comparable for item in pairs)
    return f"{good}项可比，{len(pairs) - good}项不可比"


KINDS = (
    PageKind(name="compare", template="compare.html", routes=_compare_routes, view=_compare_view),
    PageKind(
        name="compare-years", template="compare_years.html", routes=_year_routes, view=_years_view
    ),
)
