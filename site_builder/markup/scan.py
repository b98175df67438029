"""One reading of a document's body: figures, links, headings, length."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from site_builder.markup.parser import parser
from site_builder.model.document import FigureUse, Heading, LinkUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a body holds; `characters` counts Han characters, and each other word as one."""

    uses: tuple[FigureUse, ...]
    links: tuple[LinkUse, ...]
    headings: tuple[Heading, ...]
    characters: int


def scan(body: str, first_line: int = 1) -> Scan:
    """Return what stands in `body`, with lines counted from `first_line`."""
    tokens = parser().parse(body)
    lines = body.split("\n")
    uses: list[FigureUse] = []
    links: list[LinkUse] = []
    headings: list[Heading] = []
    count = 0
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            headings.append(_heading(token, tokens[place + 1]))
        if token.type != "inline" or token.map is None:
            continue
        finder = _Finder(lines, token.map[0], token.map[1], first_line)
        for child in _walk(token):
            if child.type == "figure":
                line, column = finder.find(child.content)
                name, part = child.meta["name"], child.meta["part"]
                uses.append(FigureUse(name=name, part=part, line=line, column=column))
            elif child.type in ("link_open", "image"):
                target = str(child.attrGet("href") or child.attrGet("src") or "")
                line, column = finder.find(target)
                links.append(LinkUse(target=target, line=line, column=column))
            elif child.type == "text":
                count += _length(child.content)
    return Scan(uses=tuple(uses), links=tuple(links), headings=tuple(headings), characters=count)


def _walk(token: Token) -> Iterator[Token]:
    yield from token.children or ()


def _heading(opening: Token, inline: Token) -> Heading:
    text = "".join(child.content for child in inline.children or () if child.type == "text")
    return Heading(level=int(opening.tag[1]), text=text, anchor=str(opening.attrGet("id") or ""))


class _Finder:
    """Finds the written form of inline tokens in the lines of their block, in order."""

    def __init__(self, lines: list[str], start: int, end: int, first_line: int) -> None:
        self._lines = lines
        self._line = start
        self._end = end
        self._column = 0
        self._first = first_line

    def find(self, text: str) -> tuple[int, int]:
        """Return line and column, from 1, of the next occurrence; the block's start if changed."""
        for line in range(self._line, self._end):
            offset = self._column if line == self._line else 0
            column = self._lines[line].find(text, offset)
            if column >= 0:
                self._line, self._column = line, column + max(1, len(text))
                return self._first + line, column + 1
        return self._first + self._line, 1


def _length(text: str) -> int:
    count = 0
    in_word = False
    for character in text:
        if "一" <= character <= "鿿":
            count += 1
            in_word = False
        elif unicodedata.category(character)[0] in "LN":
            count += not in_word
            in_word = True
        else:
            in_word = False
    return count
