"""Periods fit what is measured: a flow has a span, a stock a point in time (domain rules).

A stock with a year, half, quarter or month is that at its end. Rates, growth, ranks, scores and the
like are published for spans and as of days alike, so that nothing is said of them.
"""

from site_builder.check.places import cell
from site_builder.compare.periods import Grain, parse_period
from site_builder.diagnostics import Diagnostic, error, warning
from site_builder.model.package import Observation, Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import Kind, PeriodBasis

_RANGES = (Grain.MONTHS, Grain.DAYS)


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return flows as of a day, stocks over a range, and bases that do not fit their periods.

    Packages whose periods are editions are left alone.
    """
    found: list[Diagnostic] = []
    for package in site.packages:
        kinds = {item.indicator: item.kind for item in package.indicators}
        for item in package.observations if not package.edition_periods else ():
            found += _basis(package, item)
            kind = kinds.get(item.indicator)
            if kind is Kind.FLOW:
                found += _flow(package, item)
            elif kind is Kind.STOCK:
                found += _stock(package, item)
    return tuple(found)


def _flow(package: Package, item: Observation) -> list[Diagnostic]:
    if parse_period(item.time_period).grain is not Grain.DAY:
        return []
    span = cell(package, "observations", item.row, "time_period")
    return [error("flow-without-span", span, period=item.time_period)]


def _stock(package: Package, item: Observation) -> list[Diagnostic]:
    period = parse_period(item.time_period)
    open_ended = period.start is None and period.end is None
    if period.grain not in _RANGES or open_ended or period.start == period.end:
        return []
    span = cell(package, "observations", item.row, "time_period")
    right = period.end.isoformat() if period.end else "@a-day"
    return [warning("stock-with-span", span, period=item.time_period, right=right)]


def _basis(package: Package, item: Observation) -> list[Diagnostic]:
    """Return a basis given for no period, or none for a period (empty means: not stated)."""
    unknown = item.time_period == "/"
    if unknown == (item.period_basis is PeriodBasis.UNKNOWN):
        return []
    span = cell(package, "observations", item.row, "period_basis")
    cause = "@basis-of-nothing" if unknown else "@basis-missing"
    return [error("period-basis-unfit", span, period=item.time_period, cause=cause)]
