"""What a workbook of optional tables remembers: where it came from, what the tables then held."""

import json
from collections.abc import Mapping

from msgspec import Struct

MARK = "site-builder tables 1"
"""The first cell of the hidden sheet: what the workbook is, and the version of its form."""

LISTS_COLUMN = 2
"""The first column of the hidden sheet, from 0, that lists what drop-downs offer."""

Key = tuple[str, ...]
Base = Mapping[Key, Mapping[str, str]]
"""The rows of a table by their keys, as a workbook was exported with them."""


class FormFacts(Struct, frozen=True, kw_only=True):
    """Package and version a workbook was made from, and the rows of each table in it."""

    package: str
    version: str
    bases: Mapping[str, Base]


def as_rows(facts: FormFacts) -> tuple[tuple[str, ...], ...]:
    """Return the cells of the hidden sheet: a line a row, with its table and its key."""
    lines = [
        (_line([table, list(key), dict(cells)]),)
        for table, base in facts.bases.items()
        for key, cells in base.items()
    ]
    tables = _line(list(facts.bases))
    return ((MARK,), ("package", facts.package), ("version", facts.version), (tables,), *lines)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def from_rows(rows: tuple[tuple[str, ...], ...]) -> FormFacts | None:
    """Return what the hidden sheet holds; None where it is not as it was written."""
    try:
        (_, package), (_, version) = (row[:2] for row in rows[1:3])
        bases: dict[str, dict[Key, Mapping[str, str]]] = {
            table: {} for table in json.loads(rows[3][0])
        }
        for row in rows[4:]:
            if row[0]:
                table, key, cells = json.loads(row[0])
                bases[table][tuple(key)] = cells
    except (ValueError, TypeError, KeyError, IndexError):
        return None
    return FormFacts(package=package, version=version, bases=bases)
