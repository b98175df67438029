"""A data package: what its tables hold, one class a table."""

from decimal import Decimal

from msgspec import Struct, field

from site_builder.model.release import RevisionKind
from site_builder.model.set_aside import SetAside
from site_builder.model.systems import Systems
from site_builder.model.vocabulary import (
    AreaLevel,
    CorrectionSeverity,
    Direction,
    InitiativeKind,
    InitiativeStatus,
    Kind,
    Nature,
    PeriodBasis,
    Qualifier,
    Stage,
    Status,
)


class Area(Struct, frozen=True, kw_only=True):
    """A place: GB/T 2260 or ISO 3166 code, names, level, the area it lies in ("" at the top)."""

    ref_area: str
    title: str
    title_en: str
    level: AreaLevel
    parent: str


class Source(Struct, frozen=True, kw_only=True):
    """A document that figures come from; `published` is an ISO date or ""."""

    source: str
    title: str
    publisher: str
    published: str
    url: str
    licence: str
    document_sha256: str


class Indicator(Struct, frozen=True, kw_only=True):
    """What is measured; empty `denominator`, `definition`, `department` are not stated.

    `part_of` is the indicator of the same package that the source counts this one into; "" where
    it does not say so. `original` is the title in the package, where `title` is a translation.
    """

    indicator: str
    title: str
    title_en: str
    environment: str
    kind: Kind
    unit_measure: str
    denominator: str
    direction: Direction
    stage: Stage
    price_basis: str
    decimals: int
    frequency: str
    definition: str
    department: str
    featured: bool
    watched: bool
    row: int
    part_of: str = ""
    original: str = ""

    @property
    def definition_pending(self) -> bool:
        """Whether this is a watched rate without the definition that a judgement would need."""
        return self.watched and self.kind is Kind.RATE and not self.definition


class Observation(Struct, frozen=True, kw_only=True):
    """One published value of an indicator for an area, a period and a caliber.

    `obs_value` is the published text, `value` the same as a Decimal in units of
    10 ** `unit_mult` of the indicator's unit; both None where the status has no value.
    """

    package: str
    indicator: str
    ref_area: str
    time_period: str
    caliber: str
    period_basis: PeriodBasis
    obs_value: str
    value: Decimal | None
    unit_mult: int
    obs_status: Status
    nature: Nature
    qualifier: Qualifier
    tied: bool
    rank_of: int | None
    rank_scope: str
    base_n: int | None
    source: str
    locator: str
    editor_note: str
    row: int

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The primary key: indicator, area, period, caliber."""
        return (self.indicator, self.ref_area, self.time_period, self.caliber)

    @property
    def address(self) -> str:
        """Where the observation stands: package|indicator|area|period|caliber."""
        return "|".join((self.package, *self.key))


class Target(Struct, frozen=True, kw_only=True):
    """A value aimed at, for one period."""

    package: str
    indicator: str
    ref_area: str
    time_period: str
    caliber: str
    target_value: str
    value: Decimal
    unit_mult: int
    qualifier: Qualifier
    source: str
    locator: str
    row: int


class Break(Struct, frozen=True, kw_only=True):
    """A series stops being comparable: `time_period` is the first period after the break."""

    package: str
    indicator: str
    ref_area: str
    time_period: str
    caliber: str
    reason: str
    source: str
    row: int


class Initiative(Struct, frozen=True, kw_only=True):
    """A system, platform, campaign or measure that a report names.

    `announced` is the indicator whose value says how many parts the source gives it ("16项"), ""
    where it gives no number; its milestones are the parts that are named.
    """

    package: str
    initiative: str
    title: str
    kind: InitiativeKind
    environment: str
    ref_area: str
    status: InitiativeStatus
    summary: str
    source: str
    locator: str
    indicators: tuple[str, ...]
    row: int
    announced: str = ""


class Correction(Struct, frozen=True, kw_only=True):
    """A published value that was replaced: what the superseded version holds, and the next one.

    The values are the published texts, "" where a version has none; `date` is an ISO date.
    """

    package: str
    correction: str
    date: str
    kind: RevisionKind
    severity: CorrectionSeverity
    indicator: str
    ref_area: str
    time_period: str
    caliber: str
    old_value: str
    new_value: str
    reason: str
    superseded_version: str
    row: int

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The primary key of the observation."""
        return (self.indicator, self.ref_area, self.time_period, self.caliber)


class Licence(Struct, frozen=True, kw_only=True):
    """A licence of a package: name, title, address."""

    name: str
    title: str
    path: str


class ResourceField(Struct, frozen=True, kw_only=True):
    """A column as the package's schema describes it."""

    name: str
    title: str
    type: str


class Resource(Struct, frozen=True, kw_only=True):
    """A table of a package: name, title, file path inside the package, number of rows, columns."""

    name: str
    title: str
    path: str
    rows: int
    fields: tuple[ResourceField, ...]


class PackageFile(Struct, frozen=True, kw_only=True):
    """A file of a package: its path inside the package, and where it lies, for publishing."""

    path: str
    sha256: str
    size: int


class Package(Struct, frozen=True, kw_only=True):
    """One version of a data package with its tables read.

    `folder` is relative to the site. `edition_periods`: periods name editions of a publication,
    not calendar spans (`"timePeriod": "edition"` in the descriptor).
    `demonstration`: shown apart from the site's own figures. `set_aside` names what faulty rows
    were about. `systems` are the optional tables of the column's own systems.
    """

    name: str
    version: str
    title: str
    description: str
    folder: str
    licences: tuple[Licence, ...]
    contributors: tuple[tuple[str, str], ...]
    edition_periods: bool
    demonstration: bool
    set_aside: SetAside
    resources: tuple[Resource, ...]
    files: tuple[PackageFile, ...]
    areas: tuple[Area, ...]
    sources: tuple[Source, ...]
    indicators: tuple[Indicator, ...]
    observations: tuple[Observation, ...]
    targets: tuple[Target, ...]
    breaks: tuple[Break, ...]
    initiatives: tuple[Initiative, ...]
    corrections: tuple[Correction, ...] = ()
    systems: Systems = field(default_factory=Systems)
