"""All that a version says, beside its tables: its cases and its descriptor."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.load.descriptor import FILE
from site_builder.load.files import Files
from site_builder.model.diff import Contents, HeldCase
from site_builder.model.package import Package
from site_builder.traces import digest, sha256

_CASES = "cases.csv"
_OF_VERSIONS = ("version", "created", "files")
_MADE = ("cases", "corrections")
"""Tables that a release makes: that they are there says nothing new."""

_OF_FILES = ("hash", "bytes")
"""What a descriptor says anew with every version."""


def contents_of(package: Package, folder: Path, cases: Files | None = None) -> Contents:
    """Return what the version in `folder` says; `cases` are those of a draft, which holds none."""
    if cases is None:
        table, hashes = folder / _CASES, {item.path: item.sha256 for item in package.files}
        found = _cases(table.read_bytes() if _CASES in hashes else b"", hashes)
    else:
        found = held_cases(cases)
    return Contents(
        package=package, cases=found, descriptor=_descriptor((folder / FILE).read_bytes())
    )


def held_cases(files: Files) -> tuple[HeldCase, ...]:
    """Return the cases among the files of a version; () where it has none."""
    hashes = {path: sha256(data) for path, data in files}
    return _cases(dict(files).get(_CASES, b""), hashes)


def _cases(table: bytes, hashes: Mapping[str, str]) -> tuple[HeldCase, ...]:
    text = table.decode("utf-8-sig")
    return tuple(
        HeldCase(
            case=row["case"],
            title=row["title"],
            date=row["date"],
            environment=row["environment"],
            ref_area=row["ref_area"],
            summary=row["summary"],
            source=row["source"],
            body=hashes.get(row["body"], ""),
        )
        for row in csv.DictReader(io.StringIO(text, newline=""))
    )


def _descriptor(data: bytes) -> str:
    raw: dict[str, Any] = json.loads(data.decode("utf-8-sig"))
    for name in _OF_VERSIONS:
        raw.pop(name, None)
    raw["resources"] = [
        {name: value for name, value in resource.items() if name not in _OF_FILES}
        for resource in raw["resources"]
        if resource["name"] not in _MADE
    ]
    return digest(raw)
