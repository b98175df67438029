"""One Markdown file to a document and its text: front matter, then one scan of the body.

Runs in workers; what it returns depends on nothing but what it is given.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

import msgspec
from msgspec.structs import replace

from site_builder.diagnostics import Diagnostic
from site_builder.load.body import read_body, split
from site_builder.load.fields import CaseFields, Fields, ReportFields
from site_builder.load.files import text_of
from site_builder.load.front_matter import Places, read_front_matter, says_draft
from site_builder.load.parsed import Parsed, Source
from site_builder.load.privacy import personal_in_text
from site_builder.markup.scan import Scan
from site_builder.model.document import (
    PLACE_END,
    PLACE_PART,
    Cover,
    Document,
    FigureBinding,
)
from site_builder.model.review import NOT_REVIEWED
from site_builder.model.text import Text


def parse_batch(
    terms: tuple[tuple[str, str], ...], sources: tuple[Source, ...]
) -> tuple[tuple[str, bytes, bytes], ...]:
    """Return for each source its key, what was parsed and its text, both encoded.

    `terms` maps what may be written to the term of the glossary it means.
    """
    known = dict(terms)
    encode = msgspec.msgpack.encode
    found = []
    for source in sources:
        parsed, text = parse(source, known)
        found.append((source.key, encode(parsed), encode(text) if text else b""))
    return tuple(found)


def parse(source: Source, terms: Mapping[str, str]) -> tuple[Parsed, Text | None]:
    """Return what became of one file, with its text where it is a document."""
    personal = tuple(personal_in_text(source.data, source.path))
    text, faults = text_of(source.data, source.path, source.limits)
    if text is None:
        return Parsed(document=None, faults=faults, draft=False, personal=personal), None
    found, body = _parse(text, source, terms)
    return replace(found, personal=personal), body


def _parse(text: str, source: Source, terms: Mapping[str, str]) -> tuple[Parsed, Text | None]:
    """Return the document, else what is wrong with its front matter.

    What is wrong with a document that can be returned stands in it.
    """
    shown, kind = source.path, source.kind
    parts = split(text, shown)
    if isinstance(parts, Diagnostic):
        return Parsed(document=None, faults=(parts,), draft=False), None
    fields, places, faults = read_front_matter(parts.front, shown, kind)
    body = read_body(parts, shown, terms)
    faults = (*faults, *body.faults)
    if fields is None:
        return Parsed(document=None, faults=faults, draft=says_draft(parts.front)), None
    document = _document(fields, source, places, body.found)
    document = replace(document, head=body.head, faults=faults, to_write=body.to_write)
    return Parsed(document=document, faults=(), draft=fields.draft), body.text


def _document(fields: Fields, source: Source, places: Places, found: Scan) -> Document:
    case = fields if isinstance(fields, CaseFields) else None
    report = fields if isinstance(fields, ReportFields) else None
    sourced = case or report
    folder = PurePosixPath(source.path).parent.name
    package = folder if case else report.package if report else ""
    return Document(
        kind=source.kind,
        path=source.path,
        digest=source.key,
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
        places=PLACE_END.join(
            PLACE_PART.join((name, str(line), str(column)))
            for name, (line, column) in sorted(places.items())
        ),
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
