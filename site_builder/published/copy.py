"""A built site held against its own list: what is missing, added or altered in a copy of it."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import BuildFailed, Diagnostic, Span, error, ordered
from site_builder.load.causes import system_cause
from site_builder.published.compressed import UnverifiableError, is_copy, original
from site_builder.traces import sha256
from site_builder.write import MANIFEST


class Listed(Struct, frozen=True, kw_only=True):
    """What `build.json` says: the SHA-256 of each file by path, and whether drafts are shown.

    `digest` is the SHA-256 of the list itself, which names the whole site.
    """

    digest: str
    files: Mapping[str, str]
    preview: bool


def listed(folder: Path) -> Listed:
    """Return the list of a built site.

    Raises BuildFailed where there is none (status 2), or where it is damaged.
    """
    place = folder / MANIFEST
    try:
        data = place.read_bytes()
    except OSError as fault:
        found = error("copy-unlisted", Span(path=str(place)), cause=system_cause(fault))
        raise BuildFailed((found,), status=2) from fault
    try:
        held = json.loads(data)
        files = {str(path): str(digest) for path, digest in held["files"].items()}
        if any(path.startswith("/") or {"", ".", ".."} & {*path.split("/")} for path in files):
            raise ValueError("a path leads out of the folder")
        return Listed(digest=sha256(data), files=files, preview=bool(held.get("preview")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        found = error("copy-differs", Span(path=str(place)), cause="@copy-altered")
        raise BuildFailed((found,)) from fault


def differences(folder: Path, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Return where a folder is not what its list says, each file by its path in the folder.

    Compressed copies of listed files may stand beside them.
    """
    return ordered(_differences(folder, files))


def _differences(folder: Path, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    there = set(_entries(folder)) - {MANIFEST}
    for path in there - files.keys():
        if cause := _addition(folder, path, files):
            yield error("copy-differs", Span(path=path), cause=cause)
    for path in files.keys() - there:
        yield error("copy-differs", Span(path=path), cause="@copy-missing")
    for path in files.keys() & there:
        place = f"{folder}/{path}"
        try:
            if os.path.islink(place) or sha256(Path(place).read_bytes()) != files[path]:
                yield error("copy-differs", Span(path=path), cause="@copy-altered")
        except OSError as fault:
            cause = f"@copy-unreadable\n{system_cause(fault)}"
            yield error("copy-differs", Span(path=path), cause=cause)


def _addition(folder: Path, path: str, files: Mapping[str, str]) -> str:
    """Return what is wrong with a file that is not listed, "" for the compressed copy of one."""
    digest = files.get(original(path))
    if digest is None or (folder / path).is_symlink():
        return "@copy-added"
    try:
        return "" if is_copy(folder / path, digest) else "@copy-altered"
    except FileNotFoundError:  # that of which it is the copy, which is told of by itself
        return ""
    except OSError as fault:
        return f"@copy-unreadable\n{system_cause(fault)}"
    except UnverifiableError:
        return "@copy-unverifiable"


def _entries(folder: Path) -> Iterator[str]:
    """Yield the paths of files, and of links to folders, which are no part of a built site."""
    start = len(str(folder)) + 1
    for place, folders, names in os.walk(folder):
        links = (name for name in folders if os.path.islink(f"{place}/{name}"))
        for name in (*names, *links):
            yield f"{place}/{name}"[start:].replace(os.sep, "/")
