"""Descriptors from before the first version of the Data Package standard (2017)."""

from typing import Any

from site_builder.load.json_places import Step

_OF_PACKAGE = (
    "datapackage_version",
    "license",
    "base",
    "author",
    "maintainers",
    "publishers",
    "publisher",
    "dataDependencies",
    "last_modified",
)
"""Keys the standard dropped: `license` became `licenses`, people became `contributors`."""

_KEYS = ("primarykey", "foreignkeys", "primary_key", "foreign_keys")
"""How keys were written before they had one spelling."""

Sign = tuple[str, tuple[Step, ...]]
"""A key that gives a descriptor's age away, as it is told, and where it stands."""


def signs_of_age(raw: dict[str, Any]) -> tuple[Sign, ...]:
    """Return what in a descriptor was so written only before version 1; () where nothing was.

    A resource without a name alone is no sign, but goes with the others.
    """
    found: list[Sign] = [(key, (key,)) for key in _OF_PACKAGE if key in raw]
    unnamed: list[Sign] = []
    resources = raw.get("resources")
    for place, item in enumerate(resources if isinstance(resources, list) else ()):
        if not isinstance(item, dict):
            continue
        if "name" not in item:
            unnamed.append(("@resource-unnamed", ("resources", place)))
        if "url" in item:
            found.append(("url", ("resources", place, "url")))
        if "license" in item:
            found.append(("license", ("resources", place, "license")))
        found += _in_schema(item.get("schema"), ("resources", place, "schema"))
    if not found and unnamed and len(unnamed) == len(resources or ()) and "$schema" not in raw:
        found = unnamed[:1]
    return tuple(found)


def _in_schema(schema: object, steps: tuple[Step, ...]) -> list[Sign]:
    if not isinstance(schema, dict):
        return []
    found: list[Sign] = [(key, (*steps, key)) for key in _KEYS if key in schema]
    fields = schema.get("fields")
    for place, item in enumerate(fields if isinstance(fields, list) else ()):
        if isinstance(item, dict) and "id" in item and "name" not in item:
            found.append(("id", (*steps, "fields", place, "id")))
            break
    keys = schema.get("foreignKeys")
    for place, item in enumerate(keys if isinstance(keys, list) else ()):
        reference = item.get("reference") if isinstance(item, dict) else None
        if isinstance(reference, dict) and "datapackage" in reference:
            found.append(("datapackage", (*steps, "foreignKeys", place, "reference")))
    return found
