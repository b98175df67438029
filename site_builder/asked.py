"""What a command asks of a check or a build."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from site_builder.reporters.baseline import KnownWarning


class Config(Struct, frozen=True, kw_only=True):
    """What a command was asked.

    `root` is the site's folder, `as_of` the date (None: that of the newest item), `cache` the
    folder of what earlier builds remember; `clean` pays no heed to it. `verify`: what
    was written is read again, whatever size and time say. `drafts` shows what is not
    to be published yet, marked as such. `baseline` holds the warnings that are known. `chosen` are
    the folders of packages of which another version than the newest is to be shown.
    """

    root: Path
    cache: Path
    as_of: str | None
    strict: bool
    clean: bool
    drafts: bool = False
    verify: bool = False
    baseline: tuple[KnownWarning, ...] = ()
    chosen: Mapping[str, Path] = field(default_factory=dict)
