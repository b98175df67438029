"""A share lies between nothing and the whole, unless a note says why it does not."""

from decimal import Decimal

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error, warning
from site_builder.model.package import Indicator, Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import Kind, Qualifier

_SHARES = frozenset({Kind.RATE, Kind.REDUCTION})
"""Shares of something, and cuts of it; growth and completion know no upper bound."""
_WHOLE = {"%": Decimal(100), "‰": Decimal(1000)}


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return shares below nothing or above the whole; of targets as a warning.

    A value at a bound cannot be said to lie beyond it (100余%). What an editor's note explains is
    let pass: some published rates may exceed the whole by their definition.
    """
    return tuple(found for package in site.packages for found in _check(package))


def _check(package: Package) -> list[Diagnostic]:
    shares = {item.indicator: item for item in package.indicators if item.kind in _SHARES}
    found = []
    for item in package.observations:
        known = shares.get(item.indicator)
        if known is None or item.value is None or item.editor_note:
            continue
        cause = _cause(item.value.scaleb(item.unit_mult), item.qualifier, known)
        if cause:
            span = cell(package, "observations", item.row, "obs_value")
            found.append(error("rate-beyond", span, value=item.obs_value, cause=cause))
    for aim in package.targets:
        known = shares.get(aim.indicator)
        if known is None:
            continue
        cause = _cause(aim.value.scaleb(aim.unit_mult), aim.qualifier, known)
        if cause:
            span = cell(package, "targets", aim.row, "target_value")
            found.append(warning("rate-beyond", span, value=aim.target_value, cause=cause))
    return found


def _cause(value: Decimal, qualifier: Qualifier, indicator: Indicator) -> str:
    whole = _WHOLE.get(indicator.unit_measure)
    if whole is None:
        return ""
    if value < 0 or value > whole:
        return f"@rate-outside|{whole}{indicator.unit_measure}"
    if value == whole and qualifier is Qualifier.OVER:
        return "@rate-whole"
    return "@rate-nothing" if value == 0 and qualifier is Qualifier.UNDER else ""
