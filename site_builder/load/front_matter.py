"""Front matter: the block between two lines of `---`, as checked fields with their lines.

Every scalar is read as text (YAML's own guessing of dates, numbers and booleans is off), so that a
code such as 0330 stays what the editor wrote.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import field_cause, field_name, found_value, matching, own_fault
from site_builder.model.document import DocumentKind

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FULL_WIDTH_COLON = re.compile(r"^\s*-?\s*([^\s：:#]+)\s*：")
_BRACES = re.compile(r"^\s*[^\s:#]+:\s+\{\{")


def _moment(value: object) -> str:
    """Return a date with time, `YYYY-MM-DD HH:MM`; no time is ever added."""
    text = str(value).strip()
    try:
        datetime.strptime(text, "%Y-%m-%d %H:%M")
    except ValueError as fault:
        raise own_fault("moment") from fault
    if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", text, re.ASCII):
        raise own_fault("moment")
    return text


Slug = Annotated[str, matching(r"[a-z0-9]+(-[a-z0-9]+)*", "slug")]
Text = Annotated[str, Field(min_length=1)]
Moment = Annotated[str, BeforeValidator(_moment)]
FigureName = Annotated[str, matching(r"[^{}.\s]+", "figure-name")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Binding(_Strict):
    """What a name in prose is bound to; empty fields take the document's defaults."""

    indicator: Slug
    period: str = ""
    area: str = ""
    package: str = ""
    caliber: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"indicator": value} if isinstance(value, str) else value


class FrontMatter(_Strict):
    """The fields of all documents; those that a kind does not have stay empty."""

    title: Text
    slug: Slug
    date: Moment
    summary: Text
    package: str = ""
    environment: str = ""
    area: str = ""
    source: str = ""
    locator: str = ""
    consent: str = ""
    initiatives: tuple[Slug, ...] = ()
    figures: dict[FigureName, Binding] = {}
    literals: dict[Text, Text] = {}
    claims: dict[Text, Text] = {}


_NEEDED = {
    DocumentKind.CASE: ("environment", "area", "source"),
    DocumentKind.REPORT: ("package", "area", "source"),
    DocumentKind.PAGE: (),
}
_FOREIGN = {
    DocumentKind.CASE: ("package",),
    DocumentKind.REPORT: ("initiatives",),
    DocumentKind.PAGE: (
        "package",
        "environment",
        "area",
        "source",
        "locator",
        "consent",
        "initiatives",
    ),
}
"""Fields a kind of document must have, and those it does not have."""


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
) -> tuple[FrontMatter | None, dict[str, int], tuple[Diagnostic, ...]]:
    """Return the fields, the line of each, and what is wrong with them."""
    try:
        node = yaml.compose(front, Loader=_Loader)
        data = yaml.load(front, Loader=_Loader)  # noqa: S506 - reads text alone, no objects
    except (yaml.YAMLError, RecursionError) as fault:
        return None, {}, (_unreadable(fault, front, shown),)
    if not isinstance(data, dict):
        span = Span(path=shown, line=1)
        return None, {}, (error("front-matter-missing", span, cause="@not-a-mapping"),)
    lines, repeated = _key_lines(node)
    if repeated:
        return None, lines, tuple(_said_twice(name, line, shown) for name, line in repeated)
    try:
        fields = FrontMatter.model_validate(data)
    except ValidationError as fault:
        items = fault.errors()
    else:
        items = []
    faults = [
        error(
            "front-matter-field",
            Span(path=shown, line=_line_for(item["loc"], lines)),
            field=field_name(item["loc"]),
            cause=field_cause(item),
            found=found_value(item),
        )
        for item in items
    ]
    faults += _of_kind(data, kind, lines, shown)
    return (None, lines, tuple(faults)) if faults else (fields, lines, ())


def _of_kind(
    data: Mapping[str, object], kind: DocumentKind, lines: Mapping[str, int], shown: str
) -> list[Diagnostic]:
    missing = [(name, "@missing", 1) for name in _NEEDED[kind] if not data.get(name)]
    foreign = [(name, "@unknown-field", lines[name]) for name in _FOREIGN[kind] if name in data]
    return [
        error(
            "front-matter-field",
            Span(path=shown, line=lines.get(name, line)),
            field=name,
            cause=cause,
            found="@nothing",
        )
        for name, cause, line in (*missing, *foreign)
    ]


def _said_twice(name: str, line: int, shown: str) -> Diagnostic:
    span = Span(path=shown, line=line)
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
        if _BRACES.match(line):
            span = Span(path=shown, line=number)
            return error("front-matter-invalid", span, cause="@quote-braces")
    mark = getattr(fault, "problem_mark", None)
    span = Span(
        path=shown, line=mark.line + 2 if mark else 1, column=mark.column + 1 if mark else None
    )
    return error("front-matter-invalid", span, cause="@yaml")


def _key_lines(
    node: yaml.Node | None, prefix: str = "", depth: int = 0
) -> tuple[dict[str, int], list[tuple[str, int]]]:
    """Return the line of every key (nested ones joined with a dot), and the keys said twice.

    Line 1 is the opening `---`.
    """
    found: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    if isinstance(node, yaml.MappingNode) and depth < 3:
        for key, value in node.value:
            name = f"{prefix}{key.value}"
            if name in found:
                repeated.append((name, key.start_mark.line + 2))
            found[name] = key.start_mark.line + 2
            inner, twice = _key_lines(value, f"{name}.", depth + 1)
            found.update(inner)
            repeated += twice
    return found, repeated


def _line_for(location: tuple[str | int, ...], lines: Mapping[str, int]) -> int:
    for length in range(len(location), 0, -1):
        name = ".".join(str(step) for step in location[:length])
        if name in lines:
            return lines[name]
    return 1
