"""Which areas, environments and indicators of a site are shown."""

from site_builder.model.settings import Environment
from site_builder.model.site import Entry, Site


def areas_shown(site: Site, *, demonstration: bool) -> tuple[str, ...]:
    """Return the codes of areas with observations, in the order of the packages."""
    codes = [
        observation.ref_area
        for package in site.packages
        if package.demonstration is demonstration
        for observation in package.observations
    ]
    return tuple(dict.fromkeys(codes))


def environments_shown(site: Site) -> tuple[Environment, ...]:
    """Return the environments that have something to show; the others have no page."""
    used = {entry.indicator.environment for entry in own_entries(site)}
    used |= {item.environment for item in site.initiatives}
    used |= {case.environment for case in site.cases}
    return tuple(item for item in site.settings.environments if item.id in used)


def own_entries(site: Site, *, demonstration: bool = False) -> tuple[Entry, ...]:
    """Return the indicators of the site's own packages, or of the demonstration's."""
    return tuple(
        entry for entry in site.entries.values() if entry.package.demonstration is demonstration
    )


def watched_entries(site: Site) -> tuple[Entry, ...]:
    """Return the indicators that the site's own packages mark as watched and have something of."""
    return tuple(
        entry
        for entry in own_entries(site)
        if entry.indicator.watched and (entry.observations or entry.targets)
    )
