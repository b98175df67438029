"""The adjacent pairs of an indicator's observations, compared."""

from msgspec import Struct
from msgspec.structs import replace

from site_builder.compare.change import Change, NotComparable, compare
from site_builder.compare.comparability import natural_type
from site_builder.compare.periods import (
    Period,
    adjacent_equal,
    order,
    parse_period,
    same_span_of_other_year,
    year_end_before,
)
from site_builder.compare.wording import NOT_COMPARABLE, describe
from site_builder.model.figure import Comparison
from site_builder.model.language import CHINESE, Language
from site_builder.model.package import Observation
from site_builder.model.site import Entry
from site_builder.model.vocabulary import Kind


class Pair(Struct, frozen=True, kw_only=True):
    """Two observations of one area and what may be said of them."""

    earlier: Observation
    later: Observation
    comparison: Comparison


def in_time(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Return the observations by area, then period, then caliber."""
    return tuple(
        sorted(
            observations, key=lambda item: (item.ref_area, order(item.time_period), item.caliber)
        )
    )


def compare_in(entry: Entry, earlier: Observation, later: Observation) -> Change | NotComparable:
    """Return two observations of an indicator compared under the type that fits them."""
    edition = entry.package.edition_periods
    comparison = natural_type(earlier, later, entry.indicator, edition=edition)
    return compare(earlier, later, entry.indicator, entry.breaks, entry.targets, comparison)


def pair(
    earlier: Observation, later: Observation, entry: Entry, *, language: Language = CHINESE
) -> Pair:
    """Return two observations with what may be said of them, in words."""
    words = describe(compare_in(entry, earlier, later), language=language)
    comparison = replace(words, earlier=earlier.address, later=later.address)
    return Pair(earlier=earlier, later=later, comparison=comparison)


def predecessor(observation: Observation, entry: Entry) -> Observation | None:
    """Return what a value is first compared with: an earlier value of its own series.

    That is the same span of the year before; else the span just before; else the year end; else
    the same span of an earlier year; else the nearest earlier of any span; and only where the
    series (area, caliber, package) has none, the nearest of another caliber, so that the reason
    is told.
    """
    area = [
        item
        for item in entry.observations
        if item.ref_area == observation.ref_area
        and order(item.time_period) < order(observation.time_period)
    ]
    own = [
        item
        for item in area
        if (item.caliber, item.package) == (observation.caliber, observation.package)
    ]
    later = parse_period(observation.time_period)
    for fits in (_year_before, adjacent_equal, year_end_before, same_span_of_other_year):
        found = [item for item in own if fits(parse_period(item.time_period), later)]
        if found and (fits is not year_end_before or entry.indicator.kind is Kind.STOCK):
            return max(found, key=lambda item: order(item.time_period))
    nearest = own or area
    return max(
        nearest,
        key=lambda item: (order(item.time_period), item.caliber, item.package),
        default=None,
    )


def _year_before(earlier: Period, later: Period) -> bool:
    if not same_span_of_other_year(earlier, later):
        return False
    assert earlier.end is not None
    assert later.end is not None
    return later.end.year - earlier.end.year == 1


def adjacent_pairs(entry: Entry, *, language: Language = CHINESE) -> tuple[Pair, ...]:
    """Return each observation with its predecessor, by area and time."""
    return tuple(
        pair(earlier, later, entry, language=language)
        for later in in_time(entry.observations)
        if (earlier := predecessor(later, entry)) is not None
    )


def change_result(observation: Observation, entry: Entry) -> Change | NotComparable | None:
    """Return the change from the predecessor, or why there is none; None without predecessor."""
    earlier = predecessor(observation, entry)
    return None if earlier is None else compare_in(entry, earlier, observation)


def change_into(
    observation: Observation, entry: Entry, *, language: Language = CHINESE
) -> Comparison:
    """Return the change from the predecessor, or why there is none."""
    earlier = predecessor(observation, entry)
    if earlier is None:
        return nothing_earlier(language)
    return pair(earlier, observation, entry, language=language).comparison


def nothing_earlier(language: Language = CHINESE) -> Comparison:
    """Return what is said where there is nothing earlier to compare with."""
    return Comparison(
        lead="",
        text="",
        arrow="",
        judgement="",
        footnote="",
        marks=(language.say(NOT_COMPARABLE),),
        reasons=(language.say("没有更早的一期"),),
        codes=("@reason-no-earlier-period",),
    )
