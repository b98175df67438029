"""The whole site, assembled: what every page kind reads."""

from collections.abc import Mapping

from msgspec import Struct, field

from site_builder.diagnostics import Diagnostic
from site_builder.model.calendar import Due
from site_builder.model.chart import Chart
from site_builder.model.charts import Charts
from site_builder.model.document import Document
from site_builder.model.figure import BoundFigure
from site_builder.model.glossary import Term
from site_builder.model.ground import Ground
from site_builder.model.image import ImageFile, Unusable
from site_builder.model.language import CHINESE, Language
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
from site_builder.model.publication import Withheld
from site_builder.model.set_aside import SetAside
from site_builder.model.settings import Settings
from site_builder.model.shelves import Shelves
from site_builder.model.systems import Systems
from site_builder.model.text import Text
from site_builder.model.version import Notice, PublishedRelease, Versions
from site_builder.model.wording import AvoidedTerm


class Entry(Struct, frozen=True, kw_only=True):
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


class Site(Struct, frozen=True, kw_only=True):
    """Settings, packages, documents, and the indexes the pages need.

    `as_of` is the date of the build, `YYYY-MM-DD`, never taken from the clock. `entries` go by
    indicator in the order of the packages, `areas` by code, `sources` by package and source.
    `texts` are those of the documents by path, `bindings` the figures of each, `unresolved`
    what of them leads nowhere, `digests` what an approval of it binds. `set_aside` names what
    faults kept out, `withheld` the documents that are not to be published; in a `preview` they
    are among the cases, reports and pages all the same. `wording` holds the words not to be
    used, longest first. `addresses` maps documents to their pages, `images` what documents name
    to what was found there, by paths in the site's folder. `versions` are all there are of each
    package shown; `releases` tells of them, the newest first; `notices` are what pages, by
    path, say of what was corrected lately. `charts` are those of each page, by its path, the
    main one first. `systems` are the rows of the optional tables of all packages, in their
    order, without what would tell of withheld cases. `calendar` is what was announced, by day.
    `shelves` are the cases by what they are listed by. `language` is the one all of it is told
    in, `translations` are the others of the site. `ground` is what figures stand on, in digests.
    """

    settings: Settings
    as_of: str
    packages: tuple[Package, ...]
    versions: Versions
    entries: Mapping[str, Entry]
    areas: Mapping[str, Area]
    sources: Mapping[tuple[str, str], Source]
    initiatives: tuple[Initiative, ...]
    cases: tuple[Document, ...]
    reports: tuple[Document, ...]
    pages: tuple[Document, ...]
    texts: Mapping[str, Text]
    bindings: Mapping[str, tuple[BoundFigure, ...]]
    unresolved: Mapping[str, tuple[Diagnostic, ...]]
    digests: Mapping[str, str]
    addresses: Mapping[str, str]
    images: Mapping[str, ImageFile | Unusable]
    glossary: tuple[Term, ...]
    set_aside: SetAside
    wording: tuple[AvoidedTerm, ...]
    withheld: tuple[Withheld, ...]
    preview: bool
    releases: tuple[PublishedRelease, ...] = ()
    notices: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    charts: Charts = field(default_factory=Charts)
    language: Language = CHINESE
    translations: tuple[Language, ...] = ()
    calendar: tuple[Due, ...] = ()
    shelves: Shelves = field(default_factory=Shelves)
    systems: Systems = field(default_factory=Systems)
    ground: Ground = field(default_factory=Ground)

    @property
    def every_chart(self) -> tuple[Chart, ...]:
        """Return all charts that can be taken away, in the order of their pages."""
        return tuple(chart for charts in self.charts.values() for chart in charts)

    def hold_of(self, document: Document) -> str:
        """Return why a document of a preview is not published; "" where it is."""
        for item in self.withheld:
            if item.document.path == document.path:
                return item.words
        return ""


class Route(Struct, frozen=True, kw_only=True):
    """An address of the site: the page kind, what it is about, and the path (`/cases/`).

    `language` is the code of the translation the page belongs to, "" in the site's own language.
    """

    kind: str
    key: str
    path: str
    output: str
    origin: str
    language: str = ""


class Routes(Struct, frozen=True, kw_only=True):
    """Every address of the site.

    `files` are the paths of machine outputs and downloads (`/feed.xml`); `anchors` the ids that a
    document's headings give its page, by the document's path and by the page's.
    """

    all: tuple[Route, ...]
    files: frozenset[str]
    anchors: Mapping[str, frozenset[str]]

    def paths(self) -> frozenset[str]:
        """Return the paths that exist."""
        return frozenset(route.path for route in self.all)
