"""Whom a value is about: indicator, area, period and caliber, each certain or asked for."""

from collections.abc import Callable
from difflib import get_close_matches

from msgspec import Struct

from site_builder.compare.periods import Grain, parse_period
from site_builder.diagnostics import Span, error
from site_builder.load.spreadsheet import Cell, CellKind, Grid, address
from site_builder.model.package import Indicator, Observation, Package
from site_builder.model.vocabulary import NOT_APPLICABLE
from site_builder.sheets.answers import IGNORED, Answers, Question
from site_builder.sheets.headings import Heading, read_heading
from site_builder.sheets.incoming import Key
from site_builder.sheets.layout import Role, role_of
from site_builder.sheets.names import Names
from site_builder.sheets.widths import normal, quotable

Place = tuple[int, int]
Held = dict[tuple[str, str], tuple[Observation, ...]]


def held_by(package: Package) -> Held:
    """Return the observations of a package by indicator and area."""
    held: dict[tuple[str, str], list[Observation]] = {}
    for item in package.observations:
        held.setdefault((item.indicator, item.ref_area), []).append(item)
    return {key: tuple(items) for key, items in held.items()}


class Resolver(Struct, frozen=True, kw_only=True):
    """Answers whom a value of a sheet is about; what is unclear goes to `ask`."""

    grid: Grid
    names: Names
    package: Package
    held: Held
    answers: Answers
    span: Callable[[int, int], Span]
    ask: Callable[[Question], None]

    def is_known(self, subject: Place, role: Role) -> bool:
        """Tell whether a row or column names an indicator."""
        return bool(role.indicators or self._role(subject).indicators)

    def is_ignored(self, subject: Place) -> bool:
        """Tell whether an editor has said that a row is of no use."""
        text = self.grid.label(*subject).text
        return self.answers.word(address(*subject), text) == IGNORED

    def _role(self, place: Place) -> Role:
        return role_of(self.grid, *place, self.names, self.answers)

    def indicator(self, subject: Place, role: Role) -> tuple[Indicator | None, str]:
        """Return the indicator that a row or a heading names, and a unit after its name or ""."""
        own = role if role.indicators else self._role(subject)
        if len(own.indicators) == 1:
            return own.indicators[0], own.unit if own is not role else ""
        text = self.grid.label(*subject).text
        shown = quotable(text)
        cause = f"@import-name-none|{shown}" if text else "@import-name-empty"
        near = get_close_matches(normal(text), list(self.names.indicators), 1, 0.6)
        nearest = self.names.indicators[near[0]][0].title if near else ""
        if own.indicators:
            slugs = "、".join(item.indicator for item in own.indicators)
            cause, nearest = f"@import-name-several|{shown}|{slugs}", ""
        found = error("import-indicator-unknown", self.span(*subject), cause=cause, nearest=nearest)
        self.ask(Question(diagnostic=found, name=text or address(*subject)))
        return None, ""

    def area(self, row: int, columns: tuple[int, ...]) -> str | None:
        """Return the area of a row: of its column, as given, or the only one of the package."""
        place = next(
            ((row, column) for column in columns if self.grid.label(row, column).text), None
        )
        text = self.grid.label(*place).text if place else self.answers.field("ref_area")
        said = self.answers.word(text) or text
        if said:
            found = self.names.areas.get(normal(said), ())
            if len(found) == 1:
                return found[0].ref_area
        else:
            only = {item.ref_area for item in self.package.observations} or {
                item.ref_area for item in self.package.areas
            }
            if len(only) == 1:
                return only.pop()
        known = "、".join(f"{item.title}({item.ref_area})" for item in self.package.areas)
        cause = f"@import-area-unknown|{quotable(said)}" if said else "@import-area-none"
        fault = error(
            "import-area-unclear", self.span(*(place or (row, 0))), cause=cause, known=known
        )
        about = (
            Question(diagnostic=fault, name=text)
            if place
            else Question(diagnostic=fault, field="ref_area")
        )
        self.ask(about)
        return None

    def period(self, place: Place | None, role: Role) -> str | None:
        """Return the period that a heading, a cell or an option names."""
        if place is None or not self.grid.label(*place).text:
            said = self.answers.field("time_period")
            given = read_heading(Cell(text=said, kind=CellKind.TEXT)) if said else None
            if given is not None and given.period:
                return given.period
            span = self.span(*(place or (0, 0)))
            cause = unclear(given, said) if said else "@import-period-none"
            fault = error("import-period-unclear", span, cause=cause)
            self.ask(Question(diagnostic=fault, field="time_period"))
            return None
        heading = role.heading or self._role(place).heading
        if heading is not None and heading.period:
            return heading.period
        text = self.grid.label(*place).text
        fault = error("import-period-unclear", self.span(*place), cause=unclear(heading, text))
        self.ask(Question(diagnostic=fault, name=text))
        return None

    def caliber(
        self, row: int, columns: tuple[int, ...], indicator: Indicator, area: str
    ) -> str | None:
        """Return the caliber: of its column, as given, or none where the package has no other."""
        text = self.grid.label(row, columns[0]).text if columns else self.answers.field("caliber")
        if text:
            return text
        known = {item.caliber for item in self.held.get((indicator.indicator, area), ())}
        if known <= {NOT_APPLICABLE}:
            return NOT_APPLICABLE
        fault = error(
            "import-field-missing",
            self.span(row, columns[0] if columns else 0),
            column="口径(caliber)",
            option="--caliber",
            count=1,
        )
        self.ask(Question(diagnostic=fault, field="caliber", choices=tuple(sorted(known))))
        return None

    def key(self, indicator: Indicator, area: str, period: str, caliber: str) -> Key:
        """Return the key, its period written as the package writes the same span already."""
        wanted = parse_period(period)
        for item in self.held.get((indicator.indicator, area), ()):
            known = parse_period(item.time_period)
            same = (known.start, known.end) == (wanted.start, wanted.end) and known.known
            if (
                item.caliber == caliber
                and same
                and (known.grain is Grain.DAY) == (wanted.grain is Grain.DAY)
            ):
                return (indicator.indicator, area, item.time_period, caliber)
        return (indicator.indicator, area, period, caliber)

    def ask_unit(self, place: Place, indicator: Indicator, cause: str, field: str = "") -> None:
        """Ask about a unit that does not fit, or that is not stated (`field`)."""
        span, title = self.span(*place), indicator.title
        fault = error("import-unit-unfit", span, title=title, cause=cause)
        self.ask(Question(diagnostic=fault, field=field))

    def usual_power(self, place: Place, indicator: Indicator) -> int | None:
        """Return 0 where all of an indicator's values are in its own unit; else ask."""
        powers = {
            item.unit_mult
            for (name, _), items in self.held.items()
            for item in items
            if name == indicator.indicator
        }
        if powers <= {0}:
            return 0
        self.ask_unit(place, indicator, "@import-unit-unstated", "unit")
        return None


def unclear(heading: Heading | None, text: str) -> str:
    """Return why a text names no period."""
    if heading is None:
        return f"@import-period-other|{quotable(text)}"
    if heading.part:
        return f"@import-period-year|{quotable(text)}"
    return f"@import-period-several|{quotable(text)}|{'、'.join(heading.candidates)}"
