"""The trend chart: points in time, joined only where the values may be compared."""

import json
from decimal import Decimal
from typing import Any

import altair as alt

from site_builder.charts.theme import (
    CONFIG,
    HEIGHT,
    INK,
    PADDING,
    PAPER,
    REEF,
    SERIES,
    SHAPES,
    WIDTH,
    axis_values,
    spread,
)
from site_builder.model.series import Series

_LABEL_GAP = 18
_FEW = 4


def trend_chart(series: Series) -> dict[str, Any]:
    """Return the Vega-Lite specification of a trend."""
    values = [point.value for line in series.lines for point in line.points]
    ticks = axis_values(min(values), max(values), zero=series.zero)
    times = sorted({point.position for line in series.lines for point in line.points})
    labels = {str(point.position): point.label for line in series.lines for point in line.points}
    width = WIDTH - PADDING["left"] - PADDING["right"]
    height = HEIGHT - PADDING["top"] - PADDING["bottom"]
    x = alt.X(
        "t:Q",
        scale=alt.Scale(domain=_time_domain(times), nice=False, zero=False),
        axis=alt.Axis(
            values=[float(time) for time in _shown_times(times)],
            labelExpr=_label_expression(labels, times),
            grid=False,
            title=None,
        ),
    )
    y = alt.Y(
        "v:Q",
        scale=alt.Scale(domain=[float(ticks[0]), float(ticks[-1])], nice=False, zero=False),
        axis=alt.Axis(
            values=[float(tick) for tick in ticks],
            title=None,
            domain=False,
            ticks=False,
            labelExpr="replace(datum.label, '\\u2212', '−')",
        ),
    )
    layers = [
        *_break_rules(series, x),
        *_lines(series, x, y),
        *_points(series, x, y),
        *_labels(series, x, y, ticks, height),
    ]
    chart = (
        alt.layer(*layers)
        .properties(
            width=width,
            height=height,
            padding=PADDING,
            autosize=alt.AutoSizeParams(type="none"),
        )
        .configure(**CONFIG)
    )
    specification: dict[str, Any] = chart.to_dict()
    return specification


def _time_domain(times: list[Decimal]) -> list[float]:
    margin = max((times[-1] - times[0]) / 20, Decimal("0.15"))
    return [float(times[0] - margin), float(times[-1] + margin)]


def _shown_times(times: list[Decimal]) -> list[Decimal]:
    """Return at most seven evenly chosen times, the last among them."""
    step = -(-len(times) // 7)
    return times[::-1][::step][::-1]


def _label_expression(labels: dict[str, str], times: list[Decimal]) -> str:
    short = {f"{float(time):g}": _short(labels[str(time)], few=len(times) <= 3) for time in times}
    return f"{json.dumps(short, ensure_ascii=False)}[format(datum.value, '~g')]"


def _short(label: str, *, few: bool) -> str:
    return label if few else label.replace("年版", "").replace("年", "")


def _lines(series: Series, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    charts = []
    for place, line in enumerate(series.lines):
        rows: list[dict[str, object]] = []
        segment = 0
        for before, point in zip(line.points, line.points[1:], strict=False):
            if point.joined:
                segment += 1
                for end in (before, point):
                    rows.append(
                        {"t": float(end.position), "v": float(end.value), "s": f"{place}-{segment}"}
                    )
        if rows:
            mark = alt.Chart(alt.InlineData(values=rows)).mark_line(
                color=SERIES[place % len(SERIES)], strokeWidth=2
            )
            charts.append(mark.encode(x=x, y=y, detail="s:N"))
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


def _labels(
    series: Series, x: alt.X, y: alt.Y, ticks: list[Decimal], height: int
) -> list[alt.Chart]:
    """Name each line at its end, moved apart where ends are close; label few points each."""
    low, high = float(ticks[0]), float(ticks[-1])
    scale = height / (high - low)
    ends = [float(line.points[-1].value) for line in series.lines]
    moved = spread([(end - low) * scale for end in ends], _LABEL_GAP, 0, height)
    alone = len(series.lines) == 1
    rows = [
        {
            "t": float(line.points[-1].position),
            "v": low + position / scale,
            "n": line.points[-1].text if alone else f"{line.name} {line.points[-1].text}",
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
    return [mark.encode(x=x, y=y, text="n:N", color=alt.Color("c:N", scale=None))]


def _break_rules(series: Series, x: alt.X) -> list[alt.Chart]:
    if not series.breaks:
        return []
    rows = [{"t": float(item.position), "n": "断点"} for item in series.breaks]
    data = alt.InlineData(values=rows)
    rule = alt.Chart(data).mark_rule(color=REEF, strokeWidth=2, strokeDash=[4, 4])
    text = alt.Chart(data).mark_text(color=REEF, align="left", baseline="top", dx=6, fontSize=14)
    return [rule.encode(x=x), text.encode(x=x, y=alt.value(0), text="n:N")]
