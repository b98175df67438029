"""Read the Markdown files of `content/`: front matter, then one scan of the body."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.files import read_text
from site_builder.markup.scan import scan
from site_builder.model.document import Document, DocumentKind, FigureBinding

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _moment(value: object) -> str:
    """Return a date with time as `YYYY-MM-DD HH:MM`; no time is ever added."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    text = str(value)
    datetime.strptime(text, "%Y-%m-%d %H:%M")
    return text


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, Field(min_length=1)]
Moment = Annotated[str, BeforeValidator(_moment)]
FigureName = Annotated[str, Field(pattern=r"^[^{}.\s]+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Binding(_Strict):
    indicator: Slug
    period: str = ""
    area: str = ""
    package: str = ""
    caliber: str = ""


class _Common(_Strict):
    title: Text
    slug: Slug
    date: Moment
    summary: Text
    figures: dict[FigureName, Slug | _Binding] = {}
    literals: dict[Text, Text] = {}
    claims: dict[Text, Text] = {}


class _Case(_Common):
    environment: Slug
    area: Text
    source: Text
    locator: str = ""
    initiatives: tuple[Slug, ...] = ()
    consent: str = ""


class _Report(_Common):
    package: Slug
    area: Text
    source: Text
    environment: str = ""
    locator: str = ""
    consent: str = ""


class _Page(_Common):
    pass


_MODELS: dict[DocumentKind, type[_Common]] = {
    DocumentKind.CASE: _Case,
    DocumentKind.REPORT: _Report,
    DocumentKind.PAGE: _Page,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """A file cut into front matter and body, with the line the body starts on."""

    front: str
    body: str
    body_line: int


def load_documents(
    root: Path, content: str
) -> tuple[tuple[Document, ...], frozenset[str], tuple[Diagnostic, ...]]:
    """Return every case, report and page under `content`, with what is wrong in them.

    The second value names the faulty ones, as `case:slug`, by their file names.
    """
    documents: list[Document] = []
    set_aside: set[str] = set()
    diagnostics: list[Diagnostic] = []
    for kind, folder in (
        (DocumentKind.CASE, "cases"),
        (DocumentKind.REPORT, "reports"),
        (DocumentKind.PAGE, "pages"),
    ):
        for path in sorted((root / content / folder).rglob("*.md")):
            shown = path.relative_to(root).as_posix()
            package = path.parent.name if kind is DocumentKind.CASE else ""
            document, faults = _load(path, shown, kind, package)
            diagnostics += faults
            if document is not None:
                documents.append(document)
            else:
                set_aside.add(f"{kind}:{path.stem}")
    return tuple(documents), frozenset(set_aside), tuple(diagnostics)


def _load(
    path: Path, shown: str, kind: DocumentKind, package: str
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    text, faults = read_text(path, shown)
    if text is None:
        return None, faults
    parts = _split(text)
    if parts is None:
        return None, (error("front-matter-missing", Span(path=shown, line=1)),)
    try:
        node = yaml.compose(parts.front, Loader=_Loader)
        data = yaml.load(parts.front, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        span = Span(
            path=shown,
            line=mark.line + 2 if mark else 1,
            column=mark.column + 1 if mark else None,
        )
        cause = getattr(fault, "problem", None) or "YAML"
        return None, (error("front-matter-invalid", span, cause=cause),)
    if not isinstance(data, dict):
        return None, (error("front-matter-missing", Span(path=shown, line=1)),)
    lines = _key_lines(node)
    try:
        front = _MODELS[kind].model_validate(data)
    except ValidationError as fault:
        return None, tuple(
            error(
                "front-matter-field",
                Span(path=shown, line=_line_for(item["loc"], lines)),
                field=".".join(str(step) for step in item["loc"]),
                cause=item["msg"],
                value=str(item.get("input", ""))[:60],
            )
            for item in _outermost(fault)
        )
    return _document(front, parts, shown, kind, package, lines), ()


def _document(
    front: Any, parts: _Parts, shown: str, kind: DocumentKind, package: str, lines: dict[str, int]
) -> Document:
    found = scan(parts.body, parts.body_line)
    return Document(
        kind=kind,
        path=shown,
        slug=front.slug,
        title=front.title,
        date=front.date,
        summary=front.summary,
        package=getattr(front, "package", package),
        environment=getattr(front, "environment", ""),
        area=getattr(front, "area", ""),
        source=getattr(front, "source", ""),
        locator=getattr(front, "locator", ""),
        consent=getattr(front, "consent", ""),
        initiatives=getattr(front, "initiatives", ()),
        figures=tuple(
            _binding(name, value, lines.get(f"figures.{name}", 1))
            for name, value in front.figures.items()
        ),
        literals=tuple(front.literals.items()),
        claims=tuple(front.claims.items()),
        body=parts.body,
        body_line=parts.body_line,
        front_matter_lines=tuple(sorted(lines.items())),
        uses=(*scan(front.summary, lines.get("summary", 1)).uses, *found.uses),
        links=found.links,
        headings=found.headings,
        characters=found.characters,
    )


def _binding(name: str, value: str | _Binding, line: int) -> FigureBinding:
    if isinstance(value, str):
        value = _Binding(indicator=value)
    return FigureBinding(
        name=name,
        indicator=value.indicator,
        period=value.period,
        area=value.area,
        package=value.package,
        caliber=value.caliber,
        line=line,
    )


def _split(text: str) -> _Parts | None:
    if not text.startswith("---\n"):
        return None
    end = text.find("\n---\n", 3)
    if end < 0:
        return None
    front, body = text[4 : end + 1], text[end + 5 :]
    return _Parts(front=front, body=body, body_line=text[: end + 5].count("\n") + 1)


def _key_lines(node: yaml.Node | None, prefix: str = "", depth: int = 0) -> dict[str, int]:
    """Return the line of every key, nested ones joined with a dot; line 1 is the opening `---`."""
    found: dict[str, int] = {}
    if isinstance(node, yaml.MappingNode) and depth < 3:
        for key, value in node.value:
            name = f"{prefix}{key.value}"
            found[name] = key.start_mark.line + 2
            found.update(_key_lines(value, f"{name}.", depth + 1))
    return found


def _line_for(location: tuple[str | int, ...], lines: dict[str, int]) -> int:
    for length in range(len(location), 0, -1):
        name = ".".join(str(step) for step in location[:length])
        if name in lines:
            return lines[name]
    return 1


def _outermost(fault: ValidationError) -> list[Any]:
    """Return one error for each place: of a union's alternatives the first is enough."""
    seen: set[tuple[str | int, ...]] = set()
    kept = []
    for item in fault.errors():
        place = item["loc"][:2]
        if place not in seen:
            seen.add(place)
            kept.append(item)
    return kept
