"""A value far from what the last release held is more often a slip than a revision."""

from decimal import Decimal

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, warning
from site_builder.model.package import Observation, Package
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the values of a draft that are far from those of the newest release.

    Of what is released nothing is said: it was told before the release.
    """
    found: list[Diagnostic] = []
    for package in site.packages:
        versions = site.versions.get(package.name, ())
        if any(item.release for item in versions if item.version == package.version):
            continue
        held = (item.contents for item in versions if item.release and item.contents)
        before = next(held, None)
        if before is not None:
            found += moved_values(before.package, package, site.settings.revision_factor)
    return tuple(found)


def moved_values(before: Package, after: Package, factor: int) -> tuple[Diagnostic, ...]:
    """Return the observations whose value is more than `factor` times what it was, or as much less.

    From or to zero, and with another sign, is always far. The same observation of two versions is
    held against itself, 万 and 亿 taken into account.
    """
    held = {item.key: item for item in before.observations}
    return tuple(
        warning(
            "value-moved",
            cell(after, "observations", item.row, "obs_value"),
            value=_said(item),
            earlier=_said(old),
            version=before.version,
            factor=factor,
        )
        for item in after.observations
        for old in [held.get(item.key)]
        if old is not None and _far(_amount(old), _amount(item), factor)
    )


def _far(before: Decimal | None, after: Decimal | None, factor: int) -> bool:
    if before is None or after is None or before == after:
        return False
    small, large = sorted((abs(before), abs(after)))
    return before * after <= 0 or large > small * factor


def _amount(item: Observation) -> Decimal | None:
    return None if item.value is None else item.value.scaleb(item.unit_mult)


def _said(item: Observation) -> str:
    return f"{item.obs_value}×10^{item.unit_mult}" if item.unit_mult else item.obs_value
