"""Whether files are as the descriptor says: size, digest, number of rows and columns."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.diagnostics import Diagnostic, error
from site_builder.load.causes import quoted
from site_builder.load.descriptor import TableSource
from site_builder.load.files import way_out
from site_builder.load.header import RawTable
from site_builder.load.json_places import Step, json_span

FACTS = ("hash", "bytes", "rows", "fields")
"""What a resource may say of its file; `rows` and `fields` are counts some programs add."""

_DIGESTS = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
"""The algorithms that are checked, and how many hexadecimal digits each gives. Data Package
asks for md5 where none is named."""


def file_faults(
    raw: Mapping[str, Any],
    folder: Path,
    tables: Mapping[str, tuple[TableSource, RawTable]],
    text: str,
    path: str,
) -> list[Diagnostic]:
    """Return what the descriptor in `folder` says of files that is not so.

    `files` beside `resources` lists further files of a release. `text` is the descriptor's, shown
    as `path`.
    """
    found: list[Diagnostic] = []
    for key in ("resources", "files"):
        items = raw.get(key)
        for place, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and any(fact in item for fact in FACTS):
                one = _File(item, (key, place), text, path)
                found += one.faults(folder, tables.get(str(item.get("name", ""))))
    return found


class _File:
    """A file as the descriptor tells of it."""

    def __init__(
        self, item: Mapping[str, Any], steps: tuple[Step, ...], text: str, path: str
    ) -> None:
        self._item, self._steps, self._text, self._shown = item, steps, text, path
        self._name = str(item.get("path", ""))

    def _span(self, key: str) -> Any:
        return json_span(
            self._text, self._shown, *self._steps, key, resource=self._item.get("name")
        )

    def faults(self, folder: Path, table: tuple[TableSource, RawTable] | None) -> list[Diagnostic]:
        """Return what is not as it is told; a file elsewhere is not opened."""
        cause = way_out(folder, self._name)
        if cause:
            name = quoted(self._name)
            return [error("resource-path-unsafe", self._span("path"), value=name, cause=cause)]
        try:
            data = (folder / self._name).read_bytes()
        except OSError:
            return [error("resource-missing", self._span("path"), value=self._name)]
        found = [*self._count("bytes", len(data)), *self._digest(data)]
        if table is not None:
            source, rows = table
            found += self._count("rows", len(rows.rows))
            found += self._count("fields", len(source.fields))
        return found

    def _count(self, key: str, actual: int) -> list[Diagnostic]:
        said = self._item.get(key, actual)
        if isinstance(said, bool) or not isinstance(said, int) or said < 0:
            cause = f"@count-form|{key}|{quoted(said)}"
            return [error("descriptor-invalid", self._span(key), cause=cause)]
        return [] if said == actual else [self._differs(key, f"@counted-{key}", said, actual)]

    def _digest(self, data: bytes) -> list[Diagnostic]:
        said = self._item.get("hash")
        if said is None:
            return []
        name, colon, digits = str(said).rpartition(":")
        name = name.lower().replace("-", "") if colon else "md5"
        if isinstance(said, str) and colon and name not in _DIGESTS:
            cause = f"@hash-unknown|{quoted(name)}|{'、'.join(_DIGESTS)}"
            return [error("descriptor-invalid", self._span("hash"), cause=cause)]
        if not isinstance(said, str) or not re.fullmatch(
            f"[0-9A-Fa-f]{{{_DIGESTS[name]}}}", digits
        ):
            cause = f"@hash-form|{name}|{_DIGESTS[name]}"
            return [error("descriptor-invalid", self._span("hash"), cause=cause)]
        actual = hashlib.new(name, data, usedforsecurity=False).hexdigest()
        if digits.lower() == actual:
            return []
        return [self._differs("hash", f"@counted-hash|{name}", digits.lower(), actual)]

    def _differs(self, key: str, what: str, said: object, actual: object) -> Diagnostic:
        return error(
            "resource-differs",
            self._span(key),
            value=self._name,
            what=what,
            expected=said,
            actual=actual,
        )
