"""Compressed copies beside the files of a release, for servers that send them as they lie.

`index.html.gz` and `index.html.br` stand beside `index.html` where they are smaller. They are no
part of the built site and not in its list: one is right where what it unpacks to is exactly the
listed file.
"""

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from site_builder.model.media_types import COMPRESSIBLE
from site_builder.traces import sha256

LIBRARY = "brotli"
"""What the other of the two forms needs to be installed; Python has gzip."""

GZIP, BROTLI = ".gz", ".br"
FORMS = (GZIP, BROTLI)

_QUALITY = 10
"""Of brotli, at most 11: that saves two per cent more and takes three times as long."""


class UnverifiableError(Exception):
    """A copy cannot be unpacked, because the library for it is not installed."""


def original(path: str) -> str:
    """Return the path of the file that this would be the compressed copy of, "" for none."""
    base, form = os.path.splitext(path)
    return base if form in FORMS and PurePosixPath(base).suffix in COMPRESSIBLE else ""


def is_copy(place: Path, digest: str) -> bool:
    """Tell whether a file unpacks to the one with that SHA-256, which lies beside it.

    Raises OSError where it cannot be read, UnverifiableError where that cannot be told.
    """
    # A copy that unpacks to more than its original is none: no more is unpacked.
    limit = place.with_suffix("").stat().st_size + 1
    data = _unpacked(place, limit)
    return data is not None and len(data) < limit and sha256(data) == digest


def add_copies(folder: Path, files: Mapping[str, str], before: Path, same: Iterable[str]) -> None:
    """Put the compressed copies beside the files of a folder.

    Those of the files that are the `same` in the folder `before` are taken from there.
    """
    held = frozenset(same)
    paths = [path for path in files if PurePosixPath(path).suffix in COMPRESSIBLE]

    def add(path: str) -> None:
        if path not in held or not _link(folder / path, before / path, files[path]):
            for form, data in _packed((folder / path).read_bytes()):
                (folder / f"{path}{form}").write_bytes(data)

    # Both libraries let other threads run while they compress.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for _ in threads.map(add, paths):
            pass


def has_copies(folder: Path, files: Mapping[str, str]) -> bool:
    """Tell whether files of a folder have compressed copies beside them."""
    return any((folder / f"{path}{form}").exists() for path in files for form in FORMS)


def _link(target: Path, source: Path, digest: str) -> bool:
    """Link the copies of a file that there are; False where there is none, or a spoilt one."""
    named = [(Path(f"{source}{form}"), Path(f"{target}{form}")) for form in FORMS]
    there = [(old, new) for old, new in named if old.exists()]
    if not there or not all(is_copy(old, digest) for old, _ in there):
        return False
    try:
        for old, new in there:
            os.link(old, new)
    except OSError:  # a system without links
        for _, new in there:
            new.unlink(missing_ok=True)
        return False
    return True


def _packed(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield both forms of a file, as far as they are smaller; the same bytes on one machine."""
    import brotli

    forms = (GZIP, partial(gzip.compress, mtime=0)), (BROTLI, partial(_brotli, brotli))
    for form, pack in forms:
        packed = pack(data)
        if len(packed) < len(data):
            yield form, packed


def _brotli(library: Any, data: bytes) -> bytes:
    packed: bytes = library.compress(data, quality=_QUALITY)
    return packed


def _unpacked(place: Path, limit: int) -> bytes | None:
    """Return what a file unpacks to, no more than `limit` bytes; None where it is damaged."""
    data = place.read_bytes()
    if place.suffix == GZIP:
        unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            found = unpacking.decompress(data, limit)
        except zlib.error:
            return None
        return found if unpacking.eof and not unpacking.unused_data else None
    try:
        import brotli
    except ModuleNotFoundError as fault:
        raise UnverifiableError from fault
    decoder = brotli.Decompressor()
    found = b""
    try:
        while len(found) < limit and not decoder.is_finished():
            piece = decoder.process(data, output_buffer_limit=limit - len(found))
            if not piece and not data:
                return None
            found, data = found + piece, b""
    except brotli.error:
        return None
    return found if decoder.is_finished() else None
