"""The lists of cases, in pages: all of them, and those of one environment, area, year or tag."""

from dataclasses import dataclass

from site_builder.facets import FACETS, Facet, FacetValue, values_of
from site_builder.figures.evaluations import award_years
from site_builder.model.chart import Chart
from site_builder.model.document import Document
from site_builder.model.language import phrase
from site_builder.model.site import Route, Site
from site_builder.model.view import CaseCard, Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import case_card, meta

CRUMB = Link(title=phrase("典型案例"), path="/cases/")


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetLinks:
    """The lists of one facet; the `note` of a link is the number of its cases."""

    name: str
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesView:
    """What one page of a list shows; `current` is the address of the list itself."""

    meta: PageMeta
    charts: tuple[Chart, ...]
    cards: tuple[CaseCard, ...]
    number: int
    pages: tuple[Link, ...]
    facets: tuple[FacetLinks, ...]
    current: str


def page_path(base: str, number: int) -> str:
    """Return the address of a page of the list at `base`; the first is the list itself."""
    return base if number == 1 else f"{base}page/{number}/"


def _numbers(site: Site, cases: tuple[Document, ...]) -> range:
    return range(1, -(-len(cases) // site.settings.page_size) + 1)


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("cases", page_path("/cases/", number), str(number))
        for number in _numbers(site, site.cases)
    )


def _facet_routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("cases-of", page_path(value.path, number), f"{facet.name}/{value.value}/{number}")
        for facet in FACETS
        for value in values_of(site, facet)
        for number in _numbers(site, value.cases)
    )


def _view(site: Site, route: Route) -> CasesView:
    finding = site.language.say(
        "共{n}个案例，依据公开报告编写；文中的数都连到出处。", n=len(site.cases)
    )
    return _list(site, route, site.cases, int(route.key), None, finding)


def _facet_view(site: Site, route: Route) -> CasesView:
    name, value, number = route.key.split("/")
    facet = next(item for item in FACETS if item.name == name)
    chosen = next(item for item in values_of(site, facet) if item.value == value)
    finding = site.language.say(
        "{facet}为“{value}”的案例，共{n}个。",
        facet=site.language.say(facet.title),
        value=chosen.title,
        n=len(chosen.cases),
    )
    return _list(site, route, chosen.cases, int(number), (facet, chosen), finding)


def _list(
    site: Site,
    route: Route,
    cases: tuple[Document, ...],
    number: int,
    chosen: tuple[Facet, FacetValue] | None,
    finding: str,
) -> CasesView:
    """Return a page of a list: of all cases, or of those with the value `chosen` of a facet."""
    say, size = site.language.say, site.settings.page_size
    title, current = say(CRUMB.title), CRUMB.path
    crumbs: tuple[Link, ...] = (CRUMB,)
    if chosen:
        facet, value = chosen
        step = say("{facet}：{value}", facet=say(facet.title), value=value.title)
        title = say("{list}：{value}", list=title, value=value.title)
        current = value.path
        crumbs = (CRUMB, Link(title=step, path=current))
    if number > 1:
        title = say("{list}（第{n}页）", list=title, n=number)
        crumbs = (*crumbs, Link(title=say("第{n}页", n=number), path=route.path))
    return CasesView(
        meta=meta(
            site,
            kind="cases",
            path=route.path,
            title=title,
            finding=finding,
            section="cases",
            crumbs=crumbs,
            following=_following(site, chosen),
        ),
        charts=site.charts.get(route.path, ()),
        cards=tuple(case_card(site, case) for case in cases[(number - 1) * size : number * size]),
        number=number,
        pages=tuple(
            Link(title=str(other), path=page_path(current, other))
            for other in _numbers(site, cases)
        ),
        facets=_facets(site),
        current=current,
    )


def _following(site: Site, chosen: tuple[Facet, FacetValue] | None) -> tuple[Link, ...]:
    """Return the pages of evaluation: of the year of a list of awards, of all beside all cases."""
    if chosen and chosen[0].name != "awards":
        return ()
    return tuple(
        Link(
            title=site.language.say("{year}年评选和评价", year=year),
            path=f"/awards/{year}/",
        )
        for year in award_years(site)
        if chosen is None or chosen[1].value == year
    )


def _facets(site: Site) -> tuple[FacetLinks, ...]:
    """Return the facets that divide the cases; one with a single value of all cases does not."""
    groups = []
    for facet in FACETS:
        values = values_of(site, facet)
        if len(values) > 1 or any(len(value.cases) < len(site.cases) for value in values):
            links = tuple(
                Link(title=value.title, path=value.path, note=str(len(value.cases)))
                for value in values
            )
            groups.append(
                FacetLinks(name=facet.name, title=site.language.say(facet.title), links=links)
            )
    return tuple(groups)


KINDS = (
    PageKind(name="cases", template="cases.html", routes=_routes, view=_view),
    PageKind(name="cases-of", template="cases.html", routes=_facet_routes, view=_facet_view),
)
