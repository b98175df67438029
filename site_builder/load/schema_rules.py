"""What schemas say of fields and keys: each field once, keys of fields and tables that are there.

The keys the model stands on hold whether a schema declares them or not.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from site_builder.diagnostics import Diagnostic, error
from site_builder.load.causes import quoted
from site_builder.load.json_places import Step, json_span
from site_builder.load.patterns import is_quick
from site_builder.model.systems import FORMS

TYPES = (
    *("string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date"),
    *("time", "year", "yearmonth", "duration", "geopoint", "geojson", "any"),
)
"""The types of Table Schema, version 2."""

_SERIES = ("indicator", "ref_area", "time_period", "caliber")
_LINKS = {"indicator": "indicators", "ref_area": "areas", "source": "sources"}
PRIMARY_KEYS: Mapping[str, tuple[str, ...]] = {
    "areas": ("ref_area",),
    "sources": ("source",),
    "indicators": ("indicator",),
    "observations": _SERIES,
    "targets": _SERIES,
    "breaks": _SERIES,
    "initiatives": ("initiative",),
    "initiative_indicators": ("initiative", "indicator"),
    **{form.name: form.key for form in FORMS if any(column.key for column in form.columns)},
}
FOREIGN_KEYS: Mapping[str, Mapping[str, str]] = {
    "areas": {"parent": "areas"},
    "indicators": {"part_of": "indicators"},
    "observations": _LINKS,
    "targets": _LINKS,
    "breaks": _LINKS,
    "initiatives": {"ref_area": "areas", "source": "sources", "announced": "indicators"},
    "initiative_indicators": {"initiative": "initiatives", "indicator": "indicators"},
    **{
        form.name: {
            column.name: column.refers
            for column in form.columns
            if column.refers and not column.of_content
        }
        for form in FORMS
    },
}
"""The keys of each table of the model, and the tables its columns refer to."""


def schema_faults(resources: list[dict[str, Any]], text: str, path: str) -> list[Diagnostic]:
    """Return what is wrong with the fields and keys of resources whose schemas hold fields."""
    names = {item["name"]: _names(item) for item in resources}
    found: list[Diagnostic] = []
    for place, resource in enumerate(resources):
        one = _Schema(resource, place, names, text, path)
        faults = [*one.fields(), *one.primary_key(), *one.unique_keys(), *one.foreign_keys()]
        found += faults or one.unfit()
    return found


def with_model_keys(raw: dict[str, Any]) -> dict[str, Any]:
    """Return a sound descriptor with the model's keys added where it does not declare them."""
    names = {item["name"]: _names(item) for item in raw["resources"]}
    return raw | {"resources": [_keyed(item, names) for item in raw["resources"]]}


def _keyed(resource: dict[str, Any], names: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    name, schema = resource["name"], dict(resource["schema"])
    own = PRIMARY_KEYS.get(name, ())
    if own and "primaryKey" not in schema and set(own) <= set(names[name]):
        schema["primaryKey"] = list(own)
    keys = list(schema.get("foreignKeys", []))
    declared = {(listed(key["fields"]), key["reference"].get("resource") or name) for key in keys}
    for field, table in FOREIGN_KEYS.get(name, {}).items():
        (other,) = PRIMARY_KEYS[table]
        known = field in names[name] and other in names.get(table, ())
        if known and ((field,), table) not in declared:
            target = "" if table == name else table
            keys.append({"fields": [field], "reference": {"resource": target, "fields": [other]}})
    if keys:
        schema["foreignKeys"] = keys
    return resource | {"schema": schema}


def listed(key: object) -> tuple[str, ...] | None:
    """Return the fields a key names, given as one name or a list; None where it is neither."""
    names = [key] if isinstance(key, str) else key
    if not isinstance(names, list) or not names or not all(isinstance(one, str) for one in names):
        return None
    return tuple(names)


def _names(resource: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(item["name"] for item in resource["schema"]["fields"])


class _Schema:
    """One resource's schema, held against those of all."""

    def __init__(
        self,
        resource: Mapping[str, Any],
        place: int,
        names: Mapping[str, tuple[str, ...]],
        text: str,
        path: str,
    ) -> None:
        self._name: str = resource["name"]
        self._schema: Mapping[str, Any] = resource["schema"]
        self._place, self._names, self._text, self._path = place, names, text, path

    def _fault(self, cause: str, *steps: Step, nearest: str = "") -> Diagnostic:
        span = json_span(
            self._text, self._path, "resources", self._place, "schema", *steps, resource=self._name
        )
        return error("descriptor-invalid", span, cause=cause, nearest=nearest)

    def fields(self) -> list[Diagnostic]:
        """Return fields that stand twice, and types there are not."""
        found = []
        names = self._names[self._name]
        for place, item in enumerate(self._schema["fields"]):
            steps: tuple[Step, ...] = ("fields", place)
            if item["name"] in names[:place]:
                cause = f"@field-repeated|{self._name}|{quoted(item['name'])}"
                found.append(self._fault(cause, *steps, "name"))
            if item.get("type", "any") not in TYPES:
                cause = f"@field-type|{quoted(item['name'])}|{quoted(item['type'])}"
                near = next(iter(get_close_matches(str(item["type"]), TYPES, 1, 0.6)), "")
                found.append(self._fault(cause, *steps, "type", nearest=near))
            constraints = item.get("constraints")
            pattern = constraints.get("pattern") if isinstance(constraints, dict) else None
            if isinstance(pattern, str) and not is_quick(pattern):
                cause = f"@pattern-slow|{quoted(item['name'])}|{quoted(pattern)}"
                found.append(self._fault(cause, *steps, "constraints", "pattern"))
        return found

    def primary_key(self) -> list[Diagnostic]:
        """Return what a primary key names that is no field."""
        if "primaryKey" not in self._schema:
            return []
        return self._key(self._schema["primaryKey"], self._name, "primaryKey")

    def unique_keys(self) -> list[Diagnostic]:
        """Return what further keys name that is no field."""
        keys = self._schema.get("uniqueKeys", [])
        if not isinstance(keys, list):
            return [self._fault("@key-form|uniqueKeys", "uniqueKeys")]
        return [
            fault
            for place, key in enumerate(keys)
            for fault in self._key(key, self._name, "uniqueKeys", place)
        ]

    def foreign_keys(self) -> list[Diagnostic]:
        """Return what foreign keys name that is no table or no field."""
        keys = self._schema.get("foreignKeys", [])
        if not isinstance(keys, list):
            return [self._fault("@key-form|foreignKeys", "foreignKeys")]
        found = []
        for place, key in enumerate(keys):
            steps: tuple[Step, ...] = ("foreignKeys", place)
            reference = key.get("reference") if isinstance(key, dict) else None
            if not isinstance(reference, dict):
                found.append(self._fault("@key-form|foreignKeys", *steps))
                continue
            found += self._key(key.get("fields"), self._name, *steps, "fields")
            found += self._reference(key, reference, *steps, "reference")
        return found

    def _reference(
        self, key: Mapping[str, Any], reference: Mapping[str, Any], *steps: Step
    ) -> list[Diagnostic]:
        table = reference.get("resource") or self._name
        if table not in self._names:
            near = next(iter(get_close_matches(str(table), sorted(self._names), 1, 0.6)), "")
            cause = f"@key-table|{quoted(table)}"
            return [self._fault(cause, *steps, "resource", nearest=near)]
        found = self._key(reference.get("fields"), table, *steps, "fields")
        own, other = listed(key.get("fields")), listed(reference.get("fields"))
        if not found and own and other and len(own) != len(other):
            found.append(self._fault("@key-lengths", *steps, "fields"))
        return found

    def _key(self, key: object, table: str, *steps: Step) -> list[Diagnostic]:
        """Return what is wrong with the names of a key of a table."""
        names = listed(key)
        if names is None:
            return [self._fault(f"@key-form|{steps[0]}", *steps)]
        known = self._names[table]
        return [
            self._fault(
                f"@key-field|{steps[0]}|{quoted(name)}|{table}",
                *steps,
                *((place,) if isinstance(key, list) else ()),
                nearest=next(iter(get_close_matches(name, known, 1, 0.6)), ""),
            )
            for place, name in enumerate(names)
            if name not in known
        ]

    def unfit(self) -> list[Diagnostic]:
        """Return a primary key that is declared and is not the model's."""
        wanted = PRIMARY_KEYS.get(self._name)
        key = listed(self._schema.get("primaryKey"))
        if wanted is None or key is None or set(key) == set(wanted):
            return []
        cause = f"@primary-key-wanted|{self._name}|{', '.join(wanted)}"
        return [self._fault(cause, "primaryKey")]
