"""Changes of many indicators between two periods, set side by side."""

from collections import Counter
from decimal import Decimal

from site_builder.compare.change import Change
from site_builder.compare.measure import Measure, measure
from site_builder.figures.charts.axis import chart_words
from site_builder.figures.history import Pair, compare_in
from site_builder.figures.present import figure_of
from site_builder.model.chart import Bar, Changes, Refusal
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.site import Entry, Site

_LEAST = 3
"""Fewer changes are read faster in a table."""

_LEVEL = ("持平", "位次不变", "基本持平")
_COUNTED = {
    "上升": phrase("{n}项上升"),
    "下降": phrase("{n}项下降"),
    "持平": phrase("{n}项持平"),
    "位次不变": phrase("{n}项位次不变"),
    "基本持平": phrase("{n}项基本持平"),
}
"""How many went which way."""

Measured = tuple[Entry, Pair, Measure]


def changes(site: Site, pairs: tuple[tuple[Entry, Pair], ...]) -> Changes | Refusal:
    """Return the comparable changes of the commonest unit, the greatest rise first.

    Refused below three. Where the pairs are not all of the same periods, the rarer ones say theirs.
    """
    found = _measured(pairs, site.language)
    if not found:
        return Refusal.NOT_COMPARABLE
    ((unit, count),) = Counter(item.unit for _, _, item in found).most_common(1)
    if count < _LEAST:
        return Refusal.TOO_FEW
    drawn = sorted(
        (item for item in found if item[2].unit == unit), key=lambda item: -item[2].value
    )
    spans = [_span(site, entry, pair) for entry, pair, _ in drawn]
    ((usual, _),) = Counter(spans).most_common(1)
    return Changes(
        unit=unit,
        span=usual,
        rows=tuple(
            _row(entry, pair, by, site.language, span=span if span != usual else "")
            for (entry, pair, by), span in zip(drawn, spans, strict=True)
        ),
        words=chart_words(site.language),
    )


def _measured(pairs: tuple[tuple[Entry, Pair], ...], language: Language) -> list[Measured]:
    found = []
    for entry, pair in pairs:
        change = compare_in(entry, pair.earlier, pair.later)
        by = measure(change, language=language) if isinstance(change, Change) else None
        if by is not None:
            found.append((entry, pair, by))
    return found


def _span(site: Site, entry: Entry, pair: Pair) -> str:
    earlier, later = (figure_of(site, entry, item).period for item in (pair.earlier, pair.later))
    return site.language.say("{later}比{earlier}", later=later, earlier=earlier)


def _row(entry: Entry, pair: Pair, by: Measure, language: Language, *, span: str) -> Bar:
    words = pair.comparison
    return Bar(
        name=entry.indicator.title,
        value=by.value,
        text=words.text,
        short=by.signed,
        note=language.clauses((*((span,) if span else ()), *words.marks)),
        solid=not words.marks,
    )


def changes_finding(drawn: Changes, *, language: Language = CHINESE) -> str:
    """Return how many rose, fell and stayed, in one clause."""
    counts = Counter(_direction(row, language) for row in drawn.rows)
    said = language.clauses(
        language.say(pattern, n=counts[word]) for word, pattern in _COUNTED.items() if counts[word]
    )
    return language.say("{n}项指标{counts}", n=len(drawn.rows), counts=said)


def _direction(row: Bar, language: Language) -> str:
    if row.value:
        return "上升" if row.value > 0 else "下降"
    return next((word for word in _LEVEL if row.short == language.say(word)), "基本持平")


def changes_description(drawn: Changes, *, language: Language = CHINESE) -> str:
    """Return what changes show, in words: how many rose and fell, the ends, what is doubtful."""
    counts = changes_finding(drawn, language=language)
    said = [language.say("{span}，{finding}。", span=drawn.span, finding=counts)]
    first, last = drawn.rows[0].value, drawn.rows[-1].value
    if first > 0:
        said.append(language.say("升得最多的是{rows}。", rows=_named(drawn, first, language)))
    if last < 0:
        said.append(language.say("降得最多的是{rows}。", rows=_named(drawn, last, language)))
    hollow = sum(not row.solid for row in drawn.rows)
    if hollow:
        said.append(language.say("{n}个空心点所比的数不是正式数。", n=hollow))
    return language.sentences(*said)


def _named(drawn: Changes, value: Decimal, language: Language) -> str:
    return language.listed(
        language.noted(row.name, (row.text,)) for row in drawn.rows if row.value == value
    )
