"""What has happened, is planned or expected goes with status, period, and what only ranks have."""

from site_builder.check.places import cell
from site_builder.compare.periods import parse_period
from site_builder.diagnostics import Diagnostic, error, warning
from site_builder.model.package import Observation, Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import Kind, Nature, PeriodBasis, Status


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return forecasts called actual, ranks' columns of other kinds, expectations of the past.

    A plan for a period long past is no fault: reports tell of plans after the event.
    """
    return tuple(found for package in site.packages for found in _check(package))


def _check(package: Package) -> list[Diagnostic]:
    kinds = {item.indicator: item.kind for item in package.indicators}
    published = {item.source: item.published for item in package.sources}
    found: list[Diagnostic] = []
    for item in package.observations:
        if item.obs_status is Status.FORECAST and item.nature is Nature.ACTUAL:
            span = cell(package, "observations", item.row, "nature")
            found.append(error("forecast-actual", span))
        if item.tied or item.rank_of is not None or item.rank_scope:
            found += _rank_columns(package, item, kinds.get(item.indicator))
        if item.nature is Nature.EXPECTED:
            found += _past(package, item, published.get(item.source, ""))
    return found


def _rank_columns(package: Package, item: Observation, kind: Kind | None) -> list[Diagnostic]:
    given = {"tied": item.tied, "rank_of": item.rank_of is not None, "rank_scope": item.rank_scope}
    causes = {}
    if kind is not None and kind is not Kind.RANK:
        causes = {field: f"@rank-field-kind|{field}|{kind}" for field in given if given[field]}
    elif item.tied and item.nature is not Nature.ACTUAL:
        causes = {"tied": f"@rank-field-nature|{item.nature}"}
    return [
        error("rank-column-unfit", cell(package, "observations", item.row, field), cause=cause)
        for field, cause in causes.items()
    ]


def _past(package: Package, item: Observation, published: str) -> list[Diagnostic]:
    """Return an expectation of a period that was over when its source was published."""
    if item.period_basis is not PeriodBasis.STATED or package.edition_periods:
        return []
    end = parse_period(item.time_period).end
    if end is None or not published or end.isoformat() >= published:
        return []
    span = cell(package, "observations", item.row, "nature")
    return [warning("expectation-past", span, period=item.time_period, published=published)]
