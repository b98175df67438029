"""A target is a bound on the side that its indicator is to come from."""

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, warning
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import Direction, Qualifier

_AGAINST = {
    Direction.INCREASE: (Qualifier.AT_MOST, Qualifier.UNDER),
    Direction.DECREASE: (Qualifier.AT_LEAST, Qualifier.OVER),
    Direction.NONE: (),
}


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return targets that cap what should rise, or put a floor under what should fall."""
    found = []
    for package in site.packages:
        directions = {item.indicator: item.direction for item in package.indicators}
        for item in package.targets:
            direction = directions.get(item.indicator, Direction.NONE)
            if item.qualifier in _AGAINST[direction]:
                span = cell(package, "targets", item.row, "qualifier")
                qualifier = f"@qualifier-{item.qualifier}"
                side = f"@direction-{direction}"
                found.append(warning("target-direction", span, qualifier=qualifier, side=side))
    return tuple(found)
