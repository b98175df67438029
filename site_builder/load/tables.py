"""Read the CSV tables of a package into the model.

What could not be converted is kept: its faults, and what its rows were about.
"""

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct, field

from site_builder.diagnostics import Diagnostic, Span
from site_builder.load.cells import Cells
from site_builder.load.header import RawTable
from site_builder.model.package import (
    Area,
    Break,
    Correction,
    Indicator,
    Initiative,
    Observation,
    Source,
    Target,
)
from site_builder.model.release import RevisionKind
from site_builder.model.set_aside import SetAside
from site_builder.model.systems import FORMS
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

T = TypeVar("T")

_KEYS = {
    "areas": "ref_area",
    "sources": "source",
    "indicators": "indicator",
    "observations": "indicator",
    "targets": "indicator",
    "breaks": "indicator",
    "initiatives": "initiative",
    "corrections": "indicator",
    **{form.name: form.key[0] for form in FORMS if len(form.key) == 1},
    "evaluations": "case",
}
"""The column that tells what a row of each table is about."""


class Reader(Struct):
    """Converts the tables of one package, and keeps what could not be converted."""

    package: str
    shown: str
    tables: dict[str, RawTable]
    faults: list[Diagnostic] = field(default_factory=list)
    items: set[tuple[str, str]] = field(default_factory=set)
    hidden: set[tuple[str, str]] = field(default_factory=set)

    def set_aside(self) -> SetAside:
        """Return what faulty rows were about."""
        return SetAside(tables=frozenset(self.hidden), items=frozenset(self.items))

    def rows(self, table: str) -> list[Cells]:
        """Return the rows of a table; those of a wrong length are left out and remembered."""
        raw = self.tables.get(table)
        if raw is None:
            return []
        found = []
        for number, cells in raw.rows:
            row = dict(zip(raw.header, cells, strict=False))
            if len(cells) != len(raw.header):
                self._remember(table, row)
                continue
            span = Span(path=f"{self.shown}/{table}.csv", resource=table, row=number)
            found.append(Cells(row, span))
        return found

    def _remember(self, table: str, row: dict[str, str]) -> None:
        key = _KEYS.get(table, "")
        if row.get(key):
            self.items.add((key, row[key]))
        else:
            self.hidden.add((self.package, table))

    def read(self, table: str, make: Callable[[Cells], T]) -> tuple[T, ...]:
        """Return the rows of a table as `make` makes them; faulty ones are set aside."""
        made = []
        for row in self.rows(table):
            item = make(row)
            if row.faults:
                self.faults += row.faults
                self._remember(table, row.row)
            else:
                made.append(item)
        return tuple(made)

    def areas(self) -> tuple[Area, ...]:
        """Return the areas."""
        return self.read(
            "areas",
            lambda row: Area(
                ref_area=row.name("ref_area"),
                title=row["title"],
                title_en=row["title_en"],
                level=row.code("level", AreaLevel),
                parent=row["parent"],
            ),
        )

    def sources(self) -> tuple[Source, ...]:
        """Return the sources."""
        return self.read(
            "sources",
            lambda row: Source(
                source=row["source"],
                title=row["title"],
                publisher=row["publisher"],
                published=row.day("published"),
                url=row.web_address("url"),
                licence=row["licence"],
                document_sha256=row["document_sha256"],
            ),
        )

    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators."""
        return self.read(
            "indicators",
            lambda row: Indicator(
                indicator=row.name("indicator"),
                title=row["title"],
                title_en=row["title_en"],
                environment=row["environment"],
                kind=row.code("kind", Kind),
                unit_measure=row["unit_measure"],
                denominator=row["denominator"],
                direction=row.code("direction", Direction),
                stage=row.code("stage", Stage),
                price_basis=row["price_basis"],
                decimals=row.whole("decimals", most=9),
                frequency=row["frequency"],
                definition=row["definition"],
                department=row["department"],
                featured=row.boolean("featured"),
                watched=row.boolean("watched"),
                row=row.span.row or 0,
                part_of=row.optional("part_of"),
            ),
        )

    def observations(self) -> tuple[Observation, ...]:
        """Return the observations."""
        return self.read(
            "observations",
            lambda row: Observation(
                package=self.package,
                indicator=row.needed("indicator"),
                ref_area=row.needed("ref_area"),
                time_period=row.period(),
                caliber=row.needed("caliber"),
                period_basis=row.code("period_basis", PeriodBasis),
                obs_value=row["obs_value"],
                value=row.number_or_none("obs_value"),
                unit_mult=row.whole("unit_mult", most=16),
                obs_status=row.code("obs_status", Status),
                nature=row.code("nature", Nature),
                qualifier=row.code("qualifier", Qualifier),
                tied=row.boolean("tied"),
                rank_of=row.whole_or_none("rank_of"),
                rank_scope=row["rank_scope"],
                base_n=row.whole_or_none("base_n"),
                source=row.needed("source"),
                locator=row.needed("locator"),
                editor_note=row["editor_note"],
                row=row.span.row or 0,
            ),
        )

    def targets(self) -> tuple[Target, ...]:
        """Return the targets."""
        return self.read(
            "targets",
            lambda row: Target(
                package=self.package,
                indicator=row.needed("indicator"),
                ref_area=row.needed("ref_area"),
                time_period=row.period(),
                caliber=row.needed("caliber"),
                target_value=row["target_value"],
                value=row.number("target_value"),
                unit_mult=row.whole("unit_mult", most=16),
                qualifier=row.code("qualifier", Qualifier),
                source=row.needed("source"),
                locator=row.needed("locator"),
                row=row.span.row or 0,
            ),
        )

    def breaks(self) -> tuple[Break, ...]:
        """Return the breaks."""
        return self.read(
            "breaks",
            lambda row: Break(
                package=self.package,
                indicator=row.needed("indicator"),
                ref_area=row.needed("ref_area"),
                time_period=row.period(),
                caliber=row.needed("caliber"),
                reason=row["reason"],
                source=row.needed("source"),
                row=row.span.row or 0,
            ),
        )

    def corrections(self) -> tuple[Correction, ...]:
        """Return the corrections."""
        return self.read(
            "corrections",
            lambda row: Correction(
                package=self.package,
                correction=row.name("correction"),
                date=row["date"],
                kind=row.code("kind", RevisionKind),
                severity=row.code("severity", CorrectionSeverity),
                indicator=row["indicator"],
                ref_area=row["ref_area"],
                time_period=row.period(),
                caliber=row["caliber"],
                old_value=row["old_value"],
                new_value=row["new_value"],
                reason=row["reason"],
                superseded_version=row["superseded_version"],
                row=row.span.row or 0,
            ),
        )

    def initiatives(self) -> tuple[Initiative, ...]:
        """Return the initiatives, each with the indicators the link table gives it."""
        links: dict[str, list[str]] = {}
        for row in self.rows("initiative_indicators"):
            links.setdefault(row["initiative"], []).append(row["indicator"])
        return self.read(
            "initiatives",
            lambda row: Initiative(
                package=self.package,
                initiative=row.name("initiative"),
                title=row["title"],
                kind=row.code("kind", InitiativeKind),
                environment=row["environment"],
                ref_area=row["ref_area"],
                status=row.code("status", InitiativeStatus),
                summary=row["summary"],
                source=row["source"],
                locator=row["locator"],
                indicators=tuple(links.get(row["initiative"], ())),
                row=row.span.row or 0,
                announced=row.optional("announced"),
            ),
        )
