"""Named rows, one below the other: where each stands, and its name beside it in lines."""

import re
from collections.abc import Sequence
from math import ceil

import altair as alt
from msgspec import Struct

from site_builder.charts.house import Row, fixed, layer, place, words
from site_builder.charts.inks import INK
from site_builder.charts.layout import LINE, SIZE, text_width

_LEAST = 26
_AROUND = 8
_LIMIT = 8 * SIZE
"""Names wider than this are broken into lines of about equal length."""
_ASIDE = 10
"""From the names to what stands beside them."""
_EDGE = 2
_UNBROKEN = re.compile(r"[（《“〔]*(?:[!-~]+ ?|.)[，、；：。）》”〕—]*", re.DOTALL)
"""What stays on a line: a Chinese character or a Latin word, with the marks that cling to it."""


class NamedRows(Struct, frozen=True, kw_only=True):
    """Rows on a drawing: the middle of each from the top, their height in all, their names.

    `margin` is how wide the names are, with the gaps on both sides of them.
    """

    middles: tuple[float, ...]
    height: int
    margin: float
    names: tuple[Row, ...]


def named_rows(names: Sequence[str]) -> NamedRows:
    """Return rows with these names, each as high as its name needs."""
    middles: list[float] = []
    texts: list[Row] = []
    top = 0.0
    widest = 0.0
    for name in names:
        lines = name_lines(name)
        height = max(_LEAST, LINE * len(lines) + _AROUND)
        middle = top + height / 2
        first = middle - LINE * (len(lines) - 1) / 2
        texts += [{"p": first + LINE * place, "n": line} for place, line in enumerate(lines)]
        widest = max(widest, *(text_width(line) for line in lines))
        middles.append(middle)
        top += height
    return NamedRows(
        middles=tuple(middles),
        height=round(top),
        margin=_EDGE + widest + _ASIDE,
        names=tuple(texts),
    )


def name_lines(name: str) -> list[str]:
    """Return a name in as few lines as it needs, of about equal length, words unbroken."""
    wide = text_width(name)
    share = wide / ceil(wide / _LIMIT)
    lines: dict[int, str] = {}
    before = 0.0
    for piece in _UNBROKEN.findall(name):
        own = text_width(piece)
        # Each piece stands in the line in whose share its middle lies.
        place = int((before + own / 2) / share)
        lines[place] = lines.get(place, "") + piece
        before += own
    return [line.strip() for line in lines.values()]


def names_layer(rows: str, aside: float) -> alt.UnitSpec:
    """Return the layer of the names; `aside` is how far what they stand beside leaves the plot."""
    return layer(
        rows,
        "text",
        {
            "x": fixed(alt.XValue, -aside - _ASIDE),
            "y": place(alt.Y, "p", bare=True),
            "text": words("n"),
        },
        align="right",
        baseline="middle",
        color=INK,
    )
