"""A figure in a list, and a list of them."""

from collections.abc import Iterable

from msgspec import Struct

from site_builder.model.chart import Sparkline
from site_builder.model.figure import Comparison, Figure


class FigureRow(Struct, frozen=True, kw_only=True):
    """A figure in a list, with the change into it where one may be said; `spark` is its trend."""

    figure: Figure
    comparison: Comparison | None = None
    spark: Sparkline | None = None


class FigureGroup(Struct, frozen=True, kw_only=True):
    """Figures under one heading, which has `anchor` as its id; `several`: of several areas."""

    title: str
    path: str
    featured: tuple[FigureRow, ...]
    rows: tuple[FigureRow, ...]
    anchor: str = ""
    several: bool = False

    @property
    def size(self) -> int:
        """The number of its figures."""
        return len(self.featured) + len(self.rows)

    @property
    def sparks(self) -> tuple[Sparkline, ...]:
        """Return the small drawings beside its figures."""
        return sparks((*self.featured, *self.rows))


def sparks(rows: Iterable[FigureRow]) -> tuple[Sparkline, ...]:
    """Return the small drawings beside figures."""
    return tuple(row.spark for row in rows if row.spark is not None)
