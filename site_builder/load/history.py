"""Read every version of the packages a site shows: what was released before stays there to read."""

from pathlib import Path

from site_builder.diagnostics import Severity
from site_builder.known import Known
from site_builder.load.contents import contents_of
from site_builder.load.packages import PackagesRead, files_of, load_once, package_digest, shown_path
from site_builder.load.releases import released_versions, withdrawal
from site_builder.model.package import Package
from site_builder.model.release import Release, parse_version
from site_builder.model.settings import PackageSetting, Settings
from site_builder.model.version import HeldVersion, Versions


def load_versions(
    root: Path,
    settings: Settings,
    shown: PackagesRead,
    sound: frozenset[str],
    known: Known,
) -> tuple[Versions, frozenset[str]]:
    """Return the versions of the packages that are shown, and digests of those that are sound.

    `shown` are the packages as the site shows them, `sound` and `known` as in `load_packages`.
    Nothing is told of versions that are not shown: `load_packages` says where one was altered,
    and what is wrong with its tables was told before it was released. One that can be read no
    longer has no contents; its page then offers its files alone.
    """
    passed: set[str] = set()
    found: dict[str, tuple[HeldVersion, ...]] = {}
    settings_of = {item.name: item for item in settings.packages}
    for package in shown.packages:
        home = root / settings.data / package.name
        releases = {str(item.version): item for item in shown.releases[package.name]}
        names = dict.fromkeys((package.version, *map(str, reversed(released_versions(home)))))
        held = []
        for version in names:
            item = package if version == package.version else None
            if item is None:
                folder, setting = home / version, settings_of[package.name]
                item = _read(root, folder, setting, sound, known)
                passed |= {package_digest(item.files)} if item else set()
            release = releases.get(version)
            held.append(_held(root, package, version, release, item))
        found[package.name] = tuple(sorted(held, key=_age, reverse=True))
    return found, frozenset(passed)


def _read(
    root: Path, folder: Path, setting: PackageSetting, sound: frozenset[str], known: Known
) -> Package | None:
    """Return a version that is not withdrawn and has no faults; else None."""
    if withdrawal(folder) is not None:
        return None
    package, faults = load_once(folder, shown_path(root, folder), setting, sound, known)
    return None if any(item.severity is Severity.ERROR for item in faults) else package


def _held(
    root: Path, newest: Package, version: str, release: Release | None, package: Package | None
) -> HeldVersion:
    folder = root / Path(newest.folder).parent / version
    gone = withdrawal(folder)
    return HeldVersion(
        package=newest.name,
        title=package.title if package else newest.title,
        version=version,
        release=release,
        folder=shown_path(root, folder),
        files=() if gone else package.files if package else files_of(folder),
        contents=contents_of(package, root / package.folder) if package else None,
        withdrawn=gone,
    )


def _age(held: HeldVersion) -> tuple[int, ...]:
    """Return what versions are ordered by; the draft comes after all."""
    return parse_version(held.version) or (10**9,)
