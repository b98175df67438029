"""One fact has one value, in whichever package and however its period is written.

A fact is an indicator for an area, a period and a caliber. 2024-Q1 and 2024-01/2024-03 are one
period. Another caliber is another fact: that is what calibers are for.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from site_builder.check.places import cell
from site_builder.compare.periods import Grain, parse_period
from site_builder.diagnostics import Diagnostic, error, warning
from site_builder.model.package import Observation, Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import Nature, PeriodBasis, Qualifier, Status


class _Held(NamedTuple):
    package: Package
    observation: Observation


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return facts with two values, and facts that stand twice in one package.

    Within a package two values are an error; between packages, whose sources may have revised the
    value since, a warning. Only exact, actual values whose period is known through and through are
    held against each other, to the coarser of their precisions.
    """
    facts: dict[tuple[object, ...], _Held] = {}
    found = []
    for package in site.packages:
        for item in package.observations if not package.edition_periods else ():
            key = _fact(item)
            if key is None:
                continue
            held = facts.setdefault(key, _Held(package, item))
            if held.observation is not item:
                found += _told(held, _Held(package, item))
    return tuple(found)


def _fact(item: Observation) -> tuple[object, ...] | None:
    """Return what an observation is a value of; None where that is not known exactly."""
    exact = item.qualifier is Qualifier.EXACT and item.nature is Nature.ACTUAL
    sound = item.obs_status is Status.NORMAL or item.obs_status is Status.PROVISIONAL
    if item.value is None or not (exact and sound and item.period_basis is PeriodBasis.STATED):
        return None
    span = _span(item.time_period)
    return span and (item.indicator, item.ref_area, item.caliber, span)


@lru_cache(maxsize=65536)
def _span(text: str) -> tuple[int, int, bool] | None:
    """Return a period's two days by number, and whether it is as of one; None if not all known."""
    period = parse_period(text)
    if period.start is None or period.end is None:
        return None
    return (period.start.toordinal(), period.end.toordinal(), period.grain is Grain.DAY)


def _told(one: _Held, other: _Held) -> list[Diagnostic]:
    first, second = one.observation, other.observation
    same, agree = one.package is other.package, _agree(one.observation, other.observation)
    if (agree and not same) or (same and first.time_period == second.time_period):
        return []  # a key that stands twice in one table is told by the table check
    place = f"{one.package.folder}/observations.csv"
    held = f"@held-in-file|{place}|{first.row}|{first.time_period}|{first.obs_value}"
    span = cell(other.package, "observations", second.row, "time_period" if same else "obs_value")
    if agree:
        return [warning("fact-repeated", span, period=second.time_period, held=held)]
    if same:
        return [error("fact-contradicted", span, value=second.obs_value, held=held)]
    return [warning("fact-contradicted", span, value=second.obs_value, held=held)]


def _agree(one: Observation, other: Observation) -> bool:
    """Tell whether two values are the same, rounded to the coarser of their precisions."""
    if (one.obs_value, one.unit_mult) == (other.obs_value, other.unit_mult):
        return True
    assert one.value is not None
    assert other.value is not None
    values = (one.value.scaleb(one.unit_mult), other.value.scaleb(other.unit_mult))
    coarse = Decimal(1).scaleb(max(int(value.as_tuple().exponent) for value in values))
    first, second = (value.quantize(coarse, ROUND_HALF_UP) for value in values)
    return first == second
