"""Versions of a package: their numbers, what `releases.csv` says of each, what was withdrawn."""

import re
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from site_builder.model.language import phrase

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")

ABOUT = "about/"
"""The folder that a download adds to the files of a version; none of a version's own lies there."""


class Version(NamedTuple):
    """A version number EDITION.MINOR.PATCH; they are ordered as numbers."""

    edition: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.edition}.{self.minor}.{self.patch}"


def parse_version(text: str) -> Version | None:
    """Return a version number, None where the text is none."""
    match = _NUMBER.fullmatch(text)
    return Version(*(int(part) for part in match.groups())) if match else None


class RevisionKind(StrEnum):
    """Why a version was released (domain rules, comparison 13)."""

    INITIAL = "initial"
    ROUTINE = "routine"
    CENSUS = "census"
    DEFINITION = "definition"
    CORRECTION = "correction"


REVISION_WORDS = {
    RevisionKind.INITIAL: phrase("首次发布"),
    RevisionKind.ROUTINE: phrase("常规修订"),
    RevisionKind.CENSUS: phrase("普查修订"),
    RevisionKind.DEFINITION: phrase("口径调整"),
    RevisionKind.CORRECTION: phrase("差错更正"),
}
"""What the public reads for each kind."""


class Withdrawal(Struct, frozen=True, kw_only=True):
    """What stands in the place of a version that had to vanish: what it was, why, which day."""

    what: str
    why: str
    date: str


class Release(Struct, frozen=True, kw_only=True):
    """A row of `releases.csv`, and the tombstone of the version where there is one.

    `previous` is the version it replaced, "" for the first; `digest` is `sha256:` and the SHA-256
    over all files of the version.
    """

    version: Version
    date: str
    revision: RevisionKind
    previous: str
    digest: str
    reason: str
    withdrawn: Withdrawal | None
    row: int
