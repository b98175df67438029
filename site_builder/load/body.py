"""The text of a document: cut off from its front matter and scanned.

Front matter, which takes longer to understand, is not read here.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.files import text_of
from site_builder.load.parsed import Source
from site_builder.load.privacy import personal_in_text
from site_builder.markup.parser import DEEPEST
from site_builder.markup.placeholders import may_hold_placeholders, placeholders
from site_builder.markup.scan import Scan, scan
from site_builder.markup.shortcuts import LONGEST
from site_builder.model.document import Document, FigureUse, NumeralUse
from site_builder.model.text import Text
from site_builder.traces import digest


class Parts(Struct, frozen=True, kw_only=True):
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


class Body(Struct, frozen=True, kw_only=True):
    """What was found in a text, with what stands in title and summary, and what is wrong there.

    `head` names what of the document is shown elsewhere than on its page.
    """

    found: Scan
    text: Text
    head: str
    faults: tuple[Diagnostic, ...]
    to_write: tuple[tuple[str, int, int], ...]


def read_body(parts: Parts, shown: str, terms: Mapping[str, str]) -> Body:
    """Return the text of a document, whatever its front matter says."""
    own = scan(parts.body, parts.body_line, terms=terms)
    lines = _head(parts.front)
    uses, numerals, in_head = _in_head(lines, shown)
    found = replace(own, uses=(*uses, *own.uses), numerals=(*numerals, *own.numerals))
    printed = [(use.name, use.part) for use in found.uses]
    return Body(
        found=found,
        text=Text(body=parts.body, body_line=parts.body_line, head=lines, html=own.html),
        head=digest(printed, parts.front, shown, found.images, found.terms),
        faults=(*in_head, *_malformed(own, shown), *_unread(own, shown)),
        to_write=tuple(_to_write(parts, lines)),
    )


def with_body(
    before: Document, source: Source, terms: Mapping[str, str]
) -> tuple[Document, Text] | None:
    """Return a document with its text as it is now, where nothing else of it has changed.

    None where front matter is another, or the text is faulty or tells elsewhere of something else.
    """
    text, _ = text_of(source.data, source.path, source.limits)
    parts = split(text, source.path) if text is not None else None
    if not isinstance(parts, Parts) or personal_in_text(source.data, source.path):
        return None
    body = read_body(parts, source.path, terms)
    if body.faults or before.faults or body.head != before.head:
        return None
    found = body.found
    now = replace(
        before,
        digest=source.key,
        uses=found.uses,
        links=found.links,
        headings=found.headings,
        claim_uses=found.claims,
        numerals=found.numerals,
        length=found.length,
        to_write=body.to_write,
    )
    return now, body.text


def _to_write(
    parts: Parts, head: tuple[tuple[str, int, str], ...]
) -> Iterator[tuple[str, int, int]]:
    """Yield the placeholders in title, summary and body."""
    lines = [(number, line) for _, number, line in head]
    if may_hold_placeholders(parts.body):
        lines += enumerate(parts.body.split("\n"), parts.body_line)
    for number, line in lines:
        for words, column in placeholders(line):
            yield words, number, column


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


def _unread(found: Scan, shown: str) -> list[Diagnostic]:
    """Return what the parser has left out."""
    faults = []
    if found.too_deep:
        span = Span(path=shown, line=found.too_deep)
        faults.append(error("nested-too-deep", span, most=DEEPEST))
    if found.too_long:
        span = Span(path=shown, line=found.too_long)
        faults.append(error("paragraph-too-long", span, most=LONGEST))
    return faults
