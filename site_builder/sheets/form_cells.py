"""Cells of the optional tables: as a workbook shows them, and as a package has what is filled in.

What is in no form of its column stays as it stands: the checks of packages say what is wrong.
"""

import re
from collections.abc import Iterable, Mapping

from site_builder.load.spreadsheet import Cell, CellKind
from site_builder.model.column import CellForm, Column
from site_builder.model.package import Package
from site_builder.sheets.headings import read_heading
from site_builder.sheets.numbers import MISSING, NumberError, read_number
from site_builder.sheets.widths import half_width, normal, quotable, squeezed

Names = Mapping[str, Mapping[str, str]]
"""By resource, the keys that a cell may name with the titles of what they name."""

_NAMED = re.compile(r".*\(([^()]+)\)")


class UnclearCellError(ValueError):
    """The cell can be read in several ways, or in none; its argument is the cause."""


def names_in(package: Package, documents: Names) -> Names:
    """Return what cells of a package may refer to; `documents` are its cases and reports."""
    systems = package.systems
    return {
        "areas": {item.ref_area: item.title for item in package.areas},
        "sources": {item.source: item.title for item in package.sources},
        "indicators": {item.indicator: item.title for item in package.indicators},
        "initiatives": {item.initiative: item.title for item in package.initiatives},
        "evaluation_rounds": {item.round: item.title for item in systems.evaluation_rounds},
        "documents": {item.document: item.title for item in systems.documents},
        **documents,
    }


def shown(text: str, column: Column, names: Names) -> str:
    """Return a cell of a package as a workbook shows it: codes and keys after their words."""
    if not text:
        return ""
    if column.words:
        word = next((word for code, word in column.words.items() if code.value == text), "")
    else:
        word = names.get(column.refers, {}).get(text, "")
    return f"{word}({text})" if word and word != text else text


def choices(column: Column, names: Names) -> tuple[str, ...]:
    """Return what a cell may hold, as a workbook shows it; () where that is not limited."""
    codes: Iterable[str] = (code.value for code in column.words)
    if not column.words:
        codes = names.get(column.refers, {})
    return tuple(shown(code, column, names) for code in codes if code)


def stored(cell: Cell, column: Column, names: Names) -> str:
    """Return the text that a package has for a cell; raise `UnclearCellError`."""
    text = " ".join(cell.text.split())
    if text in MISSING:
        return ""
    if column.words:
        return _code(text, column)
    if column.refers:
        return _key(text, names.get(column.refers, {}))
    match column.form:
        case CellForm.NUMBER:
            return _number(cell, text)
        case CellForm.DAY | CellForm.WHEN | CellForm.YEAR:
            return _moment(cell, text, column)
        case CellForm.NAME | CellForm.WEB | CellForm.TELEPHONE:
            return squeezed(text)
    return text


def _code(text: str, column: Column) -> str:
    wanted = normal(text)
    for code, word in column.words.items():
        if wanted in (normal(code.value), normal(word), normal(f"{word}({code.value})")):
            return code.value
    allowed = "、".join(word for code, word in column.words.items() if code.value)
    raise UnclearCellError(f"@import-code-unknown|{quotable(text)}|{allowed}")


def _key(text: str, known: Mapping[str, str]) -> str:
    """Return the key that a cell names: alone, in brackets after its title, or by the title."""
    match = _NAMED.fullmatch(half_width(text))
    if match and match[1] in known:
        return match[1]
    if text in known:
        return text
    titled = [key for key, title in known.items() if normal(title) == normal(text)]
    return titled[0] if len(titled) == 1 else text


def _number(cell: Cell, text: str) -> str:
    try:
        number = read_number(cell)
    except NumberError:
        return text
    return text if number.unit else number.text


def _moment(cell: Cell, text: str, column: Column) -> str:
    """Return a day, month or year as packages write it.

    A spreadsheet makes a day of a month that is typed into it: where both are allowed, its date is
    neither.
    """
    if cell.kind is CellKind.DATE:
        if column.form is CellForm.WHEN:
            raise UnclearCellError(f"@import-period-several|{text}|{text[:7]}、{text}")
        return text
    heading = read_heading(cell)
    return heading.period if heading and heading.period else squeezed(text)
