"""A page for each environment: its figures by area, its initiatives, its cases."""

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.figures.shown import areas_shown, environments_shown, own_entries
from site_builder.figures.single_period import said_of_all
from site_builder.model.chart import Chart, Sparkline
from site_builder.model.figure_row import FigureGroup
from site_builder.model.language import phrase
from site_builder.model.settings import Environment
from site_builder.model.site import Route, Site
from site_builder.model.view import CaseCard, InitiativeCard, Link, PageMeta
from site_builder.model.vocabulary import INITIATIVE_STATUS_WORDS, InitiativeStatus
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import (
    case_card,
    figure_group,
    initiative_card,
    jump_links,
    listed_cases,
    meta,
)


class StatusGroup(Struct, frozen=True, kw_only=True):
    """Initiatives of one status."""

    status: str
    cards: tuple[InitiativeCard, ...]


class EnvironmentView(Struct, frozen=True, kw_only=True):
    """What an environment's page shows; `single` is said where no figure has an earlier period."""

    meta: PageMeta
    id: str
    siblings: tuple[Link, ...]
    contents: tuple[Link, ...]
    note: str
    single: str
    groups: tuple[FigureGroup, ...]
    charts: tuple[Chart, ...]
    initiatives: tuple[StatusGroup, ...]
    cases: tuple[CaseCard, ...]
    case_count: int

    @property
    def sparks(self) -> tuple[Sparkline, ...]:
        """Return the small drawings beside the figures."""
        return tuple(spark for group in self.groups for spark in group.sparks)


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("environment", f"/environments/{item.id}/", item.id)
        for item in environments_shown(site)
    )


def _view(site: Site, route: Route) -> EnvironmentView:
    environments = environments_shown(site)
    item = next(one for one in environments if one.id == route.key)
    entries = tuple(entry for entry in own_entries(site) if entry.indicator.environment == item.id)
    groups = tuple(
        group
        for area in areas_shown(site, demonstration=False)
        if (group := figure_group(site, area, entries)) is not None
    )
    initiatives = [one for one in site.initiatives if one.environment == item.id]
    cases = listed_cases(site, "environments", item.id)
    packages = dict.fromkeys(entry.package.name for entry in entries)
    return EnvironmentView(
        meta=meta(
            site,
            kind="environment",
            path=route.path,
            title=item.title,
            finding=item.description,
            section="environments",
            crumbs=(Link(title=item.title, path=route.path),),
            based_on=package_links(site, tuple(packages)),
            following=_following(site, environments, item),
        ),
        id=item.id,
        siblings=tuple(
            Link(title=other.short, path=f"/environments/{other.id}/", note=other.id)
            for other in environments
        ),
        contents=jump_links(
            groups,
            (phrase("改革举措"), "initiatives", len(initiatives)),
            (phrase("典型案例"), "cases", len(cases)),
        ),
        note=item.note,
        single=said_of_all(
            (row for group in groups for row in (*group.featured, *group.rows)), site.language
        ),
        groups=groups,
        charts=site.charts.get(route.path, ()),
        initiatives=tuple(
            StatusGroup(
                status=INITIATIVE_STATUS_WORDS[status],
                cards=tuple(
                    initiative_card(site, one) for one in initiatives if one.status is status
                ),
            )
            for status in InitiativeStatus
            if any(one.status is status for one in initiatives)
        ),
        cases=tuple(case_card(site, case) for case in cases[: site.settings.page_size]),
        case_count=len(cases),
    )


def _following(
    site: Site, environments: tuple[Environment, ...], item: Environment
) -> tuple[Link, ...]:
    """Return the next environment, the first after the last, and where its figures compare."""
    after = environments[(environments.index(item) + 1) % len(environments)]
    links = (
        Link(
            title=site.language.say("下一个环境：{title}", title=after.title),
            path=f"/environments/{after.id}/",
        ),
        Link(title=phrase("全部指标"), path=f"/indicators/#{item.id}"),
        Link(title=phrase("年度比较"), path="/compare/"),
    )
    return links if after is not item else links[1:]


KINDS = (PageKind(name="environment", template="environment.html", routes=_routes, view=_view),)
