"""Read the Markdown files of `content/`: front matter, then one scan of the body."""

from pathlib import Path

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.known import Known
from site_builder.load.files import read_text
from site_builder.load.front_matter import FrontMatter, Parts, read_front_matter, split
from site_builder.markup.scan import Scan, scan
from site_builder.model.document import Document, DocumentKind, FigureBinding, FigureUse
from site_builder.model.set_aside import SetAside

_FOLDERS = (
    (DocumentKind.CASE, "cases"),
    (DocumentKind.REPORT, "reports"),
    (DocumentKind.PAGE, "pages"),
)


def load_documents(
    root: Path, content: str, known: Known
) -> tuple[tuple[Document, ...], SetAside, tuple[Diagnostic, ...]]:
    """Return every case, report and page under `content`, with what is wrong in them.

    The second value names the faulty ones by kind and file name. A text in `known` is not read
    again.
    """
    documents: list[Document] = []
    items: set[tuple[str, str]] = set()
    diagnostics: list[Diagnostic] = []
    for kind, folder in _FOLDERS:
        for path in sorted((root / content / folder).rglob("*.md")):
            shown = path.relative_to(root).as_posix()
            document, faults = _load(path, shown, kind, known)
            diagnostics += faults
            if document is not None:
                documents.append(document)
            else:
                items.add((kind, path.stem))
    return tuple(documents), SetAside(items=frozenset(items)), tuple(diagnostics)


def _load(
    path: Path, shown: str, kind: DocumentKind, known: Known
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    text, faults = read_text(path, shown)
    if text is None:
        return None, faults
    folder = path.parent.name
    key = ("document", kind, shown, folder, text)
    return known.value(key, lambda: _parse(text, shown, kind, folder))


def _parse(
    text: str, shown: str, kind: DocumentKind, folder: str
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    parts = split(text, shown)
    if isinstance(parts, Diagnostic):
        return None, (parts,)
    fields, lines, faults = read_front_matter(parts.front, shown, kind)
    found = scan(parts.body, parts.body_line)
    uses, in_front = _in_front_matter(parts.front, shown)
    faults = (*faults, *in_front, *_malformed(found, shown))
    if fields is None or faults:
        return None, faults
    package = folder if kind is DocumentKind.CASE else fields.package
    return _document(fields, parts, shown, kind, package, lines, (*uses, *found.uses), found), ()


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
    fields: FrontMatter,
    parts: Parts,
    shown: str,
    kind: DocumentKind,
    package: str,
    lines: dict[str, int],
    uses: tuple[FigureUse, ...],
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
        uses=uses,
        links=found.links,
        headings=found.headings,
        claim_uses=found.claims,
        characters=found.characters,
    )
