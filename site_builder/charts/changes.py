"""Changes around zero: a stroke from zero to the change, its head, the change beside it."""

from typing import Any

import altair as alt
from msgspec import Struct

from site_builder.charts.house import (
    Row,
    as_is,
    fixed,
    layer,
    place,
    points,
    specification,
    words,
)
from site_builder.charts.inks import INK, MIST, PAPER, SERIES
from site_builder.charts.layout import LINE, plot_width, text_width
from site_builder.charts.rows import NamedRows, named_rows, names_layer
from site_builder.model.chart import Changes

_TOP = 6
_HEAD = 6
_BESIDE = 10
"""From the middle of a head to the text beside it."""


class _Layout(Struct, frozen=True, kw_only=True):
    """Where rows and values stand; `before` and `after` is how far texts leave the plot."""

    rows: NamedRows
    width: int
    domain: tuple[float, float]
    before: float
    after: float


def changes_chart(changes: Changes) -> dict[str, Any]:
    """Return the Vega-Lite specification of changes: one row each, in their order.

    There is no axis but zero: each change stands beside its head.
    """
    layout = _layout(changes)
    heads: list[Row] = []
    texts: dict[str, list[Row]] = {"left": [], "right": []}
    for row, mark, middle in zip(changes.rows, changes.marks, layout.rows.middles, strict=True):
        heads.append(
            {
                "p": middle,
                "v": float(row.value),
                "z": 0,
                "said": mark.said,
                "ink": SERIES[0],
                "fill": SERIES[0] if row.solid else PAPER,
                "shape": "circle",
            }
        )
        side = "left" if row.value < 0 else "right"
        texts[side].append({"p": middle, "v": float(row.value), "n": row.short})
    sides = {side: found for side, found in texts.items() if found}
    return specification(
        _layers(layout, tuple(sides)),
        width=layout.width,
        height=layout.rows.height,
        padding={
            "left": round(layout.rows.margin + layout.before),
            "top": _TOP,
            "right": round(layout.after + 4),
            "bottom": LINE + 8,
        },
        rows={
            "names": layout.rows.names,
            "heads": heads,
            "zero": [{"z": 0, "n": "0"}],
            **sides,
        },
    )


def _layout(changes: Changes) -> _Layout:
    """Return the layout; the texts beside the outermost heads reach beyond the plot."""
    values = [float(row.value) for row in changes.rows]
    low, high = min(*values, 0.0), max(*values, 0.0)
    if low == high:
        high = low + 1
    rows = named_rows([row.name for row in changes.rows])
    rooms = [text_width(row.short) + _BESIDE for row in changes.rows]
    width = plot_width(rows.margin + max(rooms) * (2 if low < 0 < high else 1))
    before = after = float(_HEAD)
    for room, value in zip(rooms, values, strict=True):
        at = (value - low) / (high - low) * width
        if value < 0:
            before = max(before, room - at)
        else:
            after = max(after, at + room - width)
    return _Layout(
        rows=rows,
        width=width,
        domain=(low, high),
        before=before,
        after=after,
    )


def _layers(layout: _Layout, sides: tuple[str, ...]) -> list[alt.UnitSpec]:
    """Return zero and its line, strokes, heads, the changes beside them, and the names."""
    x, y = place(alt.X, "v", bare=True), place(alt.Y, "p", bare=True)
    zero = place(alt.X, "z", bare=True)
    with_scales = {
        "x": place(alt.X, "v", layout.domain),
        "y": place(alt.Y, "p", (0, layout.rows.height), reverse=True),
    }
    stroke = {"x": zero, "x2": alt.X2(field="v"), "y": y, "stroke": as_is(alt.Stroke, "ink")}
    return [
        layer("zero", "rule", {"x": zero}, color=INK, strokeWidth=1.5),
        layer(
            "zero",
            "text",
            {"x": zero, "y": fixed(alt.YValue, layout.rows.height), "text": words("n")},
            align="center",
            baseline="top",
            dy=6,
            color=MIST,
        ),
        layer("heads", "rule", stroke, strokeWidth=2),
        points("heads", with_scales, size=64),
        *(
            layer(
                side,
                "text",
                {"x": x, "y": y, "text": words("n")},
                align="right" if side == "left" else "left",
                baseline="middle",
                dx=-_BESIDE if side == "left" else _BESIDE,
                color=INK,
            )
            for side in sides
        ),
        names_layer("names", layout.before),
    ]
