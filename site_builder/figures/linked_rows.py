"""Which rows of the optional tables belong to which page, and where a row stands."""

from collections.abc import Iterable

from site_builder.model.document import Document
from site_builder.model.site import Site
from site_builder.model.systems import Coverage, Milestone, Paper, Service, Shortcoming

DOCUMENTS = "/documents/"
SERVICES = "/services/"
FEEDBACK = "/feedback/"
WATCH = "/watch/"


def paper_anchor(row: Paper) -> str:
    """Return the id of a document on the page of documents; packages may use a code twice."""
    return f"{row.package}-{row.document}"


def service_anchor(row: Service) -> str:
    """Return the id of a service on the page of services."""
    return f"{row.package}-{row.service}"


def shortcoming_anchor(row: Shortcoming) -> str:
    """Return the id of a shortcoming on the page of its report."""
    return f"shortcoming-{row.shortcoming}"


def coverage_anchor(row: Coverage) -> str:
    """Return the id of what the press told, on the page of documents."""
    return f"coverage-{row.package}-{row.coverage}"


def row_anchors(site: Site) -> dict[str, frozenset[str]]:
    """Return the ids of rows on the pages that list them, by the paths of these."""
    systems = site.systems
    papers = {*map(paper_anchor, systems.documents), *map(coverage_anchor, systems.coverage)}
    services = {*map(service_anchor, systems.services)}
    watched = (slug for slug, entry in site.entries.items() if entry.indicator.watched)
    found = {
        DOCUMENTS: frozenset(papers),
        SERVICES: frozenset(services),
        FEEDBACK: frozenset(row.feedback for row in systems.feedback),
        WATCH: frozenset((*map(shortcoming_anchor, systems.shortcomings), *watched)),
        **{
            f"/awards/{year}/": frozenset(
                row.round for row in systems.evaluation_rounds if row.year == year
            )
            for year in {row.year for row in systems.evaluation_rounds}
        },
    }
    return {path: ids for path, ids in found.items() if ids}


def milestones_of(site: Site, package: str, initiative: str) -> tuple[Milestone, ...]:
    """Return the milestones of an initiative, in the order of the table."""
    return tuple(
        row
        for row in site.systems.milestones
        if (row.package, row.initiative) == (package, initiative)
    )


def papers_about(
    site: Site, package: str, *, initiative: str = "", case: str = ""
) -> tuple[Paper, ...]:
    """Return the documents that are linked with an initiative or a case, each once."""
    linked = {
        row.document
        for row in site.systems.document_links
        if row.package == package
        and ((initiative and row.initiative == initiative) or (case and row.case == case))
    }
    return tuple(
        row for row in site.systems.documents if row.package == package and row.document in linked
    )


def coverage_of(site: Site, case: Document) -> tuple[Coverage, ...]:
    """Return what the press told of a case, the newest first."""
    own = (case.package, case.slug)
    return newest_first(row for row in site.systems.coverage if (row.package, row.case) == own)


def newest_first(rows: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """Return what the press told, the newest first; what has no date comes last."""
    return tuple(sorted(rows, key=lambda row: row.date, reverse=True))


def services_of(site: Site, package: str, initiative: str) -> tuple[Service, ...]:
    """Return the services that belong to an initiative."""
    return tuple(
        row
        for row in site.systems.services
        if (row.package, row.initiative) == (package, initiative)
    )


def report_of(site: Site, row: Shortcoming) -> Document | None:
    """Return the report on whose page a shortcoming stands: its own, else that of its source."""
    for report in site.reports:
        if report.package == row.package and row.report == report.slug:
            return report
    if row.report:
        return None  # it is not published
    alike = (item for item in site.reports if item.package == row.package)
    return next((item for item in alike if item.source == row.source), None)


def shortcomings_in(site: Site, report: Document) -> tuple[Shortcoming, ...]:
    """Return the shortcomings that stand on the page of a report."""
    return tuple(row for row in site.systems.shortcomings if report_of(site, row) is report)


def shortcomings_about(
    site: Site, *, package: str = "", initiative: str = "", indicator: str = ""
) -> tuple[Shortcoming, ...]:
    """Return the shortcomings of an initiative of a package, or of an indicator of any."""
    return tuple(
        row
        for row in site.systems.shortcomings
        if (indicator and row.indicator == indicator)
        or (initiative and (row.package, row.initiative) == (package, initiative))
    )
