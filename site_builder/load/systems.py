"""Read the tables of the column's own systems as their classes declare them."""

from functools import partial

from site_builder.load.cells import Cells
from site_builder.load.tables import Reader
from site_builder.model.column import CellForm, Column
from site_builder.model.systems import FORMS, SystemRow, Systems, TableForm


def read_systems(reader: Reader) -> Systems:
    """Return the rows of all tables of `FORMS`; those a package does not have are empty."""
    tables = {form.name: reader.read(form.name, partial(_row, reader, form)) for form in FORMS}
    return Systems(**tables)  # type: ignore[arg-type]  # the names of `FORMS` are its fields


def _row(reader: Reader, form: TableForm, row: Cells) -> SystemRow:
    cells = {column.name: _cell(row, column) for column in form.columns}
    return form.row(package=reader.package, row=row.span.row or 0, **cells)


def _cell(row: Cells, column: Column) -> object:
    """Return a cell as its column has it; what it cannot be is a fault of the row."""
    name = column.name
    if column.needed and column.form is not CellForm.CODE:
        row.needed(name)
    match column.form:
        case CellForm.NAME:
            return row.name(name) if row[name] else ""
        case CellForm.DAY:
            return row.day(name)
        case CellForm.WHEN:
            return row.when(name)
        case CellForm.YEAR:
            return row.year(name) if row[name] else ""
        case CellForm.NUMBER:
            return row.number_or_none(name)
        case CellForm.WEB:
            return row.web_address(name)
        case CellForm.TELEPHONE:
            return row.telephone(name)
        case CellForm.CODE:
            return row.code(name, type(next(iter(column.words))))
    return row[name]
