"""What is written in a trend and where: ends of lines, single values, names, breaks, targets."""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from site_builder.charts.house import Row
from site_builder.charts.inks import INK, REEF, SERIES
from site_builder.charts.layout import LINE, SIZE, spread, text_width
from site_builder.charts.trend_layout import HEIGHT, TrendLayout, beside, labels_each
from site_builder.model.chart import Trend

TARGET = 26
"""The length of the stroke of a target."""
_APART = 14
"""From the middle of a point to that of the value above or below it."""
_DOT = 6
_AROUND = tuple(
    (align, 6 * side, up)
    for up in (_APART, -_APART, _APART + LINE, -_APART - LINE)
    for align, side in (("left", 1), ("right", -1))
)
"""Where the label of a target may stand, the best place first."""


class _Note(Struct, frozen=True, kw_only=True):
    """A text in pixels: its time's place, how far to the side of it, its middle above the foot.

    `series` is the line that it goes with, "" for all.
    """

    text: str
    time: Decimal
    height: float
    align: str
    aside: float = 0
    colour: str = INK
    series: str = ""


class _Room(Struct, frozen=True):
    """A rectangle, in pixels from the left and from the foot of the plot."""

    left: float
    low: float
    right: float
    high: float

    def covers(self, other: "_Room") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )


def trend_texts(trend: Trend, layout: TrendLayout) -> list[Row]:
    """Return every text of the plot: the words, their place, alignment and colour."""
    notes = [*_ends(trend, layout), *_each(trend, layout)]
    notes += [*_legend(trend, layout), *_breaks(trend)]
    notes += _targets(trend, layout, notes)
    return [
        {
            "t": float(note.time),
            "v": layout.value_at(note.height),
            "n": note.text,
            "a": note.align,
            "d": note.aside,
            "c": note.colour,
            "series": note.series,
        }
        for note in notes
    ]


def _ends(trend: Trend, layout: TrendLayout) -> list[_Note]:
    """Return the texts at the ends of the lines, moved apart where ends are close."""
    heights = [layout.height_of(line.points[-1].value) for line in trend.lines]
    moved = spread(heights, LINE, 0, HEIGHT)
    return [
        _Note(
            text=text,
            time=line.points[-1].position,
            height=height,
            align="left",
            aside=beside(trend, line.points[-1].position),
            colour=INK if len(trend.lines) == 1 else SERIES[number % len(SERIES)],
            series=line.name,
        )
        for number, (line, height, text) in enumerate(
            zip(trend.lines, moved, layout.ends, strict=True)
        )
    ]


def _each(trend: Trend, layout: TrendLayout) -> list[_Note]:
    """Return the values of few points but the last, where the line does not run."""
    if not labels_each(trend):
        return []
    points = trend.lines[0].points
    heights = [layout.height_of(point.value) for point in points]
    notes = []
    for number, point in enumerate(points[:-1]):
        here, after = heights[number], heights[number + 1]
        before = heights[number - 1] if number else after
        below = (before + after) / 2 > here > 2 * _APART
        align = _free_side(before, here, after) if number else "left"
        notes.append(
            _Note(
                text=point.short,
                time=point.position,
                height=here + (-_APART if below else _APART),
                align=align,
                aside={"left": 4 if number else -4, "center": 0, "right": -4}[align],
                series=trend.lines[0].name,
            )
        )
    return notes


def _free_side(before: float, here: float, after: float) -> str:
    """Return how a value over a point is aligned, away from a line that rises or falls through."""
    if before < here < after:
        return "right"
    return "left" if before > here > after else "center"


def _legend(trend: Trend, layout: TrendLayout) -> list[_Note]:
    """Return the names above the plot, the first on top."""
    top = HEIGHT + 20 + LINE * (len(layout.legend) - 0.5)
    return [
        _Note(
            text=name,
            time=layout.domain[0],
            height=top - LINE * number,
            align="left",
            colour=SERIES[number % len(SERIES)],
            series=line.name,
        )
        for number, (line, name) in enumerate(zip(trend.lines, layout.legend, strict=False))
    ]


def _breaks(trend: Trend) -> list[_Note]:
    """Return the word over each break."""
    return [
        _Note(
            text=trend.words.broken,
            time=item.position,
            height=HEIGHT + 13,
            align="center",
            colour=REEF,
        )
        for item in trend.breaks
    ]


def _targets(trend: Trend, layout: TrendLayout, notes: Iterable[_Note]) -> list[_Note]:
    """Return the words of each target, where they cover no point and no other text.

    The lowest come first, so that of two the higher stands higher.
    """
    taken = [_room(note, layout) for note in notes]
    for line in trend.lines:
        taken += [_around(item.position, item.value, _DOT, _DOT, layout) for item in line.points]
    taken += [_around(item.position, item.value, TARGET / 2, 2, layout) for item in trend.targets]
    page = _Room(
        -layout.padding["left"], SIZE / 2, layout.width + layout.padding["right"], HEIGHT + 20
    )
    placed: list[_Note] = []
    for item in sorted(trend.targets, key=lambda item: layout.height_of(item.value)):
        tries = [
            _Note(
                text=item.short,
                time=item.position,
                height=layout.height_of(item.value) + up,
                align=align,
                aside=aside,
                series=item.line,
            )
            for align, aside, up in _AROUND
        ]
        under = max((one.height for one in placed if one.time == item.position), default=-HEIGHT)
        free = (one for one in tries if _is_free(_room(one, layout), taken, page))
        best = next((one for one in free if one.height > under), tries[0])
        taken.append(_room(best, layout))
        placed.append(best)
    return placed


def _is_free(room: _Room, taken: list[_Room], page: _Room) -> bool:
    inside = (
        page.left <= room.left
        and room.right <= page.right
        and page.low <= room.low
        and room.high <= page.high
    )
    return inside and not any(room.covers(other) for other in taken)


def _room(note: _Note, layout: TrendLayout) -> _Room:
    """Return the room that a text takes."""
    wide = text_width(note.text)
    left = layout.place_of(note.time) + note.aside
    left -= {"left": 0.0, "center": wide / 2, "right": wide}[note.align]
    return _Room(left, note.height - SIZE / 2, left + wide, note.height + SIZE / 2)


def _around(time: Decimal, value: Decimal, across: float, up: float, layout: TrendLayout) -> _Room:
    """Return the room of a point or a stroke, so far to each side of its middle."""
    x, y = layout.place_of(time), layout.height_of(value)
    return _Room(x - across, y - up, x + across, y + up)
