"""Units as tables write them, held against the unit of an indicator."""

import re

from site_builder.sheets.widths import half_width, normal, squeezed

MULTIPLES = {
    "": 0,
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "万亿": 12,
}
"""The multiples a value may be published in, as powers of ten."""

_COMMON = (
    *("元", "美元", "人民币", "人", "人次", "户", "家", "个", "件", "项", "次", "条", "台", "套"),
    *(
        "亩",
        "吨",
        "公斤",
        "平方米",
        "平方公里",
        "公里",
        "米",
        "天",
        "日",
        "小时",
        "分钟",
        "分",
        "点",
    ),
    *("位", "名", "所", "场", "篇", "宗", "辆", "%", "‰", "百分点", "个百分点"),
)
"""Units by which a bracket after a name is known to hold a unit, fitting or not."""

_BRACKET = re.compile(r"(?P<name>.+?)\((?P<inside>[^()]+)\)")
_LINE = re.compile(r"(?<![一-鿿])(?:计量)?单\s*位\s*:\s*(?P<units>[^()\s]+)")


def multiple(unit: str, measure: str) -> int | None:
    """Return the power of ten by which `unit` counts `measure`; None where it does not.

    `万元` counts `元` by 4; a multiple alone (`万`) counts any measure but a percentage.
    """
    text, base = normal(unit), normal(measure)
    if text.endswith(base) and (power := MULTIPLES.get(text.removesuffix(base))) is not None:
        return None if base == "%" and power else power
    return MULTIPLES.get(text) if text and base != "%" else None


def is_bare(unit: str) -> bool:
    """Tell whether a unit is a multiple alone, such as 万."""
    return normal(unit) in MULTIPLES


def combined(stated: int | None, suffix: str, measure: str) -> int | None:
    """Return the power of ten of a cell whose own unit is `suffix`, under a stated one or None.

    None where the two do not go together: 1.2万 under 万元 may mean either.
    """
    own = multiple(suffix, measure)
    if own is None or not stated:
        return own
    return own if own == stated and not is_bare(suffix) else None


def split_unit(text: str, measures: frozenset[str]) -> tuple[str, str]:
    """Return a heading without the unit in brackets at its end, and that unit or "".

    `measures` are the units of the package's indicators; other brackets stay with the heading.
    """
    plain = squeezed(text)
    match = _BRACKET.fullmatch(plain)
    if match is None:
        return text, ""
    inside = match["inside"].removeprefix("单位:")
    known = (*measures, *_COMMON)
    if is_bare(inside) or any(multiple(inside, measure) is not None for measure in known):
        return match["name"], inside
    return text, ""


def unit_line(text: str) -> tuple[str, ...]:
    """Return the units that a line such as 单位：万元、% names; () where it names none."""
    match = _LINE.search(half_width(text))
    return units_named(match["units"]) if match else ()


def units_named(text: str) -> tuple[str, ...]:
    """Return the units of a list such as 万元、%."""
    return tuple(part for part in re.split("[、,;]", squeezed(text)) if part)


def fitting(units: tuple[str, ...], measure: str) -> tuple[str, ...]:
    """Return those units of a line that count `measure`; a multiple alone fits none here."""
    return tuple(
        unit for unit in units if not is_bare(unit) and multiple(unit, measure) is not None
    )
