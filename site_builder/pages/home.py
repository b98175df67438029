"""The home page: what this is, the headline figures, the environments, what is new."""

from dataclasses import dataclass

from site_builder.figures.basis import package_links
from site_builder.figures.latest import sparked_row
from site_builder.figures.shown import areas_shown, environments_shown, own_entries
from site_builder.model.chart import Sparkline
from site_builder.model.figure_row import FigureRow, sparks
from site_builder.model.site import Route, Site
from site_builder.model.view import CaseCard, Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import case_card, meta

_LATEST_CASES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentTile:
    """An environment on the home page, with what it holds."""

    id: str
    title: str
    path: str
    description: str
    figures: int
    cases: int
    addition: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What the home page shows."""

    meta: PageMeta
    headlines: tuple[FigureRow, ...]
    tiles: tuple[EnvironmentTile, ...]
    cases: tuple[CaseCard, ...]
    reports: tuple[Link, ...]
    packages: tuple[Link, ...]
    demonstrations: tuple[Link, ...]
    example: FigureRow | None

    @property
    def sparks(self) -> tuple[Sparkline, ...]:
        """Return the small drawings beside the headlines."""
        return sparks(self.headlines)


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("home", "/"),)


def _view(site: Site, route: Route) -> HomeView:
    areas = areas_shown(site, demonstration=False)
    headlines = tuple(
        row
        for slug in site.settings.headlines
        for area in areas
        if (row := sparked_row(site, site.entries[slug], area)) is not None
    )
    entries = own_entries(site)
    own = tuple(package.name for package in site.packages if not package.demonstration)
    shown = tuple(package.name for package in site.packages if package.demonstration)
    return HomeView(
        meta=meta(
            site,
            kind="home",
            path="/",
            title=site.settings.title,
            finding=site.settings.description,
            section="home",
        ),
        headlines=headlines,
        tiles=tuple(
            EnvironmentTile(
                id=item.id,
                title=item.title,
                path=f"/environments/{item.id}/",
                description=item.description,
                figures=sum(
                    len(entry.observations)
                    for entry in entries
                    if entry.indicator.environment == item.id
                ),
                cases=sum(case.environment == item.id for case in site.cases),
                addition=item.addition,
            )
            for item in environments_shown(site)
        ),
        cases=tuple(case_card(site, case) for case in site.cases[:_LATEST_CASES]),
        reports=tuple(Link(title=item.title, path=item.address) for item in site.reports),
        packages=package_links(site, own),
        demonstrations=package_links(site, shown),
        example=headlines[0] if headlines else None,
    )


HOME = PageKind(name="home", template="home.html", routes=_routes, view=_view)
