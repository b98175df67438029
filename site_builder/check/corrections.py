"""Corrections say what the versions hold: the old value there, the new value here."""

from collections.abc import Iterator

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.package import Correction, Package
from site_builder.model.site import Routes, Site
from site_builder.model.version import HeldVersion

_Values = dict[tuple[str, str, str, str], str]


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return each correction that its package's versions contradict.

    The version it supersedes must hold the old value, the one that came after it the new value.
    What was withdrawn cannot be looked up, and is believed.
    """
    return tuple(
        found
        for package in site.packages
        if package.corrections
        for found in _contradicted(package, site.versions.get(package.name, ()))
    )


def _contradicted(package: Package, versions: tuple[HeldVersion, ...]) -> Iterator[Diagnostic]:
    known = {item.version: item for item in versions}
    following = {item.release.previous: item for item in versions if item.release}
    values: dict[str, _Values] = {}

    def published(held: Package, key: tuple[str, str, str, str]) -> str | None:
        if held.version not in values:
            values[held.version] = {item.key: item.obs_value for item in held.observations}
        return values[held.version].get(key)

    for item in package.corrections:
        superseded = known.get(item.superseded_version)
        if superseded is None or superseded.version == package.version:
            cause = f"@correction-version|{item.superseded_version}"
            yield _fault(package, item, "superseded_version", cause)
            continue
        after = following.get(item.superseded_version)
        sides = (
            ("old_value", _package_of(superseded)),
            ("new_value", _package_of(after) if after else package),
        )
        for field, held in sides:
            if held is None:
                continue
            said, holds = getattr(item, field), published(held, item.key)
            if holds is None:
                yield _fault(package, item, field, f"@correction-nothing|{held.version}")
            elif said != holds:
                cause = f"@correction-value|{held.version}|{holds}|{said}"
                yield _fault(package, item, field, cause)


def _package_of(held: HeldVersion) -> Package | None:
    return held.contents.package if held.contents else None


def _fault(package: Package, item: Correction, field: str, cause: str) -> Diagnostic:
    span = Span(
        path=f"{package.folder}/corrections.csv", resource="corrections", row=item.row, field=field
    )
    return error("correction-contradicted", span, name=item.correction, cause=cause)
