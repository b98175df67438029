"""How many cells a workbook makes whoever lays out its sheets ask for."""

MOST_CELLS = 2_000_000
"""Cells of a whole workbook; what people fill in has a few thousand."""


class Beyond(Exception):  # noqa: N818 - it ends a search
    """The sheets reach further than any that people fill in."""


class Extent:
    """The sheets of a workbook, by their cells that are filled and by those that are merged.

    Every method raises Beyond as soon as they are too many.
    """

    def __init__(self) -> None:
        self._earlier = self._rows = self._columns = self._merged = 0

    def sheet(self) -> None:
        """Begin with another sheet."""
        self._earlier += self._rows * self._columns
        self._rows = self._columns = 0

    def reach(self, row: int, column: int) -> None:
        """Take down a filled cell, counted from 1."""
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        self._bound(self._earlier + self._rows * self._columns)

    def merge(self, cells: int) -> None:
        """Take down so many cells that are merged into one."""
        self._merged += cells
        self._bound(self._merged)

    def _bound(self, cells: int) -> None:
        if cells > MOST_CELLS:
            raise Beyond
