"""The trend chart: points in time, joined only where the values may be compared."""

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt

from site_builder.charts.layout import (
    LINE,
    axis_values,
    by_index,
    label_rows,
    spread,
    text_width,
    tick_text,
)
from site_builder.charts.theme import CONFIG, INK, PAPER, REEF, SERIES, SHAPES
from site_builder.model.series import Series

_PLOT_WIDTH, _PLOT_HEIGHT = 298, 222
_TOP = 14
_FEW = 4
_YEAR = re.compile(r"(\d{4})年版?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Everything that is settled before a mark is drawn."""

    ticks: list[Decimal]
    times: list[Decimal]
    domain: tuple[float, float]
    axis_times: list[Decimal]
    axis_labels: list[list[str]]
    padding: dict[str, float]


def trend_chart(series: Series) -> dict[str, Any]:
    """Return the Vega-Lite specification of a trend."""
    layout = _layout(series)
    x, y = _x_axis(layout), _y_axis(layout)
    layers = [
        *_break_rules(series, x),
        *_lines(series, x, y),
        *_points(series, x, y),
        *_labels(series, layout, x, y),
        *_target_ticks(series, x, y),
    ]
    chart = (
        alt.layer(*layers)
        .properties(
            width=_PLOT_WIDTH,
            height=_PLOT_HEIGHT,
            padding=layout.padding,
            autosize=alt.AutoSizeParams(type="none"),
        )
        .configure(**CONFIG)
    )
    specification: dict[str, Any] = chart.to_dict(validate=False)
    return specification


def _layout(series: Series) -> _Layout:
    points = [point for line in series.lines for point in line.points]
    values = [point.value for point in points] + [tick.value for tick in series.targets]
    ticks = axis_values(min(values), max(values), zero=series.zero)
    times = sorted({point.position for point in points})
    ends = sorted({*times, *(tick.position for tick in series.targets)})
    margin = max((ends[-1] - ends[0]) / 16, Decimal("0.0005"))
    domain = (float(ends[0] - margin), float(ends[-1] + margin))
    names = {point.position: point.label for point in points}
    shown = _shown_times(times)
    labels = _axis_labels([names[time] for time in shown])
    scale = _PLOT_WIDTH / (domain[1] - domain[0])
    places = [(float(time) - domain[0]) * scale for time in shown]
    rows = label_rows(labels, places)
    height = max(len(lines) for lines in labels)
    stacked = [[""] * row * height + lines for row, lines in zip(rows, labels, strict=True)]
    left = max(text_width(tick_text(tick)) for tick in ticks) + 12
    first = max(text_width(line) for line in labels[0]) / 2 - places[0]
    last = max(
        max(text_width(line) for line in lines) / 2 + place - _PLOT_WIDTH
        for lines, place in zip(labels, places, strict=True)
    )
    right = max(
        text_width(text) + 12 + (float(time) - domain[1]) * scale for text, time in _texts(series)
    )
    return _Layout(
        ticks=ticks,
        times=times,
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


def _texts(series: Series) -> list[tuple[str, Decimal]]:
    """Return every text beside a point, with the point's time."""
    found = []
    for line in series.lines:
        for point in line.points:
            found.append((_end_text(series, line.name, point.text), point.position))
    found += [("断点", item.position) for item in series.breaks]
    found += [(item.text, item.position) for item in series.targets]
    return found


def _end_text(series: Series, name: str, text: str) -> str:
    return text if len(series.lines) == 1 else f"{name} {text}"


def _shown_times(times: list[Decimal]) -> list[Decimal]:
    """Return at most seven evenly chosen times, the last among them."""
    step = -(-len(times) // 7)
    return times[::-1][::step][::-1]


def _axis_labels(labels: list[str]) -> list[list[str]]:
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


def _x_axis(layout: _Layout) -> alt.X:
    return alt.X(
        field="t",
        type="quantitative",
        scale=alt.Scale(domain=list(layout.domain), nice=False, zero=False),
        axis=alt.Axis(
            values=[float(time) for time in layout.axis_times],
            labelExpr=by_index(layout.axis_labels),
            grid=False,
            title=None,
        ),
    )


def _y_axis(layout: _Layout) -> alt.Y:
    ticks = [float(tick) for tick in layout.ticks]
    return alt.Y(
        field="v",
        type="quantitative",
        scale=alt.Scale(domain=[ticks[0], ticks[-1]], nice=False, zero=False),
        axis=alt.Axis(
            values=ticks,
            labelExpr=by_index([tick_text(tick) for tick in layout.ticks]),
            title=None,
            domain=False,
            ticks=False,
        ),
    )


def _lines(series: Series, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    charts = []
    for place, line in enumerate(series.lines):
        rows: list[dict[str, object]] = []
        segment = 0
        for before, point in itertools.pairwise(line.points):
            if point.joined:
                segment += 1
                rows.extend(
                    {"t": float(end.position), "v": float(end.value), "s": f"{place}-{segment}"}
                    for end in (before, point)
                )
        if rows:
            mark = alt.Chart(alt.InlineData(values=rows)).mark_line(
                color=SERIES[place % len(SERIES)], strokeWidth=2
            )
            charts.append(mark.encode(x=x, y=y, detail=alt.Detail(field="s", type="nominal")))
    return charts


def _points(series: Series, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    charts = []
    for place, line in enumerate(series.lines):
        colour = SERIES[place % len(SERIES)]
        for solid in (True, False):
            rows = [
                {"t": float(point.position), "v": float(point.value)}
                for point in line.points
                if point.solid is solid
            ]
            if not rows:
                continue
            mark = alt.Chart(alt.InlineData(values=rows)).mark_point(
                shape=SHAPES[place % len(SHAPES)],
                size=52,
                filled=False,
                fill=colour if solid else PAPER,
                stroke=colour,
                strokeWidth=2,
                opacity=1,
            )
            charts.append(mark.encode(x=x, y=y))
    return charts


def _labels(series: Series, layout: _Layout, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Name each line at its end, moved apart where ends are close; label few points each."""
    low, high = float(layout.ticks[0]), float(layout.ticks[-1])
    scale = _PLOT_HEIGHT / (high - low)
    ends = [float(line.points[-1].value) for line in series.lines]
    moved = spread([(end - low) * scale for end in ends], LINE, 0, _PLOT_HEIGHT)
    alone = len(series.lines) == 1
    rows = [
        {
            "t": float(line.points[-1].position),
            "v": low + position / scale,
            "n": _end_text(series, line.name, line.points[-1].text),
            "c": INK if alone else SERIES[place % len(SERIES)],
        }
        for place, (line, position) in enumerate(zip(series.lines, moved, strict=True))
    ]
    if alone and len(series.lines[0].points) <= _FEW:
        rows += [
            {"t": float(point.position), "v": float(point.value), "n": point.text, "c": INK}
            for point in series.lines[0].points[:-1]
        ]
    mark = alt.Chart(alt.InlineData(values=rows)).mark_text(align="left", baseline="middle", dx=10)
    return [
        mark.encode(
            x=x,
            y=y,
            text=alt.Text(field="n", type="nominal"),
            color=alt.Color(field="c", type="nominal", scale=None),
        )
    ]


def _target_ticks(series: Series, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Draw each target as a dashed stroke with its label, unlike any value."""
    if not series.targets:
        return []
    rows = [
        {"t": float(item.position), "v": float(item.value), "n": item.text}
        for item in series.targets
    ]
    data = alt.InlineData(values=rows)
    tick = alt.Chart(data).mark_tick(
        color=INK, thickness=2, size=26, orient="horizontal", strokeDash=[4, 3]
    )
    text = alt.Chart(data).mark_text(align="left", baseline="bottom", dx=6, dy=-4, color=INK)
    return [tick.encode(x=x, y=y), text.encode(x=x, y=y, text=alt.Text(field="n", type="nominal"))]


def _break_rules(series: Series, x: alt.X) -> list[alt.Chart]:
    if not series.breaks:
        return []
    rows = [{"t": float(item.position), "n": "断点"} for item in series.breaks]
    data = alt.InlineData(values=rows)
    rule = alt.Chart(data).mark_rule(color=REEF, strokeWidth=2, strokeDash=[4, 4])
    text = alt.Chart(data).mark_text(color=REEF, align="left", baseline="top", dx=6)
    return [
        rule.encode(x=x),
        text.encode(x=x, y=alt.value(0), text=alt.Text(field="n", type="nominal")),
    ]
