"""Files in a zip whose bytes are equal on every machine."""

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can tell."""

_UNIX = 3
_FILE = 0o100644
_UNSEEN = re.compile("[\x00-\x1f\x7f]")


def archive_bytes(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]], folder: str) -> bytes:
    """Return a zip of files by their paths, under `folder` ("" for none), sorted by path.

    The files are stored, not deflated: deflate is not one function (zlib, zlib-ng and their
    versions give different bytes for the same text), and equal data must make equal downloads.
    Raises ValueError for a path that is absolute, leads out, has a backslash or a control
    character, or comes twice.
    """
    pairs = files.items() if isinstance(files, Mapping) else files
    named = [(_safe(f"{folder}/{path}" if folder else path), data) for path, data in pairs]
    paths = [path for path, _ in named]
    if len(set(paths)) != len(paths):
        raise ValueError(f"twice in an archive: {sorted(p for p in paths if paths.count(p) > 1)}")
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for path, data in sorted(named):
            entry = ZipInfo(path, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _FILE << 16
            archive.writestr(entry, data, ZIP_STORED)
    return target.getvalue()


def _safe(path: str) -> str:
    """Return the path if it stays inside wherever the zip is unpacked; raise ValueError."""
    windows = PureWindowsPath(path)
    parts = path.split("/")
    if windows.drive or windows.root or PurePosixPath(path).is_absolute():
        raise ValueError(f"absolute in an archive: {path!r}")
    if "\\" in path or _UNSEEN.search(path) or not {"", ".", ".."}.isdisjoint(parts):
        raise ValueError(f"no path for an archive: {path!r}")
    return path
