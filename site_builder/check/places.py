"""Where a rule's finding stands: a cell of a package's table."""

from site_builder.diagnostics import Span
from site_builder.model.package import Package


def cell(package: Package, table: str, row: int, field: str) -> Span:
    """Return the place of a cell; rows count as in a spreadsheet, the header being row 1."""
    return Span(path=f"{package.folder}/{table}.csv", resource=table, row=row, field=field)
