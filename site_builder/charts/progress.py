"""Things counted by status: a row of unit squares for each group, fuller the further they are."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import altair as alt
from msgspec import Struct

from site_builder.charts.house import (
    Row,
    as_is,
    boxes,
    edges,
    fixed,
    layer,
    place,
    specification,
    words,
)
from site_builder.charts.inks import INK, MIST, PAPER, RULE, SERIES
from site_builder.charts.layout import LINE, broken, spread, text_width
from site_builder.model.chart import Progress, Tally
from site_builder.model.mark import Mark

_WHOLE, _NARROWEST = 340, 210
_NAME = 98
_BAR = 16
_BETWEEN = 10
_SWATCH = 14
_LEAST_UNIT = 5
"""A square narrower than this is not set off from the next."""


class _Look(Struct, frozen=True, kw_only=True):
    """How a status is told from the others without colour: empty, half full, full, hatched."""

    fill: str = PAPER
    ink: str = SERIES[0]
    half: bool = False
    hatched: bool = False
    cut: str = RULE


_LOOKS = (_Look(), _Look(half=True, cut=PAPER), _Look(fill=SERIES[0], cut=PAPER))
_LAST = _Look(ink=MIST, hatched=True)
"""In the order of the statuses; the last of them is that nothing is stated."""


def progress_chart(progress: Progress) -> dict[str, Any]:
    """Return the Vega-Lite specification of counts by status, one row a group."""
    names = [broken(row.name, _NAME) for row in progress.rows]
    left = round(max(text_width(line) for lines in names for line in lines)) + 10
    width = max(_NARROWEST, _WHOLE - left)
    most = max(sum(row.counts) for row in progress.rows)
    kinds = ("keys", "boxes", "halves", "cuts", "hatches", "texts", "counts", "names")
    rows: dict[str, list[Row]] = {name: [] for name in kinds}
    unit = width / most
    top = _legend(progress, left, width, unit, rows)
    marks = iter(progress.marks)
    for row, lines in zip(progress.rows, names, strict=True):
        half = LINE * len(lines) / 2
        middle = top + max(LINE + _BAR / 2, half)
        rows["names"] += [
            {"n": line, "y": middle - half + LINE * (number + 0.5)}
            for number, line in enumerate(lines)
        ]
        _bar(row, middle, unit, progress, marks, rows)
        top = middle + max(_BAR / 2, half) + _BETWEEN
    height = round(top - _BETWEEN)
    return specification(
        [item for name, item in _layers(most, height) if rows[name]],
        width=width,
        height=height,
        padding={"left": left + 4, "top": 4, "right": 14, "bottom": 10},
        rows={name: found for name, found in rows.items() if found},
    )


def _look(progress: Progress, status: int) -> _Look:
    return _LAST if status == len(progress.statuses) - 1 else _LOOKS[status]


def _legend(
    progress: Progress, left: int, width: int, unit: float, rows: dict[str, list[Row]]
) -> float:
    """Add what each look means, in lines above the rows; return where the rows begin."""
    x, y = float(-left), 0.0
    for number, status in enumerate(progress.statuses):
        if not any(row.counts[number] for row in progress.rows):
            continue
        needed = _SWATCH + 6 + text_width(status)
        if x > -left and x + needed > width + 10:
            x, y = float(-left), y + LINE + 6
        look, middle = _look(progress, number), y + LINE / 2
        key = _box(x / unit, (x + _SWATCH) / unit, middle, _SWATCH)
        rows["keys"].append(key | {"fill": look.fill, "ink": look.ink})
        _texture(look, key, (), rows)
        rows["texts"].append({"n": status, "x": (x + _SWATCH + 6) / unit, "y": middle})
        x += needed + 16
    return y + LINE + _BETWEEN


def _box(start: float, end: float, middle: float, height: float) -> dict[str, float]:
    return {"a": start, "b": end, "top": middle - height / 2, "foot": middle + height / 2}


def _texture(
    look: _Look, box: dict[str, float], cuts: Iterable[int], rows: dict[str, list[Row]]
) -> None:
    """Add what tells a box from others: its lower half, strokes between squares or across them."""
    if look.half:
        rows["halves"].append(box | {"top": (box["top"] + box["foot"]) / 2})
    ends = [box["a"], *(box["a"] + cut for cut in cuts), box["b"]]
    if look.hatched:
        rows["hatches"] += [box | {"a": one, "b": other} for one, other in pairwise(ends)]
    else:
        rows["cuts"] += [box | {"a": end, "b": end, "ink": look.cut} for end in ends[1:-1]]


def _bar(
    row: Tally,
    middle: float,
    unit: float,
    progress: Progress,
    marks: Iterator[Mark],
    rows: dict[str, list[Row]],
) -> None:
    """Add the boxes of a row, their squares of `unit` pixels, and the counts above them."""
    start, centres, texts = 0, [], []
    for number, count in enumerate(row.counts):
        if not count:
            continue
        look = _look(progress, number)
        box = _box(start, start + count, middle, _BAR)
        fill: Row = {"fill": look.fill, "ink": look.ink, "said": next(marks).said}
        rows["boxes"].append({**box, **fill})
        _texture(look, box, range(1, count if unit >= _LEAST_UNIT else 1), rows)
        texts.append(str(count))
        centres.append((start + count / 2) * unit)
        start += count
    least = max(text_width(text) for text in texts) + 4
    moved = spread(centres, least, least / 2 - 4, max(centres[-1], least * len(texts)))
    rows["counts"] += [
        {"n": text, "x": x / unit, "y": middle - _BAR / 2 - 3}
        for text, x in zip(texts, moved, strict=True)
    ]


def _layers(most: int, height: int) -> list[tuple[str, alt.UnitSpec]]:
    """Return the legend, the boxes with their squares, the counts and the names."""
    ink = {"stroke": as_is(alt.Stroke, "ink")}
    look = {"fill": as_is(alt.Fill, "fill"), **ink}
    half: dict[str, Any] = {"fill": SERIES[0], "opacity": 1}
    hatch: dict[str, Any] = {"color": MIST, "strokeWidth": 1.5}
    y = place(alt.Y, "y", bare=True)
    text = {"x": place(alt.X, "x", bare=True), "y": y, "text": words("n")}
    name = {"x": fixed(alt.XValue, -10), "y": y, "text": words("n")}
    middle: dict[str, Any] = {"baseline": "middle", "color": INK}
    return [
        ("keys", layer("keys", "rect", edges() | look, strokeWidth=1.5, opacity=1)),
        ("boxes", boxes("boxes", (0, most), height)),
        ("halves", layer("halves", "rect", edges(), **half)),
        ("cuts", layer("cuts", "rule", edges() | ink, strokeWidth=1)),
        ("hatches", layer("hatches", "rule", edges(), **hatch)),
        ("texts", layer("texts", "text", text, align="left", **middle)),
        ("counts", layer("counts", "text", text, baseline="bottom", color=INK)),
        ("names", layer("names", "text", name, align="right", **middle)),
    ]
