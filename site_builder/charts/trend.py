"""The trend chart: points in time, joined only where the values may be compared."""

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt

from site_builder.charts.house import Row, as_is, fixed, layer, place, points, specification, words
from site_builder.charts.inks import INK, MIST, PAPER, REEF, SERIES, SHAPES, SIGNS
from site_builder.charts.layout import (
    LINE,
    NARROW,
    axis_values,
    by_index,
    label_rows,
    plot_width,
    spread,
    text_width,
    tick_texts,
)
from site_builder.model.chart import Trend

_HEIGHT = 216
_TOP = 22
_FEW = 4
_MANY = 12
_SMALL, _LARGE = 28, 44
_YEAR = re.compile(r"(\d{4})年版?")
_BREAK = "断点"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Everything that is settled before a mark is drawn."""

    width: int
    ticks: list[Decimal]
    tick_texts: list[str]
    domain: tuple[float, float]
    axis_times: list[Decimal]
    axis_labels: list[list[str]]
    padding: dict[str, int]


def trend_chart(trend: Trend) -> dict[str, Any]:
    """Return the Vega-Lite specification of a trend."""
    layout = _layout(trend, NARROW)
    layout = _layout(trend, plot_width(layout.padding))
    rows: dict[str, list[Row]] = {
        "zero": [{"v": 0}] if layout.ticks[0] < 0 < layout.ticks[-1] else [],
        "breaks": [{"t": float(item.position), "n": _BREAK} for item in trend.breaks],
        "lines": _lines(trend),
        "points": _points(trend),
        "labels": _labels(trend, layout),
        "targets": _targets(trend),
    }
    layers = [item for name, item in _layers(trend, layout) if rows[name]]
    return specification(
        layers,
        width=layout.width,
        height=_HEIGHT,
        padding=layout.padding,
        rows={name: found for name, found in rows.items() if found},
    )


def _layout(trend: Trend, width: int) -> _Layout:
    """Return the layout for a plot of the width; texts at its sides take what they need beyond."""
    found = [point for line in trend.lines for point in line.points]
    values = [point.value for point in found] + [tick.value for tick in trend.targets]
    ticks = axis_values(min(values), max(values), trend.axis)
    times = sorted({point.position for point in found})
    ends = sorted({*times, *(tick.position for tick in trend.targets)})
    margin = max((ends[-1] - ends[0]) / 16, Decimal("0.0005"))
    domain = (float(ends[0] - margin), float(ends[-1] + margin))
    names = {point.position: point.label for point in found}
    shown = shown_times(times)
    labels = axis_labels([names[time] for time in shown])
    scale = width / (domain[1] - domain[0])
    places = [(float(time) - domain[0]) * scale for time in shown]
    rows = label_rows(labels, places)
    height = max(len(lines) for lines in labels)
    stacked = [[""] * row * height + lines for row, lines in zip(rows, labels, strict=True)]
    texts = tick_texts(ticks)
    left = max(text_width(text) for text in texts) + 12
    first = max(text_width(line) for line in labels[0]) / 2 - places[0]
    last = max(
        max(text_width(line) for line in lines) / 2 + at - width
        for lines, at in zip(labels, places, strict=True)
    )
    right = max(
        text_width(text) + 12 + (float(time) - domain[1]) * scale for text, time in _texts(trend)
    )
    return _Layout(
        width=width,
        ticks=ticks,
        tick_texts=texts,
        domain=domain,
        axis_times=shown,
        axis_labels=stacked,
        padding={
            "left": round(max(left, first) + 4),
            "top": _TOP,
            "right": round(max(right, last, 0) + 6),
            "bottom": 16 + LINE * height * (max(rows) + 1),
        },
    )


def _texts(trend: Trend) -> list[tuple[str, Decimal]]:
    """Return every text beside a point, with the point's time."""
    found = [
        (_end_text(trend, number, line.points[-1].short), line.points[-1].position)
        for number, line in enumerate(trend.lines)
    ]
    if _labels_each(trend):
        found += [(point.short, point.position) for point in trend.lines[0].points]
    found += [(_BREAK, item.position) for item in trend.breaks]
    found += [(item.short, item.position) for item in trend.targets]
    return found


def _end_text(trend: Trend, number: int, short: str) -> str:
    """Return what stands at the end of a line: its sign and name too, where there are several."""
    if len(trend.lines) == 1:
        return short
    return f"{SIGNS[number % len(SIGNS)]} {trend.lines[number].name} {short}"


def _labels_each(trend: Trend) -> bool:
    return len(trend.lines) == 1 and len(trend.lines[0].points) <= _FEW


def shown_times(times: list[Decimal]) -> list[Decimal]:
    """Return at most seven evenly chosen times, the last among them."""
    step = -(-len(times) // 7)
    return times[::-1][::step][::-1]


def axis_labels(labels: list[str]) -> list[list[str]]:
    """Return the labels as lines: bare years where all are years, else the year above the rest."""
    if all(_YEAR.fullmatch(label) for label in labels):
        if len(labels) <= 3:
            return [[label] for label in labels]
        return [[label[:4]] for label in labels]
    return [_split(label) for label in labels]


def _split(label: str) -> list[str]:
    parts = re.split(r"(?<=—)(?=\d{4}年)", label)
    if len(parts) > 1:
        return parts
    match = re.match(r"((?:截至)?\d{4}年)(.+)", label)
    return [match[1], match[2]] if match else [label]


def _layers(trend: Trend, layout: _Layout) -> list[tuple[str, alt.UnitSpec]]:
    """Return the layers by the rows they show, from the back to the front."""
    x, y = place(alt.X, "t"), place(alt.Y, "v")
    ticks = [float(tick) for tick in layout.ticks]
    with_axes = {
        "x": place(
            alt.X,
            "t",
            layout.domain,
            alt.Axis(
                values=[float(time) for time in layout.axis_times],
                labelExpr=by_index(layout.axis_labels),
                grid=False,
                title=None,
            ),
        ),
        "y": place(
            alt.Y,
            "v",
            (ticks[0], ticks[-1]),
            alt.Axis(
                values=ticks,
                labelExpr=by_index(layout.tick_texts),
                title=None,
                domain=False,
                ticks=False,
            ),
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
            "targets",
            layer(
                "targets",
                "tick",
                {"x": x, "y": y, "description": alt.Description(field="said", type="nominal")},
                aria=True,
                color=INK,
                thickness=2,
                size=26,
                orient="horizontal",
                strokeDash=[4, 3],
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
                "said": mark.said,
                "ink": colour,
                "fill": colour if point.solid else PAPER,
                "shape": SHAPES[number % len(SHAPES)],
            }
            for point, mark in zip(line.points, line.marks, strict=True)
        ]
    return rows


def _labels(trend: Trend, layout: _Layout) -> list[Row]:
    """Name each line at its end, moved apart where ends are close; label few points each."""
    low, high = float(layout.ticks[0]), float(layout.ticks[-1])
    if trend.axis.reverse:
        low, high = high, low
    scale = _HEIGHT / (high - low)
    ends = [float(line.points[-1].value) for line in trend.lines]
    moved = spread([(end - low) * scale for end in ends], LINE, 0, _HEIGHT)
    alone = len(trend.lines) == 1
    rows: list[Row] = [
        {
            "t": float(line.points[-1].position),
            "v": low + position / scale,
            "n": _end_text(trend, number, line.points[-1].short),
            "c": INK if alone else SERIES[number % len(SERIES)],
        }
        for number, (line, position) in enumerate(zip(trend.lines, moved, strict=True))
    ]
    if _labels_each(trend):
        rows += [
            {"t": float(point.position), "v": float(point.value), "n": point.short, "c": INK}
            for point in trend.lines[0].points[:-1]
        ]
    return rows


def _targets(trend: Trend) -> list[Row]:
    """Return each target, drawn as a dashed stroke with its label, unlike any value."""
    marks = trend.marks[-len(trend.targets) :] if trend.targets else ()
    return [
        {"t": float(item.position), "v": float(item.value), "n": item.short, "said": mark.said}
        for item, mark in zip(trend.targets, marks, strict=True)
    ]
