"""Read the Markdown files of `content/`: front matter, then one scan of the body."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.known import Known
from site_builder.load.fields import CaseFields, Fields, ReportFields
from site_builder.load.files import read_text
from site_builder.load.front_matter import Parts, Places, read_front_matter, says_draft, split
from site_builder.markup.scan import Scan, scan
from site_builder.model.document import (
    Cover,
    Document,
    DocumentKind,
    FigureBinding,
    FigureUse,
    NumeralUse,
)
from site_builder.model.review import NOT_REVIEWED
from site_builder.model.set_aside import SetAside

FOLDERS = (
    (DocumentKind.CASE, "cases"),
    (DocumentKind.REPORT, "reports"),
    (DocumentKind.PAGE, "pages"),
)
"""The folder of `content/` that each kind of document stands in."""


def load_documents(
    root: Path, content: str, terms: Mapping[str, str], known: Known, *, drafts: bool = True
) -> tuple[tuple[Document, ...], SetAside, tuple[Diagnostic, ...]]:
    """Return every case, report and page under `content`, with what is wrong in them.

    The second value names those that could not be read, by kind and file name. A document whose
    text alone is faulty carries its faults: whether they matter depends on whether it is published.
    Without `drafts` nothing is said of front matter that cannot be read but says it is a draft's.
    `terms` maps what may be written to the term of the glossary it means. A text in `known` is not
    read again.
    """
    documents: list[Document] = []
    items: set[tuple[str, str]] = set()
    diagnostics: list[Diagnostic] = []
    for kind, folder in FOLDERS:
        for path in sorted((root / content / folder).rglob("*.md")):
            shown = path.relative_to(root).as_posix()
            document, faults, draft = _load(path, shown, kind, terms, known)
            if document is not None:
                documents.append(document)
            elif drafts or not draft:
                diagnostics += faults
                items.add((kind, path.stem))
    return tuple(documents), SetAside(items=frozenset(items)), tuple(diagnostics)


def _load(
    path: Path, shown: str, kind: DocumentKind, terms: Mapping[str, str], known: Known
) -> tuple[Document | None, tuple[Diagnostic, ...], bool]:
    text, faults = read_text(path, shown)
    if text is None:
        return None, faults, False
    folder = path.parent.name
    key = ("document", kind, shown, folder, text, tuple(terms.items()))
    return known.value(key, lambda: _parse(text, shown, kind, folder, terms))


def _parse(
    text: str, shown: str, kind: DocumentKind, folder: str, terms: Mapping[str, str]
) -> tuple[Document | None, tuple[Diagnostic, ...], bool]:
    """Return the document, else what is wrong with its front matter and if it says it is a draft.

    What is wrong with a document that can be returned stands in it.
    """
    parts = split(text, shown)
    if isinstance(parts, Diagnostic):
        return None, (parts,), False
    fields, places, faults = read_front_matter(parts.front, shown, kind)
    found = scan(parts.body, parts.body_line, terms=terms)
    head = _head(parts.front)
    uses, numerals, in_head = _in_head(head, shown)
    faults = (*faults, *in_head, *_malformed(found, shown))
    if fields is None:
        return None, faults, says_draft(parts.front)
    whole = replace(found, uses=(*uses, *found.uses), numerals=(*numerals, *found.numerals))
    document = _document(fields, parts, shown, kind, folder, places, head, whole)
    return replace(document, faults=faults), (), fields.draft


def _head(front: str) -> tuple[tuple[str, int, str], ...]:
    """Return the lines of title and summary as written: field, number, text."""
    found = []
    field = ""
    for number, line in enumerate(front.split("\n"), 2):
        if line[:1].strip() and ":" in line:
            field = line.split(":")[0].strip()
        if field in ("title", "summary"):
            found.append((field, number, line))
    return tuple(found)


def _in_head(
    head: tuple[tuple[str, int, str], ...], shown: str
) -> tuple[list[FigureUse], list[NumeralUse], list[Diagnostic]]:
    """Return figures and numerals of title and summary; a title must hold no figure."""
    uses: list[FigureUse] = []
    numerals: list[NumeralUse] = []
    faults: list[Diagnostic] = []
    for field, number, line in head:
        found = scan(line, number, verbatim=True)
        numerals += found.numerals
        if field == "summary":
            uses += found.uses
            faults += _malformed(found, shown)
        elif found.uses or found.malformed:
            faults.append(
                error("figure-malformed", Span(path=shown, line=number), text=line.strip())
            )
    return uses, numerals, faults


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
    head: tuple[tuple[str, int, str], ...],
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
        head=head,
        uses=found.uses,
        links=found.links,
        images=found.images,
        terms=found.terms,
        headings=found.headings,
        claim_uses=found.claims,
        numerals=found.numerals,
        length=found.length,
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
