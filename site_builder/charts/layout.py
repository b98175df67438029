"""Where text goes in a chart, by estimated widths: no font is measured, so no machine matters."""

import json
import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from site_builder.markup import widths
from site_builder.model.chart import ValueAxis
from site_builder.model.mark import CHINESE_CHART, ChartWords

SIZE = 14
"""The size of all text in a chart, in pixels."""
LINE = 18
"""The height of a line of text."""
_WHOLE = 350
"""The width of a whole chart, so that its letters are as large on a phone as those around it."""
NARROW = 150
"""The least width of a plot; where texts beside it need more room, the chart grows wider."""
_GAP = 6


def plot_width(beside: float) -> int:
    """Return the width that texts at both sides, together so wide, leave to a plot."""
    return max(NARROW, round(_WHOLE - beside))


def text_width(text: str) -> float:
    """Return about how wide a text in a chart is."""
    return widths.text_width(text, SIZE)


_PIECES = re.compile(r"[0-9A-Za-z.,%+−-]+|.", re.DOTALL)
_OPENING = frozenset("“‘（《〈【〔(")
_CLOSING = frozenset("”’）》〉】〕)，。、；：！？…")


def broken(text: str, width: float) -> list[str]:
    """Return a text as lines of at most a width, in pixels; numbers and Latin words stay whole.

    No line begins with a closing mark or ends with an opening one; what is too long for a line by
    itself is cut.
    """
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        if pieces and (piece in _CLOSING or pieces[-1][-1] in _OPENING):
            pieces[-1] += piece
        elif text_width(piece) > width:
            pieces += piece
        else:
            pieces.append(piece)
    lines: list[str] = []
    for piece in pieces:
        if lines and text_width(lines[-1] + piece) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines or [""]


def axis_values(low: Decimal, high: Decimal, axis: ValueAxis) -> list[Decimal]:
    """Return four to seven round tick values that enclose `low` and `high`, as the axis asks.

    A ranking has whole places, the first in place of zero.
    """
    if axis.zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    short = max(axis.least, Decimal(2) if low == high else Decimal(0)) - (high - low)
    if short > 0:
        low, high = _widened(low, high, short, axis)
    scale = Decimal(10) ** ((high - low).adjusted() - 1)
    for factor in (1, 2, 5, 10, 20, 50):
        step = scale * factor
        first = int((low / step).to_integral_value(ROUND_FLOOR))
        last = int((high / step).to_integral_value(ROUND_CEILING))
        if last - first <= 6 and (step >= 1 or not axis.reverse):
            break
    values = [step * number for number in range(first, last + 1)]
    return [max(value, Decimal(1)) for value in values] if axis.reverse else values


def _widened(
    low: Decimal, high: Decimal, short: Decimal, axis: ValueAxis
) -> tuple[Decimal, Decimal]:
    """Return a stretch longer by `short`, to both sides, but not beyond what there can be.

    What is not below zero does not get an axis that is; no place comes before the first.
    """
    least = Decimal(1) if axis.reverse else Decimal(0)
    below = min(short / 2, low - least) if low >= least else short / 2
    above = short - below
    if axis.top is not None and high + above > axis.top:
        above = max(axis.top - high, Decimal(0))
        below = short - above
    return low - below, high + above


def spread(positions: list[float], least: float, low: float, high: float) -> list[float]:
    """Return label positions moved apart to at least `least`, in their order, within bounds.

    Of equal positions the first stays highest.
    """
    order = sorted(range(len(positions)), key=lambda place: (positions[place], -place))
    moved = [positions[place] for place in order]
    for place in range(1, len(moved)):
        moved[place] = max(moved[place], moved[place - 1] + least)
    excess = moved[-1] - high if moved else 0.0
    if excess > 0:
        moved[-1] -= excess
        for place in range(len(moved) - 2, -1, -1):
            moved[place] = min(moved[place], moved[place + 1] - least)
    result = [0.0] * len(positions)
    for place, value in zip(order, moved, strict=True):
        result[place] = max(low, value)
    return result


def label_rows(labels: list[list[str]], places: list[float]) -> list[int]:
    """Return the row of each label under an axis: the first in which it covers no other.

    `labels` are lists of lines, `places` their middles in pixels, from left to right.
    """
    ends: list[float] = []
    rows = []
    for lines, place in zip(labels, places, strict=True):
        half = max(text_width(line) for line in lines) / 2
        row = next((n for n, end in enumerate(ends) if end + _GAP <= place - half), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = place + half
        rows.append(row)
    return rows


def tick_texts(values: Sequence[Decimal], words: ChartWords = CHINESE_CHART) -> list[str]:
    """Return the numbers of ticks, all in one order of magnitude, with a true minus sign.

    Large numbers are in multiples, such as 万 and 亿; zero stays bare.
    """
    greatest = max(abs(value) for value in values)
    power, pattern = next(
        (item for item in words.scales if greatest >= Decimal(10) ** item[0]), (0, "{n}")
    )
    return [
        pattern.format(n=tick_text(value.scaleb(-power))) if value else tick_text(value)
        for value in values
    ]


def tick_text(value: Decimal) -> str:
    """Return a number without exponent or trailing zeros, with a true minus sign."""
    return f"{value.normalize():f}".replace("-", "−")


def by_index(texts: Sequence[object]) -> str:
    """Return an expression that picks a tick's text; the index of a tick runs from 0 to 1."""
    return f"{json.dumps(texts, ensure_ascii=False)}[round(datum.index * {len(texts) - 1})]"
