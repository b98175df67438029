"""Live examples of what the site explains: figures and pairs of its own data, the first of each.

The site's own packages go before those of a demonstration, indicators in the order of their
packages, values by area and time; so the same data always gives the same examples.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, pairwise

from msgspec import Struct

from site_builder.compare.change import Change, NotComparable
from site_builder.compare.comparability import ReasonCode, natural_type, reasons_against
from site_builder.compare.explained import marks
from site_builder.compare.explained.changes import COMPARISONS, REASONS, WORDINGS
from site_builder.compare.explained.values import (
    BASES,
    KINDS,
    NATURES,
    QUALIFIERS,
    STAGES,
    STATUSES,
)
from site_builder.compare.wording import describe
from site_builder.figures.ground import remembered
from site_builder.figures.history import compare_in, in_time, pair, predecessor
from site_builder.figures.present import figure_of, sample_unknown
from site_builder.figures.shown import own_entries
from site_builder.model.figure import Comparison, Figure
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import WITH_DENOMINATOR, Kind


class Example(Struct, frozen=True, kw_only=True):
    """A figure, or two with what `compare` says of them; `demonstration`: not the site's own."""

    figures: tuple[Figure, ...]
    comparison: Comparison | None
    demonstration: bool


class Examples(Struct, frozen=True, kw_only=True):
    """The first example of each explanation by its anchor; how many values bear it, by the same."""

    first: dict[str, Example]
    counts: dict[str, int]


_Places = tuple[tuple[str, tuple[int, ...]], ...]
"""Anchors, each with the places of its first example among an indicator's values in time."""


class _Borne(Struct, frozen=True, kw_only=True):
    """What one indicator is an example of: by pairs, by values, by what bars values by themselves.

    `counts` tells how many values bear what.
    """

    pairs: _Places
    values: _Places
    barred: _Places
    counts: dict[str, int]


_Items = Callable[[], tuple[Observation, ...]]
Found = tuple[str, Entry, tuple[Observation, ...]]
"""An anchor with what is an example of it: one observation, or an earlier and a later one."""


def examples(site: Site) -> Examples:
    """Return the examples that the site's data has; an explanation without one is left out."""
    first: dict[str, tuple[Entry, _Items]] = {}
    counts: Counter[str] = Counter()
    for demonstration in (False, True):
        entries = own_entries(site, demonstration=demonstration)
        borne = [(entry, _borne_by(site, entry)) for entry in entries]
        found: Iterable[tuple[str, Entry, _Items]] = chain(
            _at((entry, one.pairs) for entry, one in borne),
            ((anchor, one, partial(tuple, two)) for anchor, one, two in _of_strangers(entries)),
            _at((entry, one.values) for entry, one in borne),
            _at((entry, one.barred) for entry, one in borne),
        )
        for anchor, entry, items in found:
            first.setdefault(anchor, (entry, items))
        for _, one in borne:
            counts.update(one.counts)
    return Examples(
        first={anchor: _example(site, entry, items()) for anchor, (entry, items) in first.items()},
        counts=dict(counts),
    )


def _borne_by(site: Site, entry: Entry) -> _Borne:
    def made() -> _Borne:
        values = list(_of_values((entry,)))
        return _Borne(
            pairs=_places(entry, _of_pairs((entry,))),
            values=_places(entry, values),
            barred=_places(entry, _barred((entry,))),
            counts=dict(Counter(anchor for anchor, _, _ in values)),
        )

    return remembered(site, (entry,), "examples", _Borne, made)


def _places(entry: Entry, found: Iterable[Found]) -> _Places:
    place = {item: number for number, item in enumerate(map(id, in_time(entry.observations)))}
    first: dict[str, tuple[int, ...]] = {}
    for anchor, _, items in found:
        first.setdefault(anchor, tuple(place[id(item)] for item in items))
    return tuple(first.items())


def _at(places: Iterable[tuple[Entry, _Places]]) -> Iterator[tuple[str, Entry, _Items]]:
    """Yield what stands at places, which only the first example of each is looked up for."""
    for entry, own in places:
        for anchor, place in own:
            yield anchor, entry, partial(_placed, entry, place)


def _placed(entry: Entry, place: tuple[int, ...]) -> tuple[Observation, ...]:
    ordered = in_time(entry.observations)
    return tuple(ordered[one] for one in place)


def _example(site: Site, entry: Entry, items: tuple[Observation, ...]) -> Example:
    several = len(items) == 2
    return Example(
        figures=tuple(figure_of(site, site.entries[item.indicator], item) for item in items),
        comparison=pair(items[0], items[1], entry, language=site.language).comparison
        if several
        else None,
        demonstration=entry.package.demonstration,
    )


def _of_values(entries: Iterable[Entry]) -> Iterator[Found]:
    """Yield what each value is an example of."""
    for entry in entries:
        for item in in_time(entry.observations):
            for anchor in _borne(item, entry):
                yield anchor, entry, (item,)


def _borne(item: Observation, entry: Entry) -> Iterator[str]:
    """Yield the anchors of all that explains a value."""
    indicator = entry.indicator
    yield KINDS[indicator.kind].anchor
    yield BASES[item.period_basis].anchor
    yield QUALIFIERS[item.qualifier].anchor
    yield NATURES[item.nature].anchor
    yield STATUSES[item.obs_status].anchor
    yield STAGES[indicator.stage].anchor
    for explained, bears in (
        (marks.TIED, item.tied),
        (marks.DEFINITION_PENDING, indicator.definition_pending),
        (marks.RANK_SIZE_UNKNOWN, indicator.kind is Kind.RANK and item.rank_of is None),
        (marks.SAMPLE_UNKNOWN, sample_unknown(item, indicator)),
        (marks.DEMONSTRATION, entry.package.demonstration),
    ):
        if bears:
            yield explained.anchor


def _of_pairs(entries: Iterable[Entry]) -> Iterator[Found]:
    """Yield what each value with the one before it, or without one, is an example of."""
    for entry in entries:
        for later in in_time(entry.observations):
            earlier = predecessor(later, entry)
            if earlier is None:
                yield marks.NOTHING_EARLIER.anchor, entry, (later,)
                continue
            for anchor in _told(compare_in(entry, earlier, later)):
                yield anchor, entry, (earlier, later)


def _told(result: Change | NotComparable) -> Iterator[str]:
    if isinstance(result, NotComparable):
        yield marks.NOT_COMPARABLE.anchor
        yield from (REASONS[reason.code].anchor for reason in result.reasons)
        return
    yield marks.OWN_CALCULATION.anchor
    yield COMPARISONS[result.type].anchor
    words = describe(result)
    yield from (item.explained.anchor for item in WORDINGS if item.says(words))


def _of_strangers(entries: Iterable[Entry]) -> Iterator[Found]:
    """Yield two indicators and two areas that might be mistaken for comparable."""
    shares = [
        (entry, in_time(entry.observations)[0])
        for entry in entries
        if entry.indicator.kind in WITH_DENOMINATOR and entry.observations
    ]
    for (entry, one), (other_entry, other) in pairwise(shares):
        if entry.indicator.kind is other_entry.indicator.kind:
            yield REASONS[ReasonCode.INDICATOR_DIFFERENT].anchor, entry, (one, other)
    for entry in entries:
        ordered = in_time(entry.observations)
        first = ordered[0] if ordered else None
        for other in ordered:
            if first and first.ref_area != other.ref_area:
                yield REASONS[ReasonCode.AREA_DIFFERENT].anchor, entry, (first, other)


def _barred(entries: Iterable[Entry]) -> Iterator[Found]:
    """Yield values that no other could be compared with, by the reasons they bear in themselves."""
    for entry in entries:
        for item in in_time(entry.observations):
            kind = natural_type(item, item, entry.indicator, edition=True)
            against_itself = reasons_against(item, item, entry.indicator, (), entry.targets, kind)
            for reason in against_itself:
                if reason.code is not ReasonCode.SPAN_DIFFERENT:
                    yield REASONS[reason.code].anchor, entry, (item,)
