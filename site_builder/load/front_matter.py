"""Front matter: the block between two lines of `---`, as checked fields with their lines.

Every scalar is read as text (YAML's own guessing of dates, numbers and booleans is off), so that a
code such as 0330 stays what the editor wrote.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import field_cause, field_name, found_value
from site_builder.load.fields import FIELDS, Fields, title_of
from site_builder.load.suggest import suggestion
from site_builder.model.document import DocumentKind

Places = dict[str, tuple[int, int]]
"""Line and column of each field."""

_DEEPEST = 4

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FULL_WIDTH_COLON = re.compile(r"^\s*-?\s*([^\s：:#]+)\s*：")
_CURLY = re.compile(r"^\s*[^\s:#]+:\s+[\[{].*?[“”‘’](?=\s*[,\]}:])")
_BRACES = re.compile(r"^\s*[^\s:#]+:\s+\{\{")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A file cut into front matter and body, with the line the body starts on."""

    front: str
    body: str
    body_line: int


def split(text: str, shown: str) -> Parts | Diagnostic:
    """Return front matter and body, or why there is none."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return error("front-matter-missing", Span(path=shown, line=1), cause="@no-opening")
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return Parts(
                front="\n".join(lines[1:number]) + "\n",
                body="\n".join(lines[number + 1 :]),
                body_line=number + 2,
            )
    return error("front-matter-missing", Span(path=shown, line=1), cause="@no-closing")


def read_front_matter(
    front: str, shown: str, kind: DocumentKind
) -> tuple[Fields | None, Places, tuple[Diagnostic, ...]]:
    """Return the fields, the place of each, and what is wrong with them."""
    try:
        node = yaml.compose(front, Loader=_Loader)
        data = yaml.load(front, Loader=_Loader)  # noqa: S506 - reads text alone, no objects
    except (yaml.YAMLError, RecursionError) as fault:
        return None, {}, (_unreadable(fault, front, shown),)
    if not isinstance(data, dict):
        span = Span(path=shown, line=1)
        return None, {}, (error("front-matter-missing", span, cause="@not-a-mapping"),)
    places, repeated = _key_places(node)
    if repeated:
        return None, places, tuple(_said_twice(name, place, shown) for name, place in repeated)
    model = FIELDS[kind]
    try:
        fields = model.model_validate(data)
    except ValidationError as fault:
        faults = tuple(_field_fault(item, model, places, shown) for item in fault.errors())
        return None, places, faults
    faults = _out_of_order(fields, places, shown)
    return (None if faults else fields), places, faults


def _field_fault(item: ErrorDetails, model: type[Fields], places: Places, shown: str) -> Diagnostic:
    location = item["loc"]
    return error(
        "front-matter-field",
        _span_for(location, places, shown),
        field=_named(field_name(location), title_of(model, location)),
        cause=field_cause(item),
        found=found_value(item),
        nearest=_nearest(item, model),
    )


def _named(name: str, title: str) -> str:
    return f"@field|{title}|{name}" if title else name


def _nearest(item: ErrorDetails, model: type[Fields]) -> str:
    """Return a value or a name that would do, near to what was found; "" where none is near."""
    if item["type"] == "extra_forbidden":
        known = list(model.model_fields) if len(item["loc"]) == 1 else []
        wanted = str(item["loc"][-1])
        by_title = [name for name, field in model.model_fields.items() if field.title == wanted]
        return next(iter(by_title or get_close_matches(wanted, known, 1, 0.6)), "")
    return suggestion(item["type"], item.get("input"))


def _out_of_order(fields: Fields, places: Places, shown: str) -> tuple[Diagnostic, ...]:
    """Return days that come before the one they must follow."""
    pairs = (
        ("updated", fields.updated, fields.date),
        ("expires_on", fields.expires_on, fields.publish_on or fields.date[:10]),
    )
    return tuple(
        error(
            "front-matter-field",
            _span_for((name,), places, shown),
            field=_named(name, title_of(type(fields), (name,))),
            cause=f"@before|{earlier}",
            found=f"@found|{later}",
        )
        for name, later, earlier in pairs
        if later is not None and later < earlier
    )


def _said_twice(name: str, place: tuple[int, int], shown: str) -> Diagnostic:
    span = Span(path=shown, line=place[0], column=place[1])
    return error("front-matter-invalid", span, cause=f"@repeated|{name}")


def _unreadable(fault: Exception, front: str, shown: str) -> Diagnostic:
    """Return what made YAML fail; the usual slips are looked for and named with their own line."""
    for number, line in enumerate(front.split("\n"), 2):
        colon = _FULL_WIDTH_COLON.match(line)
        if colon:
            span = Span(path=shown, line=number, column=colon.end())
            return error("front-matter-invalid", span, cause=f"@full-width-colon|{colon[1]}")
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return error("front-matter-invalid", Span(path=shown, line=number), cause="@tab")
        curly = _CURLY.match(line)
        if curly:
            span = Span(path=shown, line=number, column=curly.end())
            return error("front-matter-invalid", span, cause="@curly-quotes")
        if _BRACES.match(line):
            span = Span(path=shown, line=number)
            return error("front-matter-invalid", span, cause="@quote-braces")
    mark = getattr(fault, "problem_mark", None)
    span = Span(
        path=shown, line=mark.line + 2 if mark else 1, column=mark.column + 1 if mark else None
    )
    return error("front-matter-invalid", span, cause="@yaml")


def _key_places(
    node: yaml.Node | None, prefix: str = "", depth: int = 0
) -> tuple[Places, list[tuple[str, tuple[int, int]]]]:
    """Return the place of every value (keys joined with a dot), and the keys said twice.

    Line 1 is the opening `---`; entries of a list are numbered from 1.
    """
    found: Places = {}
    repeated: list[tuple[str, tuple[int, int]]] = []
    if depth >= _DEEPEST:
        return found, repeated
    if isinstance(node, yaml.MappingNode):
        pairs = [(key.value, key.start_mark, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        pairs = [(n, value.start_mark, value) for n, value in enumerate(node.value, 1)]
    else:
        return found, repeated
    for key, mark, value in pairs:
        name = f"{prefix}{key}"
        if name in found:
            repeated.append((name, (mark.line + 2, mark.column + 1)))
        at = value.start_mark if isinstance(value, yaml.ScalarNode) and value.value else mark
        found[name] = (at.line + 2, at.column + 1)
        inner, twice = _key_places(value, f"{name}.", depth + 1)
        found.update(inner)
        repeated += twice
    return found, repeated


def _span_for(location: tuple[str | int, ...], places: Places, shown: str) -> Span:
    """Return the place of a field, or of the nearest one around it that is given."""
    for length in range(len(location), 0, -1):
        name = field_name(location[:length])
        if name in places:
            line, column = places[name]
            return Span(path=shown, line=line, column=column)
    return Span(path=shown, line=1)
