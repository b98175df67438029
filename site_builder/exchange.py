"""The recipes of spreadsheets: a package to a workbook, a table to a package's draft."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from site_builder.check.observations import check_package
from site_builder.compare.periods import parse_period
from site_builder.diagnostics import (
    BuildFailed,
    Diagnostic,
    Severity,
    Span,
    error,
    has_errors,
    ordered,
)
from site_builder.draft_package import (
    OBSERVATIONS,
    draft_of,
    with_observations,
    write_draft,
)
from site_builder.load.files import Files, read_files
from site_builder.load.packages import DRAFT, load_package, newest_release
from site_builder.load.settings import load_settings
from site_builder.load.spreadsheet import Grid, read_grids
from site_builder.model.package import Package
from site_builder.model.settings import PackageSetting, Settings
from site_builder.package_folder import recover, write_files
from site_builder.sheets.answers import Answers, Question
from site_builder.sheets.complete import complete
from site_builder.sheets.facts import FACTS_SHEET, Facts
from site_builder.sheets.incoming import Understanding
from site_builder.sheets.merge import Conflict, Merged, merge
from site_builder.sheets.readback import facts_of, read_back
from site_builder.sheets.rows import Row, parse_rows
from site_builder.sheets.understand import understand
from site_builder.sheets.widths import quotable
from site_builder.sheets.workbook import make_workbook
from site_builder.traces import load_memory, sha256

Ask = Callable[[Question], str]
Answered = tuple[Understanding, Merged]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an import was asked: the site, the file, package and sheet ("" where not named)."""

    root: Path
    file: Path
    package: str
    sheet: str
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """A package as it stands: its draft, else its newest release.

    `files` are those of the draft that is or would be; `faults` what is wrong with it already.
    """

    package: Package
    home: Path
    shown: str
    setting: PackageSetting
    is_draft: bool
    files: Files
    faults: tuple[Diagnostic, ...]

    @property
    def table(self) -> bytes:
        """The bytes of its table of observations."""
        return dict(self.files)[OBSERVATIONS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """An import that can be written: how the table was understood, and what it would change.

    `moved` tells that the package has changed since the workbook was exported.
    """

    current: Current
    understanding: Understanding
    merged: Merged
    moved: bool
    files: Files
    diagnostics: tuple[Diagnostic, ...]


def export(root: Path, name: str, period: str, *, template: bool) -> tuple[bytes, int]:
    """Return a package's observations of a period as a workbook, and how many rows it has.

    "" is every period. As a template it has the indicators, areas and calibers of the newest
    other period, for those observations of `period` that the package has not yet, without values.
    Raises BuildFailed.
    """
    current = _current(root, name)
    rows = [row.cells for row in parse_rows(current.table.decode("utf-8-sig")).rows]
    chosen = [cells for cells in rows if period in ("", cells["time_period"])]
    base = {Row(number=0, cells=cells, text="").key: cells for cells in chosen}
    if template:
        base = {}
        chosen = _template(current.package, rows, period)
    facts = Facts(
        package=current.package.name,
        version=current.package.version,
        period=period,
        digest=sha256(current.table),
        base=base,
    )
    return make_workbook(current.package, chosen, facts), len(chosen)


def _template(package: Package, rows: list[dict[str, str]], period: str) -> list[dict[str, str]]:
    """Return rows to be filled in: key and multiple, once for each of the newest other period.

    Periods that end on one day count as one, however they begin.
    """
    others = [item for item in package.observations if item.time_period != period]
    ends = {item.row: parse_period(item.time_period).end for item in others}
    newest = max((end for end in ends.values() if end), default=None)
    latest = {row for row, end in ends.items() if end is not None and end == newest}
    held = {Row(number=0, cells=cells, text="").key for cells in rows}
    found: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for number, cells in enumerate(rows, 2):
        key = (cells["indicator"], cells["ref_area"], period, cells["caliber"])
        if number in latest and key not in held:
            kept = ("indicator", "ref_area", "caliber", "unit_mult")
            empty = {name: cells[name] for name in kept} | {"time_period": period, "tied": "false"}
            found.setdefault(key, empty)
    return list(found.values())


def prepare(request: Request, ask: Ask | None) -> Import:
    """Return what an import would do; nothing is written.

    `ask` puts a question to a person; without it every question is an error. Raises BuildFailed
    with all that is unclear, with conflicts, or with errors that the import would bring into the
    draft.
    """
    shown = request.file.name
    grids, faults = read_grids(request.file, shown)
    if faults:
        raise BuildFailed(faults)
    facts = facts_of(grids)
    if facts is None and any(grid.sheet == FACTS_SHEET for grid in grids):
        cause = "@import-facts-damaged"
        raise BuildFailed((error("import-file-unreadable", Span(path=shown), cause=cause),))
    current = _current(request.root, _package_name(request, facts, shown))
    grid = None if facts else _sheet(grids, request.sheet, shown)

    def understood(answers: Answers) -> tuple[Understanding | None, tuple[Question, ...]]:
        if facts is not None:
            return read_back(grids, shown, current.package, facts, answers)
        assert grid is not None
        return understand(grid, shown, current.package, answers)

    understanding, merged = _answered(request.answers, understood, current, facts, ask)
    if merged.conflicts:
        raise BuildFailed(
            ordered(_conflict(item, understanding, current) for item in merged.conflicts)
        )
    files, diagnostics = current.files, current.faults
    if merged.changed:
        files = with_observations(current.files, merged.rows.text())
        diagnostics = _checked(current, files)
    return Import(
        current=current,
        understanding=understanding,
        merged=merged,
        moved=facts is not None and facts.digest != sha256(current.table),
        files=files,
        diagnostics=diagnostics,
    )


def write(planned: Import) -> None:
    """Write the draft as planned; raise BuildFailed where it cannot be written."""
    current = planned.current
    before = current.table if current.is_draft else None
    write_draft(current.home, current.shown, planned.files, before)


def _answered(
    answers: Answers,
    understood: Callable[[Answers], tuple[Understanding | None, tuple[Question, ...]]],
    current: Current,
    facts: Facts | None,
    ask: Ask | None,
) -> Answered:
    """Return a table understood and merged, every question answered; else raise BuildFailed."""
    rows = parse_rows(current.table.decode("utf-8-sig"))
    sequence = tuple(item.indicator for item in current.package.indicators)
    sources = tuple(item.source for item in current.package.sources)
    base = None if facts is None else facts.base
    while True:
        understanding, questions = understood(answers)
        if understanding is not None and not questions:
            merged = merge(rows, understanding.observations, base, sequence)
            items, questions = complete(
                understanding, merged, answers, sources, foreign=facts is None
            )
            if not questions:
                return understanding, merge(rows, items, base, sequence)
        if ask is None or not all(item.name or item.field for item in questions):
            raise BuildFailed(ordered(item.diagnostic for item in questions))
        answers = answers.with_answer(questions[0], ask(questions[0]))


def _current(root: Path, name: str) -> Current:
    """Return a package as it stands; raise BuildFailed where there is none that can be read."""
    settings, faults = load_settings(root)
    if settings is None:
        raise BuildFailed(ordered(faults), status=2)
    setting = _setting(settings, name)
    home = root / settings.data / setting.name
    recover(home, f"{settings.data}/{setting.name}")
    is_draft = (home / DRAFT).is_dir()
    version = DRAFT if is_draft else newest_release(home)
    if version is None:
        span = Span(path="site.toml", line=settings.line_of(setting.name))
        raise BuildFailed((error("package-missing", span, name=setting.name),))
    sound = load_memory(root / ".cache" / "memory.msgpack").sound
    shown = f"{settings.data}/{setting.name}"
    package, found = load_package(home / version, f"{shown}/{version}", setting, sound)
    if package is None:
        raise BuildFailed(ordered(found))
    files = read_files(home / version)
    return Current(
        package=package,
        home=home,
        shown=f"{shown}/{DRAFT}",
        setting=setting,
        is_draft=is_draft,
        files=files if is_draft else draft_of(files),
        faults=ordered((*found, *check_package(package))),
    )


def _setting(settings: Settings, name: str) -> PackageSetting:
    """Return the package of that name; "" is the only one of the site."""
    found = [item for item in settings.packages if name in ("", item.name)]
    if len(found) != 1:
        known = "、".join(item.name for item in settings.packages)
        cause = f"@import-package-unknown|{name}" if name else "@import-package-several"
        span = Span(path="site.toml", line=settings.line_of("packages"))
        fault = error("import-package-unclear", span, cause=cause, known=known)
        raise BuildFailed((fault,), status=2)
    return found[0]


def _package_name(request: Request, facts: Facts | None, shown: str) -> str:
    if facts is None or request.package in ("", facts.package):
        return facts.package if facts else request.package
    cause = f"@import-package-other|{facts.package}|{request.package}"
    found = error("import-package-unclear", Span(path=shown), cause=cause, known=facts.package)
    raise BuildFailed((found,), status=2)


def _sheet(grids: tuple[Grid, ...], name: str, shown: str) -> Grid:
    """Return the sheet of that name, or the only one in sight that holds anything."""
    filled = [grid for grid in grids if any(cell.text for row in grid.rows for cell in row)]
    if name:
        found = [grid for grid in grids if grid.sheet == name]
    else:
        found = [grid for grid in filled if not grid.hidden]
    if len(found) == 1:
        return found[0]
    known = "、".join(grid.sheet for grid in filled)
    cause = "@import-sheet-none"
    if name:
        cause = f"@import-sheet-unknown|{name}"
    elif found:
        cause = f"@import-sheet-several|{known}"
    fault = error("import-sheet-unclear", Span(path=shown), cause=cause)
    raise BuildFailed((fault,))


def _conflict(item: Conflict, understanding: Understanding, current: Current) -> Diagnostic:
    place = f"{current.shown}/{OBSERVATIONS}"
    cause = f"@import-draft-gone|{place}"
    if item.row is not None:
        cause = f"@import-draft-says|{place}|{item.row}|{item.column}|{quotable(item.draft) or '—'}"
    span = Span(
        path=understanding.path,
        resource=understanding.sheet,
        field=item.incoming.place(item.column),
    )
    cells = "|".join(quotable(text) or "—" for text in (item.base, item.workbook))
    return error("import-conflict", span, both=f"@import-changed|{cells}", cause=cause)


def _checked(current: Current, files: Files) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the draft to be; raise BuildFailed where the import brings errors.

    Faults that the package has already do not stand in the way of mending it.
    """
    with TemporaryDirectory() as folder:
        place = Path(folder) / current.package.name / DRAFT
        write_files(place, files)
        package, faults = load_package(place, current.shown, current.setting, frozenset())
    found = ordered((*faults, *(check_package(package) if package else ())))
    table = dict(files)[OBSERVATIONS]
    known = {_identity(item, current.table) for item in current.faults}
    new = tuple(
        item
        for item in found
        if item.severity is Severity.ERROR and _identity(item, table) not in known
    )
    if has_errors(new):
        raise BuildFailed(new)
    return found


def _identity(item: Diagnostic, table: bytes) -> tuple[object, ...]:
    """Return what makes a fault the same one in another version: rows count by their key."""
    span = item.span
    row: object = span.row
    if span.resource == "observations":
        rows = parse_rows(table.decode("utf-8-sig")).rows
        row = next((one.key for one in rows if one.number == span.row), span.row)
    return (item.code, span.path.rpartition("/")[2], span.resource, row, span.line, span.field)
