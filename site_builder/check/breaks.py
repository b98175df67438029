"""A break lies within its series: something before it, something after it."""

from datetime import date

from site_builder.check.places import cell
from site_builder.compare.periods import parse_period
from site_builder.diagnostics import Diagnostic, error, warning
from site_builder.model.package import Package
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return breaks with no observation after them, and, as a warning, with none before.

    Nothing is said where rows of the observations are set aside.
    """
    found: list[Diagnostic] = []
    for package in site.packages:
        if package.breaks and not site.set_aside.table(package.name, "observations"):
            found += _check(package, site)
    return tuple(found)


def _check(package: Package, site: Site) -> list[Diagnostic]:
    spans = _spans(package)
    found = []
    for one in package.breaks:
        start = parse_period(one.time_period).start
        if site.set_aside.item("indicator", one.indicator):
            continue
        first, last = spans.get((one.indicator, one.ref_area, one.caliber), (None, None))
        span = cell(package, "breaks", one.row, "time_period")
        if start is None or last is None or last < start:
            found.append(error("break-without-observation", span, period=one.time_period))
        elif first is None or first >= start:
            found.append(warning("break-without-earlier", span, period=one.time_period))
    return found


def _spans(package: Package) -> dict[tuple[str, str, str], tuple[date | None, date | None]]:
    """Return, by series that has breaks, the first and the last day of which something is known.

    A total that runs over a break is neither before nor after it, but shows that it is no slip.
    """
    found: dict[tuple[str, str, str], tuple[date | None, date | None]] = {}
    broken = {(item.indicator, item.ref_area, item.caliber) for item in package.breaks}
    for item in package.observations:
        key = (item.indicator, item.ref_area, item.caliber)
        if key not in broken:
            continue
        period = parse_period(item.time_period)
        days = [day for day in (period.start, period.end) if day]
        first, last = found.get(key, (None, None))
        found[key] = (
            min((*days, *((first,) if first else ())), default=None),
            max((*days, *((last,) if last else ())), default=None),
        )
    return found
