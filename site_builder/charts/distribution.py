"""Things counted by group and year: circles by area, each with its number."""

from itertools import pairwise
from math import ceil, sqrt
from typing import Any

import altair as alt

from site_builder.charts.house import Row, fixed, layer, place, points, specification, words
from site_builder.charts.inks import INK, MIST, PAPER, RULE, SERIES
from site_builder.charts.layout import LINE, broken, text_width
from site_builder.model.chart import Distribution

_WHOLE = 344
_NAME = 98
_RADIUS = 17
_WIDEST = 72
_GAP = 4
_APART = 6


def distribution_chart(found: Distribution) -> dict[str, Any]:
    """Return the Vega-Lite specification of counts by group and year; cells of none stay empty."""
    names = [broken(row.name, _NAME) for row in found.rows]
    left = round(max(text_width(line) for lines in names for line in lines)) + 10
    pitch = _pitch(found, _WHOLE - left)
    height = max(2 * _RADIUS + _APART, LINE * max(len(lines) for lines in names) + _APART)
    width = round(pitch * len(found.years))
    rows: dict[str, list[Row]] = {
        "guides": [{"p": number + 0.5} for number in range(len(found.rows) - 1)],
        "circles": _circles(found),
        "names": [
            {"p": number + (down - (len(lines) - 1) / 2) * LINE / height, "n": line}
            for number, lines in enumerate(names)
            for down, line in enumerate(lines)
        ],
        "years": _years(found, pitch),
        "inside": _numbers(found, pitch, inside=True),
        "beside": _numbers(found, pitch, inside=False),
    }
    return specification(
        [item for name, item in _layers(found) if rows[name]],
        width=width,
        height=height * len(found.rows),
        padding={
            "left": left + 4,
            "top": LINE + 10,
            "right": max(8, _WHOLE - left - width) + _overhang(found, pitch),
            "bottom": 6,
        },
        rows={name: own for name, own in rows.items() if own},
    )


def _radius(count: int, found: Distribution) -> float:
    return _RADIUS * sqrt(count / max(max(row.counts) for row in found.rows))


def _fits(count: int, found: Distribution) -> bool:
    """Tell whether the number of a circle has room inside it."""
    return text_width(str(count)) + 3 <= 2 * _radius(count, found)


def _reach(count: int, found: Distribution) -> float:
    """Return how far a circle with its number reaches to the right of its middle."""
    radius = _radius(count, found)
    return radius if _fits(count, found) else radius + _GAP + text_width(str(count))


def _pitch(found: Distribution, room: int) -> float:
    """Return how far columns are apart: what there is room for, and what no number overlaps."""
    needed = 0.0
    for row in found.rows:
        cells = [(at, count) for at, count in enumerate(row.counts) if count]
        for (at, count), (after, other) in pairwise(cells):
            between = _reach(count, found) + _GAP + _radius(other, found)
            needed = max(needed, between / (after - at))
    return max(needed, min(_WIDEST, room / len(found.years)))


def _overhang(found: Distribution, pitch: float) -> int:
    """Return how far the last column reaches beyond its half pitch."""
    widest = max((_reach(row.counts[-1], found) for row in found.rows if row.counts[-1]), default=0)
    year = text_width(found.years[-1]) / 2
    return round(max(0.0, max(widest, year) - pitch / 2))


def _circles(found: Distribution) -> list[Row]:
    marks = iter(found.marks)
    return [
        {
            "t": at,
            "p": number,
            "size": 4 * _radius(count, found) ** 2,
            "said": next(marks).said,
            "ink": SERIES[0],
            "fill": SERIES[0],
            "shape": "circle",
        }
        for number, at, count in _cells(found)
    ]


def _cells(found: Distribution) -> list[tuple[int, int, int]]:
    """Return row, column and count of what is not zero, row by row."""
    return [
        (number, at, count)
        for number, row in enumerate(found.rows)
        for at, count in enumerate(row.counts)
        if count
    ]


def _numbers(found: Distribution, pitch: float, *, inside: bool) -> list[Row]:
    return [
        {
            "t": at if inside else at + (_radius(count, found) + _GAP) / pitch,
            "p": number,
            "n": str(count),
        }
        for number, at, count in _cells(found)
        if _fits(count, found) is inside
    ]


def _years(found: Distribution, pitch: float) -> list[Row]:
    """Return as many years as have room, the last among them."""
    step = ceil((max(text_width(year) for year in found.years) + _GAP) / pitch)
    last = len(found.years) - 1
    return [{"t": at, "n": year} for at, year in enumerate(found.years) if (last - at) % step == 0]


def _layers(found: Distribution) -> list[tuple[str, alt.UnitSpec]]:
    """Return a line between rows, the circles with their numbers, the names and the years."""
    x, y = place(alt.X, "t", bare=True), place(alt.Y, "p", bare=True)
    axes = {
        "x": place(alt.X, "t", (-0.5, len(found.years) - 0.5)),
        "y": place(alt.Y, "p", (-0.5, len(found.rows) - 0.5), reverse=True),
        "size": alt.Size(field="size", type="quantitative", scale=None),
    }
    middle: dict[str, Any] = {"baseline": "middle"}
    number = {"x": x, "y": y, "text": words("n")}
    return [
        ("guides", layer("guides", "rule", {"y": y}, color=RULE, strokeWidth=1)),
        ("circles", points("circles", axes, strokeWidth=0)),
        ("inside", layer("inside", "text", number, align="center", color=PAPER, **middle)),
        ("beside", layer("beside", "text", number, align="left", color=INK, **middle)),
        (
            "names",
            layer(
                "names",
                "text",
                {"x": fixed(alt.XValue, -10), "y": y, "text": words("n")},
                align="right",
                color=INK,
                **middle,
            ),
        ),
        (
            "years",
            layer(
                "years",
                "text",
                {"x": x, "y": fixed(alt.YValue, -6), "text": words("n")},
                align="center",
                baseline="bottom",
                color=MIST,
            ),
        ),
    ]
