"""The profile: subjects of one unit in two periods, joined row by row."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import altair as alt

from site_builder.charts.house import Row, fixed, layer, place, points, specification, words
from site_builder.charts.inks import INK, MIST, PAPER, SERIES
from site_builder.charts.layout import (
    LINE,
    axis_values,
    by_index,
    plot_width,
    text_width,
    tick_texts,
)
from site_builder.model.chart import Profile

_ROW = 26
_TOP = LINE + 8
_OVER = 6
"""How far the name of a period goes over its point, and how far apart two such names stay."""


def profile_chart(profile: Profile) -> dict[str, Any]:
    """Return the Vega-Lite specification of a profile: one row a subject, in their order."""
    marks = iter(profile.marks)
    rows: dict[str, list[Row]] = {"rows": [], "points": []}
    for number, row in enumerate(profile.rows):
        rows["rows"].append(
            {
                "p": number,
                "n": row.name,
                "a": float(row.earlier.value),
                "b": float(row.later.value),
                "t": row.short,
            }
        )
        for bar, fill in ((row.earlier, PAPER), (row.later, SERIES[0])):
            rows["points"].append(
                {
                    "p": number,
                    "v": float(bar.value),
                    "said": next(marks).said,
                    "ink": SERIES[0],
                    "fill": fill,
                    "shape": "circle",
                }
            )
    padding = {
        "left": round(max(text_width(row.name) for row in profile.rows) + 14),
        "top": _TOP,
        "right": round(max(text_width(row.short) for row in profile.rows) + 16),
        "bottom": LINE + 14,
    }
    width = plot_width(padding)
    steps = _steps(profile)
    rows["periods"] = _periods(profile, steps, width, padding)
    return specification(
        _layers(profile, steps, width),
        width=width,
        height=_ROW * len(profile.rows),
        padding=padding,
        rows=rows,
    )


def _steps(profile: Profile) -> list[Decimal]:
    """Return the ticks of the axis."""
    values = [bar.value for row in profile.rows for bar in (row.earlier, row.later)]
    return axis_values(min(values), max(values), profile.axis)


def _periods(
    profile: Profile, steps: list[Decimal], width: int, padding: Mapping[str, int]
) -> list[Row]:
    """Return the two periods, named over the points of the first row, away from each other.

    Each begins where its text does, so that none leaves the drawing or covers the other.
    """
    first = profile.rows[0]
    one, other = sorted((first.earlier, first.later), key=lambda bar: bar.value)
    names = [bar.name.removesuffix("版") for bar in (one, other)]
    scale = float(steps[-1] - steps[0]) / width
    places = [float(bar.value - steps[0]) / scale for bar in (one, other)]
    wide = text_width(names[0])
    left = max(places[0] + _OVER - wide, float(-padding["left"]))
    right = max(places[1] - _OVER, left + wide + _OVER)
    right = min(right, width + padding["right"] - text_width(names[1]))
    left = min(left, right - wide - _OVER)
    return [
        {"v": float(steps[0]) + at * scale, "n": name}
        for at, name in zip((left, right), names, strict=True)
    ]


def _layers(profile: Profile, steps: list[Decimal], width: int) -> list[alt.UnitSpec]:
    """Return names, strokes, hollow earlier and solid later points, and the changes."""
    ticks = [float(step) for step in steps]
    y = place(alt.Y, "p", bare=True)
    with_axes = {
        "x": place(
            alt.X,
            "v",
            (ticks[0], ticks[-1]),
            alt.Axis(values=ticks, title=None, labelExpr=by_index(tick_texts(steps))),
        ),
        "y": place(alt.Y, "p", (-0.5, len(profile.rows) - 0.5), None, reverse=True),
    }
    aside: dict[str, Any] = {"baseline": "middle", "color": INK}
    return [
        layer(
            "rows",
            "text",
            {"x": fixed(alt.XValue, 0), "y": y, "text": words("n")},
            align="right",
            dx=-8,
            **aside,
        ),
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
            {"x": fixed(alt.XValue, width), "y": y, "text": words("t")},
            align="left",
            dx=8,
            **aside,
        ),
    ]
