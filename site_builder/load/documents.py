"""Read the Markdown files of `content/`: front matter, then one scan of the body."""

from pathlib import Path

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.fields import CaseFields, Fields, ReportFields
from site_builder.load.files import read_text
from site_builder.load.front_matter import Parts, Places, read_front_matter, split
from site_builder.markup.scan import Scan, scan
from site_builder.model.document import (
    Cover,
    Document,
    DocumentKind,
    FigureBinding,
    FigureUse,
)
from site_builder.model.review import NOT_REVIEWED
from site_builder.model.set_aside import SetAside

_FOLDERS = (
    (DocumentKind.CASE, "cases"),
    (DocumentKind.REPORT, "reports"),
    (DocumentKind.PAGE, "pages"),
)


def load_documents(
    root: Path, content: str
) -> tuple[tuple[Document, ...], SetAside, tuple[Diagnostic, ...]]:
    """Return every case, report and page under `content`, with what is wrong in them.

    The second value names the faulty ones by kind and file name.
    """
    documents: list[Document] = []
    items: set[tuple[str, str]] = set()
    diagnostics: list[Diagnostic] = []
    for kind, folder in _FOLDERS:
        for path in sorted((root / content / folder).rglob("*.md")):
            shown = path.relative_to(root).as_posix()
            document, faults = _load(path, shown, kind)
            diagnostics += faults
            if document is not None:
                documents.append(document)
            else:
                items.add((kind, path.stem))
    return tuple(documents), SetAside(items=frozenset(items)), tuple(diagnostics)


def _load(
    path: Path, shown: str, kind: DocumentKind
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    text, faults = read_text(path, shown)
    if text is None:
        return None, faults
    parts = split(text, shown)
    if isinstance(parts, Diagnostic):
        return None, (parts,)
    fields, places, faults = read_front_matter(parts.front, shown, kind)
    found = scan(parts.body, parts.body_line)
    uses, in_front = _in_front_matter(parts.front, shown)
    faults = (*faults, *in_front, *_malformed(found, shown))
    if fields is None or faults:
        return None, faults
    folder = path.parent.name
    return _document(fields, parts, shown, kind, folder, places, (*uses, *found.uses), found), ()


def _in_front_matter(
    front: str, shown: str
) -> tuple[tuple[FigureUse, ...], tuple[Diagnostic, ...]]:
    """Return the figures of the summary as written; a title must hold none."""
    uses: list[FigureUse] = []
    faults: list[Diagnostic] = []
    field = ""
    for number, line in enumerate(front.split("\n"), 2):
        if line[:1].strip() and ":" in line:
            field = line.split(":")[0].strip()
        if field not in ("title", "summary"):
            continue
        found = scan(line, number, verbatim=True)
        if field == "summary":
            uses += found.uses
            faults += _malformed(found, shown)
        elif found.uses or found.malformed:
            faults.append(
                error("figure-malformed", Span(path=shown, line=number), text=line.strip())
            )
    return tuple(uses), tuple(faults)


def _malformed(found: Scan, shown: str) -> list[Diagnostic]:
    return [
        error("figure-malformed", Span(path=shown, line=line, column=column), text=text)
        for text, line, column in found.malformed
    ]


def _document(
    fields: Fields,
    parts: Parts,
    shown: str,
    kind: DocumentKind,
    folder: str,
    places: Places,
    uses: tuple[FigureUse, ...],
    found: Scan,
) -> Document:
    case = fields if isinstance(fields, CaseFields) else None
    report = fields if isinstance(fields, ReportFields) else None
    sourced = case or report
    package = folder if case else report.package if report else ""
    return Document(
        kind=kind,
        path=shown,
        slug=fields.slug,
        title=fields.title,
        date=fields.date,
        summary=fields.summary,
        package=package,
        environment=sourced.environment if sourced else "",
        area=sourced.area if sourced else "",
        source=sourced.source if sourced else "",
        locator=sourced.locator if sourced else "",
        consent=sourced.consent if sourced else "",
        updated=fields.updated or "",
        draft=fields.draft,
        publish_on=fields.publish_on or "",
        expires_on=fields.expires_on or "",
        departments=case.departments if case else (),
        tags=case.tags if case else (),
        aliases=fields.aliases,
        cover=Cover(image=fields.cover.image, alt=fields.cover.alt) if fields.cover else None,
        review=fields.review.model() if fields.review else NOT_REVIEWED,
        initiatives=case.initiatives if case else (),
        figures=_bindings(fields, places),
        literals=tuple(fields.literals.items()),
        claims=tuple(fields.claims.items()),
        body=parts.body,
        body_line=parts.body_line,
        places=tuple((name, *place) for name, place in sorted(places.items())),
        uses=uses,
        links=found.links,
        headings=found.headings,
        claim_uses=found.claims,
        characters=found.characters,
    )


def _bindings(fields: Fields, places: Places) -> tuple[FigureBinding, ...]:
    return tuple(
        FigureBinding(
            name=name,
            indicator=binding.indicator,
            period=binding.period,
            area=binding.area,
            package=binding.package,
            caliber=binding.caliber,
            line=places.get(f"figures.{name}", (1, 1))[0],
        )
        for name, binding in fields.figures.items()
    )
