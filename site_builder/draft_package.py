"""The draft of a package: made from a release, and written whole or not at all."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.causes import system_cause
from site_builder.load.descriptor import DRAFT_MARK, FILE
from site_builder.load.files import Files
from site_builder.load.packages import DRAFT
from site_builder.package_folder import write_files

OBSERVATIONS = "observations.csv"
_CASES = ("cases.csv", "cases/")
"""What a release adds: the cases as they then were. A draft takes them from `content/`."""

_OF_FILES = ("hash", "bytes")
"""What a release says of its files, and a draft cannot keep true."""


def draft_of(release: Files) -> Files:
    """Return the files of the draft that a release begins: without cases, its version marked."""
    kept = []
    for path, data in release:
        if path.startswith(_CASES):
            continue
        kept.append((path, _descriptor(data) if path == FILE else data))
    return tuple(kept)


def _descriptor(data: bytes) -> bytes:
    raw: dict[str, Any] = json.loads(data)
    raw["version"] += DRAFT_MARK
    raw.pop("files", None)
    raw["resources"] = [
        {name: value for name, value in resource.items() if name not in _OF_FILES}
        for resource in raw["resources"]
        if resource["name"] != "cases"
    ]
    return (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()


def with_observations(files: Files, text: str) -> Files:
    """Return the files with another table of observations."""
    return tuple((path, text.encode() if path == OBSERVATIONS else data) for path, data in files)


def write_draft(home: Path, shown: str, files: Files, before: bytes | None) -> None:
    """Write the draft of the package in `home`; `before` is its table as it was read, if any.

    `shown` is how messages name the draft.

    A new draft comes with one renaming, a changed table with one replacing: whenever it is stopped,
    the old draft or the new one is there. Raises BuildFailed where it cannot be written, or where
    somebody has changed the draft meanwhile.
    """
    with _writing(shown):
        if before is None:
            _write_new(home, files)
        else:
            table = home / DRAFT / OBSERVATIONS
            if table.read_bytes() != before:
                found = error("import-unwritable", Span(path=shown), cause="@import-moved")
                raise BuildFailed((found,))
            _write_table(home / f".{OBSERVATIONS}.new", table, dict(files)[OBSERVATIONS])


def _write_new(home: Path, files: Files) -> None:
    staged = home / f".{DRAFT}.new"
    shutil.rmtree(staged, ignore_errors=True)
    try:
        write_files(staged, files)
        os.rename(staged, home / DRAFT)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def _write_table(staged: Path, table: Path, data: bytes) -> None:
    try:
        staged.write_bytes(data)
        os.replace(staged, table)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


@contextmanager
def _writing(shown: str) -> Iterator[None]:
    """Turn a fault of the system into one the user is told of."""
    try:
        yield
    except OSError as fault:
        found = error("import-unwritable", Span(path=shown), cause=system_cause(fault))
        raise BuildFailed((found,), status=4) from fault
