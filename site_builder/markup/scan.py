"""One reading of a body: figures, links, images, terms, headings, claims, numerals, length."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from urllib.parse import unquote

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from site_builder.markup.claims import claims_of
from site_builder.markup.compile import compiled
from site_builder.markup.figures import FIGURE
from site_builder.markup.numerals import Numeral, may_hold_numerals, numerals_of
from site_builder.markup.parser import DEEPEST, parser
from site_builder.markup.pictures import alt_text
from site_builder.markup.reading_time import length_of
from site_builder.markup.terms import mark_terms
from site_builder.markup.words import HOLE, words_of
from site_builder.model.document import (
    ClaimUse,
    FigureUse,
    Heading,
    ImageUse,
    Length,
    LinkUse,
    NumeralUse,
)
from site_builder.model.text import Html

_NOTE = re.compile(r"(?<!\\)\^\[")
_NOT_WORDS = re.compile(r"\{\{[^{}]*\}\}|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)")
"""What stands in Markdown and is not read as words: figures, images, addresses of links."""
_HOLDERS = ("blockquote_open", "list_item_open")
"""Tokens of blocks that hold others."""
NO_HTML = Html(pieces=("",), holes=())
_LEFT_OVER = re.compile(r"\{\{.*?(\}\}|$)")


class Scan(Struct, frozen=True, kw_only=True):
    """What a body holds.

    `malformed` are pieces that look like figures and are none, with line and column;
    `length` counts each figure as one word. `html` is the body as HTML with its terms marked.
    `too_deep` is the line of a block so deep in others that the parser leaves out what it holds,
    `too_long` that of a paragraph so long that it was not read; 0 where there is none.
    """

    uses: tuple[FigureUse, ...]
    links: tuple[LinkUse, ...]
    images: tuple[ImageUse, ...]
    terms: tuple[str, ...]
    headings: tuple[Heading, ...]
    claims: tuple[ClaimUse, ...]
    numerals: tuple[NumeralUse, ...]
    malformed: tuple[tuple[str, int, int], ...]
    length: Length
    html: Html = NO_HTML
    too_deep: int = 0
    too_long: int = 0


_NO_TERMS: Mapping[str, str] = {}


def scan(
    body: str,
    first_line: int = 1,
    *,
    verbatim: bool = False,
    terms: Mapping[str, str] = _NO_TERMS,
) -> Scan:
    """Return what stands in `body`, with lines counted from `first_line`.

    `verbatim` text is no Markdown: only figures and numerals are looked for. `terms` maps what may
    be written to the term of the glossary it means.
    """
    lines = body.replace("\0", "\ufffd").split("\n")  # as the parser does
    if verbatim:
        return _scan_lines(lines, first_line)
    found = _Found(lines, first_line)
    tokens = parser().parse(body)
    before, too_deep, too_long = None, 0, 0
    for token in tokens:
        if token.level >= DEEPEST - 1 and token.type in _HOLDERS and not too_deep:
            too_deep = first_line + (token.map or (0,))[0]
        if token.meta.get("too_long") and not too_long:
            too_long = first_line + (token.map or (0,))[0]
        if token.type == "inline":
            if before is not None and before.type == "heading_open":
                found.headings.append(_heading(before, token))
            found.read(token, in_cell=before is not None and before.tag in ("th", "td"))
        before = token
    shown = mark_terms(tokens, terms)
    return Scan(
        html=compiled(tokens),
        uses=tuple(found.uses),
        links=tuple(found.links),
        images=tuple(found.images),
        terms=shown,
        headings=tuple(found.headings),
        claims=tuple(found.claims),
        numerals=tuple(found.numerals),
        malformed=tuple(found.malformed),
        length=found.length(),
        too_deep=too_deep,
        too_long=too_long,
    )


def _scan_lines(lines: list[str], first_line: int) -> Scan:
    uses: list[FigureUse] = []
    malformed: list[tuple[str, int, int]] = []
    numerals: list[NumeralUse] = []
    for number, line in enumerate(lines, first_line):
        for match in FIGURE.finditer(line):
            use = FigureUse(
                name=match[1], part=match[2] or "", line=number, column=match.start() + 1
            )
            uses.append(use)
        rest = FIGURE.sub(lambda match: " " * len(match[0]), line)
        malformed += [(match[0], number, match.start() + 1) for match in _LEFT_OVER.finditer(rest)]
        words = FIGURE.sub(lambda match: HOLE * len(match[0]), line)
        numerals += [
            _numeral(item, (number, item.start + 1)) for item in numerals_of(words, verbatim=True)
        ]
    return Scan(
        uses=tuple(uses),
        links=(),
        images=(),
        terms=(),
        headings=(),
        claims=(),
        numerals=tuple(numerals),
        malformed=tuple(malformed),
        length=Length(han=0, words=0),
    )


def _numeral(found: Numeral, place: tuple[int, int]) -> NumeralUse:
    return NumeralUse(
        text=found.text,
        core=found.core,
        value=found.value,
        unit=found.unit,
        sentence=found.sentence,
        offset=found.offset,
        line=place[0],
        column=place[1],
    )


class _Found:
    """Collects what the inline tokens of a body hold."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.cursor: dict[int, int] = {}
        self.notes = iter(_NOTE.finditer("\n".join(lines)))
        self.starts: list[int] = []
        self.uses: list[FigureUse] = []
        self.links: list[LinkUse] = []
        self.images: list[ImageUse] = []
        self.headings: list[Heading] = []
        self.claims: list[ClaimUse] = []
        self.numerals: list[NumeralUse] = []
        self.malformed: list[tuple[str, int, int]] = []
        self.texts: list[str] = []
        self.holes = 0
        self._passed: list[Token] = []

    def read(self, token: Token, *, in_cell: bool) -> None:
        """Read one inline token, of a table's cell or not.

        The cells of a row share a line: each is looked for behind the one before.
        """
        children = token.children or []
        numbered = may_hold_numerals(token.content)
        plain = len(children) == 1 and children[0].type == "text" and "{{" not in token.content
        if plain and not numbered and token.map is not None:
            self.texts.append(children[0].content)
            if in_cell:
                self._passed.append(token)
            return
        block = self._block(token)
        reached = 0
        figures = False
        for child in children:
            if child.type == "figure":
                reached = child.meta["start"] + len(child.content)
                line, column = block.place(child.meta["start"])
                name, part = child.meta["name"], child.meta["part"]
                self.uses.append(FigureUse(name=name, part=part, line=line, column=column))
                self.holes += 1
                figures = True
            elif child.type == "link_open":
                target, line, column = self._target(child, block)
                self.links.append(LinkUse(target=target, line=line, column=column))
            elif child.type == "image":
                self._image(child, block)
            elif child.type == "text":
                self.texts.append(child.content)
                reached = self._left_over(child.content, block, reached)
            elif child.type == "code_inline":
                reached = max(reached, block.content.find(child.content, reached))
                reached += len(child.content)
        for claim, before in claims_of(children) if figures else ():
            line, column = block.occurrence(claim.word, before)
            self.claims.append(replace(claim, line=line, column=column))
        if not numbered:
            return
        words = words_of(children, block.content)
        for numeral in numerals_of(words.text):
            place = block.place(words.places[numeral.start])
            self.numerals.append(_numeral(numeral, place))

    def length(self) -> Length:
        """Return how long all texts are; a figure is one word."""
        length = length_of("\n".join(self.texts))
        return Length(han=length.han, words=length.words + self.holes)

    def _image(self, token: Token, block: "_Block") -> None:
        target, line, column = self._target(token, block)
        alt = alt_text(token)
        caption = str(token.attrGet("title") or token.meta.get("caption", ""))
        for words in (alt, caption):
            pieces = _LEFT_OVER.finditer(words)
            self.malformed += [(match[0], line, column) for match in pieces]
        use = ImageUse(target=target, alt=alt, caption=caption, line=line, column=column)
        self.images.append(use)

    def _target(self, token: Token, block: "_Block") -> tuple[str, int, int]:
        """Return where a link or an image leads, and the place of that address."""
        raw = str(token.attrGet("href") or token.attrGet("src") or "")
        target = unquote(raw)
        start, end = token.meta.get("start"), token.meta.get("end")
        found = -1
        if start is not None:
            opened = [f"{mark}{one}" for mark in ("](", "](<", "<") for one in (target, raw)]
            found = next(
                (
                    place + len(text) - len(text.lstrip("]<("))
                    for text in opened
                    if (place := block.content.find(text, start, end)) >= 0
                ),
                -1,
            )
        if found >= 0:
            line, column = block.place(found)
        else:
            line, column = self._anywhere(target)
        return target, line, column

    def _left_over(self, text: str, block: "_Block", reached: int) -> int:
        """Keep what looks like a figure and is none; a backslash before it says it is meant.

        Returns how far the block has been read.
        """
        for match in _LEFT_OVER.finditer(text):
            place = max(block.content.find(match[0], reached), 0)
            reached = place + len(match[0])
            before = block.content[:place]
            if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
                self.malformed.append((match[0], *block.place(place)))
        return reached

    def _anywhere(self, text: str) -> tuple[int, int]:
        for number, line in enumerate(self.lines):
            if text and text in line:
                return self.first_line + number, line.find(text) + 1
        return self.first_line, 1

    def _block(self, token: Token) -> "_Block":
        """Return the block a token was written in, and where its lines begin."""
        if token.map is None:
            return self._note(token)
        for cell in self._passed:
            if cell.map == token.map:
                self._bases(cell, cell.map)
        self._passed.clear()
        return _Block(token.content, self._bases(token, token.map), self.first_line)

    def _bases(self, token: Token, lines: list[int]) -> list[tuple[int, int, bool]]:
        """Return where the lines of a token begin; the next token is looked for behind it."""
        bases = []
        texts = token.content.split("\n")
        first, end = lines[0], min(lines[1], len(self.lines))
        if end - first > len(texts):  # the parser cuts off lines of full-width spaces
            first = next((n for n in range(first, end) if texts[0] in self.lines[n]), first)
        for number, written in enumerate(texts, first):
            source = self.lines[number] if number < len(self.lines) else ""
            column = source.find(written, self.cursor.get(number, 0))
            escaped = column < 0 and "|" in written
            if escaped:
                written = written.replace("|", "\\|")
                column = source.find(written, self.cursor.get(number, 0))
            self.cursor[number] = max(column, 0) + len(written)
            bases.append((number, max(column, 0), escaped))
        return bases

    def _note(self, token: Token) -> "_Block":
        """Return the block of a note written in the text, `^[...]`; notes come in their order."""
        opening = next(self.notes, None)
        offset = opening.end() if opening else 0
        if not self.starts:
            self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        number = bisect_right(self.starts, offset) - 1
        base = (number, offset - self.starts[number], False)
        return _Block(token.content, [base], self.first_line)


class _Block:
    """The text of one inline token, and where in the file each of its lines begins.

    A base is line, column, and whether pipes are escaped there (in a table's cell).
    """

    def __init__(self, content: str, bases: list[tuple[int, int, bool]], first_line: int) -> None:
        self.content = content
        self._bases = bases
        self._first_line = first_line
        self._places: dict[str, list[int]] = {}

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of an offset in the content."""
        before = self.content[:offset]
        row = min(before.count("\n"), len(self._bases) - 1)
        number, column, escaped = self._bases[row]
        shift = before.count("|") if escaped else 0
        within = offset - (before.rfind("\n") + 1)
        return self._first_line + number, column + within + shift + 1

    def occurrence(self, word: str, before: int) -> tuple[int, int]:
        """Return the place of a word that `before` equal ones stand before."""
        places = self._places.get(word)
        if places is None:
            masked = _NOT_WORDS.sub(lambda match: "\0" * len(match[0]), self.content)
            pattern = "\n?".join(re.escape(character) for character in word)
            places = [match.start() for match in re.finditer(pattern, masked)]
            self._places[word] = places
        return self.place(places[min(before, len(places) - 1)] if places else 0)


def _heading(opening: Token, inline: Token) -> Heading:
    text = "".join(
        child.content for child in inline.children or () if child.type in ("text", "code_inline")
    )
    return Heading(level=int(opening.tag[1]), text=text, anchor=str(opening.attrGet("id") or ""))
