"""What our workbook remembers on its hidden sheet: where it came from, what it then held."""

import json
from collections.abc import Mapping

from msgspec import Struct

from site_builder.sheets.incoming import Key
from site_builder.sheets.labels import COLUMNS, KEY

DATA_SHEET = "数据"
HELP_SHEET = "填写说明"
FACTS_SHEET = "_site_builder"
MARK = "site-builder workbook 1"
"""The first cell of the hidden sheet: what it is, and the version of its form."""

SOURCES_COLUMN = 2
"""The column of the hidden sheet, from 0, that lists the package's sources for a drop-down."""


class Facts(Struct, frozen=True, kw_only=True):
    """Package, version and digest of the observations a workbook was made from.

    `period` is what was asked for, "" for all; `base` the observations as they then were.
    """

    package: str
    version: str
    period: str
    digest: str
    base: Mapping[Key, Mapping[str, str]]


def as_rows(facts: Facts) -> tuple[tuple[str, ...], ...]:
    """Return the cells of the hidden sheet."""
    return (
        (MARK,),
        ("package", facts.package),
        ("version", facts.version),
        ("period", facts.period),
        ("digest", facts.digest),
        (_row(list(COLUMNS)),),
        *((_row([cells.get(name, "") for name in COLUMNS]),) for cells in facts.base.values()),
    )


def _row(cells: list[str]) -> str:
    """Return the cells of a row in one: spreadsheets change blanks and line ends at the edges."""
    return json.dumps(cells, ensure_ascii=False)


def from_rows(rows: tuple[tuple[str, ...], ...]) -> Facts | None:
    """Return what the hidden sheet holds; None where it is not as it was written."""
    said = {row[0]: row[1] for row in rows[1:5] if len(row) > 1}
    if set(said) != {"package", "version", "period", "digest"} or rows[0][0] != MARK:
        return None
    base: dict[Key, Mapping[str, str]] = {}
    try:
        header, *lines = (json.loads(row[0]) for row in rows[5:] if row[0])
        for line in lines:
            cells = dict(zip(COLUMNS, line, strict=True))
            indicator, area, period, caliber = (cells[name] for name in KEY)
            base[(indicator, area, period, caliber)] = cells
    except (ValueError, TypeError):
        return None
    if header != list(COLUMNS):
        return None
    return Facts(
        package=said["package"],
        version=said["version"],
        period=said["period"],
        digest=said["digest"],
        base=base,
    )
