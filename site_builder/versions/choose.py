"""Find the package and the version that a command names."""

from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import BuildFailed, Span, error, ordered
from site_builder.load.descriptor import FILE as DESCRIPTOR
from site_builder.load.descriptor import load_descriptor
from site_builder.load.files import DRAFT
from site_builder.load.packages import shown_path
from site_builder.load.releases import released_versions, withdrawal
from site_builder.load.survey import survey
from site_builder.model.settings import PackageSetting, Settings
from site_builder.package_folder import recover


class Choice(Struct, frozen=True, kw_only=True):
    """A version of a package: its folder, and how messages name it.

    `of_site` tells whether the site shows the package at all.
    """

    setting: PackageSetting
    folder: Path
    shown: str
    of_site: bool

    @property
    def name(self) -> str:
        """The package and the version: `dongtou@2024.1.0`."""
        return f"{self.setting.name}@{self.folder.name}"


def package_named(settings: Settings, name: str) -> PackageSetting:
    """Return a package of the site; raise BuildFailed where there is none of that name."""
    for setting in settings.packages:
        if setting.name == name:
            return setting
    known = [item.name for item in settings.packages]
    span = Span(path="site.toml", line=settings.line_of("packages"))
    raise _unknown(span, f"@package-unknown|{name}", name, known)


def versions_of(root: Path, settings: Settings, name: str) -> tuple[str, ...]:
    """Return the versions of a package that hold data, the oldest first, then its draft."""
    home = root / settings.data / name
    found = [
        str(version)
        for version in released_versions(home)
        if withdrawal(home / str(version)) is None
    ]
    return (*found, *((DRAFT,) if (home / DRAFT).is_dir() else ()))


def version_named(root: Path, settings: Settings, name: str, version: str) -> Choice:
    """Return a version, or the draft, of a package of the site; raise BuildFailed."""
    setting = package_named(settings, name)
    recover(root / settings.data / name, f"{settings.data}/{name}")
    held = versions_of(root, settings, name)
    if version not in held:
        gone = withdrawal(root / settings.data / name / version) if version != DRAFT else None
        cause = "version-gone" if gone else "version-unknown"
        span = Span(path=f"{settings.data}/{name}")
        raise _unknown(span, f"@{cause}|{name}|{version}", version, list(held))
    folder = root / settings.data / name / version
    return Choice(setting=setting, folder=folder, shown=shown_path(root, folder), of_site=True)


def choose(root: Path, settings: Settings, text: str) -> Choice:
    """Return what `package@version`, `package@draft` or the path of a folder names.

    A path is one of the working folder; outside the site a folder may be called anything, such as
    one into which a download was unpacked. Raises BuildFailed.
    """
    name, at, version = text.partition("@")
    if at and "/" not in text and "\\" not in text:
        return version_named(root, settings, name, version)
    folder = Path(text).resolve()
    if not (folder / DESCRIPTOR).is_file():
        held = [item.name for item in settings.packages]
        raise _unknown(Span(path=text), "@not-a-package", text, held)
    shown = shown_path(root, folder)
    if found := tuple(survey(folder.parent, (folder.name,), settings.limits)):
        raise BuildFailed(ordered(found))
    descriptor, _ = load_descriptor(folder, shown)
    name = folder.parent.name if descriptor is None else descriptor.name
    own = next((item for item in settings.packages if item.name == name), None)
    return Choice(
        setting=own or PackageSetting(name=name, demonstration=False),
        folder=folder,
        shown=shown,
        of_site=own is not None,
    )


def _unknown(span: Span, cause: str, text: str, known: list[str]) -> BuildFailed:
    nearest = next(iter(get_close_matches(text, known, 1, 0.6)), "")
    listed = "、".join(known) or "@nothing-held"
    found = error("version-missing", span, cause=cause, known=listed, nearest=nearest)
    return BuildFailed((found,), status=2)
