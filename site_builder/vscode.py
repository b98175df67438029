"""The settings of VS Code for a site: which schema is for which file, beside what else is there."""

import json
import re
from collections.abc import Mapping
from typing import Any

FILE = ".vscode/settings.json"

_NEXT = re.compile(r'[\s,]*(?=")')
_COLON = re.compile(r"\s*:\s*")
_BLANK = re.compile(r"\s*")


class CannotMerge(Exception):  # noqa: N818 - says what is the matter
    """Settings that cannot be added to; the argument says why, as a phrase."""


def associations(schemas: str, folders: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that lead files to their schemas.

    `schemas` is the folder of the schemas, `folders` leads from a schema's name to the folder of
    the Markdown files that it is for; both are paths in the site's folder.
    """
    return {
        "yaml.schemas": {
            f"./{schemas}/{name}.json": f"{folder}/**/*.md" for name, folder in folders.items()
        },
        "json.schemas": [
            {
                "fileMatch": [f"/{schemas}/*.json"],
                "url": "http://json-schema.org/draft-07/schema#",
            }
        ],
        "evenBetterToml.schema.associations": {
            r"^.*/site\.toml$": f"./{schemas}/site.json",
        },
    }


def merged(text: str, ours: Mapping[str, Any]) -> str:
    """Return settings with ours in them; every byte outside the keys of ours stays.

    Raises CannotMerge where the text is no plain JSON, or says something else under our keys.
    """
    if not text.strip():
        return json.dumps(ours, ensure_ascii=False, indent=2) + "\n"
    try:
        theirs = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        raise CannotMerge("@settings-comments") from fault
    if not isinstance(theirs, dict):
        raise CannotMerge("@settings-no-object")
    newline = "\r\n" if "\r\n" in text else "\n"
    for key, value in ours.items():
        wanted = _joined(key, theirs.get(key), value)
        if wanted != theirs.get(key):
            text = _with(text, key, wanted, newline)
    return text


def _joined(key: str, theirs: Any, ours: Any) -> Any:
    """Return a value with ours added: entries of a mapping, or of a list by their `url`."""
    if theirs is None:
        return ours
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return {**theirs, **ours}
    if isinstance(theirs, list) and isinstance(ours, list):
        return [*theirs, *(item for item in ours if item not in theirs)]
    raise CannotMerge(f"@settings-other-form|{key}")


def _with(text: str, key: str, value: Any, newline: str) -> str:
    """Return the text with the value of a key put in place, or added after the last one."""
    written = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", f"{newline}  ")
    members = _members(text)
    spans = [span for name, span in members if name == key]
    if len(spans) > 1:
        raise CannotMerge(f"@settings-repeated|{key}")
    if spans:
        start, end = spans[0]
        return f"{text[:start]}{written}{text[end:]}"
    end = members[-1][1][1] if members else text.index("{") + 1
    comma = "," if members else ""
    after = "" if members and text[end:].lstrip(" \t").startswith(("\n", "\r")) else newline
    added = f"{comma}{newline}  {json.dumps(key)}: {written}{after}"
    return f"{text[:end]}{added}{text[end:].lstrip() if after else text[end:]}"


def _members(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Return the keys of the object that a text is, with the place of each value."""
    decoder = json.JSONDecoder()
    found = []
    place = text.index("{") + 1
    while following := _NEXT.match(text, place):
        key, place = decoder.raw_decode(text, following.end())
        colon = _COLON.match(text, place)
        start = colon.end() if colon else place
        _, place = decoder.raw_decode(text, start)
        found.append((key, (start, place)))
    return found
