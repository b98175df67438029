"""How much changed, as one number that may stand beside those of other indicators."""

from dataclasses import dataclass
from decimal import Decimal

from site_builder.compare.change import LEVEL_KINDS, POINT_KINDS, Change
from site_builder.compare.values import rounded, unit_text
from site_builder.compare.wording import change_text, names_both_values
from site_builder.model.vocabulary import Kind

_PLACES = "位"
_POINTS = "个百分点"
_PERCENT = "%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A change as a number of a unit, rounded as it is printed.

    `signed` is its text beside others of the same unit: long words of a unit are left to the
    heading.
    """

    value: Decimal
    unit: str
    signed: str


def measure(change: Change) -> Measure | None:
    """Return a change as a number; None where only both values may be said (rules 7 and 8).

    Levels are measured in percent where a percentage may be said, so that amounts of different
    things stand side by side, else in their unit. A rank that rises does so by a positive number of
    places.
    """
    if names_both_values(change):
        return None
    kind = change.indicator.kind
    if kind in LEVEL_KINDS and change.ratio is not None:
        percent = (change.ratio - 1) * 100
        shown = rounded(percent, 1)
        return Measure(value=shown, unit=_PERCENT, signed=_signed(change, shown, percent))
    unit = _unit(change)
    value = -change.shown_difference if kind is Kind.RANK else change.shown_difference
    return Measure(value=value, unit=unit, signed=_signed(change, value))


def _unit(change: Change) -> str:
    kind = change.indicator.kind
    if kind is Kind.RANK:
        return _PLACES
    return _POINTS if kind in POINT_KINDS else unit_text(change.indicator, change.later.unit_mult)


def _signed(change: Change, value: Decimal, percent: Decimal | None = None) -> str:
    """Return a change with its sign; from 200 % up how many times more (rule 7)."""
    if change.shown_difference == 0:
        return change_text(change)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if percent is not None and percent >= 200:
        return f"+{rounded(percent / 100, 1):f}倍"
    unit = _PERCENT if percent is not None else _unit(change)
    return f"{sign}{abs(value):f}{'' if unit == _POINTS else unit}"
