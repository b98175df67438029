"""The rows of `observations.csv` with the very text of each, so that what is not changed stays."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from site_builder.sheets.incoming import Key
from site_builder.sheets.labels import KEY


class Row(Struct, frozen=True, kw_only=True):
    """A row: its number (the header is row 1), its cells by column, its text with the line end."""

    number: int
    cells: dict[str, str]
    text: str

    def of(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Return the cells of these columns; "" for a column that the table does not have."""
        return tuple(self.cells.get(name, "") for name in columns)

    @property
    def key(self) -> Key:
        """The primary key."""
        indicator, area, period, caliber = (self.cells.get(name, "") for name in KEY)
        return (indicator, area, period, caliber)


class Rows(Struct, frozen=True, kw_only=True):
    """A table: its columns, the text of its header, its rows."""

    columns: tuple[str, ...]
    header: str
    rows: tuple[Row, ...]

    def text(self) -> str:
        """Return the table as text; a last line without its end gets one."""
        lines = [self.header, *(row.text for row in self.rows)]
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)

    def written(self, cells: Mapping[str, str]) -> Row:
        """Return a row of these columns with the cells given, written anew."""
        line = io.StringIO()
        values = {name: cells.get(name, "") for name in self.columns}
        csv.writer(line, lineterminator="\n").writerow(values.values())
        return Row(number=0, cells=values, text=line.getvalue())


def parse_rows(text: str) -> Rows:
    """Return the rows of a CSV text with a header; blank lines go, other text is kept."""
    records = list(_records(text))
    columns = tuple(records[0][1]) if records else ()
    rows = tuple(
        Row(number=number, cells=dict(zip(columns, cells, strict=False)), text=line)
        for number, (line, cells) in enumerate(records[1:], 2)
        if any(cells)
    )
    return Rows(columns=columns, header=records[0][0] if records else "", rows=rows)


def _records(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each record with the lines it stands in; only line feeds end lines."""
    lines = io.StringIO(text, newline="\n").readlines()
    reader = csv.reader(lines)
    done = 0
    for cells in reader:
        yield "".join(lines[done : reader.line_num]), cells
        done = reader.line_num
