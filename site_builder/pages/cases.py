"""The lists of cases, in pages: all of them, and those of one environment, area, year or tag."""

from msgspec import Struct

from site_builder.facets import FACETS, Facet
from site_builder.figures.evaluations import award_years
from site_builder.model.chart import Chart
from site_builder.model.document import Document
from site_builder.model.language import phrase
from site_builder.model.shelves import FacetValue
from site_builder.model.site import Route, Site
from site_builder.model.view import CaseCard, Link, PageMeta
from site_builder.pages.kind import PageKind, Reads, page
from site_builder.pages.parts import case_card, meta

CRUMB = Link(title=phrase("典型案例"), path="/cases/")

_NEAR = 2
"""So many pages of a list on either side are offered by number."""


class FacetLinks(Struct, frozen=True, kw_only=True):
    """The lists of one facet; the `note` of a link is the number of its cases."""

    name: str
    title: str
    links: tuple[Link, ...]


class Pages(Struct, frozen=True, kw_only=True):
    """The way through a list in pages: the one before, some by number, the one after.

    None among the numbers stands for pages that are left out.
    """

    before: Link | None
    numbers: tuple[Link | None, ...]
    after: Link | None


class CasesView(Struct, frozen=True, kw_only=True):
    """What one page of a list shows; `current` is the address of the list itself."""

    meta: PageMeta
    charts: tuple[Chart, ...]
    cards: tuple[CaseCard, ...]
    number: int
    pages: Pages
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
        for value in site.shelves.facets[facet.name]
        for number in _numbers(site, value.cases)
    )


def _view(site: Site, route: Route) -> CasesView:
    finding = site.language.say(
        "共{n}个案例，依据公开报告编写；文中的数都连到出处。", n=site.shelves.count
    )
    return _list(site, route, site.cases, int(route.key), None, finding)


def _facet_view(site: Site, route: Route) -> CasesView:
    name, value, number = route.key.split("/")
    facet = next(item for item in FACETS if item.name == name)
    chosen = next(item for item in site.shelves.facets[name] if item.value == value)
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
        pages=_pages(current, number, len(_numbers(site, cases))),
        facets=_facets(site),
        current=current,
    )


def _pages(base: str, number: int, last: int) -> Pages:
    """Return the way through a list of `last` pages: the ends, and the pages around this one."""

    def link(other: int) -> Link:
        return Link(title=str(other), path=page_path(base, other))

    near = {1, last, *range(number - _NEAR, number + _NEAR + 1)}
    shown = sorted(other for other in near if 1 <= other <= last)
    numbers: list[Link | None] = []
    for other, before in zip(shown, (0, *shown), strict=False):
        if other == before + 2:
            numbers.append(link(before + 1))  # a gap of one page is no shorter than its number
        elif other > before + 2:
            numbers.append(None)
        numbers.append(link(other))
    return Pages(
        before=link(number - 1) if number > 1 else None,
        numbers=tuple(numbers),
        after=link(number + 1) if number < last else None,
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
        values = site.shelves.facets[facet.name]
        if len(values) > 1 or any(len(value.cases) < site.shelves.count for value in values):
            links = tuple(
                Link(title=value.title, path=value.path, note=str(len(value.cases)))
                for value in values
            )
            groups.append(
                FacetLinks(name=facet.name, title=site.language.say(facet.title), links=links)
            )
    return tuple(groups)


def _counts(site: Site) -> object:
    """Return what every list shows of the others: their names and how long they are."""
    facets = site.shelves.facets.values()
    return [(item.path, item.title, len(item.cases)) for values in facets for item in values]


def _reads(site: Site, route: Route) -> Reads:
    return _shown(site, site.cases, int(route.key))


def _facet_reads(site: Site, route: Route) -> Reads:
    name, value, number = route.key.split("/")
    chosen = next(item for item in site.shelves.facets[name] if item.value == value)
    return _shown(site, chosen.cases, int(number))


def _shown(site: Site, cases: tuple[Document, ...], number: int) -> Reads:
    size = site.settings.page_size
    heads = cases[(number - 1) * size : number * size]
    return Reads(heads=heads, also=(len(cases), _counts(site)))


KINDS = (
    PageKind(name="cases", template="cases.html", routes=_routes, view=_view, reads=_reads),
    PageKind(
        name="cases-of",
        template="cases.html",
        routes=_facet_routes,
        view=_facet_view,
        reads=_facet_reads,
    ),
)
