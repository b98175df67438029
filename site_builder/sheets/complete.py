"""What a new observation needs and a table does not say: given by options, or asked for."""

from collections.abc import Mapping

from msgspec.structs import replace

from site_builder.compare.periods import PeriodError, parse_period
from site_builder.diagnostics import Span, error
from site_builder.sheets.answers import Answers, Question
from site_builder.sheets.incoming import Incoming, Key, Understanding
from site_builder.sheets.labels import CODES, COLUMNS
from site_builder.sheets.merge import Merged

_NEW = ("period_basis", "obs_status", "nature", "qualifier", "source", "locator")
_MOVED = ("source", "locator")
"""Columns that a value from another table must bring with it: its own source and place."""

OPTIONS: Mapping[str, str] = {
    "period_basis": "--basis",
    "obs_status": "--status",
    "nature": "--nature",
    "qualifier": "--qualifier",
    "source": "--source",
    "locator": "--locator",
}
"""The option that gives a column its value."""


def complete(
    understanding: Understanding,
    merged: Merged,
    answers: Answers,
    sources: tuple[str, ...],
    *,
    foreign: bool,
) -> tuple[tuple[Incoming, ...], tuple[Question, ...]]:
    """Return the observations with what options give, and a question for each column that lacks.

    New observations take every option for a column they have not. Values that another table
    changes need a source and a place of their own, and take the options over what the draft has;
    our workbook shows these beside the value, and is taken as it is.
    """
    new = {item.key for item in merged.added}
    moved = {change.incoming.key for change in merged.changes if change.column == "obs_value"}
    completed = []
    lacking: dict[str, list[Incoming]] = {}
    for item in understanding.observations:
        needed: tuple[str, ...] = ()
        optional: tuple[str, ...] = ()
        if item.key in new:
            needed = tuple(name for name in _NEW if not _needless(name, item.key))
        elif foreign and item.key in moved:
            needed, optional = _MOVED, ("obs_status", "nature", "qualifier", "period_basis")
        cells = dict(item.cells)
        for name in (*needed, *optional):
            if not cells.get(name) and answers.field(name):
                cells[name] = answers.field(name)
            if name in needed and not cells.get(name):
                lacking.setdefault(name, []).append(item)
        if item.key in new:
            cells["tied"] = cells.get("tied") or "false"
            cells["unit_mult"] = cells.get("unit_mult") or "0"
        completed.append(replace(item, cells=cells))
    questions = tuple(
        _question(understanding, name, items, sources) for name, items in lacking.items()
    )
    return tuple(completed), questions


def _needless(column: str, key: Key) -> bool:
    """Tell whether a column stays empty: how a period is known, where nothing is known of it."""
    try:
        period = parse_period(key[2])
    except PeriodError:
        return False
    return column == "period_basis" and period.start is None and period.end is None


def _question(
    understanding: Understanding, column: str, items: list[Incoming], sources: tuple[str, ...]
) -> Question:
    span = Span(
        path=understanding.path,
        resource=understanding.sheet,
        field=items[0].place(column),
    )
    found = error(
        "import-field-missing",
        span,
        column=f"{COLUMNS[column]}({column})",
        option=OPTIONS[column],
        count=len(items),
    )
    choices = sources if column == "source" else tuple(CODES.get(column, ()))
    return Question(diagnostic=found, field=column, choices=choices)
