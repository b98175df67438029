"""Areas side by side: a row for each, a dot at its value, the value beside it."""

from typing import Any

import altair as alt

from site_builder.charts.house import Row, fixed, layer, place, points, specification, words
from site_builder.charts.inks import INK, PAPER, RULE, SERIES, SHAPES
from site_builder.charts.layout import LINE, axis_values, by_index, text_width, tick_texts
from site_builder.charts.rows import NamedRows, named_rows, names_layer
from site_builder.model.chart import Areas

_WIDTH = 180
_TOP = 6
_BESIDE = 11
"""From the middle of a dot to the value beside it."""
_WHOLE = SHAPES[3]
"""The shape of a whole, of which the others are parts."""


def areas_chart(areas: Areas) -> dict[str, Any]:
    """Return the Vega-Lite specification of areas: one row each, in their order."""
    named = named_rows([row.name for row in areas.rows])
    dots: list[Row] = [
        {
            "p": middle,
            "v": float(row.value),
            "n": row.short,
            "said": mark.said,
            "ink": SERIES[0],
            "fill": SERIES[0] if row.solid else PAPER,
            "shape": _WHOLE if number in areas.wholes else SHAPES[0],
        }
        for number, (row, mark, middle) in enumerate(
            zip(areas.rows, areas.marks, named.middles, strict=True)
        )
    ]
    values = [row.value for row in areas.rows]
    steps = axis_values(min(values), max(values), areas.axis)
    labels = tick_texts(steps)
    low, high = float(steps[0]), float(steps[-1])
    ends = (labels[-1], labels[0]) if areas.axis.reverse else (labels[0], labels[-1])
    shares = [(float(value) - low) / (high - low) for value in values]
    after = max(
        (1 - share if areas.axis.reverse else share) * _WIDTH - _WIDTH + text_width(row.short)
        for row, share in zip(areas.rows, shares, strict=True)
    )
    x = place(
        alt.X,
        "v",
        (low, high),
        alt.Axis(
            values=[float(step) for step in steps],
            title=None,
            labelExpr=by_index(labels),
            domain=False,
            ticks=False,
            labelPadding=6,
            gridColor=RULE,
        ),
        reverse=areas.axis.reverse,
    )
    return specification(
        _layers(named, x, text_width(ends[0]) / 2),
        width=_WIDTH,
        height=named.height,
        padding={
            "left": round(named.margin + text_width(ends[0]) / 2),
            "top": _TOP,
            "right": round(max(after + _BESIDE, text_width(ends[1]) / 2) + 6),
            "bottom": LINE + 12,
        },
        rows={"names": named.names, "dots": dots},
    )


def _layers(named: NamedRows, x: Any, before: float) -> list[alt.UnitSpec]:
    """Return the guides of the rows, dots, values, and the names."""
    y = place(alt.Y, "p", bare=True)
    with_axes = {"x": x, "y": place(alt.Y, "p", (0, named.height), None, reverse=True)}
    return [
        layer(
            "dots",
            "rule",
            {"x": fixed(alt.XValue, 0), "x2": fixed(alt.X2Value, _WIDTH), "y": y},
            color=RULE,
        ),
        points("dots", with_axes, size=72),
        layer(
            "dots",
            "text",
            {"x": place(alt.X, "v"), "y": y, "text": words("n")},
            align="left",
            baseline="middle",
            dx=_BESIDE,
            color=INK,
        ),
        names_layer("names", -before),
    ]
