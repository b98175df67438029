"""The whole site, assembled: what every page kind reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.model.document import Document
from site_builder.model.figure import BoundFigure
from site_builder.model.package import (
    Area,
    Break,
    Indicator,
    Initiative,
    Observation,
    Package,
    Source,
    Target,
)
from site_builder.model.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An indicator with all that is known of it.

    `package` defines it; `others` are further packages that hold values of the same indicator.
    """

    indicator: Indicator
    package: Package
    others: tuple[Package, ...]
    observations: tuple[Observation, ...]
    targets: tuple[Target, ...]
    breaks: tuple[Break, ...]
    initiatives: tuple[Initiative, ...]

    def package_of(self, observation: Observation) -> Package:
        """Return the package an observation of this indicator stands in."""
        for package in self.others:
            if package.name == observation.package:
                return package
        return self.package


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Settings, packages, documents, and the indexes the pages need.

    `as_of` is the date of the build, `YYYY-MM-DD`, never taken from the clock. `entries` go by
    indicator in the order of the packages, `areas` by code, `sources` by package and source.
    `bindings` holds the figures of each document by its path. `set_aside` names what a fault
    kept out (`indicator:x`, `case:y`; "*" where a package could not be read at all).
    """

    settings: Settings
    as_of: str
    packages: tuple[Package, ...]
    entries: Mapping[str, Entry]
    areas: Mapping[str, Area]
    sources: Mapping[tuple[str, str], Source]
    initiatives: tuple[Initiative, ...]
    cases: tuple[Document, ...]
    reports: tuple[Document, ...]
    pages: tuple[Document, ...]
    bindings: Mapping[str, tuple[BoundFigure, ...]]
    set_aside: frozenset[str]

    def doubts(self, kind: str, key: str) -> bool:
        """Tell whether something was faulty and set aside, so that its absence is no new fault."""
        return f"{kind}:{key}" in self.set_aside or "*" in self.set_aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An address of the site: the page kind, what it is about, and the path (`/cases/`)."""

    kind: str
    key: str
    path: str
    output: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """Every address of the site; `anchors` are the ids a document's headings give its page."""

    all: tuple[Route, ...]
    anchors: Mapping[str, frozenset[str]]

    def paths(self) -> frozenset[str]:
        """Return the paths that exist."""
        return frozenset(route.path for route in self.all)
