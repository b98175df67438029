"""Read our own workbook back: nothing in it needs to be guessed, and what is unchanged stays so."""

import re
from collections.abc import Mapping

from msgspec import Struct, field

from site_builder.compare.periods import PeriodError, parse_period
from site_builder.diagnostics import Span, error
from site_builder.load.spreadsheet import Cell, CellKind, Grid, address
from site_builder.model.package import Indicator, Package
from site_builder.model.vocabulary import WITHOUT_VALUE
from site_builder.sheets.answers import Answers, Question
from site_builder.sheets.facts import DATA_SHEET, FACTS_SHEET, Facts, from_rows
from site_builder.sheets.headings import read_heading
from site_builder.sheets.incoming import Incoming, Key, Understanding
from site_builder.sheets.labels import CODES, COLUMNS, KEY, decoded, encoded
from site_builder.sheets.numbers import NumberError, is_missing
from site_builder.sheets.resolve import unclear
from site_builder.sheets.units import MULTIPLES
from site_builder.sheets.values import UnitError, read_value
from site_builder.sheets.widths import quotable


def facts_of(grids: tuple[Grid, ...]) -> Facts | None:
    """Return what the hidden sheet of our workbook holds; None where a file is none of ours."""
    for grid in grids:
        if grid.sheet == FACTS_SHEET:
            return from_rows(tuple(tuple(cell.text for cell in row) for row in grid.rows))
    return None


class _Reading(Struct):
    grid: Grid
    path: str
    package: Package
    facts: Facts
    answers: Answers
    columns: dict[str, int]
    questions: list[Question] = field(default_factory=list)

    def cell(self, row: int, name: str) -> Cell:
        """Return a cell, or what an editor said that it holds."""
        said = self.answers.word(self.place(row, name))
        if said:
            return Cell(text=said, kind=CellKind.TEXT)
        return self.grid.cell(row, self.columns[name])

    def place(self, row: int, name: str) -> str:
        return address(row, self.columns[name])

    def span(self, row: int, name: str) -> Span:
        return Span(path=self.path, resource=self.grid.sheet, field=self.place(row, name))

    def ask(self, row: int, name: str, cause: str, *more: str) -> None:
        """Ask what a cell is meant to hold."""
        text = quotable(self.grid.cell(row, self.columns[name]).text)
        said = "|".join((cause, text, *more))
        found = error("import-cell-ambiguous", self.span(row, name), cause=said)
        self.questions.append(Question(diagnostic=found, name=self.place(row, name)))


def read_back(
    grids: tuple[Grid, ...], path: str, package: Package, facts: Facts, answers: Answers
) -> tuple[Understanding | None, tuple[Question, ...]]:
    """Return the observations of our workbook, and what is unclear in it."""
    grid = next((item for item in grids if item.sheet == DATA_SHEET), None)
    header = None if grid is None else _header(grid)
    if grid is None or header is None:
        span = Span(path=path, resource=DATA_SHEET, field="A1")
        return None, (Question(diagnostic=error("import-header-missing", span)),)
    columns = {
        cell.text: column for column, cell in enumerate(grid.rows[header]) if cell.text in COLUMNS
    }
    reading = _Reading(
        grid=grid, path=path, package=package, facts=facts, answers=answers, columns=columns
    )
    found: dict[Key, Incoming] = {}
    missing = []
    for row in range(header + 1, len(grid.rows)):
        if not any(grid.cell(row, columns[name]).text for name in columns):
            continue
        item = _observation(reading, row)
        if item is None:
            missing.append(reading.place(row, "obs_value"))
        elif item.key in found:
            reading.ask(row, "indicator", "@import-repeated", found[item.key].at)
        else:
            found[item.key] = item
    understanding = Understanding(
        path=path,
        sheet=grid.sheet,
        layout=None,
        header=header + 1,
        missing=tuple(missing),
        observations=tuple(found.values()),
    )
    return understanding, tuple(reading.questions)


def _header(grid: Grid) -> int | None:
    """Return the row with the machine's names of all columns."""
    for row, cells in enumerate(grid.rows[:20]):
        if set(COLUMNS) <= {cell.text for cell in cells}:
            return row
    return None


def _observation(reading: _Reading, row: int) -> Incoming | None:
    """Return the observation of a row; None where it is new and still empty."""
    indicator, area, period, caliber = (reading.cell(row, name).text for name in KEY)
    key = (indicator, area, period, caliber)
    base = reading.facts.base.get(key)
    status = decoded("obs_status", reading.cell(row, "obs_status").text)
    empty = is_missing(reading.cell(row, "obs_value"))
    bare = status in WITHOUT_VALUE
    if empty and not bare and base is None:
        return None
    known = next((item for item in reading.package.indicators if item.indicator == indicator), None)
    _check_key(reading, row, key, known)
    cells = {
        name: _text(reading, row, name, base) for name in COLUMNS if name not in (*KEY, "obs_value")
    }
    cells["obs_value"] = ""
    if not empty:
        cells |= _value(reading, row, known, base, cells["unit_mult"])
    elif not bare and base is not None and base["obs_value"]:
        reading.ask(row, "obs_value", "@import-emptied")
    places = {name: reading.place(row, name) for name in COLUMNS}
    return Incoming(key=key, cells=cells, at=places["obs_value"], places=places)


def _check_key(reading: _Reading, row: int, key: Key, known: Indicator | None) -> None:
    if known is None:
        span, cause = reading.span(row, "indicator"), f"@import-name-none|{quotable(key[0])}"
        found = error("import-indicator-unknown", span, cause=cause, nearest="")
        reading.questions.append(Question(diagnostic=found, name=reading.place(row, "indicator")))
    try:
        parse_period(key[2])
    except PeriodError:
        span = reading.span(row, "time_period")
        heading = read_heading(reading.cell(row, "time_period"))
        found = error("import-period-unclear", span, cause=unclear(heading, key[2]))
        reading.questions.append(Question(diagnostic=found, name=reading.place(row, "time_period")))


def _text(reading: _Reading, row: int, name: str, base: Mapping[str, str] | None) -> str:
    """Return the text of a column: the very text it was exported with where nobody changed it."""
    text = reading.cell(row, name).text
    if base is not None and _blanks(text) == _blanks(_shown(reading, name, base[name])):
        return base[name]
    if name == "source":
        return _source(reading, text)
    code = decoded(name, text)
    if code is None:
        reading.ask(row, name, "@import-code-unknown", "、".join(CODES[name].values()))
        return text
    return code


def _source(reading: _Reading, text: str) -> str:
    """Return the source a cell names: by its slug, alone or in brackets after its title."""
    named = re.fullmatch(r"(?:.*\()?([a-z0-9-]+)\)?", text)
    known = {item.source for item in reading.package.sources}
    return named[1] if named and named[1] in known else text


def _shown(reading: _Reading, name: str, text: str) -> str:
    if name == "source":
        titles = {item.source: item.title for item in reading.package.sources}
        return f"{titles[text]}({text})" if text in titles else text
    return encoded(name, text)


def _blanks(text: str) -> str:
    """Return a text with its blanks made alike, as spreadsheets change line ends."""
    return " ".join(text.split())


def _value(
    reading: _Reading,
    row: int,
    indicator: Indicator | None,
    base: Mapping[str, str] | None,
    power: str,
) -> dict[str, str]:
    """Return value and multiple; a unit written in the cell must agree with the multiple."""
    cell = reading.cell(row, "obs_value")
    if base is not None and cell.text == base["obs_value"].strip():
        return {"obs_value": base["obs_value"]}
    if indicator is None:
        return {"obs_value": cell.text}
    words = {str(number): word for word, number in MULTIPLES.items()}
    measure = indicator.unit_measure
    stated = (f"{words[power]}{measure}",) if words.get(power) else ()
    try:
        value = read_value(cell, stated, (), indicator)
    except NumberError as fault:
        reading.ask(row, "obs_value", str(fault))
        return {}
    except UnitError as fault:
        span, title = reading.span(row, "obs_value"), indicator.title
        found = error("import-unit-unfit", span, title=title, cause=str(fault))
        reading.questions.append(Question(diagnostic=found))
        return {}
    if value.power is None and not power:
        allowed = "、".join(CODES["unit_mult"].values())
        reading.ask(row, "unit_mult", "@import-code-unknown", allowed)
    own = power if value.power is None else str(value.power)
    return {"obs_value": value.text, "unit_mult": own}
