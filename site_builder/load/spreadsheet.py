"""Read a spreadsheet or a CSV table into grids of cells; what the cells mean is judged elsewhere.

xlsx, xls and ods are read by calamine; other files are text: UTF-8 with or without a byte order
mark, UTF-16 with one, else GB18030, which Excel and WPS write in China.
"""

import csv
import io
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.archives import unpacked
from site_builder.load.causes import TooLarge, system_cause
from site_builder.load.files import read_limited, too_large
from site_builder.load.old_workbooks import refused
from site_builder.load.xlsx_formats import Shown, shown_cells
from site_builder.model.limits import DEFAULT, MEGABYTE, Limits

_ZIP = b"PK"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PANIC = "PanicException"
"""What the library raises where a file leads it astray; it has no name that could be imported."""
_BLANK = "\u200b\ufeff"
"""Characters without width that `str.strip` keeps."""


class CellKind(StrEnum):
    """What a cell holds; `other` is a truth value, a time, or a formula without a result."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    OTHER = "other"


class Cell(Struct, frozen=True, kw_only=True):
    """A cell: its text without blanks around it.

    A number is written with the fifteen digits that a spreadsheet vouches for, without exponent,
    and with its per cent sign where the file says that it is shown as a percentage.
    """

    text: str
    kind: CellKind


EMPTY = Cell(text="", kind=CellKind.EMPTY)


class Grid(Struct, frozen=True, kw_only=True):
    """A sheet from its cell A1; rows are equally long. Places count from 0.

    `merged` leads from the place of a cell that is part of a merged one to its first cell.
    """

    sheet: str
    hidden: bool
    rows: tuple[tuple[Cell, ...], ...]
    merged: dict[tuple[int, int], tuple[int, int]]

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; an empty one outside the grid."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    def label(self, row: int, column: int) -> Cell:
        """Return a cell as it stands for a label: part of a merged cell says what that says."""
        return self.cell(*self.merged.get((row, column), (row, column)))

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


def address(row: int, column: int) -> str:
    """Return the name of a cell as spreadsheets write it: (6, 2) is C7."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    name = ""
    rest = column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def read_grids(
    path: Path, shown: str, limits: Limits = DEFAULT
) -> tuple[tuple[Grid, ...], tuple[Diagnostic, ...]]:
    """Return the sheets of a file, or why it cannot be read."""
    most = limits.file_megabytes
    try:
        data = read_limited(path, most * MEGABYTE)
    except TooLarge as fault:
        return (), (too_large(shown, fault.size, "file_megabytes", most),)
    except OSError as fault:
        return (), (_unreadable(shown, system_cause(fault)),)
    if data.startswith(_ZIP):
        packed = unpacked(data, limits)
        if isinstance(packed, str):
            return (), (_unreadable(shown, packed),)
        return _read_workbook(packed, shown)
    if data.startswith(_OLD):
        cause = refused(data)
        return ((), (_unreadable(shown, cause),)) if cause else _read_workbook(data, shown)
    return _read_text(data, path.stem, shown)


def _unreadable(shown: str, cause: str) -> Diagnostic:
    return error("import-file-unreadable", Span(path=shown), cause=cause)


def _read_workbook(data: bytes, shown: str) -> tuple[tuple[Grid, ...], tuple[Diagnostic, ...]]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    grids = []
    try:
        formats = shown_cells(data)
        with CalamineWorkbook.from_object(io.BytesIO(data)) as book:
            for facts in book.sheets_metadata:
                if facts.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(facts.name)
                cells = sheet.to_python(skip_empty_area=False)
                grids.append(
                    Grid(
                        sheet=facts.name,
                        hidden=facts.visible is not SheetVisibleEnum.Visible,
                        rows=_rows(cells, formats.get(facts.name, {})),
                        merged=_merged(sheet.merged_cell_ranges or []),
                    )
                )
    except PasswordError:
        return (), (_unreadable(shown, "@import-password"),)
    except (CalamineError, MemoryError, OverflowError):
        return (), (_unreadable(shown, "@import-damaged"),)
    except BaseException as fault:
        if type(fault).__name__ != _PANIC:
            raise
        return (), (_unreadable(shown, "@import-damaged"),)
    return tuple(grids), ()


def _rows(
    cells: list[list[Any]], formats: dict[tuple[int, int], Shown]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(_cell(value, formats.get((row, column))) for column, value in enumerate(line))
        for row, line in enumerate(cells)
    )


def _cell(value: object, shown: Shown | None) -> Cell:
    if shown is Shown.NO_RESULT:
        return Cell(text="#", kind=CellKind.OTHER)
    if isinstance(value, bool):
        return Cell(text=str(value).upper(), kind=CellKind.OTHER)
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g"))
        if shown is Shown.PERCENT:
            return Cell(text=f"{_plain(number * 100)}%", kind=CellKind.NUMBER)
        return Cell(text=_plain(number), kind=CellKind.NUMBER)
    if isinstance(value, date):
        return Cell(text=value.isoformat()[:10], kind=CellKind.DATE)
    if isinstance(value, str):
        return text_cell(value)
    return Cell(text=str(value), kind=CellKind.OTHER)


def text_cell(text: str) -> Cell:
    """Return the cell of a text, blanks around it taken away."""
    stripped = text.strip().strip(_BLANK).strip()
    return Cell(text=stripped, kind=CellKind.TEXT) if stripped else EMPTY


def _plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros that say nothing."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _merged(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (row, column): first
        for first, last in ranges
        for row in range(first[0], last[0] + 1)
        for column in range(first[1], last[1] + 1)
    }


def _read_text(
    data: bytes, name: str, shown: str
) -> tuple[tuple[Grid, ...], tuple[Diagnostic, ...]]:
    text = _decoded(data)
    if text is None or "\0" in text:
        return (), (_unreadable(shown, "@import-no-table"),)
    if text.lstrip()[:200].lower().startswith(("<html", "<table", "<!doctype", "<?xml")):
        return (), (_unreadable(shown, "@import-web-page"),)
    delimiter = "\t" if text.count("\t") > text.count(",") else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return (), (_unreadable(shown, "@import-no-table"),)
    width = max(map(len, lines), default=0)
    rows = tuple(tuple(map(text_cell, line)) + (EMPTY,) * (width - len(line)) for line in lines)
    return (Grid(sheet=name, hidden=False, rows=rows, merged={}),), ()


def _decoded(data: bytes) -> str | None:
    codecs = ["utf-8-sig", "gb18030"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs = ["utf-16"]
    for codec in codecs:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None
