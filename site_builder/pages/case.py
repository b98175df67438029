"""A page for each case."""

from msgspec import Struct

from site_builder.facets import FACETS
from site_builder.figures.basis import package_links
from site_builder.figures.evaluations import awards_of
from site_builder.model.document import Document
from site_builder.model.figure import Figure
from site_builder.model.figure_row import FigureRow
from site_builder.model.site import Route, Site
from site_builder.model.view import (
    CaseCard,
    Fact,
    InitiativeCard,
    Link,
    PageMeta,
    Prose,
    TracedGroup,
)
from site_builder.pages.cases import CRUMB
from site_builder.pages.kind import PageKind, Reads, page
from site_builder.pages.mentions import Mention, mentions_of_case
from site_builder.pages.papers import CoverageLine, PaperLink, case_coverage, paper_links
from site_builder.pages.parts import (
    bound,
    card,
    case_card,
    cover_image,
    document_facts,
    environment_title,
    initiative_card,
    meta,
    own_figures,
    plain_summary,
    reading,
    traced,
)
from site_builder.prose.view import prose

_MARGIN_FIGURES = 3


class CaseView(Struct, frozen=True, kw_only=True):
    """What a case's page shows.

    `figures` stand large in the margin, `further` are the others the text shows; `reading` says how
    long the text takes to read.
    """

    meta: PageMeta
    environment: str
    environment_title: str
    area: Link
    labels: tuple[Link, ...]
    awards: tuple[Link, ...]
    tags: tuple[Link, ...]
    date: str
    updated: str
    held: str
    source: str
    reading: str
    figures: tuple[FigureRow, ...]
    further: tuple[Figure, ...]
    traced: tuple[TracedGroup, ...]
    prose: Prose
    facts: tuple[Fact, ...]
    mentions: tuple[Mention, ...]
    initiatives: tuple[InitiativeCard, ...]
    papers: tuple[PaperLink, ...]
    coverage: tuple[CoverageLine, ...]
    related: tuple[CaseCard, ...]
    before: Link | None
    after: Link | None


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(page("case", item.address, item.slug, item.path) for item in site.cases)


def _view(site: Site, route: Route) -> CaseView:
    case = site.shelves.documents[route.origin]
    beside = site.shelves.beside[case.path]
    source = site.sources[(case.package, case.source)]
    summary, awards = plain_summary(site, case), awards_of(site, case)
    return CaseView(
        meta=meta(
            site,
            kind="case",
            path=route.path,
            title=case.title,
            finding=summary,
            section="cases",
            crumbs=(CRUMB, Link(title=case.title, path=route.path)),
            article=(
                ("ArticleTitle", case.title),
                ("PubDate", case.date),
                ("ContentSource", source.publisher),
                ("Description", summary),
            ),
            image=card(site, route.path, case.title) or cover_image(site, case),
            document=case,
            based_on=package_links(site, (case.package,)),
        ),
        environment=case.environment,
        environment_title=environment_title(site, case.environment),
        area=Link(title=site.areas[case.area].title, path=f"/regions/{case.area}/"),
        labels=_labels(site, case, ("departments",) if awards else ("departments", "awards")),
        awards=awards,
        tags=_labels(site, case, ("tags",)),
        date=case.date,
        updated=case.updated,
        held=site.hold_of(case),
        source=source.publisher,
        reading=reading(site, case),
        figures=_margin(site, case),
        further=own_figures(site, case)[_MARGIN_FIGURES:],
        traced=traced(site, case),
        prose=prose(site, case),
        facts=document_facts(site, case),
        mentions=mentions_of_case(site, case),
        initiatives=tuple(
            initiative_card(site, item)
            for item in site.initiatives
            if item.initiative in case.initiatives
        ),
        papers=paper_links(site, case.package, case=case.slug),
        coverage=case_coverage(site, case),
        related=tuple(case_card(site, other) for other in beside.related),
        before=_link(beside.before),
        after=_link(beside.after),
    )


def _margin(site: Site, case: Document) -> tuple[FigureRow, ...]:
    """Return the first figures of a case, with the changes that its text may show."""
    changes = {item.figure.observation: item.comparison for item in reversed(bound(site, case))}
    return tuple(
        FigureRow(figure=figure, comparison=changes[figure.observation])
        for figure in own_figures(site, case)[:_MARGIN_FIGURES]
    )


def _labels(site: Site, case: Document, names: tuple[str, ...]) -> tuple[Link, ...]:
    """Return what a case is listed by under some facets, each with the address of its list."""
    return tuple(
        Link(title=title, path=f"/cases/{facet.name}/{value}/")
        for facet in FACETS
        if facet.name in names
        for value, title in facet.of(site, case)
    )


def _link(case: Document | None) -> Link | None:
    return Link(title=case.title, path=case.address) if case else None


def _reads(site: Site, route: Route) -> Reads:
    case = site.shelves.documents[route.origin]
    beside = site.shelves.beside[case.path]
    around = (beside.before, beside.after, *beside.related)
    return Reads(
        texts=(case,),
        heads=tuple(item for item in around if item),
        also=(beside.before is None, beside.after is None),
    )


KINDS = (PageKind(name="case", template="case.html", routes=_routes, view=_view, reads=_reads),)
