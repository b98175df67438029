"""What can be found of the optional tables: documents, services, what the press told."""

from collections.abc import Iterator

from site_builder.figures.linked_rows import (
    DOCUMENTS,
    SERVICES,
    coverage_anchor,
    milestones_of,
    paper_anchor,
    service_anchor,
    shortcomings_in,
)
from site_builder.model.document import Document, DocumentKind
from site_builder.model.package import Initiative
from site_builder.model.site import Site
from site_builder.model.vocabulary import PAPER_KIND_WORDS
from site_builder.search.record import Record


def row_records(site: Site) -> Iterator[Record]:
    """Yield a record for each document, service and report of the press."""
    for paper in site.systems.documents:
        yield Record(
            path=f"{DOCUMENTS}#{paper_anchor(paper)}",
            kind="document",
            names=(paper.title,),
            lead=paper.summary,
            tail=tuple(text for text in (paper.number, paper.issuer, paper.who, paper.how) if text),
            note=site.language.say(PAPER_KIND_WORDS[paper.kind]),
            years=(paper.date[:4],) if paper.date else (),
        )
    for service in site.systems.services:
        yield Record(
            path=f"{SERVICES}#{service_anchor(service)}",
            kind="service",
            names=(service.title,),
            lead=service.summary,
            tail=tuple(text for text in (service.place, service.hours, service.telephone) if text),
            areas=(service.ref_area,),
        )
    for told in site.systems.coverage:
        yield Record(
            path=f"{DOCUMENTS}#{coverage_anchor(told)}",
            kind="coverage",
            names=(told.title,),
            lead=told.outlet,
            years=(told.date[:4],) if told.date else (),
        )


def milestone_words(site: Site, item: Initiative) -> tuple[str, ...]:
    """Return what the milestones of an initiative are called, and who leads them."""
    rows = milestones_of(site, item.package, item.initiative)
    return tuple(dict.fromkeys(text for row in rows for text in (row.title, row.lead) if text))


def shortcoming_words(site: Site, document: Document) -> tuple[str, ...]:
    """Return what stands on a report's page of shortcomings and steps against them."""
    if document.kind is not DocumentKind.REPORT:
        return ()
    rows = shortcomings_in(site, document)
    return tuple(text for row in rows for text in (row.title, row.step) if text)
