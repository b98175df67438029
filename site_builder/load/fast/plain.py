"""Tell in plain Python whether a package is sound beyond doubt, so that nothing heavy is imported.

As in the whole folder every test is a sufficient one. Each distinct text of a column is looked at
once; rows are looked at only for their length and for the keys they make.
"""

import csv
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import UNSET, UnsetType

from site_builder.load.fast.head import NotUnderstood, look_at_head
from site_builder.load.fast.understood import (
    Constraints,
    Field,
    Table,
    understood_package,
    understood_tables,
)

Test = Callable[[str], object]
"""Is true of texts that are surely sound."""

_INTEGER = re.compile("-?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_EXACT_DIGITS = 15
"""Decimal texts of so many digits keep their order as binary doubles."""
_BOOLEANS = frozenset(("true", "True", "TRUE", "1", "false", "False", "FALSE", "0"))
_DATE = re.compile("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile("[0-9]{4}")
_CANONICAL: Mapping[str, Test] = {
    "string": lambda _: True,
    "integer": re.compile("0|-?[1-9][0-9]{0,17}").fullmatch,
    "year": re.compile("[1-9][0-9]{3}").fullmatch,
    "date": lambda text: _is_day(text),
}
"""Of types whose values can stand in keys: what is true of the one text of a value."""

Key = tuple[str, ...]


def surely_sound(raw: Mapping[str, Any], folder: Path) -> bool:
    """Tell whether Frictionless surely finds nothing wrong in a package; False where in doubt."""
    tables = understood_tables(raw, folder)
    if not understood_package(raw, tables):
        return False
    try:
        keys = {name: _keys(table) for name, table in tables.items()}
    except (NotUnderstood, UnicodeDecodeError, csv.Error, re.error):
        return False
    return all(
        keys[name][reference.columns] <= keys[reference.table][reference.target]
        for name, table in tables.items()
        for reference in table.references
    )


def _keys(table: Table) -> dict[Key, set[Key]]:
    """Return the values of each key of a table; `NotUnderstood` where a row may be faulty."""
    names = tuple(field.name for field in table.fields)
    look_at_head(table.file, names)
    with table.file.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    columns = list(zip(*rows, strict=True)) if _even(rows, len(names)) else []
    missing = [frozenset(item) for item in table.missing_values]
    if not rows:
        return {key: set() for key in table.keys}
    if not columns or _has_blank(rows, columns, missing):
        raise NotUnderstood
    for field, column, absent in zip(table.fields, columns, missing, strict=True):
        texts = set(column)
        present = texts - absent
        required = field.constraints.required and present != texts
        if required or not all(map(_sound(field), present)):
            raise NotUnderstood
    places = {name: place for place, name in enumerate(names)}
    return {
        key: _values(table, key, [(columns[places[name]], missing[places[name]]) for name in key])
        for key in table.keys
    }


def _even(rows: list[list[str]], width: int) -> bool:
    return all(len(row) == width for row in rows)


def _has_blank(
    rows: list[list[str]], columns: list[tuple[str, ...]], missing: list[frozenset[str]]
) -> bool:
    """Tell whether all cells of a row are missing."""
    if any(absent.isdisjoint(column) for column, absent in zip(columns, missing, strict=True)):
        return False
    return any(
        all(cell in absent for cell, absent in zip(row, missing, strict=True)) for row in rows
    )


def _values(table: Table, key: Key, held: list[tuple[tuple[str, ...], frozenset[str]]]) -> set[Key]:
    """Return the values of a key; `NotUnderstood` where some may not be told apart, or repeat.

    In a key of several columns no cell may be missing: what that means is left to Frictionless.
    """
    kinds = {field.name: field.type for field in table.fields}
    for name, (column, absent) in zip(key, held, strict=True):
        texts = set(column)
        canonical = _CANONICAL.get(kinds[name])
        if canonical is None or not all(map(canonical, texts - absent)):
            raise NotUnderstood
        if (len(key) > 1 or key == table.primary_key) and texts & absent:
            raise NotUnderstood
    rows = list(zip(*(column for column, _ in held), strict=True))
    present = rows if len(key) > 1 else [row for row in rows if row[0] not in held[0][1]]
    found = set(present)
    if (key == table.primary_key or key in table.uniques) and len(found) < len(present):
        raise NotUnderstood
    return found


def _sound(field: Field) -> Test:
    tests = list(_tests(field))
    return lambda text: all(test(text) for test in tests)


def _tests(field: Field) -> Iterable[Test]:
    """Yield what is true of texts that are surely sound values of a field."""
    yield _of_type(field.type)
    given = field.constraints
    if not isinstance(given.enum, UnsetType):
        yield _allowed(field.type, given.enum).__contains__
    if not isinstance(given.pattern, UnsetType):
        yield re.compile(f"^{given.pattern}$").match  # as Frictionless does
    least, most = given.min_length, given.max_length
    if not isinstance(least, UnsetType):
        yield lambda text: len(text) >= least
    if not isinstance(most, UnsetType):
        yield lambda text: len(text) <= most
    yield from _bounds(field.type, given)


def _allowed(kind: str, enum: list[str | int | float | bool]) -> frozenset[str]:
    kinds = (str,) if kind in ("string", "any") else (str, int, float)
    return frozenset(
        str(item) for item in enum if isinstance(item, kinds) and item not in (True, False)
    )


def _of_type(kind: str) -> Test:
    tests: dict[str, Test] = {
        "string": lambda _: True,
        "any": lambda _: True,
        "integer": _INTEGER.fullmatch,
        "number": _NUMBER.fullmatch,
        "boolean": _BOOLEANS.__contains__,
        "date": _is_day,
        "year": _YEAR.fullmatch,
    }
    return tests.get(kind, lambda _: False)


def _bounds(kind: str, given: Constraints) -> Iterable[Test]:
    for bound, compare in (
        (given.minimum, operator.ge),
        (given.maximum, operator.le),
        (given.exclusive_minimum, operator.gt),
        (given.exclusive_maximum, operator.lt),
    ):
        if bound is not UNSET:
            yield _within(kind, bound, compare)


def _within(kind: str, bound: object, compare: Callable[[Any, Any], bool]) -> Test:
    """Return what is true of texts that are surely values within a bound."""
    whole = isinstance(bound, int) and not isinstance(bound, bool)
    if kind in ("integer", "year") and whole:
        return lambda text: compare(int(text), bound)
    if kind == "number" and (whole or isinstance(bound, float)) and _plain(str(bound)):
        return lambda text: _plain(text) and compare(float(text), float(str(bound)))
    if kind == "date" and isinstance(bound, str) and _is_day(bound):
        return lambda text: compare(text, bound)
    return lambda _: False


def _plain(text: str) -> bool:
    return len(text) <= _EXACT_DIGITS and _PLAIN_NUMBER.fullmatch(text) is not None


def _is_day(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
