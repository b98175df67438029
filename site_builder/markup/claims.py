"""Words in prose that assert something of a bound figure: a direction, a rank, a first time.

A claim is looked for within one clause. Titles in 《》 and names in quotation marks are left alone:
they are somebody's words, not this site's.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from site_builder.model.document import ClaimKind, ClaimUse

if TYPE_CHECKING:
    from markdown_it.token import Token


_WORDS = (
    (ClaimKind.TIED_FIRST, ("并列第一",)),
    (ClaimKind.FIRST_RANK, ("第一",)),
    (ClaimKind.FIRST_TIME, ("首次",)),
    (ClaimKind.DOUBLED, ("翻一番", "翻两番", "翻番")),
    (ClaimKind.UP, ("上升", "增长", "提高", "增加")),
    (ClaimKind.DOWN, ("下降", "降低", "减少")),
    (ClaimKind.LEVEL, ("持平",)),
)
_KIND = {word: kind for kind, words in _WORDS for word in words}
_WORD = re.compile("|".join(sorted(_KIND, key=len, reverse=True)))
_CLAUSE_END = re.compile("[，。；：！？、,;:!?\n]")
_INSIDE = "{0,1000}"
"""Who opens a quotation a thousand times and closes none keeps nobody looking."""
QUOTED = re.compile(
    rf"《[^》\n]{_INSIDE}》|“[^”\n]{_INSIDE}”|‘[^’\n]{_INSIDE}’|「[^」\n]{_INSIDE}」"
    rf'|『[^』\n]{_INSIDE}』|"[^"\n]{_INSIDE}"'
)
"""Titles and quotations: somebody's words."""

_NOT_A_CLAIM = re.compile(
    "增长(?=[极点率]|速度|幅度)|增加值|(?<!并列)第一(?=[批类种部次期条款项章节书线季产时])|下降通道"
)
"""Compounds that hold one of the words but assert nothing of a figure."""

_FIGURE = "\ufffc"
"""Stands for a figure while a clause is read (U+FFFC, object replacement character)."""


def claims_of(children: "Iterable[Token]") -> Iterator[tuple[ClaimUse, int]]:
    """Yield the claims in one run of text, each with the number of equal words before it.

    Line and column are 0: the caller knows where the text stands.
    """
    text, figures = _flatten(children)
    masked = QUOTED.sub(lambda match: "\0" * len(match[0]), text)
    masked = _NOT_A_CLAIM.sub(lambda match: "\0" * len(match[0]), masked)
    start = seen = 0
    ends = [match.start() for match in _CLAUSE_END.finditer(masked)]
    for end in (*ends, len(masked)):
        clause = masked[start:end]
        count = clause.count(_FIGURE)
        own = figures[seen : seen + count]
        positions = [match.start() for match in re.finditer(_FIGURE, clause)]
        seen += count
        said = text[start:end].replace(_FIGURE, "…").strip() if own else ""
        for match in _WORD.finditer(clause) if own else ():
            nearest = _nearest(match, positions, clause)
            name, part = own[nearest]
            claim = ClaimUse(
                kind=_KIND[match[0]],
                word=match[0],
                figure=name,
                part=part,
                clause=said,
                line=0,
                column=0,
            )
            yield claim, text.count(match[0], 0, start + match.start())
        start = end + 1


_LEADS_ON = re.compile(f"[到至为了]*{_FIGURE}")


def _nearest(word: re.Match[str], positions: list[int], clause: str) -> int:
    """Return which figure a word speaks of: the one it leads on to (提高到…), else the nearest.

    Of two as near the one that follows is meant.
    """
    led = _LEADS_ON.match(clause, word.end())
    if led:
        return bisect_left(positions, led.end() - 1)

    def gap(place: int) -> tuple[int, bool]:
        at = positions[place]
        follows = at >= word.end()
        return (at - word.end() if follows else word.start() - at - 1, not follows)

    place = bisect_left(positions, word.start())
    return min(range(max(place - 1, 0), min(place + 1, len(positions))), key=gap)


def _flatten(children: "Iterable[Token]") -> tuple[str, list[tuple[str, str]]]:
    """Return the text with one mark a figure, and the figures' names and parts in order."""
    pieces: list[str] = []
    figures: list[tuple[str, str]] = []
    for child in children:
        if child.type == "figure":
            pieces.append(_FIGURE)
            figures.append((child.meta["name"], child.meta["part"]))
        elif child.type in ("text", "code_inline"):
            pieces.append(child.content.replace(_FIGURE, ""))
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n" if child.type == "hardbreak" else "")
    return "".join(pieces), figures
