"""Workbooks that are zips of XML, bounded before anything is understood.

A small file may unpack to fill a disk, and a single cell far out makes whoever lays out the sheet
ask for all cells before it.
"""

import io
import re
import zipfile
import zlib
from xml.parsers.expat import ExpatError, ParserCreate

from site_builder.load.extents import MOST_CELLS, Beyond, Extent
from site_builder.model.limits import MEGABYTE, Limits

_TEXTS = (".xml", ".rels", "mimetype")
_SMALL = 10 * MEGABYTE
_PLACE = re.compile("([A-Za-z]{1,3})([0-9]{1,7})")


def unpacked(data: bytes, limits: Limits) -> bytes | str:
    """Return the same workbook with its parts of XML alone, none compressed, or why it is refused.

    Readers see exactly what was counted here: what a part says of its size is trusted no further
    than its bytes go.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > limits.archive_members:
                return f"@word-parts|{limits.archive_members}"
            texts = [info for info in infos if info.filename.lower().endswith(_TEXTS)]
            size = sum(info.file_size for info in texts)
            if size > limits.archive_megabytes * MEGABYTE:
                return f"@word-unpacked|{limits.archive_megabytes}"
            if size > max(_SMALL, limits.archive_ratio * len(data)):
                return f"@archive-ratio|{limits.archive_ratio}"
            packed, extent = io.BytesIO(), Extent()
            with zipfile.ZipFile(packed, "w") as stored:
                for info in texts:
                    part = archive.read(info)
                    if info.filename.lower().endswith(".xml"):
                        _look_through(part, extent)
                    stored.writestr(zipfile.ZipInfo(info.filename), part)
    except Beyond:
        return f"@archive-cells|{MOST_CELLS // 10_000}"
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
        *(ExpatError, ValueError, OSError),
    ):
        return "@import-damaged"
    return packed.getvalue()


def _look_through(part: bytes, extent: Extent) -> None:
    """Raise Beyond where a part of XML holds more cells than a workbook may; ExpatError.

    A document type is none of theirs: entities are declared there, which grow as they are read.
    """
    elements = _Elements(extent)
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = elements.begin
    parser.StartDoctypeDeclHandler = elements.refuse
    parser.Parse(part, True)
    extent.sheet()


class _Elements:
    """The cells of a part, of xlsx and of ods."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._row = self._column = 0
        self._repeated = 1

    def refuse(self, *_: object) -> None:
        """Refuse a document type."""
        raise ValueError

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element down."""
        kind = name.rpartition(" ")[2]
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if kind == "c" and "r" in said:
            self._extent.reach(*_place(said["r"]))
        elif kind == "mergeCell":
            first, _, last = said.get("ref", "").partition(":")
            (top, left), (bottom, right) = _place(first), _place(last or first)
            self._extent.merge((bottom - top + 1) * (right - left + 1))
        elif kind == "table-row":
            self._row += self._repeated
            self._repeated, self._column = _count(said, "number-rows-repeated"), 0
        elif kind in ("table-cell", "covered-table-cell"):
            self._column += _count(said, "number-columns-repeated")
            spanned = _count(said, "number-columns-spanned") * _count(said, "number-rows-spanned")
            self._extent.merge(spanned if spanned > 1 else 0)
            if "value-type" in said or "formula" in said:
                self._extent.reach(self._row + self._repeated, self._column)
        elif kind == "table":
            self._extent.sheet()
            self._row = 0
            self._repeated = 1


def _count(said: dict[str, str], name: str) -> int:
    text = said.get(name, "1")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError
    return int(text)


def _place(name: str) -> tuple[int, int]:
    """Return row and column of a cell, from 1; ValueError where no sheet has one of that name."""
    match = _PLACE.fullmatch(name)
    if match is None:
        raise ValueError
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
