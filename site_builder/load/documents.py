"""Read the Markdown files of `content/`: front matter, then one scan of the body."""

from dataclasses import replace
from pathlib import Path

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.files import read_text
from site_builder.load.front_matter import FrontMatter, Parts, read_front_matter, split
from site_builder.markup.scan import Scan, scan
from site_builder.model.document import Document, DocumentKind, FigureBinding, FigureUse, NumeralUse
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
    fields, lines, faults = read_front_matter(parts.front, shown, kind)
    found = scan(parts.body, parts.body_line)
    head = _head(parts.front)
    uses, numerals, in_head = _in_head(head, shown)
    faults = (*faults, *in_head, *_malformed(found, shown))
    if fields is None or faults:
        return None, faults
    package = path.parent.name if kind is DocumentKind.CASE else fields.package
    whole = replace(found, uses=(*uses, *found.uses), numerals=(*numerals, *found.numerals))
    return _document(fields, parts, shown, kind, package, lines, head, whole), ()


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
    fields: FrontMatter,
    parts: Parts,
    shown: str,
    kind: DocumentKind,
    package: str,
    lines: dict[str, int],
    head: tuple[tuple[str, int, str], ...],
    found: Scan,
) -> Document:
    return Document(
        kind=kind,
        path=shown,
        slug=fields.slug,
        title=fields.title,
        date=fields.date,
        summary=fields.summary,
        package=package,
        environment=fields.environment,
        area=fields.area,
        source=fields.source,
        locator=fields.locator,
        consent=fields.consent,
        initiatives=fields.initiatives,
        figures=tuple(
            FigureBinding(
                name=name,
                indicator=binding.indicator,
                period=binding.period,
                area=binding.area,
                package=binding.package,
                caliber=binding.caliber,
                line=lines.get(f"figures.{name}", 1),
            )
            for name, binding in fields.figures.items()
        ),
        literals=tuple(fields.literals.items()),
        claims=tuple(fields.claims.items()),
        body=parts.body,
        body_line=parts.body_line,
        front_matter_lines=tuple(sorted(lines.items())),
        head=head,
        uses=found.uses,
        links=found.links,
        headings=found.headings,
        claim_uses=found.claims,
        numerals=found.numerals,
        characters=found.characters,
    )
