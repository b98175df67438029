"""Read a CSV file in blocks of rows, exactly as Python's `csv` reads it, mostly by Polars.

A block each of whose lines is a whole record by RFC 4180 with the right number of cells is read by
Polars; any other block (a line break in a cell, a stray quotation mark, a blank or ragged row) by
`csv` itself, which Frictionless uses.
"""

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

import polars as pl
from msgspec import Struct

from site_builder.load.fast.head import NotUnderstood, look_at_head

_BLOCK = 4 << 20
"""Bytes of a block: large enough for Polars, small enough for memory."""


class Block(Struct, frozen=True):
    """Rows of a table as text, their numbers (the header is row 1) and which of them are ragged.

    A ragged row has too few cells, made up with nulls, or too many, cut off.
    """

    rows: pl.Series
    cells: pl.DataFrame
    ragged: pl.Series


def blocks(path: Path, columns: tuple[str, ...]) -> Iterator[Block]:
    """Yield the rows below the header; `NotUnderstood` where they may be read otherwise."""
    look_at_head(path, columns)
    number = 1
    with path.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            file.seek(0)
        while data := file.read(_BLOCK) + file.readline():
            try:
                block = _plain(data, columns, number) or _read(data, file, columns, number)
            except (UnicodeDecodeError, csv.Error) as fault:
                raise NotUnderstood from fault
            header = number == 1
            number += len(block.rows)
            if header:
                block = Block(block.rows.slice(1), block.cells.slice(1), block.ragged.slice(1))
            yield block


def records(path: Path, numbers: Collection[int]) -> dict[int, list[str]]:
    """Return the rows with the given numbers, as `csv` reads them."""
    last = max(numbers, default=0)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = islice(enumerate(csv.reader(file), 1), last)
        return {number: cells for number, cells in rows if number in numbers}


def _plain(data: bytes, columns: tuple[str, ...], number: int) -> Block | None:
    """Return a block read by Polars; None if a line is not certainly a whole, even record."""
    data.decode("utf-8")
    data = data.replace(b"\r\n", b"\n") if b"\r" in data else data
    if b"\0" in data or b"\r" in data or len(columns) == 1:  # Polars drops any CR before a LF
        return None
    cell = r'(?:[^",\r]*|"(?:[^"\r]|"")*")'
    record = f"^{cell}(?:,{cell}){{{len(columns) - 1}}}$"
    ended = data.count(b"\n") + (not data.endswith(b"\n"))
    lines = _cells(data, ("line",), separator="\0", quote_char=None)
    if lines is None or lines.height != ended or not lines["line"].str.contains(record).all():
        return None
    cells = _cells(data, columns, separator=",", quote_char='"')
    return None if cells is None or cells.height != ended else _block(cells, number, [])


def _cells(
    data: bytes, columns: tuple[str, ...], *, separator: str, quote_char: str | None
) -> pl.DataFrame | None:
    """Return cells as Polars reads them, empty ones as empty texts; None if it does not."""
    schema = dict.fromkeys(columns, pl.String())
    try:
        found = pl.read_csv(
            data, has_header=False, schema=schema, separator=separator, quote_char=quote_char
        )
    except pl.exceptions.PolarsError:
        return None
    return found.fill_null("")


def _read(data: bytes, file: BinaryIO, columns: tuple[str, ...], number: int) -> Block:
    """Return a block read by `csv`, to the end of the record that its last line belongs to."""
    lines = list(io.StringIO(data.decode("utf-8"), newline=""))
    beyond = (io.StringIO(line.decode("utf-8"), newline="") for line in iter(file.readline, b""))
    reader = csv.reader(chain(lines, chain.from_iterable(beyond)))
    rows: list[list[str | None]] = []
    while reader.line_num < len(lines) and (cells := next(reader, None)) is not None:
        rows.append([*cells])
    width = len(columns)
    ragged = [place for place, row in enumerate(rows) if len(row) != width]
    for place in ragged:
        rows[place] = [*rows[place][:width], *[None] * (width - len(rows[place]))]
    series = [
        pl.Series(name, part, pl.String)
        for name, part in zip(columns, zip(*rows, strict=True), strict=True)
    ]
    return _block(pl.DataFrame(series), number, ragged)


def _block(cells: pl.DataFrame, number: int, ragged: list[int]) -> Block:
    rows = pl.int_range(number, number + cells.height, dtype=pl.UInt32, eager=True)
    if not ragged:
        return Block(rows, cells, pl.repeat(False, cells.height, eager=True))
    places = pl.int_range(cells.height, eager=True)
    return Block(rows, cells, places.is_in(ragged))
