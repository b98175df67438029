"""Indicators and initiatives stand in a known environment; an indicator has something to show."""

from difflib import get_close_matches

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error
from site_builder.model.package import Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import NOT_APPLICABLE


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return unknown environments, and indicators with neither observation nor target."""
    known = {item.id for item in site.settings.environments} | {NOT_APPLICABLE}
    found: list[Diagnostic] = []
    for package in site.packages:
        found += _environments(package, known)
        found += _empty(package, site)
    return tuple(found)


def _environments(package: Package, known: set[str]) -> list[Diagnostic]:
    rows = [("indicators", item.row, item.environment) for item in package.indicators]
    rows += [("initiatives", item.row, item.environment) for item in package.initiatives]
    return [
        error(
            "environment-unknown",
            cell(package, table, row, "environment"),
            value=environment,
            known="、".join(sorted(known - {NOT_APPLICABLE})),
            nearest=next(iter(get_close_matches(environment, sorted(known), 1, 0.6)), ""),
        )
        for table, row, environment in rows
        if environment not in known
    ]


def _empty(package: Package, site: Site) -> list[Diagnostic]:
    if any(site.set_aside.table(package.name, name) for name in ("observations", "targets")):
        return []
    return [
        error(
            "indicator-empty",
            cell(package, "indicators", item.row, "indicator"),
            name=item.indicator,
        )
        for item in package.indicators
        if not site.set_aside.item("indicator", item.indicator)
        and not site.entries[item.indicator].observations
        and not site.entries[item.indicator].targets
    ]
