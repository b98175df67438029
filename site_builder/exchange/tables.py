"""The recipes of the optional tables: a package to a workbook, sheets to a package's draft."""

from collections.abc import Iterable
from pathlib import Path
from string import ascii_uppercase

from msgspec import Struct
from msgspec.structs import replace

from site_builder.diagnostics import BuildFailed, Diagnostic, Span, error, ordered
from site_builder.draft_package import with_files, with_tables, write_draft
from site_builder.exchange.current import Current, checked, current_of, new_errors
from site_builder.load.choices import addresses_in_use
from site_builder.load.files import Files
from site_builder.load.settings import limits_of
from site_builder.load.spreadsheet import Grid, read_grids
from site_builder.model.document import DocumentKind, address_of
from site_builder.model.systems import FORMS, TableForm
from site_builder.sheets.answers import Answers
from site_builder.sheets.form_book import make_form
from site_builder.sheets.form_cells import Names, names_in
from site_builder.sheets.form_facts import FormFacts
from site_builder.sheets.form_merge import FormConflict, FormMerged, merge_form
from site_builder.sheets.form_reading import FormRow, FormSheet, form_facts_of, is_form, read_form
from site_builder.sheets.rows import Rows, parse_rows
from site_builder.sheets.widths import quotable

_DOCUMENTS = {"cases": DocumentKind.CASE, "reports": DocumentKind.REPORT}


class TableRequest(Struct, frozen=True, kw_only=True):
    """What an import was asked: the site, the file, package, table and sheet ("" if not named)."""

    root: Path
    file: Path
    package: str
    table: str
    sheet: str
    answers: Answers


class TableImport(Struct, frozen=True, kw_only=True):
    """An import that can be written: each sheet with what it would change.

    `made` are the tables that the draft does not have yet.
    """

    current: Current
    sheets: tuple[tuple[FormSheet, FormMerged], ...]
    made: tuple[TableForm, ...]
    files: Files
    diagnostics: tuple[Diagnostic, ...]

    @property
    def changed(self) -> bool:
        """Whether anything would be written."""
        return any(merged.changed for _, merged in self.sheets)


def form_named(name: str) -> TableForm:
    """Return the table of that name."""
    return next(form for form in FORMS if form.name == name)


def brings_tables(file: Path, root: Path) -> bool:
    """Tell whether a file is a workbook of optional tables that we have made."""
    return is_form(read_grids(file, file.name, limits_of(root))[0])


def export_tables(
    root: Path, name: str, tables: Iterable[str], *, template: bool
) -> tuple[bytes, int]:
    """Return tables of a package as a workbook, and how many rows it has; raise BuildFailed.

    A template has none of the rows that the package holds.
    """
    current = current_of(root, name)
    names = _names(root, current)
    forms = [form for form in FORMS if form.name in set(tables)]
    held = {form.name: _rows(form, current.files) for form in forms}
    chosen = {
        name: [] if template else [row.cells for row in rows.rows] for name, rows in held.items()
    }
    facts = FormFacts(
        package=current.package.name,
        version=current.package.version,
        bases={
            form.name: {row.of(form.key): row.cells for row in held[form.name].rows if not template}
            for form in forms
        },
    )
    sheets = [(form, chosen[form.name]) for form in forms]
    return make_form(current.package.title, sheets, names, facts), sum(map(len, chosen.values()))


def prepare_tables(request: TableRequest) -> TableImport:
    """Return what an import would do; nothing is written.

    Raises BuildFailed with all that is unclear, with conflicts, or with the errors that the import
    would bring into the draft, each at its cell.
    """
    path = request.file.name
    grids, faults = read_grids(request.file, path, limits_of(request.root))
    if faults:
        raise BuildFailed(faults)
    facts = form_facts_of(grids) if is_form(grids) else None
    if facts is None and is_form(grids):
        cause = "@import-facts-damaged"
        raise BuildFailed((error("import-file-unreadable", Span(path=path), cause=cause),))
    current = current_of(request.root, facts.package if facts else request.package)
    names = _names(request.root, current)
    sheets, unclear = [], []
    for form, grid in _grids(grids, request, facts, path):
        found, questions = read_form(grid, path, form, names, request.answers)
        unclear += [item.diagnostic for item in questions]
        if found is not None and found.rows:
            sheets.append(found)
    if unclear:
        raise BuildFailed(ordered(unclear))
    return _planned(current, tuple(sheets), facts, names)


def write_tables(planned: TableImport) -> None:
    """Write the draft as planned; raise BuildFailed where it cannot be written."""
    current = planned.current
    before = current.files if current.is_draft else None
    write_draft(current.home, current.shown, planned.files, before)


def _names(root: Path, current: Current) -> Names:
    """Return what cells may refer to, cases and reports by their slugs."""
    used = addresses_in_use(root, current.content)
    documents: dict[str, dict[str, str]] = {}
    for resource, kind in _DOCUMENTS.items():
        prefix = address_of(kind, "").rstrip("/") + "/"
        found = (path.removeprefix(prefix).rstrip("/") for path in used if path.startswith(prefix))
        documents[resource] = {slug: "" for slug in sorted(found) if slug and "/" not in slug}
    return names_in(current.package, documents)


def _rows(form: TableForm, files: Files) -> Rows:
    data = dict(with_tables(files, (form,)))[f"{form.name}.csv"]
    return parse_rows(data.decode("utf-8-sig"))


def _grids(
    grids: tuple[Grid, ...], request: TableRequest, facts: FormFacts | None, path: str
) -> list[tuple[TableForm, Grid]]:
    """Return the sheets to read, each with its table."""
    if facts is not None:
        titles = {form.title: form for form in FORMS if form.name in facts.bases}
        wanted = (request.table,) if request.table else tuple(facts.bases)
        return [
            (titles[grid.sheet], grid)
            for grid in grids
            if grid.sheet in titles and titles[grid.sheet].name in wanted
        ]
    form = form_named(request.table)
    filled = [grid for grid in grids if any(cell.text for row in grid.rows for cell in row)]
    found = [grid for grid in filled if not grid.hidden]
    if request.sheet:
        found = [grid for grid in grids if grid.sheet == request.sheet]
    elif len(found) > 1:
        found = [grid for grid in found if grid.sheet in (form.title, form.name)] or found
    if len(found) == 1:
        return [(form, found[0])]
    known = "、".join(grid.sheet for grid in filled)
    cause = "@import-sheet-none"
    if request.sheet:
        cause = f"@import-sheet-unknown|{request.sheet}"
    elif found:
        cause = f"@import-sheet-several|{known}"
    raise BuildFailed((error("import-sheet-unclear", Span(path=path), cause=cause),))


def _planned(
    current: Current, sheets: tuple[FormSheet, ...], facts: FormFacts | None, names: Names
) -> TableImport:
    """Return the draft to be, its faults told at the cells that bring them."""
    forms = tuple(sheet.form for sheet in sheets)
    held = {item.name for item in current.package.resources}
    files = with_tables(current.files, forms)
    joined = []
    for sheet in sheets:
        base = facts.bases.get(sheet.form.name) if facts else None
        rows = parse_rows(dict(files)[f"{sheet.form.name}.csv"].decode("utf-8-sig"))
        merged = merge_form(sheet.form, rows, sheet.rows, base)
        files = with_files(files, {f"{sheet.form.name}.csv": merged.rows.text().encode()})
        joined.append((sheet, merged))
    pairs = tuple(joined)
    wrong = [fault for sheet, merged in pairs for fault in _wrong(sheet, merged, current, names)]
    if wrong:
        raise BuildFailed(ordered(wrong))
    found: tuple[Diagnostic, ...] = current.faults
    if any(merged.changed for _, merged in pairs):
        found = checked(current, files)
        new = new_errors(current, files, found)
        if new:
            raise BuildFailed(ordered(_at_cell(item, pairs) for item in new))
    made = tuple(
        form for form in FORMS if f"{form.name}.csv" in dict(files) and form.name not in held
    )
    return TableImport(current=current, sheets=pairs, made=made, files=files, diagnostics=found)


def _wrong(
    sheet: FormSheet, merged: FormMerged, current: Current, names: Names
) -> Iterable[Diagnostic]:
    """Yield what a sheet brings that cannot be joined, and names of no document."""
    for item, other in merged.twice:
        titles = [column.title for column in sheet.form.columns if column.name in sheet.form.key]
        at = sheet.span(item, sheet.form.key[0])
        yield error("key-repeated", at, row=other.at.lstrip(ascii_uppercase), key="、".join(titles))
    for conflict in merged.conflicts:
        yield _conflict(sheet, conflict, current)
    for column in sheet.form.columns:
        for row in sheet.rows if column.of_content else ():
            value = row.cells.get(column.name, "")
            if value and value not in names[column.refers]:
                yield error(
                    "name-unknown",
                    sheet.span(row, column.name),
                    field=f"@field|{column.title}|{column.name}",
                    value=quotable(value),
                    nearest="",
                    advice="@see-spelling",
                )


def _conflict(sheet: FormSheet, item: FormConflict, current: Current) -> Diagnostic:
    place = f"{current.shown}/{sheet.form.name}.csv"
    cause = f"@import-draft-gone|{place}"
    if item.number is not None:
        draft = quotable(item.draft) or "—"
        cause = f"@import-draft-says|{place}|{item.number}|{item.column}|{draft}"
    now = item.row.cells[item.column]
    both = "|".join(quotable(text) or "—" for text in (item.base, now))
    return error(
        "import-conflict",
        sheet.span(item.row, item.column),
        both=f"@import-changed|{both}",
        cause=cause,
    )


def _at_cell(item: Diagnostic, pairs: tuple[tuple[FormSheet, FormMerged], ...]) -> Diagnostic:
    """Return a fault of the draft at the cell of the sheet that brings it, where one does."""
    for sheet, merged in pairs:
        row: FormRow | None = merged.brought.get(item.span.row or 0)
        if item.span.resource == sheet.form.name and row is not None:
            return replace(item, span=sheet.span(row, item.span.field or ""))
    return item
