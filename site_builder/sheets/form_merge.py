"""Join a sheet with an optional table of a draft: three ways where the base is known."""

from collections.abc import Iterator, Mapping
from itertools import count

from msgspec import Struct

from site_builder.model.systems import TableForm
from site_builder.sheets.form_facts import Base, Key
from site_builder.sheets.form_reading import FormRow, numbered
from site_builder.sheets.rows import Row, Rows


class FormChange(Struct, frozen=True, kw_only=True):
    """A cell that takes a new text."""

    row: FormRow
    column: str
    was: str
    now: str


class FormConflict(Struct, frozen=True, kw_only=True):
    """A cell that both the draft and the workbook have changed.

    `number` is the row of the draft, None where the draft has taken it out.
    """

    row: FormRow
    column: str
    number: int | None
    base: str
    draft: str


class FormMerged(Struct, frozen=True, kw_only=True):
    """The joined table and what is new in it; `twice` are rows that repeat the key of another.

    `brought` leads from the rows of the joined table, by number, to those of the sheet.
    """

    rows: Rows
    added: tuple[FormRow, ...]
    changes: tuple[FormChange, ...]
    unchanged: int
    conflicts: tuple[FormConflict, ...]
    twice: tuple[tuple[FormRow, FormRow], ...]
    brought: Mapping[int, FormRow]

    @property
    def changed(self) -> bool:
        """Whether the table differs from the draft's."""
        return bool(self.added or self.changes)


def merge_form(
    form: TableForm, rows: Rows, sheet: tuple[FormRow, ...], base: Base | None
) -> FormMerged:
    """Return the draft's table with what a sheet brings; nothing is taken out.

    Without a base the sheet's cells go before the draft's where they hold something. With one, only
    what the workbook changed is taken, and what the draft changed otherwise meanwhile is a
    conflict. A new row without a key of its own is numbered, unless it says what a row says
    already. Rows keep their order, new ones follow.
    """
    held = {row.of(form.key): row for row in rows.rows}
    numbers = _numbers(form, held, sheet)
    met: dict[Key, FormRow] = {}
    replaced: dict[Key, tuple[Row, FormRow]] = {}
    added: list[tuple[Row, FormRow]] = []
    changes: list[FormChange] = []
    conflicts: list[FormConflict] = []
    twice: list[tuple[FormRow, FormRow]] = []
    unchanged = 0
    for item in sheet:
        cells = dict(item.cells)
        if len(form.key) == 1 and not cells.get(form.key[0]) and _may_number(form):
            if _said(rows, cells):
                unchanged += 1
                continue
            cells[form.key[0]] = next(numbers)
        key = tuple(cells.get(name, "") for name in form.key)
        other = met.setdefault(key, item)
        if other is not item:
            twice.append((item, other))
            continue
        row, was = held.get(key), None if base is None else base.get(key)
        if row is None and was is None:
            added.append((rows.written(cells), item))
            continue
        own, against = _compared(item, cells, row, was)
        changes += own
        conflicts += against
        unchanged += not own and not against
        if row is not None and own:
            new = row.cells | {change.column: change.now for change in own}
            replaced[key] = (rows.written(new), item)
    return FormMerged(
        rows=_joined(form, rows, replaced, added),
        added=tuple(item for _, item in added),
        changes=tuple(changes),
        unchanged=unchanged,
        conflicts=tuple(conflicts),
        twice=tuple(twice),
        brought=dict(_brought(form, rows, replaced, added)),
    )


def _may_number(form: TableForm) -> bool:
    return any(numbered(form, column) for column in form.columns)


def _numbers(form: TableForm, held: Mapping[Key, Row], sheet: tuple[FormRow, ...]) -> Iterator[str]:
    """Yield keys that are free: the name of the key with a number."""
    taken = {key[0] for key in held} | {row.cells.get(form.key[0], "") for row in sheet}
    return (name for n in count(len(held) + 1) if (name := f"{form.key[0]}-{n}") not in taken)


def _said(rows: Rows, cells: Mapping[str, str]) -> bool:
    """Tell whether a row of the draft says all that a sheet's row says."""
    told = {name: text for name, text in cells.items() if text}
    return any(told.items() <= row.cells.items() for row in rows.rows)


def _compared(
    item: FormRow, cells: Mapping[str, str], row: Row | None, was: Mapping[str, str] | None
) -> tuple[list[FormChange], list[FormConflict]]:
    changes, conflicts = [], []
    for column, now in cells.items():
        current = "" if row is None else row.cells.get(column, "")
        before = None if was is None else was.get(column, "")
        if now == before or (row is not None and now == current) or (was is None and not now):
            continue
        if row is not None and (was is None or current == before):
            changes.append(FormChange(row=item, column=column, was=current, now=now))
            continue
        number = None if row is None else row.number
        conflicts.append(
            FormConflict(row=item, column=column, number=number, base=before or "", draft=current)
        )
    return changes, conflicts


def _joined(
    form: TableForm,
    rows: Rows,
    replaced: Mapping[Key, tuple[Row, FormRow]],
    added: list[tuple[Row, FormRow]],
) -> Rows:
    kept = tuple(
        replaced[row.of(form.key)][0] if row.of(form.key) in replaced else row for row in rows.rows
    )
    fresh = tuple(row for row, _ in added)
    return Rows(columns=rows.columns, header=rows.header, rows=(*kept, *fresh))


def _brought(
    form: TableForm,
    rows: Rows,
    replaced: Mapping[Key, tuple[Row, FormRow]],
    added: list[tuple[Row, FormRow]],
) -> Iterator[tuple[int, FormRow]]:
    for number, row in enumerate(rows.rows, 2):
        if row.of(form.key) in replaced:
            yield number, replaced[row.of(form.key)][1]
    for number, (_, item) in enumerate(added, len(rows.rows) + 2):
        yield number, item
