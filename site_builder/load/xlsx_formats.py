"""What an xlsx file says of its cells that calamine does not hand on.

A cell shown as 95.3% holds 0.953, and a formula without a result reads as an empty cell: both would
be taken for something else.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from xml.etree.ElementTree import Element, ParseError, iterparse

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN_PERCENT = ("9", "10")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a number format that are text, not signs of the format."""

_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ParseError, KeyError, ValueError),
)
"""What a damaged or encrypted archive ends in, and XML that is none."""


class Shown(StrEnum):
    """How a cell is shown: as a percentage, or as an error or nothing for want of a result."""

    PERCENT = "percent"
    NO_RESULT = "no result"


def shown_cells(data: bytes) -> dict[str, dict[tuple[int, int], Shown]]:
    """Return, by sheet and place from 0, the cells of note; {} where the file is no xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                return {}
            styles = _percent_styles(archive)
            return {
                name: dict(_cells_of_note(archive, part, styles))
                for name, part in _sheet_parts(archive)
            }
    except _UNREADABLE:
        return {}


def _elements(archive: zipfile.ZipFile, part: str, *tags: str) -> Iterator[Element]:
    """Yield the elements of a part with those tags, each forgotten when the next is asked for.

    The standard parser resolves nothing outside the file and limits the growth of entities.
    """
    wanted = {_MAIN + tag for tag in tags}
    with archive.open(part) as file:
        for _, element in iterparse(file):  # noqa: S314 - see above
            if element.tag in wanted:
                yield element
                element.clear()


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return the name and the part of every sheet."""
    with archive.open("xl/_rels/workbook.xml.rels") as file:
        targets = {
            element.get("Id"): element.get("Target", "")
            for _, element in iterparse(file)  # noqa: S314 - see `_elements`
        }
    parts = []
    for sheet in _elements(archive, "xl/workbook.xml", "sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.namelist():
            parts.append((sheet.get("name", ""), part))
    return parts


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the numbers of the cell styles that show percentages."""
    percent = set(_BUILT_IN_PERCENT)
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    for item in _elements(archive, "xl/styles.xml", "numFmt"):
        if "%" in _QUOTED.sub("", item.get("formatCode", "")).partition(";")[0]:
            percent.add(item.get("numFmtId", ""))
    found: list[str] = []
    for styles in _elements(archive, "xl/styles.xml", "cellXfs"):
        found += [
            str(place)
            for place, style in enumerate(styles.iter(f"{_MAIN}xf"))
            if style.get("numFmtId") in percent
        ]
    return frozenset(found)


def _cells_of_note(
    archive: zipfile.ZipFile, part: str, styles: frozenset[str]
) -> Iterator[tuple[tuple[int, int], Shown]]:
    for row in _elements(archive, part, "row"):
        for cell in row.iter(f"{_MAIN}c"):
            place = _place(cell.get("r", ""))
            if place is None:
                continue
            kind = cell.get("t", "n")
            formula = cell.find(f"{_MAIN}f") is not None
            if kind == "e" or (kind == "n" and formula and not cell.findtext(f"{_MAIN}v")):
                yield place, Shown.NO_RESULT
            elif kind == "n" and cell.get("s") in styles:
                yield place, Shown.PERCENT


def _place(name: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", name)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
