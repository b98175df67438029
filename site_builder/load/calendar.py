"""Read `calendar.csv`, what editors have announced to publish, and when."""

from pathlib import Path

from site_builder.compare.periods import PeriodError, parse_period
from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.days import is_day
from site_builder.load.files import read_text
from site_builder.load.header import parse_table
from site_builder.model.calendar import Due
from site_builder.model.limits import DEFAULT, Limits
from site_builder.model.release import parse_version

FILE = "calendar.csv"
COLUMNS = ("due", "title", "package", "version", "indicator", "time_period", "note")


def load_calendar(
    root: Path, content: str, limits: Limits = DEFAULT
) -> tuple[tuple[Due, ...], tuple[Diagnostic, ...]]:
    """Return what is announced, by day, with what is wrong; nothing where there is no file.

    Faulty rows are left out.
    """
    path = f"{content}/{FILE}"
    if not (root / path).exists():
        return (), ()
    text, faults = read_text(root / path, path, limits)
    if text is None:
        return (), faults
    table = parse_table(text)
    if table.header != COLUMNS:
        cause = f"@glossary-header|{','.join(COLUMNS)}"
        return (), (error("calendar-invalid", Span(path=path, row=1), cause=cause),)
    rows: list[Due] = []
    found: list[Diagnostic] = []
    for number, cells in table.rows:
        wrong = _wrong(cells)
        if wrong is not None:
            field, cause = wrong
            span = Span(path=path, row=number, field=field)
            found.append(error("calendar-invalid", span, cause=cause))
            continue
        rows.append(Due(**_named(cells), row=number))
    return tuple(sorted(rows, key=lambda item: (item.due, item.row))), tuple(found)


def _named(cells: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))


def _wrong(cells: tuple[str, ...]) -> tuple[str | None, str] | None:
    """Return the field of a row that is wrong, and why; None where all is well."""
    if len(cells) != len(COLUMNS):
        return None, f"@glossary-cells|{len(COLUMNS)}|{len(cells)}"
    row = _named(cells)
    if not is_day(row["due"]):
        return "due", "@day"
    if not row["title"]:
        return "title", "@empty"
    if bool(row["version"]) == bool(row["indicator"]):
        return "version", "@calendar-subject"
    if row["version"]:
        if not row["package"]:
            return "package", "@empty"
        if parse_version(row["version"]) is None:
            return "version", "@calendar-version"
        return ("time_period", "@calendar-period-alone") if row["time_period"] else None
    try:
        known = parse_period(row["time_period"]).known
    except PeriodError:
        known = False
    return None if known else ("time_period", "@calendar-period")
