"""The recipe of `data diff`: two versions, and what the later one does to the site."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import BuildFailed, Diagnostic, Severity, ordered
from site_builder.load.contents import contents_of
from site_builder.load.files import DRAFT
from site_builder.load.packages import load_package
from site_builder.model.diff import Contents, Diff, Effects
from site_builder.model.package import Package
from site_builder.model.site import Site
from site_builder.releases.diff import diff
from site_builder.releases.effects import effects
from site_builder.releases.snapshot import snapshot_cases
from site_builder.versions.choose import Choice

Examine = Callable[[Mapping[str, Path]], tuple[Site, tuple[Diagnostic, ...]]]
"""Returns the site with other versions of some packages, by name, and what is wrong with it."""


class Compared(Struct, frozen=True, kw_only=True):
    """Two versions of a package: what differs, and what that does to the site.

    `after` is the later one.
    """

    after: Package
    diff: Diff
    effects: Effects


NO_EFFECTS = Effects(printed=(), headlines=(), changes=(), directions=())


def compare_versions(root: Path, one: Choice, other: Choice, examine: Examine) -> Compared:
    """Return what differs from one version of a package to another; raise BuildFailed.

    A package the site does not show has no effects on it.
    """
    if not (one.of_site and other.of_site):
        before, after = (contents_of(_loaded(choice), choice.folder) for choice in (one, other))
        return Compared(after=after.package, diff=diff(before, after), effects=NO_EFFECTS)
    sites = [_site(choice, examine) for choice in (one, other)]
    before, after = (
        contents_in(root, site, choice) for site, choice in zip(sites, (one, other), strict=True)
    )
    return Compared(after=after.package, diff=diff(before, after), effects=effects(*sites))


def contents_in(root: Path, site: Site, choice: Choice) -> Contents:
    """Return what a version says that the site shows; the cases of a draft are those of `site`."""
    package = package_of(site, choice.setting.name)
    assert package is not None
    cases = None
    if choice.folder.name == DRAFT:
        cases = snapshot_cases(site, package.name, lambda path: (root / path).read_bytes())
    return contents_of(package, choice.folder, cases)


def package_of(site: Site, name: str) -> Package | None:
    """Return a package of the site, None where it could not be read."""
    return next((item for item in site.packages if item.name == name), None)


def _site(choice: Choice, examine: Examine) -> Site:
    site, found = examine({choice.setting.name: choice.folder})
    if package_of(site, choice.setting.name) is None:
        own = [item for item in found if item.span.path.startswith(f"{choice.shown}/")]
        raise BuildFailed(ordered(own or found))
    return site


def _loaded(choice: Choice) -> Package:
    package, found = load_package(choice.folder, choice.shown, choice.setting, frozenset())
    if package is None:
        raise BuildFailed(ordered(item for item in found if item.severity is Severity.ERROR))
    return package
