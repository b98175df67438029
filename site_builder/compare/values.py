"""Published values in words: rounding, unit, qualifier; never converted, never recomputed."""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from site_builder.model.package import Indicator
from site_builder.model.vocabulary import Kind, Nature, Qualifier, Status

_MULTIPLES = {0: "", 3: "千", 4: "万", 6: "百万", 7: "千万", 8: "亿", 12: "万亿"}

_BEFORE = {
    Qualifier.ABOUT: "约",
    Qualifier.NEARLY: "近",
    Qualifier.UNDER: "不足",
    Qualifier.AT_MOST: "不超过",
}

_RANK_AFTER = {
    Qualifier.EXACT: "",
    Qualifier.OVER: "以后",
    Qualifier.AT_LEAST: "及以后",
    Qualifier.ABOUT: "左右",
    Qualifier.NEARLY: "上下",
    Qualifier.UNDER: "以前",
    Qualifier.AT_MOST: "以内",
}

STATUS_WORDS = {
    Status.NORMAL: "",
    Status.BREAK: "断点",
    Status.DEFINITION_DIFFERS: "定义不同",
    Status.ESTIMATED: "估计",
    Status.FORECAST: "预测",
    Status.IMPUTED: "插补",
    Status.MISSING_LOST: "缺失",
    Status.CANNOT_EXIST: "不适用",
    Status.NOT_SIGNIFICANT: "不显著",
    Status.MISSING: "缺报",
    Status.PROVISIONAL: "初步",
    Status.SUPPRESSED: "不公布",
    Status.LOW_RELIABILITY: "可靠性低",
}
"""A word for each observation status."""

NATURE_WORDS = {Nature.ACTUAL: "", Nature.PLANNED: "计划", Nature.EXPECTED: "预计"}
"""A word for each nature."""


_ROOM = Context(prec=60)
"""Digits enough for any published value in any of its multiples."""


def places(value: Decimal) -> int:
    """Return the number of decimals a published value carries."""
    exponent = value.as_tuple()[2]
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half up, once, at display (domain rules, comparison 9); never to minus zero."""
    result = value.quantize(_quantum(decimals), rounding=ROUND_HALF_UP, context=_ROOM)
    return result if result else abs(result)


@lru_cache(maxsize=64)
def _quantum(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def printed(value: Decimal, decimals: int) -> tuple[Decimal, int]:
    """Return a value as it is printed, and with how many decimals."""
    own = places(value)
    return (value, own) if own <= decimals else (rounded(value, decimals), decimals)


def printed_places(value: Decimal, decimals: int) -> int:
    """Return the decimals a value is printed with: as published, at most the indicator's."""
    return min(places(value), decimals)


def number_text(value: Decimal, decimals: int) -> str:
    """Return the value as printed: published precision, cut to `decimals` where it carries more."""
    return f"{rounded(value, printed_places(value, decimals)):f}".replace("-", "−")


def unit_text(indicator: Indicator, unit_mult: int) -> str:
    """Return the unit with its multiple: 万元, 亿元, %, 件."""
    multiple = _MULTIPLES.get(unit_mult, f"×10^{unit_mult}")
    return f"{multiple}{indicator.unit_measure}"


def value_parts(
    indicator: Indicator, value: Decimal, unit_mult: int, qualifier: Qualifier, tied: bool
) -> tuple[str, str, str, str]:
    """Return what is printed before the number, the number, the unit, and what follows.

    余 stands inside, after the number (2000余万元, 10余次), or before it as 超 where a multiple of
    a small number would read badly (超6亿元). 以上 follows the unit.
    """
    number = number_text(value, indicator.decimals)
    unit = unit_text(indicator, unit_mult)
    if indicator.kind is Kind.RANK:
        return ("第", number, "位", _RANK_AFTER[qualifier] + ("（并列）" if tied else ""))
    if qualifier is Qualifier.OVER:
        whole_tens = places(value) == 0 and value % 10 == 0 and value != 0
        return ("", number, f"余{unit}", "") if whole_tens else ("超", number, unit, "")
    if qualifier is Qualifier.AT_LEAST:
        return ("", number, unit, "以上")
    return (_BEFORE.get(qualifier, ""), number, unit, "")
