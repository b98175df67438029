"""Workbooks in Excel's binary form of 1997 (xls), bounded before anything is understood."""

import io
import struct
from collections.abc import Iterator

from site_builder.load.extents import MOST_CELLS, Beyond, Extent

_BEGIN, _DIMENSIONS, _SEVERAL, _MERGED, _PASSWORD = 0x0809, 0x0200, 0x00BD, 0x00E5, 0x002F
_CELLS = frozenset(
    [0x0006, 0x0206, 0x0406, 0x0201, 0x0203, 0x0204, 0x0205, 0x00BE, 0x00D6, 0x00FD, 0x027E]
)
"""Records of one cell, which begin with its row and column ([MS-XLS] 2.5.13)."""


def refused(data: bytes) -> str:
    """Return why a workbook is not to be read ("" where it may be): the cause of a message."""
    import olefile  # such a workbook is rare

    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as whole:
            for name in ("Workbook", "Book"):
                if whole.exists(name):
                    _look_through(whole.openstream(name).read())
    except Beyond:
        return f"@archive-cells|{MOST_CELLS // 10_000}"
    # The library trusts what a damaged file says of itself.
    except (OSError, ValueError, struct.error, LookupError, TypeError, RecursionError):
        return "@import-damaged"
    return ""


def _look_through(stream: bytes) -> None:
    """Raise Beyond where the sheets hold too many cells, struct.error where a record is cut."""
    extent = Extent()
    for kind, record in _records(stream):
        if kind == _PASSWORD:  # what follows is not plain, and nobody reads it
            return
        if kind == _BEGIN:
            extent.sheet()
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", record)
            extent.reach(row + 1, column + 1)
        elif kind == _SEVERAL:
            (row,), (last,) = struct.unpack_from("<H", record), struct.unpack("<H", record[-2:])
            extent.reach(row + 1, last + 1)
        elif kind == _DIMENSIONS:  # readers ask for so much room at once
            form = "<IIHH" if len(record) > 10 else "<HHHH"
            _, rows, _, columns = struct.unpack_from(form, record)
            extent.reach(rows, columns)
        elif kind == _MERGED:
            for top, bottom, left, right in struct.iter_unpack("<HHHH", _whole(record[2:])):
                extent.merge(max(0, bottom - top + 1) * max(0, right - left + 1))


def _whole(ranges: bytes) -> bytes:
    return ranges[: len(ranges) // 8 * 8]


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the content of each record ([MS-XLS] 2.1.4)."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
