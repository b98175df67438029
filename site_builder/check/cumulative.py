"""A flow counted up from the same day does not fall: January to June is no less than to March."""

from decimal import Decimal
from itertools import pairwise

from site_builder.check.places import cell
from site_builder.compare.periods import Grain, order, parse_period
from site_builder.diagnostics import Diagnostic, warning
from site_builder.model.package import Observation, Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import Kind, Nature, PeriodBasis, Qualifier, Status


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return cumulative values that are less than an earlier one of the same year.

    Only exact, actual values with stated periods count, of one caliber, area and package, with no
    break between.
    """
    return tuple(found for package in site.packages for found in _check(package))


def _check(package: Package) -> list[Diagnostic]:
    if package.edition_periods:
        return []
    flows = {item.indicator for item in package.indicators if item.kind is Kind.FLOW}
    series: dict[tuple[object, ...], list[Observation]] = {}
    for item in package.observations:
        if item.indicator not in flows or not _counts(item):
            continue
        period = parse_period(item.time_period)
        if period.grain is Grain.DAY:
            continue
        if period.start and period.end and period.start.year == period.end.year:
            key = (item.indicator, item.ref_area, item.caliber, period.start)
            series.setdefault(key, []).append(item)
    breaks: dict[tuple[str, str, str], list[str]] = {}
    for one in package.breaks:
        key_of_break = (one.indicator, one.ref_area, one.caliber)
        breaks.setdefault(key_of_break, []).append(one.time_period)
    found = []
    for own in series.values():
        own.sort(key=lambda item: order(item.time_period))
        for earlier, later in pairwise(own):
            between = breaks.get((later.indicator, later.ref_area, later.caliber), ())
            if _amount(later) < _amount(earlier) and not _broken(earlier, later, between):
                found.append(_told(package, earlier, later))
    return found


def _counts(item: Observation) -> bool:
    return (
        item.value is not None
        and (item.obs_status is Status.NORMAL or item.obs_status is Status.PROVISIONAL)
        and item.nature is Nature.ACTUAL
        and item.qualifier is Qualifier.EXACT
        and item.period_basis is PeriodBasis.STATED
    )


def _amount(item: Observation) -> Decimal:
    assert item.value is not None
    return item.value.scaleb(item.unit_mult)


def _broken(earlier: Observation, later: Observation, breaks: list[str] | tuple[()]) -> bool:
    first, last = order(earlier.time_period), order(later.time_period)
    return any(first < order(one) <= last for one in breaks)


def _told(package: Package, earlier: Observation, later: Observation) -> Diagnostic:
    return warning(
        "cumulative-falls",
        cell(package, "observations", later.row, "obs_value"),
        value=later.obs_value,
        period=later.time_period,
        earlier=f"@held-in-row|{earlier.row}|{earlier.time_period}|{earlier.obs_value}",
    )
