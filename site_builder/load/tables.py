"""Read the CSV tables of a package into the model.

What a table must be like is checked by `tablecheck`; a row that does not convert is set aside
here without a word, because it has been reported there. Only periods are judged here.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from site_builder.compare.periods import PeriodError, parse_period
from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.package import (
    Area,
    Break,
    Indicator,
    Initiative,
    Observation,
    Source,
    Target,
)
from site_builder.model.vocabulary import (
    AreaLevel,
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

Row = dict[str, str]

_KEYS = {
    "areas": "ref_area",
    "sources": "source",
    "indicators": "indicator",
    "observations": "indicator",
    "targets": "indicator",
    "breaks": "indicator",
    "initiatives": "initiative",
}
"""What a row of each table is about: its name in `set_aside`, and the column that tells it."""

T = TypeVar("T")


@dataclass(slots=True)
class Reader:
    """Converts the tables of one package and remembers whose rows had to be set aside."""

    package: str
    shown: str
    tables: dict[str, str]
    set_aside: set[str] = field(default_factory=set)
    faults: list[Diagnostic] = field(default_factory=list)

    def rows(self, table: str) -> list[tuple[int, Row]]:
        """Return the rows of a table with their line numbers (the header is 1); [] if absent."""
        text = self.tables.get(table, "")
        reader = csv.DictReader(io.StringIO(text, newline=""), restval="", restkey="_extra")
        return [(number, dict(row)) for number, row in enumerate(reader, 2)]

    def read(self, table: str, make: Callable[[int, Row], T]) -> tuple[T, ...]:
        """Return the rows of a table as `make` makes them."""
        made = []
        for number, row in self.rows(table):
            try:
                made.append(make(number, row))
            except PeriodError as fault:
                span = Span(
                    path=f"{self.shown}/{table}.csv",
                    resource=table,
                    row=number,
                    field="time_period",
                )
                self.faults.append(error("period-invalid", span, value=fault))
                self.set_aside.add(_about(row, "indicator"))
            except (KeyError, ValueError, InvalidOperation):
                self.set_aside.add(_about(row, _KEYS[table]))
        return tuple(made)

    def areas(self) -> tuple[Area, ...]:
        """Return the areas."""
        return self.read(
            "areas",
            lambda _, row: Area(
                ref_area=row["ref_area"],
                title=row["title"],
                title_en=row["title_en"],
                level=AreaLevel(row["level"]),
                parent=row["parent"],
            ),
        )

    def sources(self) -> tuple[Source, ...]:
        """Return the sources."""
        return self.read(
            "sources",
            lambda _, row: Source(
                source=row["source"],
                title=row["title"],
                publisher=row["publisher"],
                published=row["published"],
                url=row["url"],
                licence=row["licence"],
                document_sha256=row["document_sha256"],
            ),
        )

    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators."""
        return self.read(
            "indicators",
            lambda number, row: Indicator(
                indicator=row["indicator"],
                title=row["title"],
                title_en=row["title_en"],
                environment=row["environment"],
                kind=Kind(row["kind"]),
                unit_measure=row["unit_measure"],
                denominator=row["denominator"],
                direction=Direction(row["direction"]),
                stage=Stage(row["stage"]),
                price_basis=row["price_basis"],
                decimals=int(row["decimals"]),
                frequency=row["frequency"],
                definition=row["definition"],
                department=row["department"],
                featured=_boolean(row["featured"]),
                watched=_boolean(row["watched"]),
                row=number,
            ),
        )

    def observations(self) -> tuple[Observation, ...]:
        """Return the observations."""
        return self.read("observations", self._observation)

    def _observation(self, number: int, row: Row) -> Observation:
        return Observation(
            package=self.package,
            indicator=row["indicator"],
            ref_area=row["ref_area"],
            time_period=parse_period(row["time_period"]).text,
            caliber=row["caliber"],
            period_basis=PeriodBasis(row["period_basis"]),
            obs_value=row["obs_value"],
            value=_decimal(row["obs_value"]) if row["obs_value"] else None,
            unit_mult=int(row["unit_mult"]),
            obs_status=Status(row["obs_status"]),
            nature=Nature(row["nature"]),
            qualifier=Qualifier(row["qualifier"]),
            tied=_boolean(row["tied"]),
            rank_of=int(row["rank_of"]) if row["rank_of"] else None,
            rank_scope=row["rank_scope"],
            base_n=int(row["base_n"]) if row["base_n"] else None,
            source=row["source"],
            locator=row["locator"],
            editor_note=row["editor_note"],
            row=number,
        )

    def targets(self) -> tuple[Target, ...]:
        """Return the targets."""
        return self.read(
            "targets",
            lambda number, row: Target(
                package=self.package,
                indicator=row["indicator"],
                ref_area=row["ref_area"],
                time_period=parse_period(row["time_period"]).text,
                caliber=row["caliber"],
                target_value=row["target_value"],
                value=_decimal(row["target_value"]),
                unit_mult=int(row["unit_mult"]),
                qualifier=Qualifier(row["qualifier"]),
                source=row["source"],
                locator=row["locator"],
                row=number,
            ),
        )

    def breaks(self) -> tuple[Break, ...]:
        """Return the breaks."""
        return self.read(
            "breaks",
            lambda number, row: Break(
                package=self.package,
                indicator=row["indicator"],
                ref_area=row["ref_area"],
                time_period=parse_period(row["time_period"]).text,
                caliber=row["caliber"],
                reason=row["reason"],
                source=row["source"],
                row=number,
            ),
        )

    def initiatives(self) -> tuple[Initiative, ...]:
        """Return the initiatives, each with the indicators the link table gives it."""
        links: dict[str, list[str]] = {}
        for _, row in self.rows("initiative_indicators"):
            if row.get("initiative") and row.get("indicator"):
                links.setdefault(row["initiative"], []).append(row["indicator"])
        return self.read(
            "initiatives",
            lambda number, row: Initiative(
                package=self.package,
                initiative=row["initiative"],
                title=row["title"],
                kind=InitiativeKind(row["kind"]),
                environment=row["environment"],
                ref_area=row["ref_area"],
                status=InitiativeStatus(row["status"]),
                summary=row["summary"],
                source=row["source"],
                locator=row["locator"],
                indicators=tuple(links.get(row["initiative"], ())),
                row=number,
            ),
        )


def _about(row: Row, key: str) -> str:
    return f"{key}:{row[key]}" if row.get(key) else "*"


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return value
