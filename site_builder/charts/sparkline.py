"""The sparkline: the line of a trend without axes or words; its last point is marked."""

import itertools
from typing import Any

import altair as alt

from site_builder.charts.house import Row, as_is, layer, place, points, specification
from site_builder.charts.inks import PAPER, SERIES
from site_builder.charts.layout import axis_values
from site_builder.model.chart import Sparkline

_WIDTH, _HEIGHT = 86, 18
_AROUND = 5
_LINE = 2
_DOT, _LAST = 4, 30


def sparkline_chart(spark: Sparkline) -> dict[str, Any]:
    """Return the Vega-Lite specification of a sparkline, on the stretch its trend would have."""
    values = [point.value for point in spark.points]
    steps = axis_values(min(values), max(values), spark.axis)
    times = [float(point.position) for point in spark.points]
    lines = _lines(spark)
    x = place(alt.X, "t", (times[0], times[-1]))
    y = place(alt.Y, "v", (float(steps[0]), float(steps[-1])), reverse=spark.axis.reverse)
    line = layer(
        "lines",
        "line",
        {
            "x": place(alt.X, "t", bare=True),
            "y": place(alt.Y, "v", bare=True),
            "detail": alt.Detail(field="s", type="nominal"),
        },
        color=SERIES[0],
        strokeWidth=_LINE,
    )
    dots = points(
        "points",
        {"x": x, "y": y, "size": as_is(alt.Size, "size")},
    )
    return specification(
        [line, dots] if lines else [dots],
        width=_WIDTH,
        height=_HEIGHT,
        padding=dict.fromkeys(("left", "top", "right", "bottom"), _AROUND),
        rows={"points": _points(spark), **({"lines": lines} if lines else {})},
    )


def _points(spark: Sparkline) -> list[Row]:
    """Return the points: all but the last as small as the line is wide."""
    last = len(spark.points) - 1
    return [
        {
            "t": float(point.position),
            "v": float(point.value),
            "said": mark.said,
            "ink": SERIES[0],
            "fill": SERIES[0] if point.solid else PAPER,
            "shape": "circle",
            "size": _LAST if number == last else _DOT,
        }
        for number, (point, mark) in enumerate(zip(spark.points, spark.marks, strict=True))
    ]


def _lines(spark: Sparkline) -> list[Row]:
    """Return the ends of every stroke; each joins two points and no others."""
    return [
        {"t": float(end.position), "v": float(end.value), "s": number}
        for number, (before, point) in enumerate(itertools.pairwise(spark.points))
        if point.joined
        for end in (before, point)
    ]
