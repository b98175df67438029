"""Where everything of a trend stands: ticks, times, and the room that texts at its sides take."""

import re
from decimal import Decimal

from msgspec import Struct

from site_builder.charts.inks import sign
from site_builder.charts.layout import (
    LINE,
    NARROW,
    axis_values,
    label_rows,
    plot_width,
    text_width,
    tick_texts,
)
from site_builder.model.chart import Trend

HEIGHT = 216
_TOP = 22
_FEW = 4
_WIDE = 120
"""Names at the ends of lines that are wider than this go above the plot, one below the other."""
_YEAR = re.compile(r"(\d{4})(?:年版?| [^\W\d]+)?")
"""A year alone, or the edition of one."""
_AFTER = re.compile(r"(.+) (\d{4})")
"""A part of a year in languages that put the year last."""


class TrendLayout(Struct, frozen=True, kw_only=True):
    """Everything that is settled before a mark is drawn.

    `ends` are the texts at the ends of the lines, `legend` those above the plot.
    """

    width: int
    ticks: list[Decimal]
    tick_texts: list[str]
    domain: tuple[Decimal, Decimal]
    reverse: bool
    axis_times: list[Decimal]
    axis_labels: list[list[str]]
    ends: list[str]
    legend: list[str]
    padding: dict[str, int]

    def place_of(self, time: Decimal) -> float:
        """Return how many pixels right of the plot's left edge a time stands."""
        first, last = self.domain
        return float((time - first) / (last - first)) * self.width

    def height_of(self, value: Decimal) -> float:
        """Return how many pixels above the foot of the plot a value stands."""
        low, high = self.ticks[0], self.ticks[-1]
        share = float((value - low) / (high - low)) * HEIGHT
        return HEIGHT - share if self.reverse else share

    def value_at(self, height: float) -> float:
        """Return the value that stands at a height."""
        low, high = float(self.ticks[0]), float(self.ticks[-1])
        share = (HEIGHT - height if self.reverse else height) / HEIGHT
        return low + (high - low) * share


def trend_layout(trend: Trend) -> TrendLayout:
    """Return the layout of a trend: the plot takes the width that the texts at its sides leave."""
    texts = _layout(trend, NARROW).padding
    return _layout(trend, plot_width(texts["left"] + texts["right"]))


def _layout(trend: Trend, width: int) -> TrendLayout:
    """Return the layout for a plot of the width; texts at its sides take what they need beyond."""
    found = [point for line in trend.lines for point in line.points]
    values = [point.value for point in found] + [tick.value for tick in trend.targets]
    ticks = axis_values(min(values), max(values), trend.axis)
    times = sorted({point.position for point in found})
    ends = sorted({*times, *(tick.position for tick in trend.targets)})
    margin = max((ends[-1] - ends[0]) / 16, Decimal("0.0005"))
    domain = (ends[0] - margin, ends[-1] + margin)
    names = {point.position: point.label for point in found}
    scale = width / float(domain[1] - domain[0])
    for most in (7, 6, 5):
        shown = shown_times(times, most)
        labels = axis_labels([names[time] for time in shown])
        places = [float(time - domain[0]) * scale for time in shown]
        rows = label_rows(labels, places)
        if len(times) <= most or not any(rows):
            break
    height = max(len(lines) for lines in labels)
    stacked = [[""] * row * height + lines for row, lines in zip(rows, labels, strict=True)]
    texts = tick_texts(ticks, trend.words)
    left = max(text_width(text) for text in texts) + 12
    first = max(text_width(line) for line in labels[0]) / 2 - places[0]
    last = max(
        max(text_width(line) for line in lines) / 2 + at - width
        for lines, at in zip(labels, places, strict=True)
    )
    at_ends, legend = _names(trend)
    right = max(
        text_width(text) + beside(trend, time) + 2 + float(time - domain[1]) * scale
        for text, time in _texts(trend, at_ends)
    )
    return TrendLayout(
        width=width,
        ticks=ticks,
        tick_texts=texts,
        domain=domain,
        reverse=trend.axis.reverse,
        axis_times=shown,
        axis_labels=stacked,
        ends=at_ends,
        legend=legend,
        padding={
            "left": round(max(left, first) + 4),
            "top": _TOP + LINE * len(legend),
            "right": round(max(right, last, 0) + 6),
            "bottom": 16 + LINE * height * (max(rows) + 1),
        },
    )


def _texts(trend: Trend, ends: list[str]) -> list[tuple[str, Decimal]]:
    """Return every text to the right of a point, with the point's time."""
    found = [(text, line.points[-1].position) for text, line in zip(ends, trend.lines, strict=True)]
    return found + [(item.short, item.position) for item in trend.targets]


def _names(trend: Trend) -> tuple[list[str], list[str]]:
    """Return what stands at the ends of the lines, and what above the plot.

    One line needs no name. Of several each has its sign; long names stand above the plot.
    """
    values = [line.points[-1].short for line in trend.lines]
    if len(trend.lines) == 1:
        return values, []
    signs = [sign(number) for number in range(len(trend.lines))]
    names = [f"{sign} {line.name}" for sign, line in zip(signs, trend.lines, strict=True)]
    whole = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    if max(text_width(text) for text in whole) <= _WIDE:
        return whole, []
    return [f"{sign} {value}" for sign, value in zip(signs, values, strict=True)], names


def beside(trend: Trend, time: Decimal) -> int:
    """Return how far right of a point its text begins: beyond the stroke of a target, if any."""
    return 18 if any(item.position == time for item in trend.targets) else 10


def labels_each(trend: Trend) -> bool:
    """Tell whether every point bears its value: where there are few."""
    return len(trend.lines) == 1 and len(trend.lines[0].points) <= _FEW


def shown_times(times: list[Decimal], most: int) -> list[Decimal]:
    """Return at most so many evenly chosen times, the last among them."""
    step = -(-len(times) // most)
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
    match = re.match(r"((?:截至)?\d{4}年)(.+)", label) or _AFTER.fullmatch(label)
    return [match[1], match[2]] if match else [label]
