"""What a command asks of a check or a build, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.diagnostics import Diagnostic
from site_builder.load.documents import Means
from site_builder.load.sources import Passed
from site_builder.model.language import Catalogue
from site_builder.model.site import Routes, Site
from site_builder.reporters.baseline import KnownWarning
from site_builder.traces import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a command was asked.

    `root` is the site's folder, `as_of` the date (None: that of the newest item), `cache` the
    folder of what earlier builds remember; `clean` pays no heed to it. `drafts` shows what is not
    to be published yet, marked as such. `baseline` holds the warnings that are known. `chosen` are
    the folders of packages of which another version than the newest is to be shown.
    """

    root: Path
    cache: Path
    as_of: str | None
    strict: bool
    clean: bool
    drafts: bool = False
    baseline: tuple[KnownWarning, ...] = ()
    chosen: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A site with its addresses and what is wrong with it.

    `memory` is what earlier builds remembered, `means` what reading made use of, `passed` and
    `judged` what need not be tested again; `catalogues` are those that were read. `judged` holds a
    digest of what documents were judged by, and the faults of each by its digest.
    """

    site: Site
    routes: Routes
    memory: Memory
    means: Means
    passed: Passed
    judged: tuple[str, Mapping[str, tuple[Diagnostic, ...]]]
    catalogues: Mapping[str, Catalogue]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: numbers of pages, of pages and images made anew, of files; the warnings."""

    pages: int
    rendered: int
    files: int
    diagnostics: tuple[Diagnostic, ...]
