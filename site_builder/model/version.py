"""The versions of packages as the site tells of them, and what each release changed."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from site_builder.model.diff import Contents, Diff
from site_builder.model.language import phrase
from site_builder.model.package import Correction, PackageFile
from site_builder.model.release import Release, Withdrawal

_LISTED = 1000
"""So many observations are listed on the page of a version."""


class HeldVersion(Struct, frozen=True, kw_only=True):
    """A version of a package: how it was released, and what it says.

    `folder` is relative to the site, `files` are all in it, () where it was withdrawn. `release` is
    None for a draft and for a package without `releases.csv`. `contents` is None where the version
    was withdrawn, `withdrawn` then says why.
    """

    package: str
    title: str
    version: str
    release: Release | None
    folder: str
    files: tuple[PackageFile, ...]
    contents: Contents | None
    withdrawn: Withdrawal | None

    @property
    def path(self) -> str:
        """The path of its page."""
        return f"/data/{self.package}/{self.version}/"

    @property
    def lists_values(self) -> bool:
        """Whether its page lists every value: one with too many could not be read."""
        return self.contents is not None and len(self.contents.package.observations) <= _LISTED

    @property
    def anchor(self) -> str:
        """The id of its release on the page of changes."""
        return f"{self.package}-{self.version.replace('.', '-')}"


Versions = Mapping[str, tuple[HeldVersion, ...]]
"""The versions of each package by its name, the newest first."""


class Gravity(StrEnum):
    """How much a release matters to whoever used the version before."""

    FIRST = "first"
    NOTE = "note"
    MINOR = "minor"
    MAJOR = "major"


GRAVITY_WORDS = {
    Gravity.FIRST: phrase("首次发布"),
    Gravity.NOTE: phrase("不改数值"),
    Gravity.MINOR: phrase("一般"),
    Gravity.MAJOR: phrase("重大"),
}
"""What the public reads for each."""


class AffectedPage(Struct, frozen=True, kw_only=True):
    """A page that shows something a release changed; `revised`: a published value among it."""

    title: str
    path: str
    revised: bool


class PublishedRelease(Struct, frozen=True, kw_only=True):
    """A release as the public is told of it.

    `since` is what differs from the version before, None for the first and where that one is
    withdrawn; `corrections` are those the release made; `pages` show something it changed.
    """

    held: HeldVersion
    release: Release
    gravity: Gravity
    since: Diff | None
    corrections: tuple[Correction, ...]
    pages: tuple[AffectedPage, ...]


class Notice(Struct, frozen=True, kw_only=True):
    """What a page says of a release that changed something on it; `path` leads to the release."""

    date: str
    text: str
    reason: str
    path: str
