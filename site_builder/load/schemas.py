"""JSON Schemas by which editing programs complete and check front matter and `site.toml`.

They are of draft 7, without references: what every editing program understands. An editing program
reads YAML's numbers and booleans as such, the builder every scalar as text; so the schema takes
330305 for "330305", and an empty value wherever the builder takes one.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from site_builder.load.choices import Choice, Choices
from site_builder.load.fields import FIELDS
from site_builder.load.setting_tables import settings_schema
from site_builder.model.document import DocumentKind

Schema = dict[str, Any]

FOLDER = "schemas"
"""The folder of `content/` that they stand in."""

_DIALECT = "http://json-schema.org/draft-07/schema#"
_TITLES = {
    DocumentKind.CASE: "案例的信息区",
    DocumentKind.REPORT: "报告解读的信息区",
    DocumentKind.PAGE: "一般页面的信息区",
}
_BOOLEAN: Schema = {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false", "是", "否"]}]}
_NOTHING: Schema = {"enum": ["", None]}
_ABOUT = ("title", "description")


def front_matter_schema(kind: DocumentKind, choices: Choices) -> Schema:
    """Return the schema of the front matter of a kind of document, codes of the site as enums."""
    raw = FIELDS[kind].model_json_schema()
    known = _known(choices)
    binding = _without_titles(_inlined(raw["$defs"]["Binding"], raw["$defs"]))
    schema = _tolerant(_without_titles(_inlined(raw, raw["$defs"])), known)
    short = _tolerant(binding, known)["properties"]["indicator"]
    for pattern, long in schema["properties"]["figures"].pop("patternProperties").items():
        schema["properties"]["figures"] |= {
            "patternProperties": {pattern: {"anyOf": [short, long]}},
            "additionalProperties": False,
        }
    return {"$schema": _DIALECT, **schema, "title": _TITLES[kind]}


def site_schema() -> Schema:
    """Return the schema of `site.toml`."""
    raw = settings_schema()
    schema = _without_titles(_inlined(raw, raw["$defs"]))
    return {"$schema": _DIALECT, **schema, "title": "站点设置 site.toml"}


def _known(choices: Choices) -> Mapping[str, tuple[Choice, ...]]:
    """Return the codes that each field may hold, by the name of the field."""
    packages = choices.packages
    return {
        "environment": choices.environments,
        "package": tuple(Choice(code=item.name, title=item.title) for item in packages),
        "area": _once(item.areas for item in packages),
        "source": _once(item.sources for item in packages),
        "indicator": _once(item.indicators for item in packages),
        "initiatives": _once(item.initiatives for item in packages),
        "tags": _by_name(choices.tags),
        "departments": _by_name(choices.departments),
    }


def _once(lists: Iterable[tuple[Choice, ...]]) -> tuple[Choice, ...]:
    """Return the choices of several packages, each code once."""
    return tuple({item.code: item for item in reversed([*chain(*lists)])}.values())[::-1]


def _by_name(labels: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Return labels as they may be written: by their names, or by their ids."""
    names = [Choice(code=item.title, title=item.code) for item in labels]
    return _once((tuple(names), labels))


def _inlined(node: Any, definitions: Mapping[str, Any]) -> Any:
    """Return a schema with each reference replaced by what it names; what stands beside it wins.

    A model's own title and description are for programmers and left out.
    """
    if isinstance(node, list):
        return [_inlined(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    beside = {key: value for key, value in node.items() if key not in ("$ref", "$defs")}
    if "$ref" in node:
        named = definitions[node["$ref"].rpartition("/")[2]]
        beside = {**{key: named[key] for key in named if key not in _ABOUT}, **beside}
    elif "$defs" in node:
        beside = {key: value for key, value in beside.items() if key not in _ABOUT}
    return {key: _inlined(value, definitions) for key, value in beside.items()}


def _without_titles(node: Any) -> Any:
    """Return a schema without what pydantic made up: English titles, defaults that say nothing.

    A choice between something and null is that something: a field that is not given is not null.
    """
    if isinstance(node, list):
        return [_without_titles(item) for item in node]
    if not isinstance(node, dict):
        return node
    options = [item for item in node.get("anyOf", ()) if item != {"type": "null"}]
    if len(options) == 1:
        node = {**options[0], **{key: node[key] for key in node if key != "anyOf"}}
    kept = {}
    for key, value in node.items():
        made_up = key == "title" and isinstance(value, str) and value.isascii()
        empty = key == "default" and value in (None, "", [], {}, ())
        if not (made_up or empty):
            kept[key] = _without_titles(value)
    return kept


def _tolerant(node: Schema, known: Mapping[str, tuple[Choice, ...]], name: str = "") -> Schema:
    """Return the schema of a field called `name` as an editing program is to apply it."""
    about = {key: node[key] for key in _ABOUT if key in node}
    match node.get("type"):
        case "object":
            inner = node.get("properties", {})
            made = {key: _tolerant(value, known, key) for key, value in inner.items()}
            rest = {
                key: _tolerant(node[key], known)
                for key in ("additionalProperties",)
                if isinstance(node.get(key), dict)
            }
            patterns = {
                key: _tolerant(value, known)
                for key, value in node.get("patternProperties", {}).items()
            }
            return {
                **node,
                **({"properties": made} if made else {}),
                **({"patternProperties": patterns} if patterns else {}),
                **rest,
            }
        case "array":
            if name in known and not known[name]:
                return {**node, "maxItems": 0}
            return {**node, "items": _tolerant(node["items"], known, name)}
        case "boolean":
            return {**about, **_BOOLEAN}
        case "string" if known.get(name):
            return {**about, **_one_of(known[name], needed=_is_needed(node))}
        case "string" if "pattern" in node:
            of_digits = re.search(node["pattern"], "1")
            return {**node, "type": ["string", "integer"]} if of_digits else node
        case "string" if not _is_needed(node):
            return {**node, "type": ["string", "number", "null"]}
        case "string":
            return {**node, "type": ["string", "number"]}
    return node


def _is_needed(node: Schema) -> bool:
    """Tell whether the builder refuses an empty text."""
    return "minLength" in node or "pattern" in node


def _one_of(choices: tuple[Choice, ...], *, needed: bool) -> Schema:
    """Return a schema of one of the codes; a code of digits may have lost its quotation marks."""
    codes: Schema = {
        "type": "string",
        "enum": [item.code for item in choices],
        "enumDescriptions": [item.title for item in choices],
    }
    numbers = [
        int(item.code)
        for item in choices
        if item.code.isascii() and item.code.isdecimal() and str(int(item.code)) == item.code
    ]
    options: list[Schema] = [codes]
    if numbers:
        options.append({"enum": numbers})
    if not needed:
        options.append(_NOTHING)
    return codes if len(options) == 1 else {"anyOf": options}
