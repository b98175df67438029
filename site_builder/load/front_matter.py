"""Front matter: the block between two lines of `---`, as checked fields with their lines.

Every scalar is read as text (YAML's own guessing of dates, numbers and booleans is off), so that a
code such as 0330 stays what the editor wrote.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.field_causes import field_cause, field_name, found_value
from site_builder.load.fields import FIELDS, Fields, model_at, title_of
from site_builder.load.files import unseen
from site_builder.load.suggest import suggestion
from site_builder.model.document import DocumentKind
from site_builder.model.limits import DEEPEST


class _Mark(yaml.YAMLError):
    """An anchor, an alias or a tag, at `problem_mark`."""

    def __init__(self, problem_mark: Any) -> None:
        super().__init__()
        self.problem_mark = problem_mark


Places = dict[str, tuple[int, int]]
"""Line and column of each field."""

_DEEPEST = 4

_LARGEST, _MOST_LINES = 50_000, 1_000
"""Characters and lines of front matter: what it lists is looked for in the text one by one."""
_LONG = 10_000
"""Shorter front matter cannot hold brackets deep enough to matter."""
_MARKS = "&*!"
"""What YAML's anchors, aliases and tags begin with."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FULL_WIDTH_COLON = re.compile(r"^\s*(?:-\s*)?([^\s：:#]+)\s*：")
_CURLY = re.compile(
    r"^\s*(?:-\s+)?(?:[^\s:#]+:\s+)?"
    r"(?:[\[{].*?[“”‘’](?=\s*[,\]}:])|[“‘](?=.*:\s)|\"(?=[^\"]*[”“][^\"]*$)|'(?=[^']*[’‘][^']*$))"
)
"""A value that curly quotes break: in a list, around a colon, or opened by a straight one."""
_ANY_CURLY = re.compile("[“”‘’]")
_DRAFT = re.compile(r"^draft:\s*[\"']?(true|是)[\"']?\s*(#.*)?$", re.MULTILINE)
_BRACES = re.compile(r"^\s*[^\s:#]+:\s+\{\{")


def says_draft(front: str) -> bool:
    """Tell whether front matter, readable or not, says that its document is a draft."""
    return _DRAFT.search(front) is not None


def read_front_matter(
    front: str, shown: str, kind: DocumentKind
) -> tuple[Fields | None, Places, tuple[Diagnostic, ...]]:
    """Return the fields, the place of each, and what is wrong with them."""
    if len(front) > _LARGEST or front.count("\n") > _MOST_LINES:
        cause = f"@front-long|{_MOST_LINES}|{_LARGEST}"
        return None, {}, (error("front-matter-invalid", Span(path=shown, line=1), cause=cause),)
    try:
        node, data = _read(front)
    except (yaml.YAMLError, RecursionError) as fault:
        return None, {}, (_unreadable(fault, front, shown),)
    if isinstance(data, str) and _FULL_WIDTH_COLON.match(data):
        return None, {}, (_unreadable(ValueError(), front, shown),)
    if not isinstance(data, dict):
        span = Span(path=shown, line=1)
        return None, {}, (error("front-matter-missing", span, cause="@not-a-mapping"),)
    places, repeated = _key_places(node)
    escaped = "\\" in front or unseen(front, name=True) is not None
    hidden = tuple(_unseen_values(node, shown)) if escaped else ()
    if hidden:
        return None, places, hidden
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


def _read(front: str) -> tuple[yaml.Node | None, Any]:
    """Return the tree, which knows the places, and what it says; text alone, no objects."""
    if len(front) > _LONG or any(mark in front for mark in _MARKS):
        _refuse_bombs(front)
    loader = _Loader(front)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def _refuse_bombs(front: str) -> None:
    """Raise _Mark where a value is named to be used again or its type is told; RecursionError.

    No field needs either, and names used again and again fill any memory from a few lines. The
    library written in C goes down with the process where brackets stand too deep in each other.
    """
    depth = 0
    for event in yaml.parse(front, Loader=_Loader):
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _Mark(event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise RecursionError


def _field_fault(item: ErrorDetails, model: type[Fields], places: Places, shown: str) -> Diagnostic:
    location = item["loc"]
    return error(
        "front-matter-field",
        _span_for(location, places, shown),
        field=_named(field_name(location), title_of(model, location)),
        cause=_cause(item),
        found=found_value(item),
        nearest=_nearest(item, model),
    )


def _cause(item: ErrorDetails) -> str:
    """Return the cause; a mapping spoilt by a full-width colon is text to YAML."""
    found = _FULL_WIDTH_COLON.match(str(item.get("input")))
    if item["type"] in ("dict_type", "model_type", "model_attributes_type") and found:
        return f"@full-width-colon|{found[1]}"
    return field_cause(item)


def _named(name: str, title: str) -> str:
    return f"@field|{title}|{name}" if title else name


def _nearest(item: ErrorDetails, model: type[Fields]) -> str:
    """Return a value or a name that would do, near to what was found; "" where none is near."""
    if item["type"] == "extra_forbidden":
        holder = model_at(model, item["loc"][:-1])
        fields = holder.model_fields if holder else {}
        wanted = unicodedata.normalize("NFKC", str(item["loc"][-1])).strip().lower()
        titles = {field.title or name: name for name, field in fields.items()}
        by_title = get_close_matches(wanted, titles, 1, 0.5)
        by_name = get_close_matches(wanted, fields, 1, 0.6)
        return titles[by_title[0]] if by_title else next(iter(by_name), "")
    value = item.get("input")
    if item["type"] == "own-slug" and item["loc"] != ("slug",) and not str(value).isascii():
        return ""  # the code of something that exists is not to be made of its title
    return suggestion(item["type"], value)


def _out_of_order(fields: Fields, places: Places, shown: str) -> tuple[Diagnostic, ...]:
    """Return days that come before the one they must follow."""
    opens = max(fields.publish_on or "", fields.date[:10])
    pairs = (
        ("updated", fields.updated, fields.date, f"@before|{fields.date}"),
        ("expires_on", fields.expires_on, f"{opens}+", f"@after|{opens}"),
    )
    return tuple(
        error(
            "front-matter-field",
            _span_for((name,), places, shown),
            field=_named(name, title_of(type(fields), (name,))),
            cause=cause,
            found=f"@found|{later}",
        )
        for name, later, earlier, cause in pairs
        if later is not None and later < earlier
    )


def _said_twice(name: str, place: tuple[int, int], shown: str) -> Diagnostic:
    span = Span(path=shown, line=place[0], column=place[1])
    return error("front-matter-invalid", span, cause=f"@repeated|{name}")


def _unreadable(fault: Exception, front: str, shown: str) -> Diagnostic:
    """Return what made YAML fail; the usual slips are looked for and named with their own line."""
    if isinstance(fault, RecursionError):
        return error("nested-too-deep", Span(path=shown, line=1), most=DEEPEST)
    for number, line in enumerate(front.split("\n"), 2):
        colon = _FULL_WIDTH_COLON.match(line)
        if colon:
            span = Span(path=shown, line=number, column=colon.end())
            return error("front-matter-invalid", span, cause=f"@full-width-colon|{colon[1]}")
        if "\t" in line[: len(line) - len(line.lstrip())]:
            span = Span(path=shown, line=number, column=line.index("\t") + 1)
            return error("front-matter-invalid", span, cause="@tab")
        curly = _ANY_CURLY.search(line)
        if curly and _CURLY.match(line):
            span = Span(path=shown, line=number, column=curly.end())
            return error("front-matter-invalid", span, cause="@curly-quotes")
        if _BRACES.match(line):
            span = Span(path=shown, line=number, column=line.index("{{") + 1)
            return error("front-matter-invalid", span, cause="@quote-braces")
    mark = getattr(fault, "problem_mark", None)
    span = Span(
        path=shown, line=mark.line + 2 if mark else 1, column=mark.column + 1 if mark else None
    )
    cause = "@yaml-mark" if isinstance(fault, _Mark) else "@yaml"
    return error("front-matter-invalid", span, cause=cause)


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


def _unseen_values(node: yaml.Node | None, shown: str, depth: int = 0) -> Iterator[Diagnostic]:
    """Yield the scalars into which an escape of YAML has brought what no text may hold."""
    if isinstance(node, yaml.ScalarNode):
        found = unseen(node.value, name=True)
        if found is not None:
            mark = node.start_mark
            span = Span(path=shown, line=mark.line + 2, column=mark.column + 1)
            yield error("character-unseen", span, cause=found[1])
    elif isinstance(node, yaml.CollectionNode) and depth < _DEEPEST:
        for item in node.value:
            for one in item if isinstance(item, tuple) else (item,):
                yield from _unseen_values(one, shown, depth + 1)


def _span_for(location: tuple[str | int, ...], places: Places, shown: str) -> Span:
    """Return the place of a field, or of the nearest one around it that is given."""
    for length in range(len(location), 0, -1):
        name = field_name(location[:length])
        if name in places:
            line, column = places[name]
            return Span(path=shown, line=line, column=column)
    return Span(path=shown, line=1)
