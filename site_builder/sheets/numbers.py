"""A number as a cell writes it; nothing is guessed."""

import re

from msgspec import Struct

from site_builder.load.spreadsheet import Cell, CellKind
from site_builder.sheets.widths import half_width

MISSING = frozenset({"", "-", "--", "—", "——", "–", "－", "…", "……", "...", "......"})
"""What stands in a cell without a value. It is never zero."""

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)"
    r"(?P<part>\.[0-9]+)?(?P<unit>[^0-9.,+\-/()].*)?"
)
_SEPARATORS = re.compile(r"[-+0-9., ]+")


class Number(Struct, frozen=True, kw_only=True):
    """A number: its published text with plain digits, and the unit written after it or ""."""

    text: str
    unit: str


class NumberError(ValueError):
    """The cell holds no number that can be read in one way only; its argument is the cause."""


def is_missing(cell: Cell) -> bool:
    """Tell whether a cell says that there is no value."""
    return cell.text in MISSING


def read_number(cell: Cell) -> Number:
    """Return the number in a cell that is not missing; raise `NumberError` with the cause."""
    if cell.kind is CellKind.DATE:
        raise NumberError("@import-is-date")
    if cell.kind is CellKind.OTHER:
        raise NumberError("@import-no-result")
    text = half_width(cell.text).replace("−", "-")
    match = _NUMBER.fullmatch(text)
    if match is None:
        numeric = _SEPARATORS.fullmatch(text) is not None
        raise NumberError("@import-number-unclear" if numeric else "@import-is-text")
    sign = "-" if match["sign"] == "-" else ""
    number = match["whole"].replace(",", "") + (match["part"] or "")
    if not number.strip("0."):
        sign = ""
    return Number(text=sign + number, unit=(match["unit"] or "").strip())


def looks_numeric(cell: Cell) -> bool:
    """Tell whether a cell holds something like a number, clear or not."""
    if cell.kind is CellKind.NUMBER:
        return True
    return bool(re.match(r"[+-]?[0-9]", half_width(cell.text).replace("−", "-")))
