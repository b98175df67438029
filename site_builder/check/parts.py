"""What is said to be part of a whole can be: both are amounts of one unit, and it is not larger."""

from collections.abc import Mapping

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error
from site_builder.model.package import Indicator, Observation, Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import AMOUNTS, Qualifier

_AT_LEAST = frozenset({Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.OVER})
_AT_MOST = frozenset({Qualifier.EXACT, Qualifier.AT_MOST, Qualifier.UNDER})
"""Values that are a lower bound, and values that are an upper one; an exact one is both."""


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return parts of what is no whole, and values of parts above those of their wholes.

    A whole that is not there is told of with the other references of the table.
    """
    return tuple(found for package in site.packages for found in _check(package))


def _check(package: Package) -> list[Diagnostic]:
    known = {item.indicator: item for item in package.indicators}
    wholes: dict[str, Indicator] = {}
    found = []
    for item in package.indicators:
        whole = known.get(item.part_of)
        if whole is None:
            continue
        cause = _unlike(item, whole, known)
        if cause:
            span = cell(package, "indicators", item.row, "part_of")
            found.append(error("part-mismatch", span, whole=whole.title, cause=cause))
        else:
            wholes[item.indicator] = whole
    return found + _larger(package, wholes)


def _unlike(part: Indicator, whole: Indicator, known: Mapping[str, Indicator]) -> str:
    """Return why one indicator cannot be part of the other, "" where it can."""
    if part.kind not in AMOUNTS or part.kind is not whole.kind:
        return f"@part-kind|{part.kind}|{whole.kind}"
    if part.unit_measure != whole.unit_measure:
        return f"@part-unit|{part.unit_measure}|{whole.unit_measure}"
    passed = {part.indicator}
    above: Indicator | None = whole
    while above is not None and above.indicator not in passed:
        passed.add(above.indicator)
        above = known.get(above.part_of)
    return "@part-circle" if above is part else ""


def _larger(package: Package, wholes: Mapping[str, Indicator]) -> list[Diagnostic]:
    if not wholes:
        return []
    held = {item.key: item for item in package.observations}
    found = []
    for item in package.observations:
        whole = wholes.get(item.indicator)
        other = held.get((whole.indicator, *item.key[1:])) if whole else None
        if whole and other and _exceeds(item, other):
            span = cell(package, "observations", item.row, "obs_value")
            cause = f"@part-larger|{item.obs_value}|{other.obs_value}"
            found.append(error("part-mismatch", span, whole=whole.title, cause=cause))
    return found


def _exceeds(part: Observation, whole: Observation) -> bool:
    """Tell whether a part is certainly above its whole, as both are published."""
    if part.value is None or whole.value is None or part.nature is not whole.nature:
        return False
    if part.qualifier not in _AT_LEAST or whole.qualifier not in _AT_MOST:
        return False
    return part.value.scaleb(part.unit_mult) > whole.value.scaleb(whole.unit_mult)
