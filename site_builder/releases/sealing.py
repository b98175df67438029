"""The files of a version as they are released: cases, sizes and digests; and of a tombstone."""

import json
from collections.abc import Mapping
from typing import Any

from site_builder.load.descriptor import FILE as DESCRIPTOR
from site_builder.load.files import Files
from site_builder.load.releases import version_digest
from site_builder.model.release import ABOUT, Version, Withdrawal
from site_builder.releases.snapshot import COLUMNS
from site_builder.traces import sha256

_TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_TITLES = {
    "case": "案例代码",
    "title": "标题",
    "date": "发布时间",
    "environment": "环境",
    "ref_area": "地区代码",
    "summary": "摘要",
    "source": "来源代码",
    "body": "正文文件",
}
"""What the columns of `cases.csv` are called in the package's schema."""


def sealed(files: Files, cases: Files, version: Version, day: str) -> Files:
    """Return the files of a version that is released on a day: data files with their cases.

    The descriptor then holds SHA-256 and size of each resource, and of every other file under
    `files`. Texts have LF and no byte order mark; files that systems and office programs leave
    behind, and what a download adds, are not released.
    """
    kept = {
        path: data
        for path, data in files
        if path != DESCRIPTOR and not _is_cases(path) and not _is_litter(path)
    }
    kept = {path: _as_text(path, data) for path, data in (kept | dict(cases)).items()}
    raw: dict[str, Any] = json.loads(dict(files)[DESCRIPTOR].decode("utf-8-sig"))
    raw["version"] = str(version)
    raw["created"] = f"{day}T00:00:00Z"
    raw.pop("files", None)
    resources = [item for item in raw["resources"] if item["name"] != "cases"]
    if cases:
        resources.append(cases_resource())
    raw["resources"] = [_with_size(item, kept[item["path"]]) for item in resources]
    named = {item["path"] for item in resources}
    others = [
        {"path": path, "hash": f"sha256:{sha256(kept[path])}", "bytes": len(kept[path])}
        for path in sorted(kept)
        if path not in named
    ]
    if others:
        raw["files"] = others
    return tuple(sorted((kept | {DESCRIPTOR: _written(raw)}).items()))


def cases_resource() -> dict[str, Any]:
    """Return the descriptor of the table of cases, without its size and digest."""
    fields: list[dict[str, Any]] = [
        {
            "name": name,
            "type": "string",
            "title": _TITLES[name],
            "constraints": {"required": True},
        }
        for name in COLUMNS
    ]
    fields[0]["constraints"]["pattern"] = "[a-z0-9]+(-[a-z0-9]+)*"
    keys = [
        {"fields": [field], "reference": {"resource": table, "fields": [field]}}
        for field, table in (("ref_area", "areas"), ("source", "sources"))
    ]
    return {
        "name": "cases",
        "title": "典型案例",
        "type": "table",
        "path": "cases.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": _TABLE_SCHEMA,
            "fields": fields,
            "primaryKey": ["case"],
            "foreignKeys": keys,
        },
    }


def tombstone(descriptor: Mapping[str, Any], withdrawal: Withdrawal) -> Files:
    """Return what stays of a version that had to vanish: its name, and what, why and when."""
    raw = {name: descriptor[name] for name in ("$schema", "name", "title", "version")}
    raw |= {
        "withdrawn": {"what": withdrawal.what, "why": withdrawal.why, "when": withdrawal.date},
        "resources": [],
    }
    return ((DESCRIPTOR, _written(raw)),)


def digest_of(files: Files) -> str:
    """Return the digest of a version, as `releases.csv` holds it."""
    return version_digest((path, sha256(data)) for path, data in files)


def _with_size(resource: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """Return a resource with its digest and size, before its schema."""
    found = {
        name: value for name, value in resource.items() if name not in ("hash", "bytes", "schema")
    }
    found |= {"hash": f"sha256:{sha256(data)}", "bytes": len(data)}
    return found | {"schema": resource["schema"]}


def _written(raw: Mapping[str, Any]) -> bytes:
    return (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()


def _as_text(path: str, data: bytes) -> bytes:
    """Return a text as version control keeps it, so that a checkout has the same bytes."""
    if not path.endswith((".csv", ".json", ".md", ".txt")):
        return data
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def _is_cases(path: str) -> bool:
    return path == "cases.csv" or path.startswith("cases/")


def _is_litter(path: str) -> bool:
    """Tell whether a file is a hidden one, the lock of an office program, or of a download."""
    return path.startswith(ABOUT) or any(part.startswith((".", "~$")) for part in path.split("/"))
