"""A table as CSV: for programs, and for Excel and WPS.

Both variants hold the same cells. Spreadsheets take a cell that begins with `=`, `+`, `-` or `@`
for a formula, whichever of the files is opened, so such texts get a single quote in front (OWASP,
CSV Injection) in both; numbers, signed ones too, stay as they are. Whoever needs the very texts
reads the JSON, or the package's own files, which are published byte for byte.
"""

import csv
import re
from collections.abc import Iterable

from site_builder.model.table import Cell, Table, cell_text

_BOM = b"\xef\xbb\xbf"
"""By this mark alone Excel and WPS in China know UTF-8 from GB18030."""

_FORMULA = re.compile(
    "[\\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n]"
)
_NUMBER = re.compile(
    r"[ \u3000]*[+\-−＋－]?\d[\d,，]*([.．]\d+)?([eE][+-]?\d+)?"
    r" *+[%％‰]?[\u4e00-\u9fff]{0,12}[ \u3000]*"
)
"""A number, with a unit of Han characters perhaps: there is nothing in it to be carried out."""


def csv_bytes(table: Table) -> bytes:
    """Return the table for programs: UTF-8, LF, the names of the columns in the first line."""
    return _written([column.name for column in table.columns], table, "\n")


def excel_csv_bytes(table: Table) -> bytes:
    """Return the table for Excel and WPS: UTF-8 with a mark, CRLF, the columns' titles on top.

    The titles are what people look for in a sheet; programs have the names in the other variant.
    """
    return _BOM + _written([column.heading for column in table.columns], table, "\r\n")


def harmless(text: str) -> str:
    """Return a text as no spreadsheet takes it for a formula; numbers stay as they are."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _written(header: list[str], table: Table, end: str) -> bytes:
    lines: list[str] = []
    # With CRLF as its line end the writer puts quotes around CR and LF alike, in every Python.
    writer = csv.writer(_Lines(lines), lineterminator="\r\n")
    writer.writerow([harmless(text) for text in header])
    writer.writerows(_texts(row) for row in table.rows)
    return "".join(line.removesuffix("\r\n") + end for line in lines).encode()


class _Lines:
    """A file that keeps each line as it is written."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _texts(row: Iterable[Cell]) -> list[str]:
    return [harmless(cell) if isinstance(cell, str) else cell_text(cell) for cell in row]
