"""What comes of a check and of a build."""

from collections.abc import Mapping

from msgspec import Struct

from site_builder.diagnostics import Diagnostic
from site_builder.kept import Kept
from site_builder.load.documents import Means
from site_builder.load.sources import Passed
from site_builder.model.language import Catalogue
from site_builder.model.site import Routes, Site
from site_builder.settled import Listing
from site_builder.traces import Memory


class Checked(Struct, frozen=True, kw_only=True):
    """A site with its addresses and what is wrong with it.

    `memory` is what earlier builds remembered, `means` what reading made use of, `kept` what was
    made of single indicators, `passed` and `judged` what need not be tested again; `catalogues` are
    those that were read. `judged` holds a digest of what documents were judged by, and the faults
    of each by its digest. `inputs` are the files of `folders` as they were before any was read.
    """

    site: Site
    routes: Routes
    memory: Memory
    means: Means
    kept: Kept
    passed: Passed
    judged: tuple[str, Mapping[str, tuple[Diagnostic, ...]]]
    catalogues: Mapping[str, Catalogue]
    folders: tuple[str, ...]
    inputs: Listing | None
    diagnostics: tuple[Diagnostic, ...]


class Built(Struct, frozen=True, kw_only=True):
    """What a build did: numbers of pages, of pages and images made anew, of files; the warnings."""

    pages: int
    rendered: int
    files: int
    diagnostics: tuple[Diagnostic, ...]
