"""The recipes of observations: a package to a workbook, a table to a package's draft."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from site_builder.compare.periods import parse_period
from site_builder.diagnostics import BuildFailed, Diagnostic, Span, error, ordered
from site_builder.draft_package import with_files, write_draft
from site_builder.exchange.current import (
    OBSERVATIONS,
    Current,
    checked,
    current_of,
    refuse_new,
)
from site_builder.load.files import Files
from site_builder.load.settings import limits_of
from site_builder.load.spreadsheet import Grid, read_grids
from site_builder.model.package import Package
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
from site_builder.traces import sha256

Ask = Callable[[Question], str]
Answered = tuple[Understanding, Merged]


class Request(Struct, frozen=True, kw_only=True):
    """What an import was asked: the site, the file, package and sheet ("" where not named)."""

    root: Path
    file: Path
    package: str
    sheet: str
    answers: Answers


class Import(Struct, frozen=True, kw_only=True):
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
    current = current_of(root, name)
    rows = [row.cells for row in parse_rows(current.observations.decode("utf-8-sig")).rows]
    chosen = [cells for cells in rows if period in ("", cells["time_period"])]
    base = {Row(number=0, cells=cells, text="").key: cells for cells in chosen}
    if template:
        base = {}
        chosen = _template(current.package, rows, period)
    facts = Facts(
        package=current.package.name,
        version=current.package.version,
        period=period,
        digest=sha256(current.observations),
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
    grids, faults = read_grids(request.file, shown, limits_of(request.root))
    if faults:
        raise BuildFailed(faults)
    facts = facts_of(grids)
    if facts is None and any(grid.sheet == FACTS_SHEET for grid in grids):
        cause = "@import-facts-damaged"
        raise BuildFailed((error("import-file-unreadable", Span(path=shown), cause=cause),))
    current = current_of(request.root, _package_name(request, facts, shown))
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
        files = with_files(current.files, {OBSERVATIONS: merged.rows.text().encode()})
        diagnostics = checked(current, files)
        refuse_new(current, files, diagnostics)
    return Import(
        current=current,
        understanding=understanding,
        merged=merged,
        moved=facts is not None and facts.digest != sha256(current.observations),
        files=files,
        diagnostics=diagnostics,
    )


def write(planned: Import) -> None:
    """Write the draft as planned; raise BuildFailed where it cannot be written."""
    current = planned.current
    before = current.files if current.is_draft else None
    write_draft(current.home, current.shown, planned.files, before)


def _answered(
    answers: Answers,
    understood: Callable[[Answers], tuple[Understanding | None, tuple[Question, ...]]],
    current: Current,
    facts: Facts | None,
    ask: Ask | None,
) -> Answered:
    """Return a table understood and merged, every question answered; else raise BuildFailed."""
    rows = parse_rows(current.observations.decode("utf-8-sig"))
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
