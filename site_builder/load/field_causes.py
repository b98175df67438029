"""What pydantic finds wrong in a field, as phrases, and validators that say what they want."""

import re
from typing import Any, LiteralString

from msgspec import Struct
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import ErrorDetails, PydanticCustomError, core_schema

_FIELD = {
    "missing": "@missing",
    "extra_forbidden": "@unknown-field",
    "string_type": "@must-be-text",
    "string_too_short": "@empty",
    "int_type": "@must-be-whole-number",
    "int_parsing": "@must-be-whole-number",
    "int_from_float": "@must-be-whole-number",
    "bool_type": "@must-be-boolean",
    "bool_parsing": "@must-be-boolean",
    "tuple_type": "@must-be-list",
    "list_type": "@must-be-list",
    "dict_type": "@must-be-mapping",
    "model_type": "@must-be-mapping",
    "model_attributes_type": "@must-be-mapping",
    "too_long": "@too-many",
}
"""Pydantic's error types; our own checks use the phrase's id as their type."""


def field_cause(item: ErrorDetails) -> str:
    """Return the cause of a fault that pydantic found in a field."""
    own = item["type"]
    if item.get("input") == "":
        return "@empty"
    if own in _FIELD:
        return _FIELD[own]
    if own == "greater_than_equal":
        return f"@minimum|{item['input']}|{item['ctx']['ge']}"
    if own == "less_than_equal":
        return f"@maximum|{item['input']}|{item['ctx']['le']}"
    if own == "string_too_long":
        return f"@too-long|{item['ctx']['max_length']}"
    if own.startswith("own-"):
        return "@" + own.removeprefix("own-")
    return f"@other|{item['msg']}".replace("\n", " ")


def found_value(item: ErrorDetails) -> str:
    """Return what was found in the field; nothing where the field is missing or holds a table."""
    value = item.get("input")
    if item["type"] == "missing" or value == "" or isinstance(value, dict | list | tuple):
        return "@nothing"
    return f"@found|{str(value)[:60]}".replace("\n", " ")


def own_fault(phrase: LiteralString) -> PydanticCustomError:
    """Return the error by which a validator of ours names a phrase."""
    return PydanticCustomError(f"own-{phrase}", "")


class _Matching(Struct, frozen=True):
    """Text that must match a pattern whole; the JSON Schema says the pattern, too."""

    pattern: str
    phrase: LiteralString

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        compiled = re.compile(self.pattern)

        def check(value: str) -> str:
            if not compiled.fullmatch(value):
                raise own_fault(self.phrase)
            return value

        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$"}


SLUG = r"(?!(con|prn|aux|nul|com[0-9]|lpt[0-9])$)[a-z0-9]+(-[a-z0-9]+)*"
"""Part of an address and name of a folder, which may not be that of a device of Windows."""


def matching(pattern: str, phrase: LiteralString) -> Any:
    """Return a validator for text that must match `pattern` whole; `phrase` says what is wanted."""
    return _Matching(pattern, phrase)


def field_name(location: tuple[str | int, ...]) -> str:
    """Return a place in settings or front matter as a person would name it; counts from 1."""
    steps = [step for step in location if step != "[key]"]
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)
