"""The part of Data Package and Table Schema that the fast check understands.

What is not described here (another dialect, a format, `trueValues`, `groupChar`, an unknown key
that might matter) is not understood, however valid it may be.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace

Type = Literal[
    "string", "number", "integer", "boolean", "date", "datetime", "time", "year", "yearmonth", "any"
]
_BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
_ALWAYS = frozenset({"required", "unique", "enum"})
_SUPPORTED: dict[str, frozenset[str]] = {
    "string": _ALWAYS | {"pattern", "minLength", "maxLength"},
    "boolean": _ALWAYS,
    "any": _ALWAYS,
    **dict.fromkeys(("number", "integer", "date", "datetime", "time"), _ALWAYS | _BOUNDS),
    **dict.fromkeys(("year", "yearmonth"), _ALWAYS | _BOUNDS),
}
"""The constraints Frictionless accepts for each type; another makes the schema invalid."""
_KEYED = ("string", "integer", "date", "year", "boolean")
"""The types whose values have one canonical text, so that keys can be compared as texts."""

_COLUMN = r"^[^\s^*](.*\S)?$"
"""Names that Frictionless does not trim, and that Polars does not take for several columns."""

_Text = str | UnsetType
_Texts = list[str] | UnsetType
_DAY = r"[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])"
_Time = Annotated[str, Meta(pattern=rf"^{_DAY}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$")]
_Profile = Annotated[str, Meta(pattern=r"^https://datapackage\.org/profiles/2\.0/\w+\.json$")]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    title: _Text = UNSET
    description: _Text = UNSET


class Constraints(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename="camel",
    omit_defaults=True,
):
    """The constraints of a field; a bound may be anything here, and is understood or not later."""

    required: bool = False
    unique: bool = False
    pattern: _Text = UNSET
    enum: list[str | int | float | bool] | UnsetType = UNSET
    min_length: int | UnsetType = UNSET
    max_length: int | UnsetType = UNSET
    minimum: Any = UNSET
    maximum: Any = UNSET
    exclusive_minimum: Any = UNSET
    exclusive_maximum: Any = UNSET


class Field(_Part, frozen=True, kw_only=True):
    """A field of a table."""

    name: str
    type: Type
    format: Literal["default"] = "default"
    missing_values: _Texts = UNSET
    constraints: Constraints = Constraints()
    rdf_type: _Text = UNSET


class _Reference(Struct, frozen=True, forbid_unknown_fields=True):
    resource: str
    fields: list[str] | str


class _ForeignKey(Struct, frozen=True, forbid_unknown_fields=True):
    fields: list[str] | str
    reference: _Reference


class _Schema(_Part, frozen=True, kw_only=True):
    profile: _Profile | UnsetType = msgspec.field(name="$schema", default=UNSET)
    fields: list[Field]
    missing_values: list[str] = msgspec.field(default_factory=lambda: [""])
    primary_key: list[str] | str = msgspec.field(default_factory=list)
    foreign_keys: list[_ForeignKey] = msgspec.field(default_factory=list)


class _Resource(_Part, frozen=True, kw_only=True):
    profile: _Profile | UnsetType = msgspec.field(name="$schema", default=UNSET)
    name: str
    path: str
    table_schema: _Schema = msgspec.field(name="schema")
    encoding: Literal["utf-8", "utf8", "UTF-8"]
    type: Literal["table"] | UnsetType = UNSET
    format: Literal["csv"] | UnsetType = UNSET
    mediatype: Literal["text/csv"] | UnsetType = UNSET
    scheme: Literal["file"] | UnsetType = UNSET
    hash: Annotated[str, Meta(pattern="^sha256:[0-9a-f]{64}$")] | UnsetType = UNSET
    bytes: int | UnsetType = UNSET


class _Named(Struct, frozen=True, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=1)]
    title: _Text = UNSET
    path: _Text = UNSET


class _Origin(_Part, frozen=True, kw_only=True):
    path: _Text = UNSET
    version: _Text = UNSET


class _Contributor(_Part, frozen=True, kw_only=True):
    path: _Text = UNSET
    role: _Text = UNSET
    roles: _Texts = UNSET
    organization: _Text = UNSET


class _Package(_Part, frozen=True, kw_only=True):
    profile: _Profile = msgspec.field(name="$schema")
    name: str
    version: _Text = UNSET
    created: _Time | UnsetType = UNSET
    homepage: _Text = UNSET
    keywords: _Texts = UNSET
    time_period: _Text = UNSET
    licenses: list[_Named] | UnsetType = UNSET
    sources: list[_Origin] | UnsetType = UNSET
    contributors: list[_Contributor] | UnsetType = UNSET
    resources: list[Any]


class Reference(Struct, frozen=True, kw_only=True):
    """A foreign key: columns of a table, and the columns of a table they refer to."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


class Table(Struct, frozen=True, kw_only=True):
    """A table whose schema is understood."""

    name: str
    file: Path
    schema: Mapping[str, Any]
    fields: tuple[Field, ...]
    missing_values: tuple[tuple[str, ...], ...]
    primary_key: tuple[str, ...]
    uniques: tuple[tuple[str, ...], ...]
    references: tuple[Reference, ...]
    referred: frozenset[tuple[str, ...]]

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Return every tuple of columns that is compared as a whole, each once."""
        primary = (self.primary_key,) if self.primary_key else ()
        own = (reference.columns for reference in self.references)
        return tuple(dict.fromkeys((*primary, *self.uniques, *own, *sorted(self.referred))))


def understood_package(raw: Mapping[str, Any], tables: Mapping[str, Table]) -> bool:
    """Return whether the descriptor is known to be sound, and all its tables are in `tables`."""
    try:
        package = msgspec.convert(raw, _Package)
    except msgspec.ValidationError:
        return False
    return len(package.resources) == len(tables)


def understood_tables(raw: Mapping[str, Any], folder: Path) -> dict[str, Table]:
    """Return the tables of a package that are understood, with all that they refer to, by name."""
    tables: dict[str, Table] = {}
    for resource in raw["resources"]:
        table = _table(resource, folder)
        if table is not None:
            tables[table.name] = table
    return referring(tables)


def referring(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables whose references lead into one another, each knowing what refers to it."""
    kept = dict(tables)
    while True:
        whole = {
            name: table
            for name, table in kept.items()
            if all(_sound(table, reference, kept) for reference in table.references)
        }
        if len(whole) == len(kept):
            break
        kept = whole
    referred: dict[str, set[tuple[str, ...]]] = {name: set() for name in kept}
    for table in kept.values():
        for reference in table.references:
            referred[reference.table].add(reference.target)
    return {
        name: replace(table, referred=frozenset(referred[name])) for name, table in kept.items()
    }


def _sound(table: Table, reference: Reference, tables: Mapping[str, Table]) -> bool:
    """Return whether both sides of a reference are known and of the same types."""
    other = tables.get(reference.table)
    if other is None or not set(reference.target) <= {field.name for field in other.fields}:
        return False
    here = {field.name: field.type for field in table.fields}
    there = {field.name: field.type for field in other.fields}
    pairs = zip(reference.columns, reference.target, strict=True)
    return all(here[one] == there[two] for one, two in pairs)


def _table(resource: Any, folder: Path) -> Table | None:
    try:
        one = msgspec.convert(resource, _Resource)
    except msgspec.ValidationError:
        return None
    schema = one.table_schema
    names = [field.name for field in schema.fields]
    references = tuple(
        Reference(
            columns=_names(key.fields),
            table=key.reference.resource or one.name,
            target=_names(key.reference.fields),
        )
        for key in schema.foreign_keys
    )
    table = Table(
        name=one.name,
        file=folder / one.path,
        schema=resource["schema"],
        fields=tuple(schema.fields),
        missing_values=tuple(
            tuple(schema.missing_values if isinstance(item, UnsetType) else item)
            for item in (field.missing_values for field in schema.fields)
        ),
        primary_key=_names(schema.primary_key),
        uniques=tuple((field.name,) for field in schema.fields if field.constraints.unique),
        references=references,
        referred=frozenset(),
    )
    sound = (
        len(set(names)) == len(names)
        and all(re.search(_COLUMN, name) for name in names)
        and all(
            set(item.get("constraints", ())) <= _SUPPORTED[item["type"]]
            for item in resource["schema"]["fields"]
        )
        and all(item.columns and len(item.columns) == len(item.target) for item in references)
        and all(_keyed(key, table.fields) for key in table.keys)
    )
    return table if sound else None


def _names(value: list[str] | str) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _keyed(key: tuple[str, ...], fields: tuple[Field, ...]) -> bool:
    types = {field.name: field.type for field in fields}
    return len(set(key)) == len(key) and all(types.get(name) in _KEYED for name in key)
