"""Join the observations of a table with those of a draft: three ways where the base is known."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from site_builder.compare.periods import PeriodError, order
from site_builder.sheets.incoming import Incoming, Key
from site_builder.sheets.rows import Row, Rows

Base = Mapping[Key, Mapping[str, str]]
"""The observations a workbook was exported with, by key."""


class Change(Struct, frozen=True, kw_only=True):
    """A column of an observation that takes a new text; `was` is None for a new observation."""

    incoming: Incoming
    column: str
    was: str | None
    now: str


class Conflict(Struct, frozen=True, kw_only=True):
    """A cell that both the draft and the workbook have changed: the row of the draft, all texts.

    `row` is None where the draft has taken the observation out.
    """

    incoming: Incoming
    column: str
    row: int | None
    base: str
    draft: str
    workbook: str


class Merged(Struct, frozen=True, kw_only=True):
    """The joined table and what is new in it."""

    rows: Rows
    added: tuple[Incoming, ...]
    changes: tuple[Change, ...]
    unchanged: int
    conflicts: tuple[Conflict, ...]

    @property
    def changed(self) -> bool:
        """Whether the table differs from the draft's."""
        return bool(self.added or self.changes)


def merge(
    rows: Rows, incoming: Iterable[Incoming], base: Base | None, sequence: tuple[str, ...]
) -> Merged:
    """Return the draft's rows with what a table brings.

    Without a base the table's cells go before the draft's, values that are equal numbers in
    another notation being no change. With one, only what the workbook changed is taken, and what
    the draft changed otherwise meanwhile is a conflict. Rows keep their order; a new one follows
    the last of its indicator, those of indicators without any come last, by `sequence`, the order
    of the package's indicators.
    """
    held = {row.key: row for row in rows.rows}
    replaced: dict[Key, Row] = {}
    added: list[Incoming] = []
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    unchanged = 0
    for item in incoming:
        row = held.get(item.key)
        was = None if base is None else base.get(item.key)
        if row is None and was is None:
            added.append(item)
            continue
        own, against = _compared(item, row, was, foreign=base is None)
        conflicts += against
        changes += own
        if row is not None and own:
            new = dict(row.cells) | {change.column: change.now for change in own}
            replaced[item.key] = rows.written(new)
        unchanged += not own and not against
    fresh = _sorted(added, sequence)
    kept = [replaced.get(row.key, row) for row in rows.rows]
    joined = _placed(rows, kept, fresh)
    return Merged(
        rows=Rows(columns=rows.columns, header=rows.header, rows=joined),
        added=tuple(fresh),
        changes=tuple(changes),
        unchanged=unchanged,
        conflicts=tuple(conflicts),
    )


def _compared(
    item: Incoming, row: Row | None, was: Mapping[str, str] | None, *, foreign: bool
) -> tuple[list[Change], list[Conflict]]:
    changes, conflicts = [], []
    draft: Mapping[str, str] = row.cells if row is not None else {}
    cells = _without_equal_number(item, draft) if foreign else item.cells
    for column, now in cells.items():
        current = draft.get(column, "")
        before = None if was is None else was.get(column, "")
        if before is not None and now == before:
            continue
        if row is not None and now == current:
            continue
        if foreign or (row is not None and current == before):
            changes.append(Change(incoming=item, column=column, was=current, now=now))
            continue
        conflicts.append(
            Conflict(
                incoming=item,
                column=column,
                row=None if row is None else row.number,
                base=before or "",
                draft=current,
                workbook=now,
            )
        )
    return changes, conflicts


def _without_equal_number(item: Incoming, draft: Mapping[str, str]) -> dict[str, str]:
    """Return the cells without value and multiple where they say the number the draft has."""
    own = quantity(item.cells.get("obs_value", ""), item.cells.get("unit_mult", ""))
    theirs = quantity(draft.get("obs_value", ""), draft.get("unit_mult", ""))
    if own is None or own != theirs:
        return item.cells
    return {
        name: text for name, text in item.cells.items() if name not in ("obs_value", "unit_mult")
    }


def quantity(value: str, power: str) -> Decimal | None:
    """Return a published value in the indicator's own unit; None where it is no number."""
    try:
        return Decimal(value).scaleb(int(power or 0))
    except (InvalidOperation, ValueError):
        return None


def _sorted(added: list[Incoming], sequence: tuple[str, ...]) -> list[Incoming]:
    """Return new observations by indicator, period, area, caliber, however the table has them."""
    places = {name: place for place, name in enumerate(sequence)}

    def place(item: Incoming) -> tuple[object, ...]:
        indicator, area, period, caliber = item.key
        try:
            when = tuple(day.isoformat() for day in order(period))
        except PeriodError:
            when = ()
        return (places.get(indicator, len(places)), indicator, when, area, caliber)

    return sorted(added, key=place)


def _placed(rows: Rows, kept: list[Row], fresh: list[Incoming]) -> tuple[Row, ...]:
    """Return the rows with each new one after the last of its indicator, else at the end."""
    written: dict[str, list[Row]] = {}
    for item in fresh:
        cells = dict(
            zip(("indicator", "ref_area", "time_period", "caliber"), item.key, strict=True)
        )
        written.setdefault(item.key[0], []).append(rows.written(cells | item.cells))
    last = {row.key[0]: place for place, row in enumerate(kept)}
    joined: list[Row] = []
    for place, row in enumerate(kept):
        joined.append(row)
        if last[row.key[0]] == place:
            joined += written.pop(row.key[0], [])
    for more in written.values():
        joined += more
    return tuple(joined)
