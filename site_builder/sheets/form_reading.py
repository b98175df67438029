"""Read a sheet of an optional table: our own workbook, or any list whose header names columns."""

from msgspec import Struct

from site_builder.diagnostics import Span, error
from site_builder.load.spreadsheet import Cell, CellKind, Grid, address
from site_builder.model.column import Column
from site_builder.model.systems import TableForm
from site_builder.sheets.answers import IGNORED, Answers, Question
from site_builder.sheets.facts import FACTS_SHEET
from site_builder.sheets.form_cells import Names, UnclearCellError, stored
from site_builder.sheets.form_facts import MARK, FormFacts, from_rows
from site_builder.sheets.widths import normal, quotable

_HEADER_ROWS = 20
_OPTIONS = {"ref_area": "--area", "source": "--source", "locator": "--locator"}
"""Options that give a column one value for the whole table; any other is given with --set."""


class FormRow(Struct, frozen=True, kw_only=True):
    """A row of a sheet: its cells as the package has them, and where each of them stands.

    Columns that the sheet does not have are left out, unless an option gives them.
    """

    cells: dict[str, str]
    places: dict[str, str]
    at: str

    def place(self, column: str) -> str:
        """Return the cell of a column, the first of the row for one that the sheet has not."""
        return self.places.get(column, self.at)


class FormSheet(Struct, frozen=True, kw_only=True):
    """A sheet as it was understood; `header` is the row of its header from 1."""

    form: TableForm
    path: str
    sheet: str
    header: int
    rows: tuple[FormRow, ...]
    unused: tuple[str, ...]

    def span(self, row: FormRow, column: str) -> Span:
        """Return the place of a cell."""
        return Span(path=self.path, resource=self.sheet, field=row.place(column))


def is_form(grids: tuple[Grid, ...]) -> bool:
    """Tell whether a file is a workbook of optional tables that we have made."""
    return any(grid.sheet == FACTS_SHEET and grid.cell(0, 0).text == MARK for grid in grids)


def form_facts_of(grids: tuple[Grid, ...]) -> FormFacts | None:
    """Return what the hidden sheet of our workbook holds; None where it was changed."""
    for grid in grids:
        if grid.sheet == FACTS_SHEET:
            return from_rows(tuple(tuple(cell.text for cell in row) for row in grid.rows))
    return None


def read_form(
    grid: Grid, path: str, form: TableForm, names: Names, answers: Answers
) -> tuple[FormSheet | None, tuple[Question, ...]]:
    """Return the rows of a sheet, and what is unclear in it."""
    header, columns = _header(grid, form, answers)
    if not columns:
        span = Span(path=path, resource=grid.sheet)
        return None, (Question(diagnostic=error("import-header-missing", span)),)
    questions: list[Question] = []
    rows = []
    for number in range(header + 1, len(grid.rows)):
        if any(grid.cell(number, place).text for place in columns.values()):
            row, unclear = _row(grid, path, number, form, columns, names, answers)
            rows.append(row)
            questions += unclear
    questions += _lacking(grid, path, header, form, columns, rows, answers)
    found = FormSheet(
        form=form,
        path=path,
        sheet=grid.sheet,
        header=header + 1,
        rows=tuple(rows),
        unused=tuple(
            cell.text
            for place, cell in enumerate(grid.rows[header])
            if cell.text and place not in columns.values()
        ),
    )
    return found, tuple(questions)


def _header(grid: Grid, form: TableForm, answers: Answers) -> tuple[int, dict[str, int]]:
    """Return the row that names most columns, the last of several, and where each column is."""
    words = {word: column.name for column in form.columns for word in _words(column)}
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in enumerate(grid.rows[:_HEADER_ROWS]):
        found: dict[str, int] = {}
        for place, cell in enumerate(cells):
            said = answers.word(cell.text)
            name = "" if said == IGNORED else words.get(normal(said or cell.text), "")
            if name and cell.text:
                found.setdefault(name, place)
        if len(found) >= max(len(best[1]), 2):
            best = (number, found)
    return best


def _words(column: Column) -> tuple[str, ...]:
    """Return by what a heading names a column: its name, its title, the title without 代码."""
    titles = (column.title, f"{column.title}（必填）", column.title.removesuffix("代码"))
    return tuple(normal(word) for word in (column.name, *titles))


def _row(
    grid: Grid,
    path: str,
    number: int,
    form: TableForm,
    columns: dict[str, int],
    names: Names,
    answers: Answers,
) -> tuple[FormRow, list[Question]]:
    cells: dict[str, str] = {}
    places: dict[str, str] = {}
    questions = []
    for column in form.columns:
        given = answers.field(column.name)
        place = columns.get(column.name)
        if place is None:
            if given:
                cells[column.name] = given
            continue
        at = address(number, place)
        places[column.name] = at
        said = answers.word(at)
        cell = Cell(text=said, kind=CellKind.TEXT) if said else grid.cell(number, place)
        try:
            cells[column.name] = stored(cell, column, names) or given
        except UnclearCellError as fault:
            span = Span(path=path, resource=grid.sheet, field=at)
            found = error("import-cell-ambiguous", span, cause=str(fault))
            questions.append(Question(diagnostic=found, name=at))
    first = address(number, min(columns.values()))
    return FormRow(cells=cells, places=places, at=first), questions


def _lacking(
    grid: Grid,
    path: str,
    header: int,
    form: TableForm,
    columns: dict[str, int],
    rows: list[FormRow],
    answers: Answers,
) -> list[Question]:
    """Return a question for each needed column that neither the sheet nor an option gives."""
    span = Span(path=path, resource=grid.sheet, field=address(header, min(columns.values())))
    return [
        Question(
            diagnostic=error(
                "import-field-missing",
                span,
                column=f"{quotable(column.title)}({column.name})",
                option=_OPTIONS.get(column.name, f"--set '{column.name}=…'"),
                count=len(rows),
            )
        )
        for column in form.columns
        if column.needed and column.name not in columns and not answers.field(column.name)
        if not numbered(form, column)
        if rows
    ]


def numbered(form: TableForm, column: Column) -> bool:
    """Tell whether a column is the key of its own that an import can number."""
    return form.key == (column.name,) and column.form.value == "name"
