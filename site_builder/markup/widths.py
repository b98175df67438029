"""Estimated widths of text and lines broken by them: no font is measured, no machine matters."""

import re
import unicodedata

from site_builder.markup.keep import VALUE

_NARROW = 0.6
_SQUARE = "“”‘’…—"
"""Marks that Chinese fonts set as wide as a character, though Unicode leaves it open."""
_CLOSING = "，。、；：？！）》〉」』】〕”’…％%,.;:?!)]}"
_OPENING = "（《〈「『【〔“‘([{"
_DASHES = "—–"
_PIECE = re.compile(r"https?://[!-~][^\s/]*/|版本[!-~]+|[!-.0->@-~]*[/?]|[!-~]+|\s+|.", re.DOTALL)


def text_width(text: str, size: float) -> float:
    """Return about how wide a text of a size is: a Chinese character is a square, another 0.6."""
    return _width(sum(map(_is_wide, text)), len(text), size)


def _is_wide(mark: str) -> bool:
    return mark in _SQUARE or unicodedata.east_asian_width(mark) in "WF"


def _width(wide: int, length: int, size: float) -> float:
    return size * (wide + _NARROW * (length - wide))


def broken(text: str, size: float, width: float) -> tuple[str, ...]:
    """Return the text in lines of at most a width, as Chinese is set.

    No line begins with closing punctuation or ends with an opening one, no value is parted from its
    unit, no span is broken at its dash, as far as they fit; a word longer than a line is broken
    anywhere.
    """
    lines: list[str] = []
    line = ""
    for piece in _together(text):
        if line and text_width((line + piece).rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
        *whole, line = _cut(line, size, width)
        lines += whole
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def _cut(word: str, size: float, width: float) -> list[str]:
    """Return a word in parts of at most a width, each of at least one character."""
    parts: list[str] = []
    start = wide = 0
    for end, mark in enumerate(word):
        wide += _is_wide(mark)
        if end > start and _width(wide, end + 1 - start, size) > width:
            parts.append(word[start:end])
            start, wide = end, int(_is_wide(mark))
    return [*parts, word[start:]]


def shortened(lines: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Return the first lines, the last of them with an ellipsis where there are more."""
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], f"{lines[most - 1][:-1]}…")


def _together(text: str) -> list[str]:
    """Return the pieces that a line is not broken within."""
    pieces: list[str] = []
    position = 0
    for value in VALUE.finditer(text):
        pieces += _PIECE.findall(text[position : value.start()])
        pieces.append(value[0])
        position = value.end()
    pieces += _PIECE.findall(text[position:])
    joined: list[str] = []
    for piece in pieces:
        held = piece[0] in _CLOSING + _DASHES or (
            bool(joined) and joined[-1][-1] in _OPENING + _DASHES
        )
        if joined and held:
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
