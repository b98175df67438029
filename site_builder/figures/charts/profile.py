"""Indicators on one axis in two periods, side by side."""

from decimal import Decimal

from site_builder.compare.wording import LEVEL
from site_builder.figures.charts.axis import chart_words, value_axis
from site_builder.figures.history import Pair
from site_builder.figures.present import figure_of
from site_builder.model.chart import Bar, Profile, ProfileRow, Refusal, ValueAxis
from site_builder.model.figure import Figure
from site_builder.model.language import CHINESE, Language, phrase
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
            axis = value_axis(entry.indicator, pair.later.unit_mult, language=site.language)
            by_axis.setdefault(axis, []).append((entry, pair))
    if not by_axis:
        return Refusal.NOT_COMPARABLE
    axis, found = max(by_axis.items(), key=lambda item: len(item[1]))
    if len(found) < _LEAST:
        return Refusal.TOO_FEW
    return Profile(
        axis=axis,
        rows=tuple(_row(site, entry, pair) for entry, pair in found),
        words=chart_words(site.language),
    )


def _row(site: Site, entry: Entry, pair: Pair) -> ProfileRow:
    earlier = figure_of(site, entry, pair.earlier)
    later = figure_of(site, entry, pair.later)
    language, said = site.language, pair.comparison
    assert pair.earlier.value is not None
    assert pair.later.value is not None
    return ProfileRow(
        name=entry.indicator.title,
        earlier=_bar(earlier, pair.earlier.value, language),
        later=_bar(later, pair.later.value, language),
        short=language.noted(f"{said.arrow} {later.number}", said.marks),
        change=language.noted(said.text, said.marks),
        level=said.arrow == LEVEL,
    )


def _bar(figure: Figure, value: Decimal, language: Language) -> Bar:
    return Bar(
        name=figure.period,
        value=value,
        text=figure.text,
        short=figure.number,
        note=language.clauses(figure.marks),
    )


_WAYS = (
    phrase("可以放在一起比的{n}项都上升；{most}"),
    phrase("可以放在一起比的{n}项都下降；{most}"),
)
_COUNTED = (phrase("{n}项上升"), phrase("{n}项下降"), phrase("{n}项持平"))
"""What is said of rows that all went one way, and how many went which."""


def profile_finding(found: Profile, *, language: Language = CHINESE) -> str:
    """Return what a profile says in one sentence: how many rose and fell, and which moved most.

    What is printed as level counts as level.
    """
    moves = [(_move(row), row) for row in found.rows]
    count = len(moves)
    up = sum(move > 0 for move, _ in moves)
    down = sum(move < 0 for move, _ in moves)
    counts = (up, down, count - up - down)
    if not up and not down:
        return language.say("可以放在一起比的{n}项都没有变化", n=count)
    furthest = max(moves, key=lambda item: abs(item[0]))[1]
    most = language.say("变化最大的是{name}：{change}", name=furthest.name, change=furthest.change)
    for number, pattern in zip(counts, _WAYS, strict=False):
        if number == count:
            return language.say(pattern, n=count, most=most)
    said = language.clauses(
        language.say(pattern, n=number)
        for number, pattern in zip(counts, _COUNTED, strict=True)
        if number
    )
    return language.say(
        "可以放在一起比的{n}项中，{counts}；{most}", n=count, counts=said, most=most
    )


def _move(row: ProfileRow) -> Decimal:
    """Return how far a row moved; nothing where it is said to be level."""
    return Decimal(0) if row.level else row.later.value - row.earlier.value


def profile_description(found: Profile, *, language: Language = CHINESE) -> str:
    """Return what a profile shows, in words: each subject with both values and the change."""
    rows = language.points(_described(row, language) for row in found.rows)
    return language.say("{rows}。变化由本站计算。", rows=rows)


def _described(row: ProfileRow, language: Language) -> str:
    alike = row.earlier.text == row.later.text and not _move(row)
    pattern = (
        phrase("{name}两期都是{after}，{change}")
        if alike
        else phrase("{name}由{before}到{after}，{change}")
    )
    return language.say(
        pattern, name=row.name, before=row.earlier.text, after=row.later.text, change=row.change
    )
