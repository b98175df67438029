"""The documents that packages were made from: found by their digests, read as text or as rows."""

import codecs
import csv
import hashlib
import io
import os
import stat
from collections.abc import Collection
from html.parser import HTMLParser
from pathlib import Path

from msgspec import Struct

from site_builder.load.causes import system_cause
from site_builder.load.files import read_limited
from site_builder.model.limits import DEFAULT, MEGABYTE

_CHUNK = 1 << 20
_TABLES = {".csv": ",", ".tsv": "\t"}
_PAGES = frozenset({".htm", ".html", ".xhtml"})
_PAGE_BEGINS = ("<!doctype html", "<html")
_NO_TEXT = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How PDF, docx and other archives, older Word files and RTF begin."""
_UNSEEN = frozenset({"script", "style", "template"})
_WITHIN_LINES = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub"),
        *("sup", "time", "tt", "u", "var", "wbr"),
    }
)
"""Elements that do not break the text they stand in."""


class SourceDocument(Struct, frozen=True, kw_only=True):
    """A document: its name in its folder, and its text; of a table the cells of each row."""

    name: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def find_documents(folder: Path, digests: Collection[str]) -> dict[str, Path]:
    """Return the files under a folder whose SHA-256 is one of `digests`, by digest.

    Of several with the same bytes the first by path. Links are not followed; what cannot be opened
    is none of them.
    """
    found: dict[str, Path] = {}
    for path in _files(folder) if digests else ():
        digest = _digest(path)
        if digest in digests:
            found.setdefault(digest, path)
    return found


def _files(folder: Path) -> list[Path]:
    names: list[str] = []
    for place, _, files in os.walk(folder, followlinks=False):
        names += [os.path.join(place, name) for name in files]
    return [Path(name) for name in sorted(names) if stat.S_ISREG(os.lstat(name).st_mode)]


def _digest(path: Path) -> str:
    whole = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                whole.update(chunk)
    except OSError:
        return ""
    return whole.hexdigest()


def read_document(path: Path, name: str) -> SourceDocument | str:
    """Return a document that is text, a web page or a table of CSV or TSV, in UTF-8 or GB18030.

    For any other the cause, as a phrase, why it cannot be read.
    """
    try:
        data = read_limited(path, DEFAULT.file_megabytes * MEGABYTE)
    except OSError as fault:
        return system_cause(fault)
    text = _text(data)
    if text is None:
        return "@document-no-text"
    delimiter = _TABLES.get(path.suffix.lower())
    if delimiter:
        return SourceDocument(name=name, rows=_rows(text, delimiter))
    start = text[:200].lstrip().lower()
    if path.suffix.lower() in _PAGES or start.startswith(_PAGE_BEGINS):
        return SourceDocument(name=name, text=_page_text(text))
    return SourceDocument(name=name, text=text)


def _text(data: bytes) -> str | None:
    if data.startswith(_NO_TEXT):
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _rows(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    """Return the cells of each row; where quotation marks go wrong, of each line."""
    try:
        return tuple(map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error:
        return tuple(tuple(line.split(delimiter)) for line in text.splitlines())


def _page_text(page: str) -> str:
    reader = _PageText()
    reader.feed(page)
    reader.close()
    return "".join(reader.said)


class _PageText(HTMLParser):
    """Gathers the text of a web page; elements that are blocks or cells part what they hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the library's
        self.unseen += tag in _UNSEEN
        if tag not in _WITHIN_LINES:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN and self.unseen > 0
        if tag not in _WITHIN_LINES:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.said.append(data)
