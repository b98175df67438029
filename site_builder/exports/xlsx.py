"""A dataset as a workbook: a typed sheet for each table, then a sheet that explains them."""

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

from site_builder.exports.archive import archive_bytes
from site_builder.model.table import Cell, Column, Dataset, Table, cell_text

NOTES_SHEET = "说明"
"""The last sheet: the metadata of the dataset, the names and types of all columns."""

LONGEST = 1_048_575
"""Rows that a sheet holds beside its header (Excel specifications and limits)."""

_DIGITS = 15
"""Digits that Excel keeps of a number; one with more is written as text."""

_LONGEST_TEXT = 32_767
"""UTF-16 units that a cell holds (Excel specifications and limits)."""

_LONGEST_NAME = 31
_CUT = "……（单元格放不下，全文见CSV）"
_FIRST_DAY = date(1900, 3, 1)
"""From here on a day has one number in all programs: Excel has a 29 February 1900."""

_NO_NAME = re.compile(r"[\[\]:*?/\\\s\x00-\x1f\x7f]+")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NARROWEST, _WIDEST = 6, 60
_MEASURED = 1000
"""Rows from which the width of a column is taken."""


def xlsx_bytes(dataset: Dataset, day: str) -> bytes:
    """Return a workbook that says it was made on `day` (YYYY-MM-DD).

    A number is a number with its published decimals, a day of a `date` column a date, a text a
    text: never a formula, a link or a number. Equal arguments make equal bytes on every machine;
    for that the parts are stored as `archive` does. Raises ValueError for a table with more rows
    than a sheet holds.
    """
    from xlsxwriter import Workbook

    for table in dataset.tables:
        if len(table.rows) > LONGEST:
            raise ValueError(f"{table.name}: {len(table.rows)} rows are too many for a sheet")
    data = io.BytesIO()
    book = Workbook(data, {"in_memory": True})
    book.set_properties({"title": dataset.title, "created": datetime.fromisoformat(day)})
    styles = _Styles(book)
    names = sheet_names(table.title or table.name for table in dataset.tables)
    for name, table in zip(names, dataset.tables, strict=True):
        _write_table(book.add_worksheet(name), table, styles)
    _write_notes(book.add_worksheet(NOTES_SHEET), dataset, names, styles)
    book.close()
    with ZipFile(data) as made:
        return archive_bytes(((name, made.read(name)) for name in made.namelist()), "")


def sheet_names(titles: Iterable[str]) -> tuple[str, ...]:
    r"""Return a name for the sheet of each title: one Excel allows, unlike all others.

    At most 31 UTF-16 units, none of `[]:*?/\`, no quote at either end, not `History`.
    """
    taken = {"history", NOTES_SHEET}
    names = []
    for title in titles:
        base = _cut(_NO_XML.sub("", _NO_NAME.sub(" ", title)).strip(" '"), _LONGEST_NAME)
        name, number = base.strip(" '") or "表", 1
        while name.casefold() in taken:
            number += 1
            mark = f"（{number}）"
            name = _cut(base, _LONGEST_NAME - len(mark)).strip(" '") + mark
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


class _Styles:
    """The formats of a workbook; those of numbers are made as they are needed."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[int, Any] = {}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#D9E2EC", "bottom": 1, "valign": "vcenter"}
        )
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@", "valign": "top"})
        self.wrap = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})

    def number(self, decimals: int) -> Any:
        """Return the format of a number published with so many decimals."""
        if decimals not in self._numbers:
            form = f"0.{'0' * decimals}" if decimals else "0"
            self._numbers[decimals] = self._book.add_format({"num_format": form, "valign": "top"})
        return self._numbers[decimals]


def _write_table(sheet: Any, table: Table, styles: _Styles) -> None:
    last = len(table.columns) - 1
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(table, place))
        sheet.write_string(0, place, _fitted(column.heading), styles.head)
    writers = [_Writer(sheet, place, column, styles) for place, column in enumerate(table.columns)]
    for row, cells in enumerate(table.rows, 1):
        for cell, writer in zip(cells, writers, strict=True):
            if cell is not None and cell != "":
                writer.write(row, cell)
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), last)
    if table.columns and table.rows:
        from xlsxwriter.utility import xl_range

        sheet.ignore_errors({"number_stored_as_text": xl_range(1, 0, len(table.rows), last)})


class _Writer:
    """Writes the cells of a column; what becomes of a text is worked out once."""

    def __init__(self, sheet: Any, place: int, column: Column, styles: _Styles) -> None:
        self._sheet = sheet
        self._place = place
        self._dates = column.type == "date"
        self._styles = styles
        self._fitted: dict[str, str] = {}

    def write(self, row: int, cell: Cell) -> None:
        """Write a cell that is not empty."""
        if isinstance(cell, str):
            day = _day(cell) if self._dates else None
            if day is None:
                self._write_text(row, cell)
            else:
                self._sheet.write_datetime(row, self._place, day, self._styles.day)
        elif isinstance(cell, bool):
            self._sheet.write_boolean(row, self._place, cell)
        else:
            number = Decimal(cell_text(cell))
            if fits(number):
                form = self._styles.number(_decimals(number))
                self._sheet.write_number(row, self._place, number, form)
            else:
                self._write_text(row, cell_text(cell))

    def _write_text(self, row: int, text: str) -> None:
        if text not in self._fitted:
            self._fitted[text] = _fitted(text)
        self._sheet.write_string(row, self._place, self._fitted[text], self._styles.text)


def fits(number: Decimal) -> bool:
    """Tell whether Excel keeps every digit of a number, and shows it with its decimals."""
    return (
        len(number.as_tuple().digits) <= _DIGITS
        and _decimals(number) <= _DIGITS
        and number.adjusted() < _DIGITS
    )


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _day(text: str) -> date | None:
    """Return the day of a text YYYY-MM-DD; None where Excel has none for it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and day >= _FIRST_DAY else None


def _write_notes(sheet: Any, dataset: Dataset, names: tuple[str, ...], styles: _Styles) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 3, 20)
    sheet.write_string(0, 0, _fitted(dataset.title), styles.bold)
    for row, (label, text) in enumerate(dataset.metadata, 1):
        sheet.write_string(row, 0, _fitted(label), styles.bold)
        sheet.write_string(row, 1, _fitted(text), styles.wrap)
    row = len(dataset.metadata) + 2
    lines = [
        (name, column.title, column.name, column.type)
        for name, table in zip(names, dataset.tables, strict=True)
        for column in table.columns
    ]
    for place, heading in enumerate(("工作表", "列", "列的代码", "类型")):
        sheet.write_string(row, place, heading, styles.head)
    for line in lines:
        row += 1
        for place, text in enumerate(line):
            sheet.write_string(row, place, _fitted(text), styles.text)


def _width(table: Table, place: int) -> int:
    """Return the width of a column in half-width characters, the arrow of the filter included."""
    texts = {cell_text(row[place]) for row in table.rows[:_MEASURED]}
    widest = max((_breadth(text) for text in texts), default=0)
    heading = _breadth(table.columns[place].heading) + 3
    return min(max(widest + 2, heading, _NARROWEST), _WIDEST)


def _breadth(text: str) -> int:
    """Return how many half-width characters the longest line takes; Han characters take two."""
    lines = text[: 10 * _WIDEST].split("\n")
    return max(sum(2 if ord(sign) >= 0x1100 else 1 for sign in line) for line in lines)


def _fitted(text: str) -> str:
    """Return a text as a cell can hold it.

    Signs that XML lacks are replaced, lines end with LF, a text that is too long says where the
    whole of it is.
    """
    shown = _NO_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(shown.encode("utf-16-le")) <= 2 * _LONGEST_TEXT:
        return shown
    return _cut(shown, _LONGEST_TEXT - len(_CUT)) + _CUT


def _cut(text: str, units: int) -> str:
    """Return the beginning of a text that takes at most so many UTF-16 units."""
    return text.encode("utf-16-le", "replace")[: 2 * units].decode("utf-16-le", "ignore")
