"""What differs between two versions of a package, and what that does to the site."""

from decimal import Decimal
from enum import IntEnum, StrEnum

from msgspec import Struct

from site_builder.model.language import phrase
from site_builder.model.package import Package
from site_builder.model.systems import FORMS


class Sort(StrEnum):
    """What happened to a row from one version to the other."""

    ADDED = "added"
    REMOVED = "removed"
    REVISED = "revised"


TABLE_WORDS = {
    "resources": phrase("表"),
    "areas": phrase("地区"),
    "sources": phrase("来源"),
    "indicators": phrase("指标"),
    "observations": phrase("观测值"),
    "targets": phrase("目标"),
    "breaks": phrase("断点"),
    "initiatives": phrase("举措"),
    **{form.name: form.title for form in FORMS},
    "cases": phrase("案例"),
}
"""What readers are told the tables are, in the order in which their changes are told."""


class Step(IntEnum):
    """How far a version number must move on (design, data packages)."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    EDITION = 3


class HeldCase(Struct, frozen=True, kw_only=True):
    """A case as a version holds it; `body` is the SHA-256 of its Markdown."""

    case: str
    title: str
    date: str
    environment: str
    ref_area: str
    summary: str
    source: str
    body: str


class Contents(Struct, frozen=True, kw_only=True):
    """All that a version of a package says.

    `descriptor` is a digest of the descriptor without what changes with every version.
    """

    package: Package
    cases: tuple[HeldCase, ...]
    descriptor: str


class FieldChange(Struct, frozen=True, kw_only=True):
    """A field, what it said and what it says; "" is nothing."""

    field: str
    before: str
    after: str


class RevisedValue(Struct, frozen=True, kw_only=True):
    """A published value that was replaced, in words, and by how much.

    `difference` is after minus before, exact, in `unit`; `relative` the same as a share of the
    value before. Both are None where there is nothing to subtract, `relative` too where the value
    before is zero. `relative_text` is "" where a percentage would mislead.
    """

    before: str
    after: str
    difference: Decimal | None
    unit: str
    relative: Decimal | None
    relative_text: str


class RowChange(Struct, frozen=True, kw_only=True):
    """A row of a table that was added, removed or revised; `title` names it for readers."""

    table: str
    sort: Sort
    key: tuple[str, ...]
    title: str
    fields: tuple[FieldChange, ...] = ()
    value: RevisedValue | None = None


class Diff(Struct, frozen=True, kw_only=True):
    """What differs between two versions of a package.

    `metadata` is what the package says of itself, `files` are files that differ in something that
    is no row of a known table. `step` is the least step of the version number that fits.
    """

    package: str
    title: str
    before: str
    after: str
    metadata: tuple[FieldChange, ...]
    rows: tuple[RowChange, ...]
    files: tuple[str, ...]
    step: Step


class PrintedChange(Struct, frozen=True, kw_only=True):
    """A figure that would print otherwise: where it stands, what it says.

    Outside of prose it has no `path` and line 0.
    """

    path: str
    title: str
    line: int
    figure: str
    before: str
    after: str


class ObservedChange(Struct, frozen=True, kw_only=True):
    """A change into an observation that prints otherwise."""

    indicator: str
    title: str
    ref_area: str
    time_period: str
    caliber: str
    before: str
    after: str


class Effects(Struct, frozen=True, kw_only=True):
    """What another version of a package does to the site.

    `printed` are figures in prose, `headlines` those of the home page. `changes` are printed
    changes that read otherwise, `directions` those among them whose sign turns, or that become
    comparable or not.
    """

    printed: tuple[PrintedChange, ...]
    headlines: tuple[PrintedChange, ...]
    changes: tuple[ObservedChange, ...]
    directions: tuple[ObservedChange, ...]

    @property
    def documents(self) -> int:
        """How many documents print something else."""
        return len({item.path for item in self.printed})
