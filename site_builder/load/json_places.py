"""Where a value of a JSON text stands, which the standard library's reader does not tell."""

import json
import re

from site_builder.diagnostics import Span

Step = str | int
"""A key of an object, or a place in a list, from 0."""

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def json_span(text: str, path: str, *steps: Step, resource: str | None = None) -> Span:
    """Return the place of a value in valid JSON; that of what should hold it where it is missing.

    `path` is how messages name the file; `resource` the table that the value is about.
    """
    place = _past_space(text, 0)
    for step in steps:
        inner = _inner(text, place, step)
        if inner is None:
            break
        place = inner
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    return Span(path=path, line=line, column=column, resource=resource)


def _inner(text: str, place: int, step: Step) -> int | None:
    """Return where the value that a step leads to begins; None where there is none."""
    if text[place] != ("{" if isinstance(step, str) else "["):
        return None
    found, count = None, 0
    place = _past_space(text, place + 1)
    while text[place] not in "}]":
        key: Step = count
        if isinstance(step, str):
            key, place = _DECODER.raw_decode(text, place)
            place = _past_space(text, _past_space(text, place) + 1)
        if key == step:
            found = place  # of a key that stands twice the last one holds
        place = _past_space(text, _DECODER.raw_decode(text, place)[1])
        if text[place] == ",":
            place = _past_space(text, place + 1)
        count += 1
    return found


def _past_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    assert match is not None
    return match.end()
