"""A page for each environment: its figures by area, its initiatives, its cases."""

from dataclasses import dataclass

from site_builder.figures.basis import package_links
from site_builder.figures.shown import areas_shown, environments_shown, own_entries
from site_builder.model.chart import Chart, Sparkline
from site_builder.model.figure_row import FigureGroup
from site_builder.model.site import Route, Site
from site_builder.model.view import CaseCard, InitiativeCard, Link, PageMeta
from site_builder.model.vocabulary import INITIATIVE_STATUS_WORDS, InitiativeStatus
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import case_card, figure_group, initiative_card, meta


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusGroup:
    """Initiatives of one status."""

    status: str
    cards: tuple[InitiativeCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentView:
    """What an environment's page shows."""

    meta: PageMeta
    id: str
    siblings: tuple[Link, ...]
    note: str
    groups: tuple[FigureGroup, ...]
    charts: tuple[Chart, ...]
    initiatives: tuple[StatusGroup, ...]
    cases: tuple[CaseCard, ...]

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
    cases = tuple(case_card(site, case) for case in site.cases if case.environment == item.id)
    finding = f"{item.description}{_counted(entries_count(groups), len(initiatives), len(cases))}"
    packages = dict.fromkeys(entry.package.name for entry in entries)
    return EnvironmentView(
        meta=meta(
            site,
            kind="environment",
            path=route.path,
            title=item.title,
            finding=finding,
            section="environments",
            crumbs=(Link(title=item.title, path=route.path),),
            based_on=package_links(site, tuple(packages)),
        ),
        id=item.id,
        siblings=tuple(
            Link(title=other.title, path=f"/environments/{other.id}/", note=other.id)
            for other in environments
        ),
        note=item.note,
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
        cases=cases,
    )


def entries_count(groups: tuple[FigureGroup, ...]) -> int:
    """Return how many figures the groups hold."""
    return sum(len(group.featured) + len(group.rows) for group in groups)


def _counted(figures: int, initiatives: int, cases: int) -> str:
    parts = (("项数据", figures), ("项改革举措", initiatives), ("个典型案例", cases))
    said = "、".join(f"{count}{unit}" for unit, count in parts if count)
    return f"本页有{said}。" if said else ""


KINDS = (PageKind(name="environment", template="environment.html", routes=_routes, view=_view),)
