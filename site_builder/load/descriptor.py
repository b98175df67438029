"""Read `datapackage.json`: what a package says of itself and where its tables lie."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.files import inside, read_text
from site_builder.model.package import Licence, ResourceField

FILE = "datapackage.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSource:
    """A table the descriptor names: its file, its columns, its primary key."""

    name: str
    title: str
    path: str
    file: Path
    fields: tuple[ResourceField, ...]
    required: frozenset[str]
    enumerations: tuple[tuple[str, tuple[str, ...]], ...]
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
    """Return the descriptor in `folder`, shown to users as `shown`, or what is wrong with it."""
    path = f"{shown}/{FILE}"
    text, faults = read_text(folder / FILE, path)
    if text is None:
        return None, faults
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as fault:
        span = Span(path=path, line=fault.lineno, column=fault.colno)
        return None, (error("descriptor-invalid", span, cause=fault.msg),)
    if not isinstance(raw, dict) or not isinstance(raw.get("resources"), list):
        return None, (error("descriptor-invalid", Span(path=path), cause="resources"),)
    missing = [key for key in ("name", "version", "title") if not isinstance(raw.get(key), str)]
    if missing:
        return None, tuple(
            error("descriptor-invalid", Span(path=path), cause=key) for key in missing
        )
    tables: list[TableSource] = []
    diagnostics: list[Diagnostic] = []
    for place, resource in enumerate(raw["resources"]):
        table, faults = _table(resource, place, folder, path, text)
        diagnostics += faults
        if table is not None:
            tables.append(table)
    if diagnostics:
        return None, tuple(diagnostics)
    return (
        Descriptor(
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
                for item in raw.get("licenses", ())
            ),
            contributors=tuple(
                (str(item.get("title", "")), ", ".join(item.get("roles", ())))
                for item in raw.get("contributors", ())
            ),
            tables=tuple(tables),
        ),
        (),
    )


def _table(
    resource: object, place: int, folder: Path, shown: str, text: str
) -> tuple[TableSource | None, tuple[Diagnostic, ...]]:
    cause = f"resources[{place}]"
    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        return None, (error("descriptor-invalid", Span(path=shown), cause=cause),)
    name, path, schema = resource["name"], resource.get("path"), resource.get("schema")
    span = Span(path=shown, line=_line_with(text, str(path)), resource=name)
    if not isinstance(path, str):
        return None, (error("descriptor-invalid", span, cause=f"{cause}.path"),)
    file = inside(folder, path)
    if file is None:
        return None, (error("resource-path-unsafe", span, value=path),)
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        return None, (error("descriptor-invalid", span, cause=f"{cause}.schema"),)
    if not file.is_file():
        return None, (error("resource-missing", span, value=path),)
    fields = [item for item in schema["fields"] if isinstance(item, dict)]
    key = schema.get("primaryKey", ())
    return (
        TableSource(
            name=name,
            title=str(resource.get("title", name)),
            path=path,
            file=file,
            fields=tuple(
                ResourceField(
                    name=str(item.get("name", "")),
                    title=str(item.get("title", "")),
                    type=str(item.get("type", "string")),
                )
                for item in fields
            ),
            required=frozenset(
                str(item["name"]) for item in fields if item.get("constraints", {}).get("required")
            ),
            enumerations=tuple(
                (str(item["name"]), tuple(item["constraints"]["enum"]))
                for item in fields
                if "enum" in item.get("constraints", {})
            ),
            primary_key=(key,) if isinstance(key, str) else tuple(key),
        ),
        (),
    )


def _line_with(text: str, needle: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if json.dumps(needle, ensure_ascii=False) in line:
            return number
    return 1
