"""The trend chart: points in time, joined only where the values may be compared."""

import itertools
from decimal import Decimal
from typing import Any

import altair as alt

from site_builder.charts.house import (
    Row,
    as_is,
    axis,
    fixed,
    layer,
    place,
    points,
    specification,
    words,
)
from site_builder.charts.inks import INK, MIST, PAPER, REEF, SERIES, SHAPES
from site_builder.charts.layout import LINE, spread
from site_builder.charts.trend_layout import (
    BREAK,
    HEIGHT,
    TrendLayout,
    labels_each,
    trend_layout,
)
from site_builder.model.chart import Trend

_MANY = 12
_SMALL, _LARGE = 28, 44
_APART = 14
"""From the middle of a point to that of the value above or below it."""


def trend_chart(trend: Trend) -> dict[str, Any]:
    """Return the Vega-Lite specification of a trend."""
    layout = trend_layout(trend)
    rows: dict[str, list[Row]] = {
        "zero": [{"v": 0}] if layout.ticks[0] < 0 < layout.ticks[-1] else [],
        "breaks": [{"t": float(item.position), "n": BREAK} for item in trend.breaks],
        "lines": _lines(trend),
        "points": _points(trend),
        "labels": _labels(trend, layout),
        "each": _each(trend, layout),
        "legend": _legend(trend, layout),
        "targets": _targets(trend),
    }
    layers = [item for name, item in _layers(trend, layout) if rows[name]]
    return specification(
        layers,
        width=layout.width,
        height=HEIGHT,
        padding=layout.padding,
        rows={name: found for name, found in rows.items() if found},
    )


def _layers(trend: Trend, layout: TrendLayout) -> list[tuple[str, alt.UnitSpec]]:
    """Return the layers by the rows they show, from the back to the front."""
    x, y = place(alt.X, "t"), place(alt.Y, "v")
    ticks = [float(tick) for tick in layout.ticks]
    with_axes = {
        "x": place(
            alt.X,
            "t",
            layout.domain,
            axis(layout.axis_times, layout.axis_labels, grid=False),
        ),
        "y": place(
            alt.Y,
            "v",
            (ticks[0], ticks[-1]),
            axis(layout.ticks, layout.tick_texts, domain=False, ticks=False),
            reverse=trend.axis.reverse,
        ),
    }
    size = _SMALL if len(trend.marks) > _MANY else _LARGE
    broken: dict[str, Any] = {"color": REEF, "strokeWidth": 1.5, "strokeDash": [4, 4]}
    beside: dict[str, Any] = {"align": "left", "color": REEF}
    return [
        ("zero", layer("zero", "rule", {"y": y}, color=MIST)),
        ("breaks", layer("breaks", "rule", {"x": x}, **broken)),
        (
            "breaks",
            layer(
                "breaks",
                "text",
                {"x": x, "y": fixed(alt.YValue, 0), "text": words("n")},
                align="center",
                baseline="bottom",
                dy=-6,
                color=REEF,
            ),
        ),
        (
            "lines",
            layer(
                "lines",
                "line",
                {
                    "x": x,
                    "y": y,
                    "detail": alt.Detail(field="s", type="nominal"),
                    "stroke": as_is(alt.Stroke, "c"),
                },
                strokeWidth=2,
            ),
        ),
        ("points", points("points", with_axes, size=size)),
        (
            "labels",
            layer(
                "labels",
                "text",
                {"x": x, "y": y, "text": words("n"), "color": as_is(alt.Color, "c")},
                align="left",
                baseline="middle",
                dx=10,
            ),
        ),
        (
            "each",
            layer(
                "each",
                "text",
                {"x": x, "y": y, "text": words("n")},
                align=alt.ExprRef("datum.a"),
                dx=alt.ExprRef("datum.d"),
                baseline="middle",
                color=INK,
            ),
        ),
        (
            "legend",
            layer(
                "legend",
                "text",
                {
                    "x": fixed(alt.XValue, 0),
                    "y": y,
                    "text": words("n"),
                    "color": as_is(alt.Color, "c"),
                },
                align="left",
                baseline="middle",
            ),
        ),
        (
            "targets",
            layer(
                "targets",
                "point",
                {"x": x, "y": y, "description": alt.Description(field="said", type="nominal")},
                aria=True,
                shape="stroke",
                size=676,
                stroke=INK,
                strokeWidth=2,
                strokeDash=[5, 3],
                opacity=1,
            ),
        ),
        (
            "targets",
            layer(
                "targets",
                "text",
                {"x": x, "y": y, "text": words("n")},
                baseline="bottom",
                dx=6,
                dy=-4,
                **{**beside, "color": INK},
            ),
        ),
    ]


def _lines(trend: Trend) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(trend.lines):
        segment = 0
        for before, point in itertools.pairwise(line.points):
            if not point.joined:
                segment += 1
                continue
            ends = (point,) if rows and _leads_on(rows[-1], number, segment) else (before, point)
            rows += [
                {
                    "t": float(end.position),
                    "v": float(end.value),
                    "s": f"{number}-{segment}",
                    "series": line.name,
                    "c": SERIES[number % len(SERIES)],
                }
                for end in ends
            ]
    return rows


def _leads_on(row: Row, number: int, segment: int) -> bool:
    return row["s"] == f"{number}-{segment}"


def _points(trend: Trend) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(trend.lines):
        colour = SERIES[number % len(SERIES)]
        rows += [
            {
                "t": float(point.position),
                "v": float(point.value),
                "series": line.name,
                "said": mark.said,
                "ink": colour,
                "fill": colour if point.solid else PAPER,
                "shape": SHAPES[number % len(SHAPES)],
            }
            for point, mark in zip(line.points, line.marks, strict=True)
        ]
    return rows


def _labels(trend: Trend, layout: TrendLayout) -> list[Row]:
    """Return the texts at the ends of the lines, moved apart where ends are close."""
    ends = [_height(layout, trend, line.points[-1].value) for line in trend.lines]
    moved = spread(ends, LINE, 0, HEIGHT)
    return [
        {
            "t": float(line.points[-1].position),
            "v": _value(layout, trend, height),
            "n": text,
            "series": line.name,
            "c": INK if len(trend.lines) == 1 else SERIES[number % len(SERIES)],
        }
        for number, (line, height, text) in enumerate(
            zip(trend.lines, moved, layout.ends, strict=True)
        )
    ]


def _each(trend: Trend, layout: TrendLayout) -> list[Row]:
    """Return the values of few points but the last, where the line does not run."""
    if not labels_each(trend):
        return []
    points = trend.lines[0].points
    heights = [_height(layout, trend, point.value) for point in points]
    rows: list[Row] = []
    for number, point in enumerate(points[:-1]):
        here, after = heights[number], heights[number + 1]
        before = heights[number - 1] if number else after
        below = (before + after) / 2 > here > 2 * _APART
        side = "left" if not number else _free_side(before, here, after)
        rows.append(
            {
                "t": float(point.position),
                "v": _value(layout, trend, here + (-_APART if below else _APART)),
                "n": point.short,
                "a": side,
                "d": {"left": -4 if not number else 4, "center": 0, "right": -4}[side],
            }
        )
    return rows


def _free_side(before: float, here: float, after: float) -> str:
    """Return how a value over a point is aligned, away from a line that rises or falls through."""
    if before < here < after:
        return "right"
    return "left" if before > here > after else "center"


def _legend(trend: Trend, layout: TrendLayout) -> list[Row]:
    """Return the names above the plot, the first on top."""
    top = HEIGHT + 20 + LINE * (len(layout.legend) - 0.5)
    return [
        {
            "v": _value(layout, trend, top - LINE * number),
            "n": name,
            "series": line.name,
            "c": SERIES[number % len(SERIES)],
        }
        for number, (line, name) in enumerate(zip(trend.lines, layout.legend, strict=False))
    ]


def _height(layout: TrendLayout, trend: Trend, value: Decimal) -> float:
    """Return how many pixels above the foot of the plot a value stands."""
    low, high = layout.ticks[0], layout.ticks[-1]
    share = float((value - low) / (high - low)) * HEIGHT
    return HEIGHT - share if trend.axis.reverse else share


def _value(layout: TrendLayout, trend: Trend, height: float) -> float:
    """Return the value that stands at a height."""
    low, high = float(layout.ticks[0]), float(layout.ticks[-1])
    share = (HEIGHT - height if trend.axis.reverse else height) / HEIGHT
    return low + (high - low) * share


def _targets(trend: Trend) -> list[Row]:
    """Return each target, drawn as a dashed stroke with its label, unlike any value."""
    marks = trend.marks[-len(trend.targets) :] if trend.targets else ()
    return [
        {
            "t": float(item.position),
            "v": float(item.value),
            "series": item.series.removesuffix("目标"),
            "n": item.short,
            "said": mark.said,
        }
        for item, mark in zip(trend.targets, marks, strict=True)
    ]
