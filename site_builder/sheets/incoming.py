"""What a table brings: observations, and how they were understood."""

from msgspec import Struct, field

from site_builder.sheets.layout import Layout

Key = tuple[str, str, str, str]
"""Indicator, area, period, caliber."""


class Incoming(Struct, frozen=True, kw_only=True):
    """An observation of a table: its key, and the columns that the table gives, as text.

    `at` is the cell it stands in, `places` the cells of its columns where they are others.
    """

    key: Key
    cells: dict[str, str]
    at: str
    places: dict[str, str] = field(default_factory=dict)

    def place(self, column: str) -> str:
        """Return the cell that a column's text stands in."""
        return self.places.get(column, self.at)


class Understanding(Struct, frozen=True, kw_only=True):
    """How a sheet was understood; `layout` is None for our own workbook.

    `header` is the row of the header from 1. `units` are those a line above the table names,
    `unstated` tells that some value had no unit but its indicator's. `missing` are cells without a
    value, `skipped` texts of rows without any, `unused` headings of columns that were not needed.
    """

    path: str
    sheet: str
    layout: Layout | None
    header: int
    units: tuple[str, ...] = ()
    unstated: bool = False
    missing: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    observations: tuple[Incoming, ...] = ()
