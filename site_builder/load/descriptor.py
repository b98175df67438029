"""Read `datapackage.json`: what a package says of itself and where its tables lie."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.files import inside, read_text, unseen_within
from site_builder.model.package import Licence, ResourceField

FILE = "datapackage.json"
DRAFT_MARK = "+draft"
"""Follows the version a draft is based on: `2024.1.0+draft`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSource:
    """A table the descriptor names: its file, its columns, its primary key, its constraints."""

    name: str
    title: str
    path: str
    file: Path
    fields: tuple[ResourceField, ...]
    constraints: dict[str, dict[str, Any]]
    primary_key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """A package's descriptor, checked for shape and for paths that leave the package."""

    raw: dict[str, Any]
    name: str
    version: str
    title: str
    description: str
    edition_periods: bool
    licences: tuple[Licence, ...]
    contributors: tuple[tuple[str, str], ...]
    tables: tuple[TableSource, ...]


def load_descriptor(folder: Path, shown: str) -> tuple[Descriptor | None, tuple[Diagnostic, ...]]:
    """Return the descriptor in `folder`, shown to users as `shown`, or what is wrong with it.

    A folder inside the site has the names of package and version; one elsewhere, shown by its
    absolute path, may be called anything.
    """
    path = f"{shown}/{FILE}"
    text, faults = read_text(folder / FILE, path)
    if text is None:
        return None, faults
    try:
        raw = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        line, column = getattr(fault, "lineno", None), getattr(fault, "colno", None)
        span = Span(path=path, line=line, column=column)
        return None, (error("descriptor-invalid", span, cause="@json"),)
    cause = unseen_within(raw)
    if cause:
        return None, (error("character-unseen", Span(path=path, line=1), cause=cause),)
    found = _shape(raw, path)
    if not found and not Path(shown).is_absolute():
        found = _misplaced(raw, folder, path, text)
    if found:
        return None, tuple(found)
    tables: list[TableSource] = []
    diagnostics: list[Diagnostic] = []
    for place, resource in enumerate(raw["resources"], 1):
        table = _table(resource, place, folder, path, text)
        if isinstance(table, Diagnostic):
            diagnostics.append(table)
        else:
            tables.append(table)
    if diagnostics:
        return None, tuple(diagnostics)
    return _descriptor(raw, tuple(tables)), ()


def _shape(raw: object, path: str) -> list[Diagnostic]:
    """Return what is missing at the top of the descriptor."""
    if not isinstance(raw, dict):
        return [error("descriptor-invalid", Span(path=path, line=1), cause="@json")]
    found = [
        error("descriptor-invalid", Span(path=path, line=1), cause=f"@missing-key|{key}")
        for key in ("name", "version", "title")
        if not isinstance(raw.get(key), str)
    ]
    if not isinstance(raw.get("resources"), list):
        span = Span(path=path, line=1)
        found.append(error("descriptor-invalid", span, cause="@missing-key|resources"))
    return found


def _misplaced(raw: dict[str, Any], folder: Path, path: str, text: str) -> list[Diagnostic]:
    """Return where the name or the version is not what the folders say."""
    found = []
    for key, expected in (("name", folder.parent.name), ("version", folder.name)):
        based = key == "version" and folder.name == "draft" and raw[key].endswith(DRAFT_MARK)
        if raw[key] != expected and not based:
            span = _span_of(text, raw[key], path)
            cause = f"@name-differs|{raw[key]}|{expected}"
            found.append(error("descriptor-invalid", span, cause=cause))
    return found


def _descriptor(raw: dict[str, Any], tables: tuple[TableSource, ...]) -> Descriptor:
    return Descriptor(
        raw=raw,
        name=raw["name"],
        version=raw["version"],
        title=raw["title"],
        description=str(raw.get("description", "")),
        edition_periods=raw.get("timePeriod") == "edition",
        licences=tuple(
            Licence(
                name=str(item.get("name", "")),
                title=str(item.get("title", "")),
                path=str(item.get("path", "")),
            )
            for item in _mappings(raw.get("licenses"))
        ),
        contributors=tuple(
            (str(item.get("title", "")), ", ".join(map(str, item.get("roles", ()))))
            for item in _mappings(raw.get("contributors"))
        ),
        tables=tables,
    )


def _mappings(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _table(
    resource: object, place: int, folder: Path, shown: str, text: str
) -> TableSource | Diagnostic:
    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        cause = f"@resource-key|{place}|name"
        return error("descriptor-invalid", Span(path=shown, line=1), cause=cause)
    name, path, schema = resource["name"], resource.get("path"), resource.get("schema")
    span = replace(_span_of(text, path or name, shown), resource=name)
    if not isinstance(path, str):
        return error("descriptor-invalid", span, cause=f"@resource-key|{place}|path")
    file = inside(folder, path)
    if file is None:
        return error("resource-path-unsafe", span, value=path)
    if path != f"{name}.csv":
        return error("descriptor-invalid", span, cause=f"@resource-file-name|{name}")
    if not file.is_file():
        return error("resource-missing", span, value=path)
    fields = _mappings(schema.get("fields")) if isinstance(schema, dict) else []
    if not fields or not all(isinstance(item.get("name"), str) for item in fields):
        return error("descriptor-invalid", span, cause=f"@resource-key|{place}|schema")
    assert isinstance(schema, dict)
    key = schema.get("primaryKey", ())
    return TableSource(
        name=name,
        title=str(resource.get("title", name)),
        path=path,
        file=file,
        fields=tuple(
            ResourceField(
                name=item["name"],
                title=str(item.get("title", "")),
                type=str(item.get("type", "string")),
            )
            for item in fields
        ),
        constraints={
            item["name"]: item["constraints"]
            for item in fields
            if isinstance(item.get("constraints"), dict)
        },
        primary_key=(key,) if isinstance(key, str) else tuple(key),
    )


def _span_of(text: str, needle: object, shown: str) -> Span:
    """Return where a value stands first in the descriptor."""
    quoted = json.dumps(needle, ensure_ascii=False)
    for number, line in enumerate(text.split("\n"), 1):
        if quoted in line:
            return Span(path=shown, line=number, column=line.index(quoted) + 1)
    return Span(path=shown, line=1)
