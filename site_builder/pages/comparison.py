"""Comparison of two years for an area: what compares, and what does not and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.compare.wording import FORMULA
from site_builder.figures.basis import package_links
from site_builder.figures.history import Pair
from site_builder.figures.present import figure_of
from site_builder.figures.shown import areas_shown
from site_builder.figures.years import compared, paired_years, year_pairs
from site_builder.model.chart import Chart
from site_builder.model.download import Download, table_downloads
from site_builder.model.figure import Comparison, Figure
from site_builder.model.site import Entry, Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, no_documents, page
from site_builder.pages.parts import demonstration_caveat, environment_title, meta

INDICATORS = Link(title="全部指标", path="/indicators/")
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
class ComparedGroup:
    """The comparable indicators of one environment."""

    title: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaYears:
    """The pairs of years an area has: those one after the other, and each with the latest."""

    title: str
    path: str
    pairs: tuple[Link, ...]
    apart: tuple[Link, ...]
    sentence: str
    demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """What the overview of comparisons shows."""

    meta: PageMeta
    areas: tuple[AreaYears, ...]


def _year_routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("compare-years", f"/compare/{area}/{first}-{second}/", f"{area}/{first}-{second}")
        for area in _areas(site)
        for first, second in paired_years(site.entries.values(), area)
    )


def _areas(site: Site) -> tuple[str, ...]:
    own = areas_shown(site, demonstration=False)
    return own + tuple(area for area in areas_shown(site, demonstration=True) if area not in own)


def _years_view(site: Site, route: Route) -> YearsView:
    area, _, years = route.key.partition("/")
    first, second = (int(year) for year in years.split("-"))
    pairs = compared(site.entries.values(), area, first, second)
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
            finding=_finding(comparable, others),
            section="compare",
            crumbs=(_CRUMB, Link(title=title, path=route.path)),
            based_on=package_links(site, packages),
            following=_following(site, area, (first, second)),
        ),
        earlier=f"{first}{unit}",
        later=f"{second}{unit}",
        charts=site.charts.get(route.path, ()),
        comparable=tuple(
            ComparedGroup(title=group, rows=tuple(row for row in comparable if row.group == group))
            for group in dict.fromkeys(row.group for row in comparable)
        ),
        others=others,
        remedies=_remedies(others),
        formula=FORMULA,
        caveat=demonstration_caveat(entry for entry, _ in pairs),
        downloads=table_downloads(route.path),
    )


def _remedies(others: tuple[ComparedRow, ...]) -> str:
    """Return what would make the pairs comparable, in one sentence."""
    wanted = dict.fromkeys(one for row in others for one in row.comparison.remedies)
    return f"要能比较，还需要：{'；'.join(wanted)}。" if wanted else ""


def _following(site: Site, area: str, years: tuple[int, int]) -> tuple[Link, ...]:
    """Return the comparisons beside this one: the years before and after, other areas, the area."""
    entries = site.entries.values()
    own = paired_years(entries, area)
    width = years[1] - years[0]
    near = [pair for pair in own if pair[1] == years[0] or pair[0] == years[1]]
    found = [(area, pair) for pair in near if pair[1] - pair[0] == width]
    found += [
        (one, years) for one in _areas(site) if one != area and years in paired_years(entries, one)
    ]
    links = tuple(
        Link(
            title=f"{site.areas[one].title}：{first}—{second}",
            path=f"/compare/{one}/{first}-{second}/",
        )
        for one, (first, second) in found
    )
    name = site.areas[area].title
    return (*links, Link(title=f"{name}的全部数据", path=f"/regions/{area}/"), _CRUMB)


_ARROWS = {"↑": "上升", "↓": "下降", "→": "持平"}


def _directions(rows: tuple[ComparedRow, ...]) -> str:
    """Return how many figures rose, fell and stayed: `10项上升，1项持平`."""
    counted = Counter(_ARROWS.get(row.comparison.arrow, "") for row in rows)
    return "，".join(f"{counted[word]}项{word}" for word in _ARROWS.values() if counted[word])


def _finding(rows: tuple[ComparedRow, ...], others: tuple[ComparedRow, ...]) -> str:
    comparable = len(rows)
    total = comparable + len(others)
    if not others:
        return f"两期都有数据的{total}项指标都可以比较：{_directions(rows)}。"
    reasons = dict.fromkeys(
        reason.partition("（")[0] for row in others for reason in row.comparison.reasons
    )
    why = "；".join(reasons)
    if not comparable:
        return f"两期都有数据的{total}项指标都不可比（{why}），本站不给出变化。"
    return (
        f"两期都有数据的{total}项指标中，{comparable}项可以比较（{_directions(rows)}），"
        f"{len(others)}项不可比（{why}）。"
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
        pairs = year_pairs(site.entries.values(), area)
        near, far = _split(area, pairs)
        areas.append(
            AreaYears(
                title=name,
                path=f"/regions/{area}/",
                pairs=near,
                apart=far,
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
            following=(Link(title="按地区看", path="/regions/"), INDICATORS),
        ),
        areas=tuple(areas),
    )


def _split(
    area: str, pairs: Mapping[tuple[int, int], tuple[tuple[Entry, Pair], ...]]
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Return the links of years one after the other, and of those further apart, newest first."""
    near: list[Link] = []
    far: list[Link] = []
    seen: set[int] = set()
    for (first, second), found in pairs.items():
        # The pairs are in order: the first of a year is the one with the year after it.
        (far if first in seen else near).append(
            Link(
                title=f"{first}—{second}",
                path=f"/compare/{area}/{first}-{second}/",
                note=_count_note([item for _, item in found]),
            )
        )
        seen.add(first)
    return tuple(reversed(near)), tuple(reversed(far))


def _count_note(pairs: list[Pair]) -> str:
    good = sum(item.comparison.comparable for item in pairs)
    parts = ((good, "可比"), (len(pairs) - good, "不可比"))
    return "，".join(f"{count}项{word}" for count, word in parts if count)


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
        reads=no_documents,
    ),
)
