"""The lines of a source file around a fault, with the faulty place marked."""

import csv
import io
from itertools import islice
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import Span
from site_builder.load.files import inside

_AROUND = 2
"""So many lines are shown before and after."""
_WIDEST = 240
"""A longer line is cut to so many characters around the fault."""


class SourceLine(Struct, frozen=True, kw_only=True):
    """A line, or a row of a table: its number, and its text in three parts.

    `marked` is the place of the fault, "" where only the line is known. `faulty`: the fault is in
    this line.
    """

    number: int
    before: str
    marked: str
    after: str
    faulty: bool


def excerpt(root: Path, span: Span) -> tuple[SourceLine, ...]:
    """Return the lines around a fault; none where the file or the place in it is not known."""
    wanted = span.row or span.line
    file = inside(root, span.path)
    if wanted is None or file is None:
        return ()
    try:
        text = _decoded(file.read_bytes())
    except OSError:
        return ()
    if span.row is not None or span.field:
        return _rows(text, wanted, span.field)
    return _lines(text, wanted, span.column)


def _decoded(data: bytes) -> str:
    """Return the text; a file in a legacy encoding stays readable."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _lines(text: str, wanted: int, column: int | None) -> tuple[SourceLine, ...]:
    lines = text.split("\n")
    first = max(1, wanted - _AROUND)
    return tuple(
        _line(number, line.rstrip("\r"), wanted, column)
        for number, line in enumerate(lines[first - 1 : wanted + _AROUND], first)
    )


def _line(number: int, text: str, wanted: int, column: int | None) -> SourceLine:
    if number != wanted or column is None:
        return _source_line(number, _cut(text, 0), "", "", faulty=number == wanted)
    place = min(column - 1, len(text))
    start = max(0, place - _WIDEST // 2)
    before = ("…" if start else "") + text[start:place]
    # A fault at the end of a line has no character of its own.
    marked = text[place : place + 1] or " "
    return _source_line(number, before, marked, _cut(text, place + 1), faulty=True)


def _cut(text: str, start: int) -> str:
    rest = text[start:]
    return rest if len(rest) <= _WIDEST else f"{rest[:_WIDEST]}…"


def _rows(text: str, wanted: int, field: str | None) -> tuple[SourceLine, ...]:
    """Return the header and the rows around `wanted`, the cell of `field` marked."""
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline="")), wanted + _AROUND))
    except csv.Error:
        return ()
    header = rows[0] if rows else []
    place = header.index(field) if field in header else None
    shown = {1, *range(max(1, wanted - 1), wanted + _AROUND)}
    return tuple(
        _row(number, row, place if number == wanted else None, faulty=number == wanted)
        for number, row in enumerate(rows, 1)
        if number in shown
    )


def _row(number: int, cells: list[str], place: int | None, *, faulty: bool) -> SourceLine:
    if place is None or place >= len(cells):
        return _source_line(number, " │ ".join(cells), "", "", faulty=faulty)
    before, after = cells[:place], cells[place + 1 :]
    return _source_line(
        number,
        "".join(f"{cell} │ " for cell in before),
        cells[place] or " ",
        "".join(f" │ {cell}" for cell in after),
        faulty=faulty,
    )


def _source_line(number: int, before: str, marked: str, after: str, *, faulty: bool) -> SourceLine:
    return SourceLine(number=number, before=before, marked=marked, after=after, faulty=faulty)
