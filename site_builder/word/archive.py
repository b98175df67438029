"""A docx file taken apart: its texts for pandoc, its pictures, and what pandoc cannot bring over.

Everything is bounded before anything is parsed: a small file may unpack to fill a disk.
"""

import io
import zipfile
import zlib
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import TooLarge, system_cause
from site_builder.load.files import read_limited

LARGEST_FILE = 50 * 1024 * 1024
MOST_PARTS = 4000
LARGEST_TEXT = 64 * 1024 * 1024
"""Bytes of all parts of text together, unpacked."""
LARGEST_MEDIA = 300 * 1024 * 1024
"""Bytes of all pictures together, unpacked."""

_MEGABYTE = 1024 * 1024
_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_TYPES = (b"wordprocessingml.document.main+xml", b"word.document.macroEnabled.main+xml")
_TEXTS = (".xml", ".rels")
_MEDIA = "word/media/"
_LOST = (
    (b"txbxContent", "@word-text-box"),
    (b"/chart", "@word-chart"),
    (b"relIds ", "@word-diagram"),
    (b"<w:object", "@word-object"),
)
"""What stands in the text where something is that pandoc passes over."""

_Parts = dict[str, bytes]


class Archive(Struct, frozen=True, kw_only=True):
    """A sound docx: `text` is the file with empty pictures, `media` the pictures by their part.

    `lost` are the causes, as phrases, for what is in the document and will not be brought over.
    """

    text: bytes
    media: dict[str, bytes]
    lost: tuple[str, ...]


def read_archive(path: Path, shown: str) -> Archive | Diagnostic:
    """Return the parts of a docx file, or why it cannot be read."""
    try:
        data = read_limited(path, LARGEST_FILE)
    except TooLarge:
        return _unreadable(shown, f"@word-large|{LARGEST_FILE // _MEGABYTE}")
    except OSError as fault:
        return _unreadable(shown, system_cause(fault))
    if data.startswith(_OLD_FORMAT):
        return _unreadable(shown, "@import-password" if _ENCRYPTED in data else "@word-old-format")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return _unreadable(shown, "@word-no-docx" if data[:2] != b"PK" else "@word-damaged")
    if isinstance(parts, str):
        return _unreadable(shown, parts)
    texts, media = parts
    if not any(kind in texts.get(_CONTENT_TYPES, b"") for kind in _MAIN_TYPES):
        return _unreadable(shown, "@word-no-docx")
    if any(b"<!DOCTYPE" in text for text in texts.values()):
        return _unreadable(shown, "@word-damaged")
    return Archive(text=_packed(texts, media), media=media, lost=_lost(texts))


def _unreadable(shown: str, cause: str) -> Diagnostic:
    return error("word-unreadable", Span(path=shown), cause=cause)


def _unpacked(archive: zipfile.ZipFile) -> tuple[_Parts, _Parts] | str:
    """Return the texts and the pictures, or the cause why they are too much.

    What a part says of its size is trusted no further than its bytes go: the library stops there.
    """
    infos = [info for info in archive.infolist() if not info.is_dir()]
    texts = [info for info in infos if info.filename.lower().endswith(_TEXTS)]
    media = [info for info in infos if info.filename.startswith(_MEDIA) and info not in texts]
    if len(infos) > MOST_PARTS:
        return f"@word-parts|{MOST_PARTS}"
    for chosen, largest in ((texts, LARGEST_TEXT), (media, LARGEST_MEDIA)):
        if sum(info.file_size for info in chosen) > largest:
            return f"@word-unpacked|{largest // _MEGABYTE}"
    read = [{info.filename: archive.read(info) for info in chosen} for chosen in (texts, media)]
    return read[0], read[1]


def _packed(texts: _Parts, media: _Parts) -> bytes:
    """Return a docx of the texts; pictures are there by name alone."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in (*texts.items(), *((name, b"") for name in media)):
            archive.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


def _lost(texts: _Parts) -> tuple[str, ...]:
    body = b"".join(
        data
        for name, data in texts.items()
        if name.startswith("word/document") and name.endswith(".xml")
    )
    return tuple(cause for mark, cause in _LOST if mark in body)
