"""Tables of tests: the same cells as CSV, xlsx, xls and ods, and edits of our workbook."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Value = str | int | float
Cells = Sequence[Sequence[Value]]


def csv_bytes(cells: Cells, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Return cells as CSV with the line ends of Windows, as spreadsheets write it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(cells)
    return text.getvalue().encode(encoding)


def write_csv(path: Path, cells: Cells, encoding: str = "utf-8") -> Path:
    """Write cells as CSV."""
    path.write_bytes(csv_bytes(cells, encoding))
    return path


def write_xlsx(path: Path, cells: Cells, formats: Mapping[str, str] | None = None) -> Path:
    """Write cells as xlsx, numbers as numbers, some with a number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in cells:
        sheet.append(list(row))
    for name, form in (formats or {}).items():
        sheet[name].number_format = form
    book.save(path)
    return path


def write_xls(path: Path, cells: Cells) -> Path:
    """Write cells as xls."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, values in enumerate(cells):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    book.save(str(path))
    return path


def write_ods(path: Path, cells: Cells) -> Path:
    """Write cells as ods."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="表")
    for values in cells:
        row = TableRow()
        for value in values:
            if isinstance(value, str):
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
            else:
                cell = TableCell(valuetype="float", value=value)
                cell.addElement(P(text=str(value)))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def edit(path: Path, cells: Mapping[str, str | None], sheet: str = "数据") -> None:
    """Type texts into cells of a workbook."""
    book = openpyxl.load_workbook(path)
    for name, text in cells.items():
        book[sheet][name] = text
    book.save(path)


def column(path: Path, name: str, sheet: str = "数据") -> str:
    """Return the letter of the column under the machine's name in our workbook."""
    names: Iterable[object] = next(
        openpyxl.load_workbook(path)[sheet].iter_rows(min_row=2, max_row=2, values_only=True)
    )
    return openpyxl.utils.get_column_letter(list(names).index(name) + 1)
