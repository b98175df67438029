"""The home page: what this is, the headline figures, the environments, what is new."""

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.figures.latest import headline_rows, latest_row
from site_builder.figures.linked_rows import DOCUMENTS, FEEDBACK, SERVICES, WATCH
from site_builder.figures.shown import areas_shown, environments_shown, own_entries
from site_builder.figures.single_period import said_of_all, why_no_change
from site_builder.model.chart import Sparkline
from site_builder.model.figure_row import FigureRow, sparks
from site_builder.model.language import phrase
from site_builder.model.settings import Environment
from site_builder.model.site import Route, Site
from site_builder.model.view import CaseCard, Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.news import NewsItem, news
from site_builder.pages.parts import card, case_card, listed_cases, meta
from site_builder.pages.watch import has_watch

_CASES = 3


class Headline(Struct, frozen=True, kw_only=True):
    """A headline figure; `why` says why it has no change, "" where it has or all say the same."""

    row: FigureRow
    why: str


class EnvironmentTile(Struct, frozen=True, kw_only=True):
    """An environment on the home page, with a figure of it and what else it holds."""

    id: str
    title: str
    path: str
    row: FigureRow | None
    figures: int
    cases: int
    addition: bool


class HomeView(Struct, frozen=True, kw_only=True):
    """What the home page shows; `note` is said of all the headlines, "" where nothing is.

    `changes` is the path of the log of the data, "" where there is none.
    """

    meta: PageMeta
    headlines: tuple[Headline, ...]
    note: str
    tiles: tuple[EnvironmentTile, ...]
    news: tuple[NewsItem, ...]
    changes: str
    cases: tuple[CaseCard, ...]

    @property
    def sparks(self) -> tuple[Sparkline, ...]:
        """Return the small drawings beside the headlines."""
        return sparks(item.row for item in self.headlines)


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("home", "/"),)


def _view(site: Site, route: Route) -> HomeView:
    rows = headline_rows(site)
    note = said_of_all(rows, site.language)
    new = news(site)
    own = tuple(package.name for package in site.packages if not package.demonstration)
    return HomeView(
        meta=meta(
            site,
            kind="home",
            path="/",
            title=site.settings.title,
            finding=site.settings.description,
            image=card(site, "/", site.settings.title),
            section="home",
            based_on=package_links(site, own),
            following=_following(site),
        ),
        headlines=tuple(
            Headline(row=row, why="" if note else why_no_change(row, site.language)) for row in rows
        ),
        note=note,
        tiles=tuple(_tile(site, item) for item in environments_shown(site)),
        news=new,
        changes="/changes/" if site.releases else "",
        cases=_typical(site, frozenset(item.path for item in new)),
    )


def _following(site: Site) -> tuple[Link, ...]:
    reports = tuple(Link(title=item.title, path=item.address) for item in site.reports)
    systems = (
        (phrase("指标晾晒"), WATCH, has_watch(site)),
        (phrase("体验官反馈"), FEEDBACK, bool(site.systems.feedback)),
        (phrase("文件与政策"), DOCUMENTS, bool(site.systems.documents)),
        (phrase("服务与办事入口"), SERVICES, bool(site.systems.services)),
    )
    shown = (Link(title=title, path=path) for title, path, there in systems if there)
    return (*reports, *shown, Link(title=phrase("下载全部数据"), path="/data/"))


def _tile(site: Site, item: Environment) -> EnvironmentTile:
    entries = [one for one in own_entries(site) if one.indicator.environment == item.id]
    return EnvironmentTile(
        id=item.id,
        title=item.title,
        path=f"/environments/{item.id}/",
        row=_figure(site, item),
        figures=sum(len(entry.observations) for entry in entries),
        cases=len(listed_cases(site, "environments", item.id)),
        addition=item.addition,
    )


def _figure(site: Site, item: Environment) -> FigureRow | None:
    """Return the figure that stands for an environment: a featured one that is no headline."""
    entries = [
        entry
        for entry in own_entries(site)
        if entry.indicator.environment == item.id
        and entry.indicator.indicator not in site.settings.headlines
    ]
    entries.sort(key=lambda entry: not entry.indicator.featured)
    rows = (
        latest_row(site, entry, area)
        for area in areas_shown(site, demonstration=False)
        for entry in entries
    )
    return next((row for row in rows if row is not None), None)


def _typical(site: Site, told: frozenset[str]) -> tuple[CaseCard, ...]:
    """Return the newest case of each environment in turn, without those told as new."""
    order = [item.id for item in site.settings.environments]
    rest = [case for case in site.cases if case.address not in told]
    first = {case.environment: case for case in reversed(rest)}
    chosen = [first[name] for name in order if name in first]
    return tuple(case_card(site, case) for case in chosen[:_CASES])


HOME = PageKind(name="home", template="home.html", routes=_routes, view=_view)
