"""Small multiples: trends side by side on one time axis, each on its own value axis."""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import altair as alt
from msgspec import Struct

from site_builder.charts.house import Row, axis, fixed, layer, place, points, side_by_side, words
from site_builder.charts.inks import INK, PAPER, REEF, SERIES
from site_builder.charts.layout import (
    LINE,
    axis_values,
    broken,
    label_rows,
    text_width,
    tick_texts,
)
from site_builder.charts.trend_layout import axis_labels
from site_builder.model.chart import Multiples, Panel
from site_builder.model.mark import Mark

_CELL = 178
_NARROWEST, _HEIGHT = 76, 72
_BETWEEN = 14


class _Layout(Struct, frozen=True, kw_only=True):
    """What all panels share, so that they can be compared: sizes and the time axis."""

    width: int
    left: int
    right: int
    title: int
    above: int
    foot: int
    point: float
    domain: tuple[float, float]
    times: list[float]
    labels: list[list[str]]


def multiples_chart(multiples: Multiples) -> dict[str, Any]:
    """Return the Vega-Lite specification of small multiples, in two columns."""
    axes = [_axis(panel) for panel in multiples.panels]
    layout = _layout(multiples, axes)
    marks = iter(multiples.marks)
    rows: dict[str, list[Row]] = {}
    views = []
    for number, (panel, steps) in enumerate(zip(multiples.panels, axes, strict=True)):
        own = _rows(panel, layout, marks)
        rows |= {f"{name}-{number}": found for name, found in own.items() if found}
        views.append(list(_layers(panel, steps, layout, number, own)))
    return side_by_side(
        views,
        width=layout.width,
        height=_HEIGHT,
        columns=2,
        between={
            "column": layout.left + layout.right + _BETWEEN,
            "row": layout.title + layout.foot + _BETWEEN,
        },
        padding={
            "left": layout.left + 4,
            "top": layout.title + 4,
            "right": layout.right,
            "bottom": layout.foot,
        },
        rows=rows,
    )


def _axis(panel: Panel) -> tuple[list[Decimal], list[str]]:
    """Return the ticks of a panel, the ends and zero or the middle, and their texts.

    A zero that lies close to an end has its line without a text.
    """
    values = [point.value for line in panel.trend.lines for point in line.points]
    ticks = axis_values(min(values), max(values), panel.trend.axis)
    low, high, middle = ticks[0], ticks[-1], len(ticks) // 2
    between = [Decimal(0)] if low < 0 < high else ticks[middle : middle + 1] * (len(ticks) % 2)
    texts = tick_texts([low, *between, high], panel.trend.words)
    room = (high - low) * LINE / _HEIGHT
    if any(min(tick - low, high - tick) < room for tick in between):
        texts[1] = ""
    return [low, *between, high], texts


def _title(panel: Panel) -> str:
    return panel.trend.words.noted(panel.title, panel.trend.axis.unit)


def _layout(multiples: Multiples, axes: list[tuple[list[Decimal], list[str]]]) -> _Layout:
    found = [
        point for panel in multiples.panels for line in panel.trend.lines for point in line.points
    ]
    names = {point.position: point.label for point in found}
    times = sorted(names)
    margin = max((times[-1] - times[0]) / 16, Decimal("0.0005"))
    domain = (float(times[0] - margin), float(times[-1] + margin))
    left = round(max(text_width(text) for _, texts in axes for text in texts)) + 8
    right = round(max(text_width(_last(panel)) for panel in multiples.panels)) + 10
    width = max(_NARROWEST, _CELL - left - right)
    labels = axis_labels([names[time] for time in times])
    labels = [labels[0], labels[-1]]
    scale = width / (domain[1] - domain[0])
    ends = [float(times[0]), float(times[-1])]
    stacked = label_rows(labels, [(end - domain[0]) * scale for end in ends])
    height = max(len(lines) for lines in labels)
    lines = max(len(broken(_title(panel), left + width + right)) for panel in multiples.panels)
    above = 11 + LINE * any(panel.trend.breaks for panel in multiples.panels)
    return _Layout(
        width=width,
        left=left,
        right=right,
        title=LINE * lines + above,
        above=above,
        foot=12 + LINE * height * (max(stacked) + 1),
        point=_point(times, scale),
        domain=domain,
        times=ends,
        labels=[[""] * row * height + own for row, own in zip(stacked, labels, strict=True)],
    )


def _point(times: list[Decimal], scale: float) -> float:
    """Return how wide points are drawn: neighbours stay apart where there are many."""
    nearest = min(after - before for before, after in itertools.pairwise(times))
    return min(max(float(nearest) * scale - 2, 2), 5)


def _last(panel: Panel) -> str:
    return panel.trend.lines[0].points[-1].short


def _rows(panel: Panel, layout: _Layout, marks: Iterator[Mark]) -> dict[str, list[Row]]:
    trend = panel.trend
    [line] = trend.lines
    segments = list(_segments(panel))
    return {
        "title": [{"n": "\n".join(_title_lines(panel, layout))}],
        "breaks": [{"t": float(item.position), "n": trend.words.broken} for item in trend.breaks],
        "lines": segments,
        "points": [
            {
                "t": float(point.position),
                "v": float(point.value),
                "said": next(marks).said,
                "ink": SERIES[0],
                "fill": SERIES[0] if point.solid else PAPER,
                "shape": "circle",
                # A hollow point is large enough to show that it is.
                "size": (layout.point if point.solid else max(layout.point, 4.5)) ** 2,
            }
            for point in line.points
        ],
        "last": [
            {
                "t": float(line.points[-1].position),
                "v": float(line.points[-1].value),
                "n": _last(panel),
            }
        ],
    }


def _title_lines(panel: Panel, layout: _Layout) -> list[str]:
    return broken(_title(panel), layout.left + layout.width + layout.right)


def _segments(panel: Panel) -> Iterator[Row]:
    """Yield the ends of the strokes that join points, each stroke by itself."""
    for number, (before, point) in enumerate(itertools.pairwise(panel.trend.lines[0].points)):
        if point.joined:
            for end in (before, point):
                yield {"t": float(end.position), "v": float(end.value), "s": number}


def _layers(
    panel: Panel,
    steps: tuple[list[Decimal], list[str]],
    layout: _Layout,
    number: int,
    rows: dict[str, list[Row]],
) -> Iterator[alt.UnitSpec]:
    """Yield the layers of a panel from the back to the front."""
    x, y = place(alt.X, "t"), place(alt.Y, "v")
    beside: dict[str, Any] = {"align": "left", "color": INK}
    more = len(_title_lines(panel, layout)) - 1
    yield layer(
        f"title-{number}",
        "text",
        {
            "x": fixed(alt.XValue, -layout.left),
            "y": fixed(alt.YValue, -layout.above - LINE * more),
            "text": words("n"),
        },
        baseline="bottom",
        lineBreak="\n",
        **beside,
    )
    if rows["breaks"]:
        broke: dict[str, Any] = {"color": REEF}
        dashed = {"strokeWidth": 1.5, "strokeDash": [4, 4]}
        yield layer(f"breaks-{number}", "rule", {"x": x}, **broke, **dashed)
        yield layer(
            f"breaks-{number}",
            "text",
            {"x": x, "y": fixed(alt.YValue, -9), "text": words("n")},
            baseline="bottom",
            **broke,
        )
    if rows["lines"]:
        stroke = {"x": x, "y": y, "detail": alt.Detail(field="s", type="nominal")}
        yield layer(f"lines-{number}", "line", stroke, stroke=SERIES[0], strokeWidth=2)
    yield points(f"points-{number}", _with_axes(panel, steps, layout), strokeWidth=1.5)
    yield layer(
        f"last-{number}",
        "text",
        {"x": x, "y": y, "text": words("n")},
        baseline="middle",
        dx=7,
        **beside,
    )


def _with_axes(
    panel: Panel, steps: tuple[list[Decimal], list[str]], layout: _Layout
) -> dict[str, Any]:
    ticks, texts = steps
    return {
        "x": place(
            alt.X,
            "t",
            layout.domain,
            axis(layout.times, layout.labels, grid=False),
        ),
        "y": place(
            alt.Y,
            "v",
            (float(ticks[0]), float(ticks[-1])),
            axis(ticks, texts, domain=False, ticks=False),
            reverse=panel.trend.axis.reverse,
        ),
        "size": alt.Size(field="size", type="quantitative", scale=None),
    }
