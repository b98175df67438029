"""Changes of many indicators between two periods, set side by side."""

from collections import Counter
from decimal import Decimal

from site_builder.compare.change import Change
from site_builder.compare.measure import Measure, measure
from site_builder.figures.history import Pair, compare_in
from site_builder.figures.present import figure_of
from site_builder.model.chart import Bar, Changes, Refusal
from site_builder.model.site import Entry, Site

_LEAST = 3
"""Fewer changes are read faster in a table."""

_DIRECTIONS = ("上升", "下降", "持平", "位次不变", "基本持平")

Measured = tuple[Entry, Pair, Measure]


def changes(site: Site, pairs: tuple[tuple[Entry, Pair], ...]) -> Changes | Refusal:
    """Return the comparable changes of the commonest unit, the greatest rise first.

    Refused below three. Where the pairs are not all of the same periods, the rarer ones say theirs.
    """
    found = _measured(pairs)
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
            _row(entry, pair, by, span=span if span != usual else "")
            for (entry, pair, by), span in zip(drawn, spans, strict=True)
        ),
    )


def _measured(pairs: tuple[tuple[Entry, Pair], ...]) -> list[Measured]:
    found = []
    for entry, pair in pairs:
        change = compare_in(entry, pair.earlier, pair.later)
        by = measure(change) if isinstance(change, Change) else None
        if by is not None:
            found.append((entry, pair, by))
    return found


def _span(site: Site, entry: Entry, pair: Pair) -> str:
    earlier, later = (figure_of(site, entry, item).period for item in (pair.earlier, pair.later))
    return f"{later}比{earlier}"


def _row(entry: Entry, pair: Pair, by: Measure, *, span: str) -> Bar:
    words = pair.comparison
    return Bar(
        name=entry.indicator.title,
        value=by.value,
        text=words.text,
        short=by.signed,
        note="，".join((*((span,) if span else ()), *words.marks)),
        solid=not words.marks,
    )


def changes_finding(drawn: Changes) -> str:
    """Return how many rose, fell and stayed, in one clause."""
    counts = Counter(_direction(row) for row in drawn.rows)
    said = "，".join(f"{counts[word]}项{word}" for word in _DIRECTIONS if counts[word])
    return f"{len(drawn.rows)}项指标{said}"


def _direction(row: Bar) -> str:
    if row.value:
        return "上升" if row.value > 0 else "下降"
    return row.short if row.short in _DIRECTIONS else "基本持平"


def changes_description(drawn: Changes) -> str:
    """Return what changes show, in words: how many rose and fell, the ends, what is doubtful."""
    said = f"{drawn.span}，{changes_finding(drawn)}。"
    first, last = drawn.rows[0].value, drawn.rows[-1].value
    if first > 0:
        said += f"升得最多的是{_named(drawn, first)}。"
    if last < 0:
        said += f"降得最多的是{_named(drawn, last)}。"
    hollow = sum(not row.solid for row in drawn.rows)
    return said + (f"{hollow}个空心点所比的数不是正式数。" if hollow else "")


def _named(drawn: Changes, value: Decimal) -> str:
    return "、".join(f"{row.name}（{row.text}）" for row in drawn.rows if row.value == value)
