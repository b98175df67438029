"""Areas: a list, and a page for each area with all its figures."""

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.figures.latest import sparked_row
from site_builder.figures.shown import areas_shown, own_entries
from site_builder.figures.side_by_side import side_by_side
from site_builder.figures.single_period import said_of_all
from site_builder.figures.years import paired_years
from site_builder.model.chart import Chart, Sparkline
from site_builder.model.figure_row import FigureGroup
from site_builder.model.language import phrase
from site_builder.model.site import Entry, Route, Site
from site_builder.model.view import CaseCard, Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import (
    case_card,
    demonstration_caveat,
    environment_title,
    jump_links,
    listed_cases,
    meta,
)

_CRUMB = Link(title=phrase("地区"), path="/regions/")


class AreaList(Struct, frozen=True, kw_only=True):
    """Areas, and the indicators of which their values may stand side by side."""

    areas: tuple[Link, ...]
    alike: tuple[Link, ...]


class RegionsView(Struct, frozen=True, kw_only=True):
    """What the list of areas shows."""

    meta: PageMeta
    own: AreaList
    demonstration: AreaList


class RegionView(Struct, frozen=True, kw_only=True):
    """What an area's page shows."""

    meta: PageMeta
    contents: tuple[Link, ...]
    single: str
    groups: tuple[FigureGroup, ...]
    charts: tuple[Chart, ...]
    cases: tuple[CaseCard, ...]
    case_count: int
    comparisons: tuple[Link, ...]
    caveat: str

    @property
    def sparks(self) -> tuple[Sparkline, ...]:
        """Return the small drawings beside the figures."""
        return tuple(spark for group in self.groups for spark in group.sparks)


def _regions_routes(site: Site) -> tuple[Route, ...]:
    return (page("regions", "/regions/"),)


def _region_routes(site: Site) -> tuple[Route, ...]:
    own, shown = (areas_shown(site, demonstration=flag) for flag in (False, True))
    return tuple(page("region", f"/regions/{area}/", area) for area in dict.fromkeys(own + shown))


def _area_list(site: Site, *, demonstration: bool) -> AreaList:
    entries = own_entries(site, demonstration=demonstration)
    return AreaList(
        areas=tuple(
            Link(
                title=site.areas[area].title,
                path=f"/regions/{area}/",
                note=_held(site, entries, area),
            )
            for area in areas_shown(site, demonstration=demonstration)
        ),
        alike=tuple(
            Link(title=entry.indicator.title, path=f"/indicators/{entry.indicator.indicator}/")
            for entry in entries
            if any(side_by_side(entry))
        ),
    )


def _held(site: Site, entries: tuple[Entry, ...], area: str) -> str:
    cases = len(listed_cases(site, "areas", area))
    language = site.language
    said = [language.say("{n}项指标", n=_count(entries, area))]
    if cases:
        said.append(language.say("{n}个案例", n=cases))
    return language.clauses(said)


def _count(entries: tuple[Entry, ...], area: str) -> int:
    return sum(any(item.ref_area == area for item in entry.observations) for entry in entries)


def _regions_view(site: Site, route: Route) -> RegionsView:
    return RegionsView(
        meta=meta(
            site,
            kind="regions",
            path="/regions/",
            title=site.language.say("地区"),
            finding=site.language.say(
                "按地区看数据。不同地区的数只有定义、分母、口径和期间都一致时才并列比较。"
            ),
            section="indicators",
            crumbs=(_CRUMB,),
            following=(
                Link(title=phrase("全部指标"), path="/indicators/"),
                Link(title=phrase("年度比较"), path="/compare/"),
            ),
        ),
        own=_area_list(site, demonstration=False),
        demonstration=_area_list(site, demonstration=True),
    )


def _region_view(site: Site, route: Route) -> RegionView:
    area = route.key
    demonstration = area not in areas_shown(site, demonstration=False)
    entries = [
        entry
        for entry in own_entries(site, demonstration=demonstration)
        if any(item.ref_area == area for item in entry.observations)
    ]
    groups = []
    for environment in dict.fromkeys(entry.indicator.environment for entry in entries):
        rows = [
            (entry, row)
            for entry in entries
            if entry.indicator.environment == environment
            and (row := sparked_row(site, entry, area)) is not None
        ]
        groups.append(
            FigureGroup(
                title=environment_title(site, environment),
                path="" if demonstration else f"/environments/{environment}/",
                anchor="demonstration" if demonstration else environment,
                featured=tuple(row for entry, row in rows if entry.indicator.featured),
                rows=tuple(row for entry, row in rows if not entry.indicator.featured),
            )
        )
    name = site.areas[area].title
    cases = listed_cases(site, "areas", area)
    comparisons = paired_years(site, area)
    return RegionView(
        meta=meta(
            site,
            kind="region",
            path=route.path,
            title=name,
            finding=site.language.say(
                "{area}共有{n}项指标的数据，按环境排列，各取最新一期。", area=name, n=len(entries)
            ),
            section="indicators",
            crumbs=(_CRUMB, Link(title=name, path=route.path)),
            based_on=package_links(
                site, tuple(dict.fromkeys(entry.package.name for entry in entries))
            ),
            following=(_CRUMB, Link(title=phrase("年度比较"), path="/compare/")),
        ),
        contents=jump_links(
            groups,
            (phrase("年度比较"), "years", len(comparisons)),
            (phrase("典型案例"), "cases", len(cases)),
        ),
        single=said_of_all(
            (row for group in groups for row in (*group.featured, *group.rows)), site.language
        ),
        groups=tuple(groups),
        charts=site.charts.get(route.path, ()),
        cases=tuple(case_card(site, case) for case in cases[: site.settings.page_size]),
        case_count=len(cases),
        comparisons=tuple(_years(area, *years) for years in reversed(comparisons)),
        caveat=demonstration_caveat(entries),
    )


def _years(area: str, first: int, second: int) -> Link:
    """Return the link to the comparison of two years."""
    return Link(title=f"{first}—{second}", path=f"/compare/{area}/{first}-{second}/")


KINDS = (
    PageKind(name="regions", template="regions.html", routes=_regions_routes, view=_regions_view),
    PageKind(name="region", template="region.html", routes=_region_routes, view=_region_view),
)
