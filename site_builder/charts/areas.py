"""Areas side by side: a row for each, a dot at its value, the value beside it."""

from decimal import Decimal
from math import ceil
from typing import Any

import altair as alt
from msgspec import Struct

from site_builder.charts.house import Row, axis, layer, place, points, specification, words
from site_builder.charts.inks import INK, PAPER, RULE, SERIES, SHAPES
from site_builder.charts.layout import (
    LINE,
    axis_values,
    plot_width,
    text_width,
    tick_texts,
)
from site_builder.charts.rows import NamedRows, named_rows, names_layer
from site_builder.model.chart import Areas

_TOP = 2
_BESIDE = 11
"""From the middle of a dot to the value beside it."""
_GAP = 10
"""Between the labels of the axis."""
_WHOLE = SHAPES[3]
"""The shape of a whole, of which the others are parts."""


class _Layout(Struct, frozen=True, kw_only=True):
    """Where rows and values stand; `before` and `after` is how far texts leave the plot."""

    rows: NamedRows
    width: int
    domain: tuple[float, float]
    ticks: list[Decimal]
    labels: list[str]
    before: float
    after: float


def areas_chart(areas: Areas) -> dict[str, Any]:
    """Return the Vega-Lite specification of areas: one row each, in their order."""
    layout = _layout(areas)
    dots: list[Row] = [
        {
            "p": middle,
            "v": float(row.value),
            "z": layout.domain[1 if areas.axis.reverse else 0],
            "n": row.short,
            "said": mark.said,
            "ink": SERIES[0],
            "fill": SERIES[0] if row.solid else PAPER,
            "shape": _WHOLE if number in areas.wholes else SHAPES[0],
        }
        for number, (row, mark, middle) in enumerate(
            zip(areas.rows, areas.marks, layout.rows.middles, strict=True)
        )
    ]
    return specification(
        _layers(layout, reverse=areas.axis.reverse),
        width=layout.width,
        height=layout.rows.height,
        padding={
            "left": round(layout.rows.margin + layout.before),
            "top": _TOP,
            "right": round(layout.after + 4),
            "bottom": LINE + 12,
        },
        rows={"names": layout.rows.names, "dots": dots},
    )


def _layout(areas: Areas) -> _Layout:
    """Return the layout; the axis has as many labels as find room."""
    values = [row.value for row in areas.rows]
    steps = axis_values(min(values), max(values), areas.axis)
    widest = max(text_width(label) for label in tick_texts(steps, areas.words))
    rows = named_rows([row.name for row in areas.rows])
    width = plot_width(rows.margin + widest / 2 + max(text_width(row.short) for row in areas.rows))
    apart = ceil((widest + _GAP) / (width / (len(steps) - 1)))
    # There is no rank before the first.
    ticks = [step for step in steps[::apart] if step > 0 or not areas.axis.reverse]
    low, high = float(steps[0]), float(steps[-1])
    after = widest / 2
    for row in areas.rows:
        share = (float(row.value) - low) / (high - low)
        at = (1 - share if areas.axis.reverse else share) * width
        after = max(after, at + _BESIDE + text_width(row.short) - width)
    return _Layout(
        rows=rows,
        width=width,
        domain=(low, high),
        ticks=ticks,
        labels=tick_texts(ticks, areas.words),
        before=widest / 2,
        after=after,
    )


def _layers(layout: _Layout, *, reverse: bool) -> list[alt.UnitSpec]:
    """Return guides from the names to the dots, the dots, their values, and the names."""
    x, y = place(alt.X, "v"), place(alt.Y, "p", bare=True)
    with_axes = {
        "x": place(
            alt.X,
            "v",
            layout.domain,
            axis(layout.ticks, layout.labels, grid=False),
            reverse=reverse,
        ),
        "y": place(alt.Y, "p", (0, layout.rows.height), reverse=True),
    }
    guide = {"x": place(alt.X, "z"), "x2": alt.X2(field="v"), "y": y}
    return [
        layer("dots", "rule", guide, color=RULE),
        points("dots", with_axes, size=72),
        layer(
            "dots",
            "text",
            {"x": x, "y": y, "text": words("n")},
            align="left",
            baseline="middle",
            dx=_BESIDE,
            color=INK,
        ),
        names_layer("names", layout.before),
    ]
