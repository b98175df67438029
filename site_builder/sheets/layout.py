"""Where a table lies on a sheet: its header, its columns and what each of them holds."""

import re
from enum import StrEnum

from msgspec import Struct

from site_builder.load.spreadsheet import Cell, CellKind, Grid, address, letters
from site_builder.model.package import Indicator
from site_builder.sheets.answers import IGNORED, Answers
from site_builder.sheets.headings import Heading, is_year, read_heading, with_year
from site_builder.sheets.labels import FIELD_WORDS
from site_builder.sheets.names import Names
from site_builder.sheets.numbers import looks_numeric
from site_builder.sheets.units import split_unit, unit_line
from site_builder.sheets.widths import normal, squeezed

_HEADER_WITHIN = 60
_NOTE = re.compile(
    "[*※]|附?注[0-9一二三四五六七八九十]*[:.、]|(?:备注|说明|来源)(?::|$)|[资数][料据]来源"
)


class Layout(StrEnum):
    """How a table is laid out."""

    LONG = "long"
    PERIODS_ACROSS = "periods across"
    INDICATORS_ACROSS = "indicators across"


class Role(Struct, frozen=True, kw_only=True):
    """What a heading says its column is: one of these, or nothing that is known."""

    field: str | None = None
    heading: Heading | None = None
    indicators: tuple[Indicator, ...] = ()
    unit: str = ""

    @property
    def known(self) -> bool:
        """Whether the heading says anything."""
        return self.field is not None or self.heading is not None or bool(self.indicators)


class Table(Struct, frozen=True, kw_only=True):
    """A table found on a sheet; places count from 0.

    `fields` are columns by the name of what they hold, `across` the columns of values whose
    headings name periods or indicators, `unclear` columns with numbers under a heading that says
    nothing known. `units` come from a line such as 单位：万元, `last` is the last row before the
    notes.
    """

    layout: Layout
    header: int
    last: int
    fields: dict[str, tuple[int, ...]]
    across: tuple[tuple[int, Role], ...]
    unclear: tuple[int, ...]
    unused: tuple[int, ...]
    units: tuple[str, ...]


def find_table(grid: Grid, names: Names, answers: Answers) -> Table | None:
    """Return the table on a sheet: the row with the most headings that are known is its header."""
    roles = tuple(
        tuple(role_of(grid, row, column, names, answers) for column in range(grid.width))
        for row in range(len(grid.rows))
    )
    best: tuple[int, int, Layout, tuple[Role, ...]] | None = None
    for row in range(min(len(grid.rows), _HEADER_WITHIN)):
        candidate, of_years = _with_years(grid, row, roles)
        found = _layout(candidate, roles[row + 1 :], answers)
        if found is not None:
            layout, complete = found
            score = sum(role.known for role in complete) + of_years
            if best is None or score > best[0]:
                best = (score, row, layout, complete)
    if best is None:
        return None
    _, header, layout, chosen = best
    return _table(grid, header, layout, chosen)


def role_of(grid: Grid, row: int, column: int, names: Names, answers: Answers) -> Role:
    """Return what a cell says as a heading; an editor's answer goes before what it says itself."""
    cell = grid.label(row, column)
    if not cell.text:
        return Role()
    of_column = "" if looks_numeric(cell) else letters(column)
    said = answers.word(address(row, column), cell.text, of_column)
    if said == IGNORED:
        return Role(field="")
    text, unit = split_unit(cell.text, names.measures)
    if said or unit:
        cell = Cell(text=said or text, kind=CellKind.TEXT)
    found, own_unit = names.named(cell.text)
    if found:
        return Role(indicators=found, unit=own_unit or unit)
    field = FIELD_WORDS.get(normal(cell.text))
    if field is not None:
        return Role(field=field, unit=unit)
    heading = read_heading(cell)
    return Role(heading=heading, unit=unit if heading is not None else "")


def _with_years(
    grid: Grid, row: int, roles: tuple[tuple[Role, ...], ...]
) -> tuple[tuple[Role, ...], int]:
    """Return the roles of a row, parts of a year with the year above them, and how many those are.

    A year stands above its first part only, or in a merged cell above them all.
    """
    if row == 0:
        return roles[0], 0
    complete = []
    year, count = "", 0
    for column, role in enumerate(roles[row]):
        if grid.label(row - 1, column).text:
            above = roles[row - 1][column].heading
            year = above.period if above is not None and is_year(above.period) else ""
        if year and role.heading is not None and role.heading.part:
            whole = Heading(period=with_year(role.heading.part, year))
            complete.append(Role(heading=whole, unit=role.unit))
            count += 1
        else:
            complete.append(role)
    return tuple(complete), count


def _layout(
    roles: tuple[Role, ...], below: tuple[tuple[Role, ...], ...], answers: Answers
) -> tuple[Layout, tuple[Role, ...]] | None:
    """Return the layout that a row would be the header of, its label column with its role."""
    fields = {role.field for role in roles if role.field}
    periods = any(role.heading is not None for role in roles)
    indicators = any(role.indicators for role in roles)
    if {"indicator", "obs_value"} <= fields:
        return Layout.LONG, roles
    if periods == indicators:
        return None
    field, layout = "indicator", Layout.PERIODS_ACROSS
    if indicators:
        field, layout = "time_period", Layout.INDICATORS_ACROSS
    if field in fields:
        return layout, roles
    label = _label(roles, below, field)
    if label is not None:
        named = Role(field=field, unit=roles[label].unit)
        return layout, (*roles[:label], named, *roles[label + 1 :])
    return (layout, roles) if indicators and answers.field("time_period") else None


def _label(roles: tuple[Role, ...], below: tuple[tuple[Role, ...], ...], field: str) -> int | None:
    """Return the column under an unknown heading, or none, that names the field most often."""
    counts = {
        column: sum(
            bool(row[column].indicators)
            if field == "indicator"
            else row[column].heading is not None
            for row in below
        )
        for column, role in enumerate(roles)
        if not role.known
    }
    best = max(counts, key=lambda column: (counts[column], -column), default=None)
    return best if best is not None and counts[best] else None


def _table(grid: Grid, header: int, layout: Layout, roles: tuple[Role, ...]) -> Table:
    fields: dict[str, tuple[int, ...]] = {}
    across = []
    rest = []
    for column, role in enumerate(roles):
        several = role.field in ("indicator", "ref_area", "")
        if role.field is not None and (several or role.field not in fields):
            fields[role.field] = (*fields.get(role.field, ()), column)
        elif role.field is None and (role.heading is not None or role.indicators):
            across.append((column, role))
        else:
            rest.append(column)
    last = _last(grid, header)
    numeric = {
        column
        for column in rest
        if any(looks_numeric(grid.cell(row, column)) for row in range(header + 1, last + 1))
    }
    if layout is Layout.LONG:
        numeric |= {column for column, _ in across}
        across = []
    units = [
        unit for row in grid.rows[: header + 1] for cell in row for unit in unit_line(cell.text)
    ]
    return Table(
        layout=layout,
        header=header,
        last=last,
        fields=fields,
        across=tuple(across),
        unclear=tuple(sorted(numeric)),
        unused=tuple(
            column for column in rest if column not in numeric and grid.label(header, column).text
        ),
        units=tuple(dict.fromkeys(units)),
    )


def _last(grid: Grid, header: int) -> int:
    """Return the last row before the notes: rows at the end of which only one cell is filled."""
    last = len(grid.rows) - 1
    note = None
    for row in range(last, header, -1):
        filled = [cell.text for cell in grid.rows[row] if cell.text]
        if len(filled) > 1:
            break
        if filled and is_note(filled[0]):
            note = row
    return last if note is None else note - 1


def is_note(text: str) -> bool:
    """Tell whether a row that begins so is a note: 注：, 资料来源：, 说明：."""
    return _NOTE.match(squeezed(text)) is not None
