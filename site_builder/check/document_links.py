"""A row that links a document leads somewhere, and stands once."""

from collections.abc import Iterator

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error
from site_builder.model.package import Package
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return links to neither initiative nor case, and those that stand twice."""
    return tuple(found for package in site.packages for found in check_package(package))


def check_package(package: Package) -> Iterator[Diagnostic]:
    """Yield the same for one package."""
    first: dict[tuple[str, str, str], int] = {}
    for row in package.systems.document_links:
        key = (row.document, row.initiative, row.case)
        span = cell(package, "document_links", row.row, "document")
        other = first.setdefault(key, row.row)
        if not row.initiative and not row.case:
            yield error("row-inconsistent", span, cause="@link-empty")
        elif other != row.row:
            yield error("key-repeated", span, row=str(other), key="、".join(key))
