"""One reading of a document's body: figures, links, headings, claims, length."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from markdown_it.token import Token

from site_builder.markup.claims import claims_of
from site_builder.markup.figures import FIGURE
from site_builder.markup.parser import parser
from site_builder.model.document import ClaimUse, FigureUse, Heading, LinkUse

_LEFT_OVER = re.compile(r"\{\{.*?(\}\}|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a body holds.

    `malformed` are pieces that look like figures and are none, with line and column;
    `characters` counts Han characters, and each other word as one.
    """

    uses: tuple[FigureUse, ...]
    links: tuple[LinkUse, ...]
    headings: tuple[Heading, ...]
    claims: tuple[ClaimUse, ...]
    malformed: tuple[tuple[str, int, int], ...]
    characters: int


def scan(body: str, first_line: int = 1, *, verbatim: bool = False) -> Scan:
    """Return what stands in `body`, with lines counted from `first_line`.

    `verbatim` text is no Markdown: only figures are looked for.
    """
    lines = body.split("\n")
    if verbatim:
        return _scan_lines(lines, first_line)
    found = _Found(lines, first_line)
    tokens = parser().parse(body)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            found.headings.append(_heading(token, tokens[place + 1]))
        if token.type == "inline" and token.map is not None:
            found.read(token)
    return Scan(
        uses=tuple(found.uses),
        links=tuple(found.links),
        headings=tuple(found.headings),
        claims=tuple(found.claims),
        malformed=tuple(found.malformed),
        characters=found.characters,
    )


def _scan_lines(lines: list[str], first_line: int) -> Scan:
    uses: list[FigureUse] = []
    malformed: list[tuple[str, int, int]] = []
    for number, line in enumerate(lines, first_line):
        for match in FIGURE.finditer(line):
            use = FigureUse(
                name=match[1], part=match[2] or "", line=number, column=match.start() + 1
            )
            uses.append(use)
        rest = FIGURE.sub(lambda match: " " * len(match[0]), line)
        malformed += [(match[0], number, match.start() + 1) for match in _LEFT_OVER.finditer(rest)]
    return Scan(
        uses=tuple(uses),
        links=(),
        headings=(),
        claims=(),
        malformed=tuple(malformed),
        characters=0,
    )


class _Found:
    """Collects what the inline tokens of a body hold."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.uses: list[FigureUse] = []
        self.links: list[LinkUse] = []
        self.headings: list[Heading] = []
        self.claims: list[ClaimUse] = []
        self.malformed: list[tuple[str, int, int]] = []
        self.characters = 0

    def read(self, token: Token) -> None:
        """Read one inline token."""
        assert token.map is not None
        start, end = token.map
        finder = _Finder(self.lines, start, end, self.first_line)
        for child in token.children or ():
            if child.type == "figure":
                line, column = finder.find(child.content)
                name, part = child.meta["name"], child.meta["part"]
                self.uses.append(FigureUse(name=name, part=part, line=line, column=column))
            elif child.type in ("link_open", "image"):
                target = unquote(str(child.attrGet("href") or child.attrGet("src") or ""))
                line, column = finder.find(target, anywhere=True)
                self.links.append(LinkUse(target=target, line=line, column=column))
            elif child.type == "text":
                self.characters += _length(child.content)
                for match in _LEFT_OVER.finditer(child.content):
                    self.malformed.append((match[0], *finder.find(match[0])))
        for claim, before in claims_of(token.children or ()):
            words = _Finder(self.lines, start, end, self.first_line)
            for _ in range(before + 1):
                line, column = words.find(claim.word)
            self.claims.append(replace(claim, line=line, column=column))


def _heading(opening: Token, inline: Token) -> Heading:
    text = "".join(child.content for child in inline.children or () if child.type == "text")
    return Heading(level=int(opening.tag[1]), text=text, anchor=str(opening.attrGet("id") or ""))


class _Finder:
    """Finds the written form of inline tokens in the lines of their block, in order."""

    def __init__(self, lines: list[str], start: int, end: int, first_line: int) -> None:
        self._lines = lines
        self._start = self._line = start
        self._end = end
        self._column = 0
        self._first = first_line

    def find(self, text: str, *, anywhere: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of the next occurrence.

        Where the block does not hold the text (a link by reference), the rest of the document is
        searched if `anywhere`; the block's start stands for what is not found.
        """
        place = self._search(text, self._line, self._end, self._column)
        if place is not None:
            self._line, self._column = place[0], place[1] + max(1, len(text))
        elif anywhere and text:
            place = self._search(text, 0, len(self._lines), 0)
        if place is None:
            return self._first + self._start, 1
        return self._first + place[0], place[1] + 1

    def _search(self, text: str, start: int, end: int, column: int) -> tuple[int, int] | None:
        for line in range(start, min(end, len(self._lines))):
            found = self._lines[line].find(text, column if line == start else 0)
            if found >= 0:
                return line, found
        return None


def _length(text: str) -> int:
    return sum(1 for _ in _units(text))


def _units(text: str) -> Iterator[str]:
    """Yield each Han character, and each run of other letters and digits once."""
    in_word = False
    for character in text:
        if "一" <= character <= "鿿":
            in_word = False
            yield character
        elif unicodedata.category(character)[0] in "LN":
            if not in_word:
                yield character
            in_word = True
        else:
            in_word = False
