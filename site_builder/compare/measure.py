"""How much changed, as one number that may stand beside those of other indicators."""

from decimal import Decimal

from msgspec import Struct

from site_builder.compare.change import LEVEL_KINDS, POINT_KINDS, Change
from site_builder.compare.values import rounded, unit_name, unit_text
from site_builder.compare.wording import change_text, names_both_values
from site_builder.model.language import CHINESE, Language
from site_builder.model.vocabulary import Kind

_PERCENT = "%"


class Measure(Struct, frozen=True, kw_only=True):
    """A change as a number of a unit, rounded as it is printed.

    `signed` is its text beside others of the same unit: long words of a unit are left to the
    heading.
    """

    value: Decimal
    unit: str
    signed: str


def measure(change: Change, *, language: Language = CHINESE) -> Measure | None:
    """Return a change as a number; None where only both values may be said (rules 7 and 8).

    Levels are measured in percent where a percentage may be said, so that amounts of different
    things stand side by side, else in their unit. A rank that rises does so by a positive number of
    places.
    """
    if names_both_values(change):
        return None
    kind = change.indicator.kind
    level = change.shown_difference == 0
    if kind in LEVEL_KINDS and change.ratio is not None:
        percent = (change.ratio - 1) * 100
        value, unit = rounded(percent, 1), _PERCENT
        if percent >= 200:
            times = f"{rounded(percent / 100, 1):f}"
            signed = language.say("+{times}倍", times=times)
        else:
            signed = f"{_signed(value)}{_PERCENT}"
    else:
        value = -change.shown_difference if kind is Kind.RANK else change.shown_difference
        unit, own = _units(change, f"{abs(value):f}", language)
        signed = f"{_signed(value)}{own}"
    text = change_text(change, language=language) if level else signed
    return Measure(value=value, unit=unit, signed=text)


def _units(change: Change, number: str, language: Language) -> tuple[str, str]:
    """Return the unit by name, and as it follows the number: points are left to the heading."""
    indicator, unit_mult = change.indicator, change.later.unit_mult
    if indicator.kind is Kind.RANK:
        unit = language.word("unit of change", "位", number)
        return unit.strip(), unit
    if indicator.kind in POINT_KINDS:
        return language.say("个百分点"), ""
    own = unit_text(indicator, unit_mult, number, language=language)
    return unit_name(indicator, unit_mult, language=language), own


def _signed(value: Decimal) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{abs(value):f}"
