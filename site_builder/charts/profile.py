"""The profile: subjects of one unit in two periods, joined row by row."""

from decimal import Decimal
from typing import Any

import altair as alt
from msgspec import Struct

from site_builder.charts.house import Row, axis, fixed, layer, place, points, specification, words
from site_builder.charts.inks import INK, MIST, PAPER, SERIES
from site_builder.charts.layout import (
    LINE,
    axis_values,
    plot_width,
    text_width,
    tick_texts,
)
from site_builder.charts.rows import NamedRows, named_rows, names_layer
from site_builder.model.chart import Profile

_TOP = LINE + 8
_OVER = 6
"""How far the name of a period goes over its point, and how far apart two such names stay."""
_BESIDE = 8
"""From the plot to the change beside it."""


class _Layout(Struct, frozen=True, kw_only=True):
    """Where rows and values stand; `before` and `after` is how far texts leave the plot."""

    rows: NamedRows
    width: int
    steps: list[Decimal]
    texts: list[str]
    before: float
    after: float


def profile_chart(profile: Profile) -> dict[str, Any]:
    """Return the Vega-Lite specification of a profile: one row a subject, in their order."""
    layout = _layout(profile)
    marks = iter(profile.marks)
    rows: dict[str, list[Row]] = {"rows": [], "points": [], "periods": _periods(profile, layout)}
    for row, middle in zip(profile.rows, layout.rows.middles, strict=True):
        rows["rows"].append(
            {
                "p": middle,
                "a": float(row.earlier.value),
                "b": float(row.later.value),
                "t": row.short,
            }
        )
        for bar, fill in ((row.earlier, PAPER), (row.later, SERIES[0])):
            rows["points"].append(
                {
                    "p": middle,
                    "v": float(bar.value),
                    "said": next(marks).said,
                    "ink": SERIES[0],
                    "fill": fill,
                    "shape": "circle",
                }
            )
    return specification(
        _layers(layout),
        width=layout.width,
        height=layout.rows.height,
        padding={
            "left": round(layout.rows.margin + layout.before),
            "top": _TOP,
            "right": round(layout.after),
            "bottom": LINE + 14,
        },
        rows={**rows, "names": layout.rows.names},
    )


def _layout(profile: Profile) -> _Layout:
    bars = [bar for row in profile.rows for bar in (row.earlier, row.later)]
    values = [bar.value for bar in bars]
    steps = axis_values(min(values), max(values), profile.axis)
    rows = named_rows([row.name for row in profile.rows])
    texts = tick_texts(steps, profile.words)
    before = text_width(texts[0]) / 2
    after = max(text_width(row.short) for row in profile.rows) + 2 * _BESIDE
    return _Layout(
        rows=rows,
        width=plot_width(rows.margin + before + after),
        steps=steps,
        texts=texts,
        before=before,
        after=after,
    )


def _periods(profile: Profile, layout: _Layout) -> list[Row]:
    """Return the two periods, named over the points of the first row, away from each other.

    Each begins where its text does, so that none leaves the drawing or covers the other.
    """
    first = profile.rows[0]
    one, other = sorted((first.earlier, first.later), key=lambda bar: bar.value)
    names = [bar.name.removesuffix("版") for bar in (one, other)]
    least = layout.steps[0]
    scale = float(layout.steps[-1] - least) / layout.width
    places = [float(bar.value - least) / scale for bar in (one, other)]
    wide = text_width(names[0])
    left = max(places[0] + _OVER - wide, 2 - layout.rows.margin - layout.before)
    right = max(places[1] - _OVER, left + wide + _OVER)
    right = min(right, layout.width + layout.after - text_width(names[1]))
    left = min(left, right - wide - _OVER)
    return [
        {"v": float(least) + at * scale, "n": name}
        for at, name in zip((left, right), names, strict=True)
    ]


def _layers(layout: _Layout) -> list[alt.UnitSpec]:
    """Return names, strokes, hollow earlier and solid later points, periods, and the changes."""
    ticks = [float(step) for step in layout.steps]
    y = place(alt.Y, "p", bare=True)
    with_axes = {
        "x": place(
            alt.X,
            "v",
            (ticks[0], ticks[-1]),
            axis(layout.steps, layout.texts),
        ),
        "y": place(alt.Y, "p", (0, layout.rows.height), None, reverse=True),
    }
    return [
        names_layer("names", layout.before),
        layer(
            "rows",
            "rule",
            {"x": place(alt.X, "a"), "x2": alt.X2(field="b"), "y": y},
            color=MIST,
            strokeWidth=2,
        ),
        points("points", with_axes, size=60),
        layer(
            "periods",
            "text",
            {"x": place(alt.X, "v"), "y": fixed(alt.YValue, 0), "text": words("n")},
            align="left",
            baseline="bottom",
            color=MIST,
        ),
        layer(
            "rows",
            "text",
            {"x": fixed(alt.XValue, layout.width), "y": y, "text": words("t")},
            align="left",
            dx=_BESIDE,
            baseline="middle",
            color=INK,
        ),
    ]
