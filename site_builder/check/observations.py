"""An observation's status agrees with its value."""

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error
from site_builder.model.package import Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import WITHOUT_VALUE


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return values missing without a status that says so, and values where it says none."""
    return tuple(found for package in site.packages for found in check_package(package))


def check_package(package: Package) -> tuple[Diagnostic, ...]:
    """Return the same for one package."""
    found = []
    for item in package.observations:
        if (item.value is None) == (item.obs_status in WITHOUT_VALUE):
            continue
        span = cell(package, "observations", item.row, "obs_value")
        if item.value is None:
            found.append(error("value-missing", span, status=item.obs_status.value))
        else:
            found.append(error("value-unexpected", span, status=item.obs_status.value))
    return tuple(found)
