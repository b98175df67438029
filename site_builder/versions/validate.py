"""The recipe of `data validate`: packages by themselves, without the site around them."""

from pathlib import Path

from site_builder.assemble import assemble
from site_builder.check.moved import moved_values
from site_builder.check.rules import OF_PACKAGES
from site_builder.diagnostics import Diagnostic, ordered
from site_builder.load.descriptor import FILE as DESCRIPTOR
from site_builder.load.files import DRAFT
from site_builder.load.packages import load_package, newest_release, shown_path
from site_builder.load.privacy import personal_data, personal_in
from site_builder.load.releases import load_releases
from site_builder.load.survey import open_site
from site_builder.model.loaded import Loaded
from site_builder.model.package import Package
from site_builder.model.set_aside import SetAside
from site_builder.model.settings import PackageSetting, Settings
from site_builder.model.site import Routes
from site_builder.package_folder import recover
from site_builder.traces import load_memory
from site_builder.versions.choose import (
    Choice,
    choose,
    package_named,
    version_named,
    versions_of,
)

_NO_ROUTES = Routes(all=(), files=frozenset(), anchors={})
_ANY_DAY = "1970-01-01"


def validate(
    root: Path, name: str, version: str
) -> tuple[tuple[Choice, ...], tuple[Diagnostic, ...]]:
    """Return the versions that were looked at, and what is wrong with them.

    "" for the name is every package of the site, "" for the version every version that holds data
    and the draft; a name may be the path of a package's folder. Raises BuildFailed where there is
    none such.
    """
    settings = open_site(root)
    if (Path(name) / DESCRIPTOR).is_file() and not version and name:
        choice = choose(root, settings, name)
        held = (root / settings.data / choice.setting.name).resolve()
        if not choice.of_site or choice.folder.parent != held:
            told = (
                *check_version(root, settings, choice),
                *personal_in(choice.folder, choice.shown),
            )
            return (choice,), ordered(told)
        name, version = choice.setting.name, choice.folder.name
    packages = (package_named(settings, name),) if name else settings.packages
    choices: list[Choice] = []
    found: list[Diagnostic] = []
    for package in packages:
        home = f"{settings.data}/{package.name}"
        recover(root / home, home)
        wanted = (version,) if version else versions_of(root, settings, package.name)
        own = [version_named(root, settings, package.name, item) for item in wanted]
        told = load_releases(root / home, home)[1]
        places = tuple(f"{item.shown}/" for item in own) if version else (f"{home}/",)
        found += [item for item in told if item.span.path.startswith(places)]
        altered = {item.span.path for item in told if item.code == "release-altered"}
        choices += own
        for choice in own:
            if not any(path.startswith(f"{choice.shown}/") for path in altered):
                found += check_version(root, settings, choice)
    places = tuple(f"{item.shown}/" for item in choices)
    personal = personal_data(root, settings)
    found += [item for item in personal if item.span.path.startswith(places)]
    return tuple(choices), ordered(found)


def check_version(root: Path, settings: Settings, choice: Choice) -> tuple[Diagnostic, ...]:
    """Return what is wrong with one version of a package, by all rules that need only it.

    The values of a draft are held against the newest release as well.
    """
    sound = load_memory(root / ".cache" / "memory.msgpack").sound
    package, faults = load_package(choice.folder, choice.shown, choice.setting, sound)
    if package is None:
        return faults
    moved: tuple[Diagnostic, ...] = ()
    newest = newest_release(choice.folder.parent) if choice.folder.name == DRAFT else None
    if newest is not None:
        folder = choice.folder.parent / newest
        before, _ = load_package(folder, shown_path(root, folder), choice.setting, sound)
        moved = moved_values(before, package, settings.revision_factor) if before else ()
    return (*faults, *by_rules(settings, choice.setting, package), *moved)


def by_rules(
    settings: Settings, setting: PackageSetting, package: Package
) -> tuple[Diagnostic, ...]:
    """Return what the rules find in a package that stands alone."""
    loaded = Loaded(
        settings=settings,
        packages=(package,),
        versions={},
        documents=(),
        texts={},
        unread=SetAside(),
        images={},
        glossary=(),
        wording=(),
    )
    site, conflicts = assemble(loaded, _ANY_DAY)
    return (*conflicts, *(found for rule in OF_PACKAGES for found in rule(site, _NO_ROUTES)))
