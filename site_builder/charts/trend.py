"""The trend chart: points in time, joined only where the values may be compared."""

import itertools
from typing import Any

import altair as alt

from site_builder.charts.house import (
    Row,
    as_is,
    axis,
    layer,
    place,
    points,
    specification,
    words,
)
from site_builder.charts.inks import INK, MIST, PAPER, REEF, SERIES, shape
from site_builder.charts.trend_layout import HEIGHT, TrendLayout, trend_layout
from site_builder.charts.trend_texts import TARGET, trend_texts
from site_builder.model.chart import Trend

_MANY = 12
_SMALL, _LARGE = 28, 44


def trend_chart(trend: Trend) -> dict[str, Any]:
    """Return the Vega-Lite specification of a trend."""
    layout = trend_layout(trend)
    rows: dict[str, list[Row]] = {
        "zero": [{"v": 0}] if layout.ticks[0] < 0 < layout.ticks[-1] else [],
        "breaks": [{"t": float(item.position)} for item in trend.breaks],
        "lines": _lines(trend),
        "points": _points(trend),
        "targets": _targets(trend),
        "texts": trend_texts(trend, layout),
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
            (float(layout.domain[0]), float(layout.domain[1])),
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
    return [
        ("zero", layer("zero", "rule", {"y": y}, color=MIST)),
        ("breaks", layer("breaks", "rule", {"x": x}, **broken)),
        ("lines", _joined(x, y)),
        ("points", points("points", with_axes, size=size)),
        ("targets", _aimed(x, y)),
        ("texts", _written(x, y)),
    ]


def _joined(x: Any, y: Any) -> alt.UnitSpec:
    """Return the layer of lines."""
    encoding = {
        "x": x,
        "y": y,
        "detail": alt.Detail(field="s", type="nominal"),
        "stroke": as_is(alt.Stroke, "c"),
    }
    return layer("lines", "line", encoding, strokeWidth=2)


def _aimed(x: Any, y: Any) -> alt.UnitSpec:
    """Return the layer of targets: dashed strokes, unlike any value."""
    return layer(
        "targets",
        "point",
        {"x": x, "y": y, "description": alt.Description(field="said", type="nominal")},
        aria=True,
        shape="stroke",
        size=TARGET**2,
        stroke=INK,
        strokeWidth=2,
        strokeDash=[5, 3],
        opacity=1,
    )


def _written(x: Any, y: Any) -> alt.UnitSpec:
    """Return the layer of all texts: one, as each layer takes its time to be drawn."""
    return layer(
        "texts",
        "text",
        {"x": x, "y": y, "text": words("n"), "color": as_is(alt.Color, "c")},
        align=alt.ExprRef("datum.a"),
        dx=alt.ExprRef("datum.d"),
        baseline="middle",
    )


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
                "shape": shape(number),
            }
            for point, mark in zip(line.points, line.marks(trend.words), strict=True)
        ]
    return rows


def _targets(trend: Trend) -> list[Row]:
    """Return each target with its words."""
    marks = trend.marks[-len(trend.targets) :] if trend.targets else ()
    return [
        {
            "t": float(item.position),
            "v": float(item.value),
            "series": item.line,
            "said": mark.said,
        }
        for item, mark in zip(trend.targets, marks, strict=True)
    ]
