"""Words that the editors' list forbids or discourages, in everything that is published.

Titles in 《》 are left alone: they are somebody else's. Discouraged words may also be quoted.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from site_builder.diagnostics import Diagnostic, Severity, Span, error, warning
from site_builder.markup.claims import QUOTED
from site_builder.model.document import Document
from site_builder.model.package import Break, Indicator, Initiative, Observation, Package
from site_builder.model.site import Routes, Site
from site_builder.model.text import Text
from site_builder.model.wording import AvoidedTerm


class _Lexicon(Struct, frozen=True):
    """The terms, longest first, and a pattern that finds where any of them begins."""

    terms: tuple[AvoidedTerm, ...]
    pattern: re.Pattern[str]

    def uses(self, text: str) -> Iterator[tuple[AvoidedTerm, int]]:
        """Yield each term to be told in a text, with its offset; one at a place."""
        quoted: list[tuple[int, int]] | None = None
        position = 0
        while match := self.pattern.search(text, position):
            start = match.start()
            position = start + 1
            for term in self.terms:
                if not text.startswith(term.term, start) or _right(term, text, start):
                    continue
                if quoted is None:
                    quoted = [found.span() for found in QUOTED.finditer(text)]
                if not _others_words(term, text, start, quoted):
                    yield term, start
                    position = start + len(term.term)
                    break


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return every place in settings and packages where a term of the list stands."""
    if not site.wording:
        return ()
    lexicon = _lexicon(site)
    return tuple(
        _told(term, span)
        for span, text in (*_settings(site), *_cells(site))
        for term, _ in lexicon.uses(text)
    )


def check_documents(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the same of documents."""
    if not site.wording:
        return ()
    lexicon = _lexicon(site)
    return tuple(
        fault
        for document in (*site.cases, *site.reports, *site.pages)
        for fault in _in_document(document, site.texts[document.path], lexicon)
    )


def _lexicon(site: Site) -> _Lexicon:
    pattern = re.compile("|".join(re.escape(item.term) for item in site.wording))
    return _Lexicon(site.wording, pattern)


def _right(term: AvoidedTerm, text: str, start: int) -> bool:
    """Tell whether the term is part of a longer text in which it is right."""
    return any(
        text.startswith(context, begin)
        for context in term.contexts
        for match in re.finditer(re.escape(term.term), context)
        if (begin := start - match.start()) >= 0
    )


def _others_words(term: AvoidedTerm, text: str, start: int, quoted: list[tuple[int, int]]) -> bool:
    return any(
        begin <= start < end and (term.severity is Severity.WARNING or text[begin] == "《")
        for begin, end in quoted
    )


def _told(term: AvoidedTerm, span: Span) -> Diagnostic:
    advice = f"@write|{term.replacement}" if term.replacement else "@write-otherwise"
    if term.severity is Severity.ERROR:
        return error("term-forbidden", span, term=term.term, reason=term.reason, advice=advice)
    return warning("term-discouraged", span, term=term.term, reason=term.reason, advice=advice)


def _in_document(document: Document, body: Text, lexicon: _Lexicon) -> Iterator[Diagnostic]:
    # Straight quotation marks of the front matter belong to YAML.
    lines = [(number, line.replace('"', " ")) for _, number, line in body.head]
    lines += enumerate(body.body.split("\n"), body.body_line)
    text, starts = _joined(lines)
    offsets = [offset for offset, _, _ in starts]
    for term, place in lexicon.uses(text):
        offset, line, column = starts[bisect_right(offsets, place) - 1]
        yield _told(term, Span(path=document.path, line=line, column=column + place - offset))


def _joined(lines: list[tuple[int, str]]) -> tuple[str, list[tuple[int, int, int]]]:
    """Return lines as one text, without the breaks inside a paragraph.

    With it, for each line, its offset there, its number and the column it begins at.
    """
    text: list[str] = []
    starts = []
    offset = 0
    before = 0
    for number, line in lines:
        words = line.lstrip(" \t>")
        if not words or number != before + 1:
            text.append("\n")
            offset += 1
        starts.append((offset, number, len(line) - len(words) + 1))
        text.append(words)
        offset += len(words)
        before = number
    return "".join(text), starts


def _settings(site: Site) -> Iterator[tuple[Span, str]]:
    settings = site.settings
    texts = [settings.title, settings.subtitle, settings.description, settings.notice]
    for environment in settings.environments:
        texts += [environment.title, environment.short, environment.description, environment.note]
    for column in settings.columns:
        texts += [column.name, column.description, column.keywords]
    texts += [text for line in settings.footer for text in line]
    for text in dict.fromkeys(texts):
        yield Span(path="site.toml", line=settings.line_of(text)), text


def _cells(site: Site) -> Iterator[tuple[Span, str]]:
    """Yield the cells of packages that hold words of the editors."""
    for package in site.packages:
        for field in ("title", "description"):
            span = Span(path=f"{package.folder}/datapackage.json", field=field)
            yield span, getattr(package, field)
        for item in package.indicators:
            yield from _row(package, "indicators", item, "title", "denominator", "definition")
        for observation in package.observations:
            yield from _row(package, "observations", observation, "rank_scope", "editor_note")
        for one in package.breaks:
            yield from _row(package, "breaks", one, "reason")
        for initiative in package.initiatives:
            yield from _row(package, "initiatives", initiative, "title", "summary")


def _row(
    package: Package, table: str, row: Indicator | Observation | Break | Initiative, *fields: str
) -> Iterator[tuple[Span, str]]:
    path = f"{package.folder}/{table}.csv"
    for field in fields:
        yield Span(path=path, resource=table, row=row.row, field=field), getattr(row, field)
