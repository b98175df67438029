"""The index of indicators, by environment."""

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.figures.latest import latest_row
from site_builder.figures.linked_rows import WATCH
from site_builder.figures.shown import areas_shown, own_entries
from site_builder.model.figure_row import FigureGroup, FigureRow
from site_builder.model.language import phrase
from site_builder.model.site import Entry, Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, no_documents, page
from site_builder.pages.parts import jump_links, meta
from site_builder.pages.watch import has_watch


class TargetRow(Struct, frozen=True, kw_only=True):
    """An indicator known so far by its target alone."""

    title: str
    path: str


class IndicatorsView(Struct, frozen=True, kw_only=True):
    """What the index shows: a group for each environment, the demonstration apart."""

    meta: PageMeta
    contents: tuple[Link, ...]
    groups: tuple[FigureGroup, ...]
    targets: tuple[TargetRow, ...]
    demonstration: tuple[FigureGroup, ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("indicators", "/indicators/"),)


def _view(site: Site, route: Route) -> IndicatorsView:
    entries = own_entries(site)
    groups = tuple(
        group
        for item in site.settings.environments
        if (
            group := _group(
                site,
                item.title,
                f"/environments/{item.id}/",
                tuple(one for one in entries if one.indicator.environment == item.id),
                anchor=item.id,
                demonstration=False,
            )
        )
        is not None
    )
    demonstration = _demonstration(site)
    targets = tuple(
        TargetRow(title=entry.indicator.title, path=f"/indicators/{entry.indicator.indicator}/")
        for entry in entries
        if not entry.observations
    )
    areas = site.language.listed(
        site.areas[code].title for code in areas_shown(site, demonstration=False)
    )
    return IndicatorsView(
        meta=meta(
            site,
            kind="indicators",
            path="/indicators/",
            title=site.language.say("全部指标"),
            finding=site.language.say(
                "{areas}共{n}项指标，每个数都注明期间、口径、状态和出处。",
                areas=areas,
                n=len(entries),
            ),
            section="indicators",
            crumbs=(Link(title=phrase("全部指标"), path="/indicators/"),),
            based_on=package_links(site, tuple(package.name for package in site.packages)),
            following=(
                *((Link(title=phrase("指标晾晒"), path=WATCH),) if has_watch(site) else ()),
                Link(title=phrase("按地区看"), path="/regions/"),
                Link(title=phrase("年度比较"), path="/compare/"),
                Link(title=phrase("下载全部数据"), path="/data/"),
            ),
        ),
        contents=(
            *jump_links(groups, (phrase("只有目标"), "targets", len(targets))),
            *(
                Link(title=phrase("背景与方法演示"), path="#apart", note=str(group.size))
                for group in demonstration
            ),
        ),
        groups=groups,
        targets=targets,
        demonstration=demonstration,
    )


def _demonstration(site: Site) -> tuple[FigureGroup, ...]:
    """Return the indicators of each package that only demonstrates."""
    shown = own_entries(site, demonstration=True)
    return tuple(
        group
        for package in site.packages
        if package.demonstration
        and (
            group := _group(
                site,
                package.title,
                f"/data/{package.name}/{package.version}/",
                tuple(one for one in shown if one.package is package),
                anchor=package.name,
                demonstration=True,
            )
        )
        is not None
    )


def _group(
    site: Site,
    title: str,
    path: str,
    entries: tuple[Entry, ...],
    *,
    anchor: str,
    demonstration: bool,
) -> FigureGroup | None:
    rows: list[FigureRow] = []
    areas = areas_shown(site, demonstration=demonstration)
    for entry in entries:
        for area in areas:
            row = latest_row(site, entry, area)
            if row is not None:
                rows.append(row)
    if not rows:
        return None
    return FigureGroup(
        title=title, path=path, featured=(), rows=tuple(rows), anchor=anchor, several=True
    )


KINDS = (
    PageKind(
        name="indicators",
        template="indicators.html",
        routes=_routes,
        view=_view,
        reads=no_documents,
    ),
)
