"""What a table says, held against a package; whatever can be read in two ways is a question."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct, field

from site_builder.diagnostics import Span, error
from site_builder.load.spreadsheet import Cell, CellKind, Grid, address, letters
from site_builder.model.package import Indicator, Package
from site_builder.model.vocabulary import WITHOUT_VALUE
from site_builder.sheets.answers import PERCENT, Answers, Question
from site_builder.sheets.incoming import Incoming, Understanding
from site_builder.sheets.labels import CODES, COLUMNS, KEY, decoded, encoded
from site_builder.sheets.layout import Layout, Role, Table, find_table, role_of
from site_builder.sheets.names import Names, names_of
from site_builder.sheets.numbers import NumberError, is_missing
from site_builder.sheets.resolve import Resolver, held_by
from site_builder.sheets.units import units_named
from site_builder.sheets.values import UnitError, Value, read_value, twice
from site_builder.sheets.widths import quotable


class _Point(Struct, frozen=True, kw_only=True):
    """A cell of values, with what its row and column say of it."""

    row: int
    column: int
    subject: tuple[int, int]
    period: tuple[int, int] | None
    role: Role
    units: tuple[str, ...]


class _Reading(Struct):
    """A sheet being read: what was found, what is to be asked."""

    grid: Grid
    path: str
    package: Package
    answers: Answers
    names: Names
    questions: dict[tuple[str, str], Question] = field(default_factory=dict)
    found: list[tuple[Incoming, Indicator, bool]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unstated: bool = False

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell."""
        return Span(path=self.path, resource=self.grid.sheet, field=address(row, column))

    def ask(self, question: Question) -> None:
        """Keep a question; the same thing unclear in several cells is asked once."""
        what = question.name or question.field or str(question.diagnostic.arguments)
        self.questions.setdefault((question.diagnostic.code, what), question)


def understand(
    grid: Grid, path: str, package: Package, answers: Answers
) -> tuple[Understanding | None, tuple[Question, ...]]:
    """Return what a sheet says, and what is unclear in it; with questions open it is incomplete."""
    names = names_of(package)
    table = find_table(grid, names, answers)
    reading = _Reading(grid=grid, path=path, package=package, answers=answers, names=names)
    if table is None:
        span = reading.span(0, 0)
        return None, (Question(diagnostic=error("import-header-missing", span)),)
    for column in table.unclear:
        _ask_column(reading, table, column)
    resolver = Resolver(
        grid=grid,
        names=names,
        package=package,
        held=held_by(package),
        answers=answers,
        span=reading.span,
        ask=reading.ask,
    )
    for row in range(table.header + 1, table.last + 1):
        if not _is_repeated_header(reading, table, row):
            _read_row(reading, resolver, table, row)
    observations = _distinct(reading, _percentages(reading))
    understanding = Understanding(
        path=path,
        sheet=grid.sheet,
        layout=table.layout,
        header=table.header + 1,
        units=table.units,
        unstated=reading.unstated,
        missing=tuple(reading.missing),
        skipped=tuple(reading.skipped),
        unused=tuple(grid.label(table.header, column).text for column in table.unused),
        observations=observations,
    )
    return understanding, tuple(reading.questions.values())


def _ask_column(reading: _Reading, table: Table, column: int) -> None:
    text = reading.grid.label(table.header, column).text
    span = reading.span(table.header, column)
    shown = quotable(text) or letters(column)
    found = error("import-column-unclear", span, value=shown)
    reading.ask(Question(diagnostic=found, name=text or address(table.header, column)))


def _is_repeated_header(reading: _Reading, table: Table, row: int) -> bool:
    """Tell whether a row says the header again, in its words or in the machine's names."""
    columns = [column for places in table.fields.values() for column in places]
    roles = {
        column: role_of(reading.grid, row, column, reading.names, reading.answers)
        for column in columns
        if reading.grid.cell(row, column).text
    }
    return bool(roles) and all(
        role.field is not None and column in table.fields.get(role.field, ())
        for column, role in roles.items()
    )


def _read_row(reading: _Reading, resolver: Resolver, table: Table, row: int) -> None:
    texts = [cell.text for cell in reading.grid.rows[row] if cell.text]
    if not texts:
        return
    points = tuple(_points(reading, table, row))
    fields = _fields(reading, table, row)
    bare = fields.get("obs_status", "") in WITHOUT_VALUE
    empty = [point for point in points if is_missing(_cell(reading, point))]
    named = any(resolver.is_known(point.subject, point.role) for point in points)
    ignored = bool(points) and resolver.is_ignored(points[0].subject)
    if ignored or (not named and len(empty) == len(points)):
        reading.skipped.append(texts[0])
    else:
        for point in points:
            if bare or point not in empty:
                _read_point(reading, resolver, table, point, fields)
            else:
                reading.missing.append(address(point.row, point.column))


def _cell(reading: _Reading, point: _Point) -> Cell:
    """Return a cell of values, or what an editor said that it holds."""
    said = reading.answers.word(address(point.row, point.column))
    if said:
        return Cell(text=said, kind=CellKind.TEXT)
    return reading.grid.cell(point.row, point.column)


def _points(reading: _Reading, table: Table, row: int) -> Iterator[_Point]:
    """Yield the cells of values of a row."""
    grid, fields = reading.grid, table.fields
    stated = tuple(
        grid.label(row, column).text
        for column in fields.get("unit", ())
        if grid.label(row, column).text
    )
    period = (row, fields["time_period"][0]) if "time_period" in fields else None
    named = [(row, column) for column in fields.get("indicator", ())]
    unnamed = named[0] if named else (row, 0)
    subject = next((place for place in named if grid.label(*place).text), unnamed)
    if table.layout is Layout.LONG:
        column = fields["obs_value"][0]
        of_heading = role_of(grid, table.header, column, reading.names, reading.answers).unit
        units = (*((of_heading,) if of_heading else ()), *stated)
        yield _Point(
            row=row, column=column, subject=subject, period=period, role=Role(), units=units
        )
        return
    for column, role in table.across:
        units = (*((role.unit,) if role.unit else ()), *stated)
        heading = (table.header, column)
        across = table.layout is Layout.INDICATORS_ACROSS
        yield _Point(
            row=row,
            column=column,
            subject=heading if across else subject,
            period=period if across else heading,
            role=role,
            units=units,
        )


def _fields(reading: _Reading, table: Table, row: int) -> dict[str, str]:
    """Return what other columns of a row say: codes, source, place in it, notes."""
    found = {}
    for name, columns in table.fields.items():
        if name not in COLUMNS or name in (*KEY, "obs_value"):
            continue
        cell = reading.grid.cell(row, columns[0])
        code = decoded(name, cell.text)
        if code is None:
            allowed = "、".join(CODES[name].values())
            _ask_cell(reading, row, columns[0], "@import-code-unknown", allowed)
        elif code:
            found[name] = code
    return found


def _ask_cell(reading: _Reading, row: int, column: int, cause: str, *more: str) -> None:
    text = quotable(reading.grid.cell(row, column).text)
    said = "|".join((cause, text, *more))
    found = error("import-cell-ambiguous", reading.span(row, column), cause=said)
    reading.ask(Question(diagnostic=found, name=address(row, column)))


def _read_point(
    reading: _Reading, resolver: Resolver, table: Table, point: _Point, fields: dict[str, str]
) -> None:
    indicator, unit = resolver.indicator(point.subject, point.role)
    area = resolver.area(point.row, table.fields.get("ref_area", ()))
    period = resolver.period(point.period, point.role)
    if indicator is None or area is None or period is None:
        return
    caliber = resolver.caliber(point.row, table.fields.get("caliber", ()), indicator, area)
    if caliber is None:
        return
    cells = dict(fields)
    value = None
    if not is_missing(_cell(reading, point)):
        units = (*point.units, *((unit,) if unit else ()))
        value = _value(reading, resolver, table, point, units, indicator, fields)
        if value is None:
            return
        cells |= {"obs_value": value.text, "unit_mult": str(value.power)}
    else:
        cells["obs_value"] = ""
    key = resolver.key(indicator, area, period, caliber)
    incoming = Incoming(key=key, cells=cells, at=address(point.row, point.column))
    unsigned = value is not None and not value.signed
    reading.found.append((incoming, indicator, unsigned))


def _value(
    reading: _Reading,
    resolver: Resolver,
    table: Table,
    point: _Point,
    units: tuple[str, ...],
    indicator: Indicator,
    fields: dict[str, str],
) -> Value | None:
    """Return the value of a cell with its power of ten, or ask."""
    place = (point.row, point.column)
    line = table.units or units_named(reading.answers.field("unit"))
    try:
        if place in reading.grid.merged:
            raise NumberError("@import-merged")
        value = read_value(
            _cell(reading, point), units, () if "unit_mult" in fields else line, indicator
        )
        power = value.power
        if "unit_mult" in fields:
            given = int(fields["unit_mult"])
            if power not in (None, given):
                raise UnitError(twice((*units, encoded("unit_mult", str(given)))))
            power = given
    except NumberError as fault:
        _ask_cell(reading, *place, str(fault))
        return None
    except UnitError as fault:
        resolver.ask_unit(place, indicator, str(fault))
        return None
    if power is None:
        power = resolver.usual_power(place, indicator)
        reading.unstated = True
    return None if power is None else Value(text=value.text, power=power, signed=value.signed)


def _percentages(reading: _Reading) -> list[Incoming]:
    """Return what was found, percentages written as fractions made percentages if it is said so.

    Values from -1 to 1 throughout, without a sign, are either: 0.953 may be 0.953% or 95.3%.
    """
    said = reading.answers.word(PERCENT)
    unsigned: dict[str, list[Incoming]] = {}
    for item, indicator, plain in reading.found:
        if indicator.unit_measure == "%" and plain:
            unsigned.setdefault(indicator.indicator, []).append(item)
    fractions = {item.key for items in unsigned.values() for item in items}
    if said == "fraction":
        return [_as_percentage(item) if item.key in fractions else item for item in _all(reading)]
    for items in unsigned.values():
        values = [abs(Decimal(item.cells["obs_value"])) for item in items]
        if said != "value" and max(values) <= 1 and any(values):
            first = next(item for item in items if Decimal(item.cells["obs_value"]))
            span = Span(path=reading.path, resource=reading.grid.sheet, field=first.at)
            value = first.cells["obs_value"]
            shown = _as_percentage(first).cells["obs_value"]
            found = error("import-percent-unclear", span, value=value, percent=shown)
            choices = ("value", "fraction")
            reading.ask(Question(diagnostic=found, name=PERCENT, choices=choices))
    return _all(reading)


def _all(reading: _Reading) -> list[Incoming]:
    return [item for item, _, _ in reading.found]


def _as_percentage(item: Incoming) -> Incoming:
    text = f"{Decimal(item.cells['obs_value']).scaleb(2):f}"
    return Incoming(key=item.key, cells=item.cells | {"obs_value": text}, at=item.at)


def _distinct(reading: _Reading, items: list[Incoming]) -> tuple[Incoming, ...]:
    """Return the observations once each; two that say different things of one are a question."""
    known: dict[tuple[str, str, str, str], Incoming] = {}
    for item in items:
        other = known.setdefault(item.key, item)
        if other.cells != item.cells:
            span = Span(path=reading.path, resource=reading.grid.sheet, field=item.at)
            cause = f"@import-repeated|{item.cells['obs_value']}|{other.at}"
            found = error("import-cell-ambiguous", span, cause=cause)
            reading.ask(Question(diagnostic=found))
    return tuple(known.values())
