"""The draft of a package: made from a release, and written whole or not at all."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.causes import system_cause
from site_builder.load.descriptor import DRAFT_MARK, FILE
from site_builder.load.files import DRAFT, Files, read_files
from site_builder.load.releases import FILE as RELEASES
from site_builder.model.systems import TableForm
from site_builder.model.table_schema import needed_by, resource_of
from site_builder.package_folder import change_package, write_files

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


def with_files(files: Files, changed: Mapping[str, bytes]) -> Files:
    """Return the files with others in the place of those of the same path, or beside them."""
    return tuple(sorted({**dict(files), **changed}.items()))


def with_tables(files: Files, forms: Iterable[TableForm]) -> Files:
    """Return the files with the optional tables that lack, empty, as their forms declare them.

    Tables that a new one refers to come with it.
    """
    raw: dict[str, Any] = json.loads(dict(files)[FILE])
    held = {item["name"] for item in raw["resources"]}
    added: dict[str, bytes] = {}
    wanted = (one for new in forms for one in (*needed_by(new), new))
    for form in wanted:
        if form.name not in held:
            held.add(form.name)
            raw["resources"].append(resource_of(form))
            header = ",".join(column.name for column in form.columns)
            added[f"{form.name}.csv"] = f"{header}\n".encode()
    if added:
        added[FILE] = (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()
    return with_files(files, added)


def write_draft(home: Path, shown: str, files: Files, before: Files | None) -> None:
    """Write the draft of the package in `home`; `before` are its files as they were read, if any.

    `shown` is how messages name the draft.

    A new draft comes with one renaming, a changed table with one replacing, several files by a
    change that is staged and decided: whenever it is stopped, the old draft or the new one is
    there. Raises BuildFailed where it cannot be written, or where somebody has changed the draft
    meanwhile.
    """
    with _writing(shown):
        if before is None:
            _write_new(home, files)
            return
        if read_files(home / DRAFT) != before:
            found = error("import-unwritable", Span(path=shown), cause="@import-moved")
            raise BuildFailed((found,))
        old = dict(before)
        changed = [path for path, data in files if old.get(path) != data]
        if len(changed) == 1 and changed[0] in old:
            (path,) = changed
            _write_table(home / f".{path}.new", home / DRAFT / path, dict(files)[path])
        elif changed:
            change_package(home, shown, added={}, replaced={DRAFT: files}, releases=_releases(home))


def _releases(home: Path) -> bytes | None:
    """Return the list of releases as it is, None where there is none yet."""
    path = home / RELEASES
    return path.read_bytes() if path.exists() else None


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
