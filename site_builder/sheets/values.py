"""The value of a cell with the multiple of its unit, for the indicator it belongs to."""

from msgspec import Struct

from site_builder.load.spreadsheet import Cell
from site_builder.model.package import Indicator
from site_builder.sheets.numbers import NumberError, read_number
from site_builder.sheets.units import combined, fitting, multiple
from site_builder.sheets.widths import quotable


class Value(Struct, frozen=True, kw_only=True):
    """A published text, the power of ten of its unit, and whether it bears a sign of its unit.

    `power` is None where neither cell nor table names a unit.
    """

    text: str
    power: int | None
    signed: bool


class UnitError(ValueError):
    """The stated unit is none of the indicator's; its argument is the cause."""


def stated_power(
    stated: tuple[str, ...], line: tuple[str, ...], indicator: Indicator
) -> int | None:
    """Return the power of ten that a table states for an indicator, None where it states none.

    `stated` are units of the heading, the name and the unit column, `line` those of a line such as
    单位：万元, of which the one that fits is meant. Raises `UnitError`.
    """
    measure = indicator.unit_measure
    if stated:
        powers = {multiple(unit, measure) for unit in stated}
        if None in powers:
            wrong = next(unit for unit in stated if multiple(unit, measure) is None)
            raise UnitError(_other(wrong, measure))
        if len(powers) > 1:
            raise UnitError(twice(stated))
        return powers.pop()
    if not line:
        return None
    fits = fitting(line, measure)
    if len(fits) != 1:
        raise UnitError(twice(line) if fits else _other("、".join(line), measure))
    return multiple(fits[0], measure)


def _other(unit: str, measure: str) -> str:
    return f"@import-unit-other|{quotable(unit)}|{measure}"


def twice(units: tuple[str, ...]) -> str:
    """Return the cause that several units are stated at once."""
    return f"@import-unit-twice|{quotable('、'.join(units))}"


def read_value(
    cell: Cell, stated: tuple[str, ...], line: tuple[str, ...], indicator: Indicator
) -> Value:
    """Return the value of a cell; raise `NumberError` or `UnitError` where it is not clear."""
    number = read_number(cell)
    if not number.unit:
        power = stated_power(stated, line, indicator)
        return Value(text=number.text, power=power, signed=False)
    own = multiple(number.unit, indicator.unit_measure)
    if own is None:
        if not stated and number.unit[0] not in "%‰":
            raise NumberError("@import-is-text")
        raise UnitError(_other(number.unit, indicator.unit_measure))
    if not stated and not fitting(line, indicator.unit_measure):
        return Value(text=number.text, power=own, signed=True)
    power = combined(stated_power(stated, line, indicator), number.unit, indicator.unit_measure)
    if power is None:
        raise NumberError("@import-unit-both")
    return Value(text=number.text, power=power, signed=True)
