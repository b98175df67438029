"""Read `datapackage.json`: what a package says of itself and where its tables lie."""

from pathlib import Path
from typing import Any

from msgspec import Struct

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import quoted
from site_builder.load.files import read_text
from site_builder.load.json_places import Step, json_span
from site_builder.load.json_text import parse_json
from site_builder.load.outdated import signs_of_age
from site_builder.load.resource_rules import package_faults, resource_faults
from site_builder.load.schema_rules import listed, schema_faults, with_model_keys
from site_builder.model.limits import DEFAULT, Limits
from site_builder.model.package import Licence, ResourceField

FILE = "datapackage.json"
_MOST = 300
"""Resources, and fields of one: no table of statistics has so many."""
DRAFT_MARK = "+draft"
"""Follows the version a draft is based on: `2024.1.0+draft`."""


class TableSource(Struct, frozen=True, kw_only=True):
    """A table the descriptor names: its file, its columns, its primary key, its constraints."""

    name: str
    title: str
    path: str
    file: Path
    fields: tuple[ResourceField, ...]
    constraints: dict[str, dict[str, Any]]
    primary_key: tuple[str, ...]


class Descriptor(Struct, frozen=True, kw_only=True):
    """A package's descriptor, which contradicts neither itself nor what its folder holds.

    `raw` has the model's keys added where it does not declare them; `text` is what it was read
    from, so that values can be shown in their places.
    """

    raw: dict[str, Any]
    text: str
    name: str
    version: str
    title: str
    description: str
    edition_periods: bool
    licences: tuple[Licence, ...]
    contributors: tuple[tuple[str, str], ...]
    tables: tuple[TableSource, ...]


def load_descriptor(
    folder: Path, shown: str, limits: Limits = DEFAULT
) -> tuple[Descriptor | None, tuple[Diagnostic, ...]]:
    """Return the descriptor in `folder`, shown to users as `shown`, or what is wrong with it.

    A folder inside the site has the names of package and version; one elsewhere, shown by its
    absolute path, may be called anything.
    """
    path = f"{shown}/{FILE}"
    if (folder / FILE).is_symlink():
        span = Span(path=path, line=1)
        return None, (error("resource-path-unsafe", span, value=FILE, cause="@path-link"),)
    text, faults = read_text(folder / FILE, path, limits)
    if text is None:
        return None, faults
    raw, fault = parse_json(text, path)
    if fault:
        return None, (fault,)
    found = _shape(raw, path, text)
    if not found and not Path(shown).is_absolute():
        found = _misplaced(raw, folder, path, text)
    if found:
        return None, tuple(found)
    diagnostics = package_faults(raw, text, path)
    repeated = _repeated(raw["resources"], path, text)
    for place, resource in enumerate(raw["resources"]):
        again = repeated.get(place)
        diagnostics += [again] if again else _resource(resource, place, folder, path, text)
    if not diagnostics:
        diagnostics += schema_faults(raw["resources"], text, path)
    if diagnostics:
        return None, tuple(diagnostics)
    keyed = with_model_keys(raw)
    tables = [_table(resource, folder) for resource in keyed["resources"]]
    return _descriptor(keyed, text, tuple(tables)), ()


def _shape(raw: object, path: str, text: str) -> list[Diagnostic]:
    """Return what is missing at the top of the descriptor, or that it is of an older kind."""
    if not isinstance(raw, dict):
        return [error("descriptor-invalid", Span(path=path, line=1), cause="@json")]
    signs = signs_of_age(raw)
    if signs:
        named = "、".join(dict.fromkeys(name for name, _ in signs if not name.startswith("@")))
        span = json_span(text, path, *signs[0][1])
        return [error("descriptor-outdated", span, signs=named or signs[0][0])]
    found = [
        error("descriptor-invalid", Span(path=path, line=1), cause=f"@missing-key|{key}")
        for key in ("name", "version", "title")
        if not isinstance(raw.get(key), str)
    ]
    resources = raw.get("resources")
    if not isinstance(resources, list):
        span = Span(path=path, line=1)
        found.append(error("descriptor-invalid", span, cause="@missing-key|resources"))
    elif len(resources) > _MOST or any(_fields_of(one) > _MOST for one in resources):
        span = json_span(text, path, "resources")
        found.append(error("descriptor-invalid", span, cause=f"@too-many-listed|{_MOST}"))
    return found


def _fields_of(resource: object) -> int:
    """Return how many fields a resource lists, if it is one."""
    schema = resource.get("schema") if isinstance(resource, dict) else None
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return len(fields) if isinstance(fields, list) else 0


def _misplaced(raw: dict[str, Any], folder: Path, path: str, text: str) -> list[Diagnostic]:
    """Return where the name or the version is not what the folders say."""
    found = []
    for key, expected in (("name", folder.parent.name), ("version", folder.name)):
        based = key == "version" and folder.name == "draft" and raw[key].endswith(DRAFT_MARK)
        if raw[key] != expected and not based:
            span = json_span(text, path, key)
            cause = f"@name-differs|{quoted(raw[key])}|{expected}"
            found.append(error("descriptor-invalid", span, cause=cause))
    return found


def _descriptor(raw: dict[str, Any], text: str, tables: tuple[TableSource, ...]) -> Descriptor:
    return Descriptor(
        raw=raw,
        text=text,
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
            (str(item.get("title", "")), ", ".join(map(str, _listed(item.get("roles")))))
            for item in _mappings(raw.get("contributors"))
        ),
        tables=tables,
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _mappings(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _resource(
    resource: object, place: int, folder: Path, shown: str, text: str
) -> list[Diagnostic]:
    """Return what is wrong with a resource by itself."""

    def at(*steps: Step, name: str | None = None) -> Span:
        return json_span(text, shown, "resources", place, *steps, resource=name)

    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        cause = f"@resource-key|{place + 1}|name"
        return [error("descriptor-invalid", at("name"), cause=cause)]
    found = resource_faults(resource, place, folder, text, shown)
    if found:
        return found
    name, path, schema = resource["name"], resource.get("path"), resource.get("schema")
    if not isinstance(path, str):
        cause = f"@resource-key|{place + 1}|path"
        return [error("descriptor-invalid", at("name", name=name), cause=cause)]
    if path != f"{name}.csv":
        cause = f"@resource-file-name|{quoted(name)}"
        return [error("descriptor-invalid", at("path", name=name), cause=cause)]
    if not (folder / path).is_file():
        return [error("resource-missing", at("path", name=name), value=path)]
    fields = schema.get("fields") if isinstance(schema, dict) else None
    named = isinstance(fields, list) and all(
        isinstance(item, dict) and isinstance(item.get("name"), str) for item in fields
    )
    if not fields or not named:
        cause = f"@resource-key|{place + 1}|schema"
        return [error("descriptor-invalid", at("schema", "fields", name=name), cause=cause)]
    return []


def _repeated(resources: list[Any], shown: str, text: str) -> dict[int, Diagnostic]:
    """Return, by place, the resources whose name or path an earlier one has already."""
    found = {}
    known: set[tuple[str, str]] = set()
    for place, item in enumerate(resources):
        if not isinstance(item, dict):
            continue
        for key in ("path", "name"):
            value = item.get(key)
            if isinstance(value, str) and (key, value) in known:
                span = json_span(text, shown, "resources", place, key, resource=item.get("name"))
                cause = f"@resource-repeated|{key}|{quoted(value)}"
                found[place] = error("descriptor-invalid", span, cause=cause)
        known |= {(key, str(item.get(key))) for key in ("path", "name")}
    return found


def _table(resource: dict[str, Any], folder: Path) -> TableSource:
    name, schema = resource["name"], resource["schema"]
    fields = schema["fields"]
    return TableSource(
        name=name,
        title=str(resource.get("title", name)),
        path=resource["path"],
        file=folder / resource["path"],
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
        primary_key=listed(schema.get("primaryKey")) or (),
    )
