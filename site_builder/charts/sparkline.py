"""The sparkline: the line of a trend without axes or words; its last point is marked."""

from typing import Any

import altair as alt

from site_builder.charts.house import Row, layer, place, points, specification
from site_builder.charts.inks import PAPER, SERIES
from site_builder.charts.layout import axis_values
from site_builder.model.chart import Point, Sparkline

_WIDTH, _HEIGHT = 86, 18
_AROUND = 5
_STROKE = 1.5
_WITHIN, _APART, _LAST = _STROKE**2, 10, 30
"""The sizes of points: as wide as the line they stand in, apart from one or hollow, the last."""


def sparkline_chart(spark: Sparkline) -> dict[str, Any]:
    """Return the Vega-Lite specification of a sparkline, on the stretch its trend would have."""
    values = [point.value for point in spark.points]
    steps = axis_values(min(values), max(values), spark.axis)
    pieces = _pieces(spark)
    lines: list[Row] = [
        {"t": float(point.position), "v": float(point.value), "s": number}
        for number, piece in enumerate(pieces)
        if len(piece) > 1
        for point in piece
    ]
    bare = {"x": place(alt.X, "t", bare=True), "y": place(alt.Y, "v", bare=True)}
    line = layer(
        "lines",
        "line",
        {**bare, "detail": alt.Detail(field="s", type="nominal")},
        color=SERIES[0],
        strokeWidth=_STROKE,
    )
    span = (float(spark.points[0].position), float(spark.points[-1].position))
    stretch = (float(steps[0]), float(steps[-1]))
    placed = {
        "x": place(alt.X, "t", span),
        "y": place(alt.Y, "v", stretch, reverse=spark.axis.reverse),
        "size": alt.Size(field="size", type="quantitative", scale=None),
        "strokeWidth": alt.StrokeWidth(field="stroke", type="quantitative", scale=None),
    }
    dots = points("points", placed)
    return specification(
        [line, dots] if lines else [dots],
        width=_WIDTH,
        height=_HEIGHT,
        padding=dict.fromkeys(("left", "top", "right", "bottom"), _AROUND),
        rows={"points": _points(spark, pieces), **({"lines": lines} if lines else {})},
    )


def _pieces(spark: Sparkline) -> list[list[Point]]:
    """Return the points of each unbroken piece of the line."""
    pieces: list[list[Point]] = []
    for point in spark.points:
        if pieces and point.joined:
            pieces[-1].append(point)
        else:
            pieces.append([point])
    return pieces


def _points(spark: Sparkline, pieces: list[list[Point]]) -> list[Row]:
    alone = [len(piece) == 1 for piece in pieces for _ in piece]
    rows: list[Row] = []
    for point, mark, apart in zip(spark.points, spark.marks, alone, strict=True):
        last = point is spark.points[-1]
        within = not (last or apart) and point.solid
        rows.append(
            {
                "t": float(point.position),
                "v": float(point.value),
                "said": mark.said,
                "ink": SERIES[0],
                "fill": SERIES[0] if point.solid else PAPER,
                "shape": "circle",
                "size": _WITHIN if within else _LAST if last else _APART,
                "stroke": 0 if within else _STROKE,
            }
        )
    return rows
