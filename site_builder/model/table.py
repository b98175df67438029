"""Tables as they are handed to others: typed cells under named columns."""

import re
from decimal import Decimal

from msgspec import Struct

Cell = str | int | bool | Decimal | None
"""A text, a number with its published digits, a truth value; None where nothing is stated."""

_INTEGER = re.compile(r"[+-]?[0-9]{1,400}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,400}(\.[0-9]{1,400})?")
_TRUTH = dict.fromkeys(("true", "True", "TRUE", "1"), True) | dict.fromkeys(
    ("false", "False", "FALSE", "0"), False
)
_WRITTEN_OUT = 400
"""Powers of ten beyond which a number is written with its exponent."""


class Column(Struct, frozen=True, kw_only=True):
    """A column: the machine's name, the title readers see, the Table Schema type."""

    name: str
    title: str
    type: str

    @property
    def heading(self) -> str:
        """The title, or the name where there is none."""
        return self.title or self.name


class Table(Struct, frozen=True, kw_only=True):
    """A table; every row has a cell for each column, else ValueError.

    A day is a text `YYYY-MM-DD` in a column of type `date`.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for place, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"{self.name}: row {place} has {len(row)} cells for {len(self.columns)} columns"
                )


class Dataset(Struct, frozen=True, kw_only=True):
    """Tables that belong together; `metadata` are lines of a label and a text."""

    title: str
    tables: tuple[Table, ...]
    metadata: tuple[tuple[str, str], ...]


def cell_text(cell: Cell) -> str:
    """Return a cell as text: numbers with their published digits, true and false, "" for None.

    Raises ValueError for a Decimal that is no number.
    """
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            if not cell.is_finite():
                raise ValueError(f"{cell} is no number")
            return f"{cell:f}" if abs(cell.adjusted()) < _WRITTEN_OUT else str(cell)
    return str(cell)


def typed(text: str, kind: str) -> Cell:
    """Return the cell that a text of a CSV file stands for in a column of a Table Schema type.

    Nothing is None. What is not of the type stays the text it is.
    """
    if not text:
        return None
    if kind == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "number" and _NUMBER.fullmatch(text):
        return Decimal(text)
    if kind == "boolean":
        return _TRUTH.get(text, text)
    return text
