"""What data covers, as far as its sources state it, and who stands behind it."""

from collections.abc import Iterable
from datetime import date

from site_builder.compare.periods import parse_period
from site_builder.model.package import Area, Observation, Package
from site_builder.model.settings import Settings
from site_builder.model.site import Site
from site_builder.model.version import HeldVersion
from site_builder.model.vocabulary import PeriodBasis

_PUBLISHER = "主办单位"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence under which the foot of every page offers the site."""


def shown_version(site: Site, package: Package) -> HeldVersion:
    """Return the version of a package that the site shows, as its history holds it."""
    return next(item for item in site.versions[package.name] if item.version == package.version)


def span_of(observations: Iterable[Observation], *, edition: bool) -> tuple[date, date] | None:
    """Return the first and the last day of the periods that sources state with both sides.

    None where no source states any; the year of an edition is no period of its data.
    """
    if edition:
        return None
    periods = [
        parse_period(item.time_period)
        for item in observations
        if item.period_basis is PeriodBasis.STATED
    ]
    starts = [item.start for item in periods if item.start and item.end]
    ends = [item.end for item in periods if item.start and item.end]
    return (min(starts), max(ends)) if starts else None


def areas_of(package: Package) -> tuple[Area, ...]:
    """Return the areas that values or targets of a package are about, in its order."""
    used = {item.ref_area for item in package.observations}
    used |= {item.ref_area for item in package.targets}
    return tuple(item for item in package.areas if item.ref_area in used)


def publisher(settings: Settings) -> str:
    """Return who publishes the site: the 主办单位 its settings name, else the site itself."""
    return settings.government.host or dict(settings.footer).get(_PUBLISHER, settings.title)


def people(package: Package, role: str) -> tuple[str, ...]:
    """Return the contributors of a package with a role of Data Package 2.0 (`author`)."""
    return tuple(name for name, roles in package.contributors if role in roles.split(", "))


def helpers(package: Package) -> tuple[str, ...]:
    """Return the contributors that are neither author nor publisher."""
    first = {*people(package, "author"), *people(package, "publisher")}
    return tuple(name for name, _ in package.contributors if name not in first)
