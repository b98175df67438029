"""A whole and its parts: the whole in outline, a part filled within it."""

from typing import Any

import altair as alt

from site_builder.charts.house import (
    Row,
    boxes,
    edges,
    fixed,
    layer,
    place,
    specification,
    words,
)
from site_builder.charts.inks import INK, PAPER, SERIES
from site_builder.charts.layout import LINE, broken
from site_builder.model.chart import Bar, Share
from site_builder.model.mark import ChartWords

_WIDTH = 340
_BAR = 30
_GAP = 6
_BETWEEN = 14


def share_chart(share: Share) -> dict[str, Any]:
    """Return the Vega-Lite specification of a whole and its parts.

    Each part has the outline of the whole to itself: whether parts overlap no source says.
    """
    marks = iter(share.marks)
    whole = float(share.whole.value)
    head = _lines(share.whole, share.words)
    top = float(LINE * len(head) + _GAP)
    rows: dict[str, list[Row]] = {"boxes": [], "outlines": [], "names": _texts(head, 0)}
    rows["boxes"].append(
        {"a": 0, "b": whole, "top": top, "foot": top + _BAR, "fill": PAPER}
        | {"ink": SERIES[0], "said": next(marks).said}
    )
    for number, part in enumerate(share.parts):
        if number:
            rows["outlines"].append({"a": 0, "b": whole, "top": top, "foot": top + _BAR})
        rows["boxes"].append(
            {"a": 0, "b": float(part.value), "top": top, "foot": top + _BAR}
            | {"fill": SERIES[0], "ink": SERIES[0], "said": next(marks).said}
        )
        lines = _lines(part, share.words, share.words.among)
        rows["names"] += _texts(lines, top + _BAR + _GAP)
        top += _BAR + _GAP + LINE * len(lines) + _BETWEEN
    height = round(top - _BETWEEN)
    return specification(
        [item for name, item in _layers(whole, height) if rows[name]],
        width=_WIDTH,
        height=height,
        padding={"left": 4, "top": 4, "right": 6, "bottom": 8},
        rows={name: found for name, found in rows.items() if found},
    )


def _lines(bar: Bar, words: ChartWords, pattern: str = "{part}") -> list[str]:
    part = pattern.format(part=f"{bar.name} {bar.text}")
    return broken(words.noted(part, bar.note), _WIDTH)


def _texts(lines: list[str], top: float) -> list[Row]:
    return [{"n": line, "y": top + LINE * number} for number, line in enumerate(lines)]


def _layers(whole: float, height: int) -> list[tuple[str, alt.UnitSpec]]:
    """Return the outlines, the whole with its parts, and their names."""
    text = {
        "x": fixed(alt.XValue, 0),
        "y": place(alt.Y, "y", bare=True),
        "text": words("n"),
    }
    empty: dict[str, Any] = {"fill": PAPER, "stroke": SERIES[0], "strokeWidth": 1.5, "opacity": 1}
    return [
        ("outlines", layer("outlines", "rect", edges(), **empty)),
        ("boxes", boxes("boxes", (0, whole), height)),
        ("names", layer("names", "text", text, align="left", baseline="top", color=INK)),
    ]
