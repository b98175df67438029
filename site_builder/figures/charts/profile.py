"""Indicators of one unit in two periods, side by side."""

from decimal import Decimal

from site_builder.figures.charts.axis import value_axis
from site_builder.figures.history import Pair
from site_builder.figures.present import figure_of
from site_builder.model.chart import Bar, Profile, ProfileRow, Refusal
from site_builder.model.figure import Figure
from site_builder.model.site import Entry, Site

_LEAST = 2
"""A profile has at least so many rows."""


def profile(site: Site, pairs: tuple[tuple[Entry, Pair], ...]) -> Profile | Refusal:
    """Return the comparable pairs of the commonest unit, in their order; refused below two."""
    by_unit: dict[tuple[str, int], list[tuple[Entry, Pair]]] = {}
    for entry, pair in pairs:
        alike = pair.earlier.unit_mult == pair.later.unit_mult
        if pair.comparison.comparable and alike:
            key = (entry.indicator.unit_measure, pair.later.unit_mult)
            by_unit.setdefault(key, []).append((entry, pair))
    if not by_unit:
        return Refusal.NOT_COMPARABLE
    (_, unit_mult), found = max(by_unit.items(), key=lambda item: len(item[1]))
    if len(found) < _LEAST:
        return Refusal.TOO_FEW
    return Profile(
        axis=value_axis(found[0][0].indicator, unit_mult),
        rows=tuple(_row(site, entry, pair) for entry, pair in found),
    )


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
    """Return what a profile says in one sentence: how many rose and fell, and which moved most."""
    moves = [(row.later.value - row.earlier.value, row) for row in found.rows]
    up = sum(move > 0 for move, _ in moves)
    down = sum(move < 0 for move, _ in moves)
    counts = ((up, "上升"), (down, "下降"), (len(moves) - up - down, "持平"))
    said = "，".join(f"{count}项{word}" for count, word in counts if count)
    furthest, most = max(moves, key=lambda item: abs(item[0]))
    if not furthest:
        return f"可以放在一起比的{len(moves)}项都没有变化"
    return f"可以放在一起比的{len(moves)}项中，{said}；变化最大的是{most.name}：{most.change}"


def profile_description(found: Profile) -> str:
    """Return what a profile shows, in words: each subject with both values and the change."""
    said = "；".join(
        f"{row.name}由{row.earlier.text}到{row.later.text}，{row.change}" for row in found.rows
    )
    return f"{said}。"
