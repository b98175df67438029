"""Which cells of a column are sound: most by an expression, the rest by Frictionless' own reader.

An expression is true only of cells that Frictionless surely accepts; what it does not accept is not
yet faulty (`+5` and ` 5` are integers), so each such text is read once by Frictionless.
"""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl
from msgspec import UNSET, UnsetType

from site_builder.load.fast.understood import Field, Table

Compare = Callable[[Any, Any], pl.Expr]
Reader = Callable[[str], tuple[Any, dict[str, str] | None]]
"""Frictionless' reader of a cell: the value (None for a missing or wrong one) and what is wrong."""

_INTEGER = "^-?[0-9]{1,18}$"
_NUMBER = r"^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?$"
_PLAIN_NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?$"
_DATE = "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_BOOLEANS = ("true", "True", "TRUE", "1", "false", "False", "FALSE", "0")
_EXACT_DIGITS = 15
"""Decimal texts of so many digits keep their order and their difference as binary doubles."""
_REMEMBERED = 100_000
"""How many texts of a column are remembered; a column wrong throughout must not fill the memory."""

_PUNCTUATION = r"\\[-\\.^$*+?{}()|/\[\]]"
_ITEM = rf"(?:[^-\\\[\]^&~]|{_PUNCTUATION})"
_SAME_IN_BOTH = re.compile(
    rf"(?:(?:[^\\.^$*+?{{}}()|\[\]]|{_PUNCTUATION}|\\d|\.|\[\^?-?(?:{_ITEM}(?:-{_ITEM})?)+-?\]"
    r"|\((?:\?:)?|\)|\||\^|\$)(?:(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??(?![*+?{]))?)*"
)
"""Patterns of which Python's `re` and Polars' engine make the same, `\\d` apart."""


class Column:
    """A field of a table, compiled: finds its faulty cells, and makes its cells into key values."""

    def __init__(self, table: Table, place: int, readers: "Readers") -> None:
        self.field = table.fields[place]
        self.name = self.field.name
        self._readers = readers
        self._known: dict[str, bool] = {}
        cell = pl.col(self.name)
        self.missing = cell.is_null()
        if table.missing_values[place]:
            self.missing = self.missing | cell.is_in(list(table.missing_values[place]))
        required = self.field.constraints.required
        sound = _sound(self.field, cell)
        self.settled = sound is None and not required
        """Whether any text at all is sound here."""
        present = pl.lit(True) if sound is None else sound.fill_null(False)
        self._sound = ~self.missing & present if required else self.missing | present

    def faulty(self, cells: pl.DataFrame) -> pl.Series | None:
        """Return which rows have a faulty cell in this column; None for none."""
        doubtful = cells.select(~self._sound).to_series()
        if not doubtful.any():
            return None
        column = cells[self.name]
        texts = column.filter(doubtful).unique().to_list()
        wrong = [text for text in texts if not self._is_sound(text)]
        return doubtful & column.is_in(wrong).fill_null(False) if wrong else None

    def _is_sound(self, text: str | None) -> bool:
        if text is None:  # of a row that is too short, and faulty already
            return True
        if text not in self._known:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            self._known[text] = not self._readers.of(self.name)(text)[1]
        return self._known[text]

    def values(self, cells: pl.DataFrame) -> pl.Series:
        """Return what keys are compared by: one text for equal values, null for no value."""
        cell = pl.col(self.name)
        canonical = _canonical(self.field, cell)
        if canonical is None:
            return cells.select(pl.when(~self.missing).then(cell)).to_series()
        odd = cells.select(~self.missing & ~canonical.fill_null(False)).to_series()
        found = cells.select(pl.when(~self.missing & canonical).then(cell)).to_series()
        if not odd.any():
            return found
        texts = cells[self.name].filter(odd).unique()
        read = self._readers.of(self.name)
        values = [None if value is None else str(value) for value in (read(t)[0] for t in texts)]
        named = cells[self.name].replace_strict(
            texts, pl.Series(values, dtype=pl.String), default=None, return_dtype=pl.String
        )
        return found.zip_with(~odd, named)


class Readers:
    """Frictionless' cell readers of a table, made when the first is needed."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._descriptor = schema
        self._schema: Any = None
        self._readers: dict[str, Reader] = {}

    def of(self, name: str) -> Reader:
        """Return the reader of the field of that name."""
        if self._schema is None:
            from frictionless import Schema

            self._schema = Schema.from_descriptor(dict(self._descriptor), allow_invalid=True)
        if name not in self._readers:
            self._readers[name] = self._schema.get_field(name).create_cell_reader()
        return self._readers[name]


def _sound(field: Field, cell: pl.Expr) -> pl.Expr | None:
    """Return what is true of cells that are surely sound if not missing; None for all texts."""
    tests = [_of_type(field.type, cell)]
    given = field.constraints
    if not isinstance(given.enum, UnsetType):
        kinds = (str,) if field.type in ("string", "any") else (str, int, float)
        allowed = [
            str(item)
            for item in given.enum
            if isinstance(item, kinds) and item not in (True, False)
        ]
        tests.append(cell.is_in(allowed) if allowed else pl.lit(False))
    if not isinstance(given.pattern, UnsetType):
        pattern = _pattern(given.pattern)
        tests.append(pl.lit(False) if pattern is None else cell.str.contains(pattern))
    if not isinstance(given.min_length, UnsetType):
        tests.append(cell.str.len_chars() >= given.min_length)
    if not isinstance(given.max_length, UnsetType):
        tests.append(cell.str.len_chars() <= given.max_length)
    for bound, compare in (
        (given.minimum, operator.ge),
        (given.maximum, operator.le),
        (given.exclusive_minimum, operator.gt),
        (given.exclusive_maximum, operator.lt),
    ):
        if bound is not UNSET:
            tests.append(_bounded(field.type, cell, bound, compare))
    known = [test for test in tests if test is not None]
    return pl.all_horizontal(known) if known else None


def _of_type(name: str, cell: pl.Expr) -> pl.Expr | None:
    """Return what is true of texts that are surely values of a type; None for any text."""
    if name == "integer":
        return cell.str.contains(_INTEGER)
    if name == "number":
        return cell.str.contains(_NUMBER)
    if name == "boolean":
        return cell.is_in(list(_BOOLEANS))
    if name == "date":
        return cell.str.contains(_DATE) & _exists(cell)
    if name == "datetime":
        form = f"{_DATE[:-1]}T{_CLOCK}Z?$"
        return cell.str.contains(form) & _exists(cell.str.slice(0, 10))
    if name == "time":
        return cell.str.contains(f"^{_CLOCK}$")
    if name == "year":
        return cell.str.contains("^[0-9]{4}$")
    if name == "yearmonth":
        return cell.str.contains("^[0-9]{4}-(?:0[1-9]|1[0-2])$")
    return None


def _exists(day: pl.Expr) -> pl.Expr:
    return day.str.to_date("%Y-%m-%d", strict=False).is_not_null()


def _bounded(name: str, cell: pl.Expr, bound: object, compare: Compare) -> pl.Expr:
    """Return what is true of texts that are surely values within a bound."""
    whole = isinstance(bound, int) and not isinstance(bound, bool)
    if name in ("integer", "year") and isinstance(bound, int) and whole and abs(bound) < 10**18:
        return compare(cell.str.to_integer(strict=False), bound)
    if name == "number" and (whole or isinstance(bound, float)) and _plain(str(bound)):
        plain = cell.str.contains(_PLAIN_NUMBER) & (cell.str.len_bytes() <= _EXACT_DIGITS)
        return plain & compare(cell.cast(pl.Float64, strict=False), float(str(bound)))
    if name == "date" and isinstance(bound, str) and re.search(_DATE, bound) and _is_day(bound):
        return compare(cell, pl.lit(bound))
    return pl.lit(False)


def _plain(bound: str) -> bool:
    return len(bound) <= _EXACT_DIGITS and re.search(_PLAIN_NUMBER, bound) is not None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _pattern(pattern: str) -> str | None:
    r"""Return a pattern that finding only what Frictionless' `match("^...$")` finds, or None.

    It is bound to the start as `match` is, for in `^a|b$` the second branch is not; `\d` becomes
    the ASCII digits, for the two engines may know different editions of Unicode.
    """
    if not _SAME_IN_BOTH.fullmatch(pattern):
        return None
    ascii_digits = re.sub(r"(\\[^d])|\\d", lambda found: found[1] or "[0-9]", pattern)
    bound = f"^(?:^{ascii_digits}$)"
    try:
        re.compile(f"^{pattern}$")
        pl.Series([""]).str.contains(bound)
    except (re.error, pl.exceptions.PolarsError):
        return None
    return bound


def _canonical(field: Field, cell: pl.Expr) -> pl.Expr | None:
    """Return what is true of texts that are the canonical text of their value; None for all."""
    if field.type == "string":
        return None
    if field.type == "integer":
        return cell.str.contains("^(?:0|-?[1-9][0-9]{0,17})$")
    if field.type == "date":
        return cell.str.contains(_DATE) & _exists(cell)
    if field.type == "year":
        return cell.str.contains("^[1-9][0-9]{3}$")
    return pl.lit(False)
