"""Read `releases.csv`, and see whether the released versions are as they were released."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.days import is_day
from site_builder.load.descriptor import FILE as DESCRIPTOR
from site_builder.load.files import listed_digest, read_files, read_text
from site_builder.model.limits import DEFAULT, Limits
from site_builder.model.release import (
    Release,
    RevisionKind,
    Version,
    Withdrawal,
    parse_version,
)
from site_builder.traces import sha256

FILE = "releases.csv"
COLUMNS = ("version", "date", "revision", "previous", "digest", "reason")
_RESOURCE = "releases"
_DIGEST = re.compile("sha256:[0-9a-f]{64}")


def version_digest(files: Iterable[tuple[str, str]]) -> str:
    """Return the digest of a version from the paths and SHA-256 of all its files."""
    return f"sha256:{listed_digest(files)}"


def released_versions(home: Path) -> tuple[Version, ...]:
    """Return the versions that have a folder in the package's folder, the oldest first."""
    folders = home.iterdir() if home.is_dir() else ()
    found = [parse_version(path.name) for path in folders if path.is_dir()]
    return tuple(sorted(version for version in found if version is not None))


def load_releases(
    home: Path, shown: str, limits: Limits = DEFAULT
) -> tuple[tuple[Release, ...], tuple[Diagnostic, ...]]:
    """Return the releases of the package in `home`, the oldest first, and what is wrong.

    Wrong is a faulty row, a version whose files are not those that were released, and a version
    that is not listed. A package without `releases.csv` is not sealed: nothing is said of it.
    """
    path = f"{shown}/{FILE}"
    if not (home / FILE).exists():
        return (), ()
    text, faults = read_text(home / FILE, path, limits)
    if text is None:
        return (), faults
    lines = list(csv.reader(io.StringIO(text, newline="")))
    if not lines or tuple(lines[0]) != COLUMNS:
        span = Span(path=path, resource=_RESOURCE, row=1)
        cause = f"@releases-header|{','.join(COLUMNS)}"
        return (), (error("releases-invalid", span, cause=cause),)
    releases: list[Release] = []
    found: list[Diagnostic] = []
    listed: set[str] = set()
    for number, cells in enumerate(lines[1:], 2):
        span = Span(path=path, resource=_RESOURCE, row=number)
        listed.update(cells[:1])
        wrong = _row_fault(cells, releases, span)
        if wrong is not None:
            found.append(wrong)
            continue
        release = _release(dict(zip(COLUMNS, cells, strict=True)), number)
        folder = home / str(release.version)
        releases.append(replace(release, withdrawn=withdrawal(folder)))
        found += _altered(release, folder, f"{shown}/{release.version}", span)
    for version in released_versions(home):
        if str(version) not in listed:
            span = Span(path=f"{shown}/{version}/{DESCRIPTOR}", line=1)
            found.append(error("release-unlisted", span, version=version))
    return tuple(releases), tuple(found)


def withdrawal(folder: Path) -> Withdrawal | None:
    """Return the tombstone a version's folder holds; None where it holds the version."""
    said = _raw(folder).get("withdrawn")
    if not isinstance(said, dict):
        return None
    texts = {name: str(said.get(name, "")) for name in ("what", "why", "when")}
    return Withdrawal(what=texts["what"], why=texts["why"], date=texts["when"])


def recorded_hashes(raw: Mapping[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of each file that a descriptor records, by path."""
    found = {}
    for key in ("resources", "files"):
        items = raw.get(key)
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and isinstance(item.get("hash"), str):
                found[str(item.get("path"))] = item["hash"].removeprefix("sha256:")
    return found


def _raw(folder: Path) -> dict[str, Any]:
    """Return the descriptor as it lies there; {} where there is none that can be read."""
    if (folder / DESCRIPTOR).is_symlink():
        return {}
    try:
        raw = json.loads((folder / DESCRIPTOR).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}


def _row_fault(cells: list[str], earlier: list[Release], span: Span) -> Diagnostic | None:
    """Return the first thing that is wrong with a row; `earlier` are the sound rows above it."""
    if len(cells) != len(COLUMNS):
        cause = f"@releases-cells|{len(cells)}|{len(COLUMNS)}"
        return error("releases-invalid", span, cause=cause)
    row = dict(zip(COLUMNS, cells, strict=True))
    version = parse_version(row["version"])
    kinds = "、".join(RevisionKind)
    checks = (
        ("version", version is not None, f"@version-form|{row['version']}"),
        (
            "version",
            version is None or not earlier or version > earlier[-1].version,
            "@releases-order",
        ),
        ("date", is_day(row["date"]), "@day"),
        ("revision", row["revision"] in list(RevisionKind), f"@enum|{row['revision']}|{kinds}"),
        (
            "previous",
            row["previous"] in ({str(item.version) for item in earlier} or {""}),
            f"@releases-previous|{row['previous'] or '—'}",
        ),
        ("digest", _DIGEST.fullmatch(row["digest"]) is not None, "@releases-digest"),
        ("reason", bool(row["reason"].strip()), "@empty"),
    )
    for field, right, cause in checks:
        if not right:
            return error("releases-invalid", replace(span, field=field), cause=cause)
    return None


def _release(row: dict[str, str], number: int) -> Release:
    version = parse_version(row["version"])
    assert version is not None
    return Release(
        version=version,
        date=row["date"],
        revision=RevisionKind(row["revision"]),
        previous=row["previous"],
        digest=row["digest"],
        reason=row["reason"],
        withdrawn=None,
        row=number,
    )


def _altered(release: Release, folder: Path, shown: str, row: Span) -> list[Diagnostic]:
    """Return each file of a released version that is not as it was, or is one more or fewer."""
    version = str(release.version)
    if not folder.is_dir():
        span = replace(row, field="version")
        return [error("release-altered", span, version=version, cause="@release-gone")]
    files = dict(read_files(folder))
    actual = {path: sha256(data) for path, data in files.items()}
    if version_digest(actual.items()) == release.digest:
        return []
    recorded = recorded_hashes(_raw(folder))
    causes = {path: "@file-changed" for path in recorded if path in actual} if recorded else {}
    causes = {path: said for path, said in causes.items() if actual[path] != recorded[path]}
    causes |= {path: "@file-gone" for path in recorded if path not in actual}
    if recorded:
        others = actual.keys() - recorded.keys() - {DESCRIPTOR}
        causes |= dict.fromkeys(others, "@file-added")
    if DESCRIPTOR not in actual:
        causes[DESCRIPTOR] = "@file-gone"
    elif version_digest((recorded | {DESCRIPTOR: actual[DESCRIPTOR]}).items()) != release.digest:
        causes[DESCRIPTOR] = "@file-changed"
    unturned = {path: sha256(data.replace(b"\r\n", b"\n")) for path, data in files.items()}
    if recorded and version_digest(unturned.items()) == release.digest:
        causes = dict.fromkeys(causes, "@file-line-ends")
    return [
        error("release-altered", Span(path=f"{shown}/{path}"), version=version, cause=cause)
        for path, cause in sorted(causes.items())
    ]
