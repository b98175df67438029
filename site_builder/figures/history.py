"""The adjacent pairs of an indicator's observations, compared."""

import itertools
from dataclasses import dataclass

from site_builder.compare.change import compare
from site_builder.compare.comparability import natural_type
from site_builder.compare.periods import order
from site_builder.compare.wording import describe
from site_builder.model.figure import Comparison
from site_builder.model.package import Observation
from site_builder.model.site import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two observations of one area and what may be said of them."""

    earlier: Observation
    later: Observation
    comparison: Comparison


NOTHING_EARLIER = Comparison(
    lead="",
    text="",
    arrow="",
    judgement="",
    footnote="",
    marks=("不可比",),
    reasons=("没有更早的一期",),
    codes=("@reason-no-earlier-period",),
)
"""What is said where there is nothing earlier to compare with."""


def in_time(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Return the observations by area, then period, then caliber."""
    return tuple(
        sorted(
            observations, key=lambda item: (item.ref_area, order(item.time_period), item.caliber)
        )
    )


def pair(earlier: Observation, later: Observation, entry: Entry) -> Pair:
    """Return two observations compared under the type that fits them."""
    edition = entry.package.edition_periods
    comparison = natural_type(earlier, later, entry.indicator, edition=edition)
    result = compare(earlier, later, entry.indicator, entry.breaks, entry.targets, comparison)
    return Pair(earlier=earlier, later=later, comparison=describe(result))


def adjacent_pairs(entry: Entry) -> tuple[Pair, ...]:
    """Return every pair of neighbours in time, within each area."""
    ordered = in_time(entry.observations)
    return tuple(
        pair(earlier, later, entry)
        for earlier, later in itertools.pairwise(ordered)
        if earlier.ref_area == later.ref_area
    )


def change_into(observation: Observation, entry: Entry) -> Comparison:
    """Return the change from the observation before, or why there is none."""
    for item in adjacent_pairs(entry):
        if item.later.key == observation.key:
            return item.comparison
    return NOTHING_EARLIER
