"""Indicators on one axis in two periods, side by side."""

from decimal import Decimal

from site_builder.figures.charts.axis import value_axis
from site_builder.figures.history import Pair
from site_builder.figures.present import figure_of
from site_builder.model.chart import Bar, Profile, ProfileRow, Refusal, ValueAxis
from site_builder.model.figure import Figure
from site_builder.model.site import Entry, Site

_LEAST = 2
"""A profile has at least so many rows."""


def profile(site: Site, pairs: tuple[tuple[Entry, Pair], ...]) -> Profile | Refusal:
    """Return the comparable pairs of the commonest axis, in their order; refused below two.

    One unit is not enough: a growth in percent may be below zero, a rate in percent may not.
    """
    by_axis: dict[ValueAxis, list[tuple[Entry, Pair]]] = {}
    for entry, pair in pairs:
        alike = pair.earlier.unit_mult == pair.later.unit_mult
        if pair.comparison.comparable and alike:
            axis = value_axis(entry.indicator, pair.later.unit_mult)
            by_axis.setdefault(axis, []).append((entry, pair))
    if not by_axis:
        return Refusal.NOT_COMPARABLE
    axis, found = max(by_axis.items(), key=lambda item: len(item[1]))
    if len(found) < _LEAST:
        return Refusal.TOO_FEW
    return Profile(axis=axis, rows=tuple(_row(site, entry, pair) for entry, pair in found))


def _row(site: Site, entry: Entry, pair: Pair) -> ProfileRow:
    earlier = figure_of(site, entry, pair.earlier)
    later = figure_of(site, entry, pair.later)
    marks = f"（{'，'.join(pair.comparison.marks)}）" if pair.comparison.marks else ""
    assert pair.earlier.value is not None
    assert pair.later.value is not None
    return ProfileRow(
        name=entry.indicator.title,
        earlier=_bar(earlier, pair.earlier.value),
        later=_bar(later, pair.later.value),
        short=f"{pair.comparison.arrow} {later.number}{marks}",
        change=f"{pair.comparison.text}{marks}",
    )


def _bar(figure: Figure, value: Decimal) -> Bar:
    return Bar(
        name=figure.period,
        value=value,
        text=figure.text,
        short=figure.number,
        note="，".join(figure.marks),
    )


def profile_finding(found: Profile) -> str:
    """Return what a profile says in one sentence: how many rose and fell, and which moved most.

    What is printed as level counts as level.
    """
    moves = [(_move(row), row) for row in found.rows]
    up = sum(move > 0 for move, _ in moves)
    down = sum(move < 0 for move, _ in moves)
    level = len(moves) - up - down
    every = f"可以放在一起比的{len(moves)}项"
    if level == len(moves):
        return f"{every}都没有变化"
    furthest = max(moves, key=lambda item: abs(item[0]))[1]
    most = f"变化最大的是{furthest.name}：{furthest.change}"
    for count, word in ((up, "上升"), (down, "下降")):
        if count == len(moves):
            return f"{every}都{word}；{most}"
    counts = ((up, "上升"), (down, "下降"), (level, "持平"))
    said = "，".join(f"{count}项{word}" for count, word in counts if count)
    return f"{every}中，{said}；{most}"


def _move(row: ProfileRow) -> Decimal:
    """Return how far a row moved; nothing where it is said to be level."""
    return Decimal(0) if "持平" in row.change else row.later.value - row.earlier.value


def profile_description(found: Profile) -> str:
    """Return what a profile shows, in words: each subject with both values and the change."""
    said = "；".join(f"{row.name}{_values(row)}，{row.change}" for row in found.rows)
    return f"{said}。变化由本站计算。"


def _values(row: ProfileRow) -> str:
    alike = row.earlier.text == row.later.text and not _move(row)
    return f"两期都是{row.later.text}" if alike else f"由{row.earlier.text}到{row.later.text}"
