"""Personal data in the sources of a site: found in every file, shown in none of the messages.

Files are looked through as they lie on the disk, so that one that cannot be used for another fault
is looked through too.
"""

import os
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.files import SETTINGS, decoded
from site_builder.markup.personal import (
    PersonalKind,
    PersonalNumber,
    personal_numbers,
)
from site_builder.model.settings import Settings
from site_builder.stamps import Stamps
from site_builder.traces import digest, sha256

_TEXTS = frozenset({".csv", ".json", ".md", ".toml", ".txt"})
_VALUES = frozenset({"obs_value", "target_value"})
"""Columns of published values: eleven digits there are an amount, not a telephone."""


def personal_data(root: Path, settings: Settings) -> tuple[Diagnostic, ...]:
    """Return the mobile and identity numbers in the settings, in content and in packages.

    Names of files are looked at as well; what cannot be read is reported by its own reader.
    """
    return personal_data_in(root, settings, frozenset(), frozenset(), Stamps(root, {}, 0))[0]


def personal_data_in(
    root: Path,
    settings: Settings,
    others: Container[str],
    clean: Container[str],
    stamps: Stamps,
) -> tuple[tuple[Diagnostic, ...], frozenset[str]]:
    """Return the same without the files at the paths in `others`, which their reader looks through.

    `clean` are the names of files, with what they hold, in which nothing was found before; the
    second value are those of now.
    """
    found: list[Diagnostic] = []
    still: set[str] = set()
    folders = [settings.content]
    folders += [f"{settings.data}/{package.name}" for package in settings.packages]
    paths = [
        (f"{root}/{SETTINGS}", SETTINGS),
        *(one for folder in folders for one in _files(root / folder, folder)),
    ]
    for path, shown in paths:
        if shown in others:
            continue
        try:
            name = digest(shown, stamps.digest(shown))
        except OSError:
            name = ""
        if name and name in clean:
            still.add(name)
            continue
        data = _bytes(path)
        own = personal_in_text(data, shown)
        found += own
        if name and not own:
            still.add(digest(shown, sha256(data)))
    return tuple(found), frozenset(still)


def _files(folder: Path, shown: str) -> Iterator[tuple[str, str]]:
    """Yield the files of a folder with the paths they are shown by, in order."""
    start = len(str(folder)) + 1
    found = [
        f"{here}/{name}"[start:].replace(os.sep, "/")
        for here, _, names in os.walk(folder)
        for name in names
        if not os.path.islink(f"{here}/{name}") or not _leads_out(Path(here, name), folder)
    ]
    for inside in sorted(found, key=lambda path: path.split("/")):
        yield f"{folder}/{inside}", f"{shown}/{inside}"


def personal_in(folder: Path, shown: str) -> list[Diagnostic]:
    """Return the same of the files of one folder, which is shown as `shown`."""
    return [
        fault
        for path, name in _files(folder, shown)
        for fault in personal_in_text(_bytes(path), name)
    ]


def personal_in_text(data: bytes, shown: str) -> list[Diagnostic]:
    """Return the same of a file's bytes and of its name."""
    found = [_told(item, Span(path=shown)) for item in personal_numbers(shown)]
    suffix = Path(shown).suffix.lower()
    if suffix in _TEXTS:
        with suppress(UnicodeDecodeError):  # its reader says so
            found += _in_text(decoded(data), shown, table=suffix == ".csv")
    return found


def _bytes(path: str) -> bytes:
    """Return what a file holds; nothing where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def _leads_out(link: Path, folder: Path) -> bool:
    """Tell whether a link leads to a file elsewhere, which is no source of the site."""
    return not link.resolve().is_relative_to(folder.resolve())


def _in_text(text: str, shown: str, *, table: bool) -> Iterator[Diagnostic]:
    found = personal_numbers(text)
    if not table:
        for item in found:
            yield _told(item, Span(path=shown, line=item.line, column=item.column))
    elif found:
        yield from _in_table(text, shown)


def _in_table(text: str, shown: str) -> Iterator[Diagnostic]:
    from site_builder.load.header import parse_table  # only where something was found

    raw = parse_table(text)
    resource = Path(shown).stem
    for number, cells in ((1, raw.header), *raw.rows):
        for place, cell in enumerate(cells):
            field = raw.header[place] if place < len(raw.header) else str(place + 1)
            for item in personal_numbers(cell):
                if item.kind is PersonalKind.MOBILE and field in _VALUES:
                    continue
                span = Span(path=shown, resource=resource, row=number, field=field)
                yield _told(item, span)


def _told(item: PersonalNumber, span: Span) -> Diagnostic:
    return error("personal-data", span, kind=f"@personal-{item.kind}", masked=item.masked)
