"""Published values in words: rounding, unit, qualifier; never converted, never recomputed."""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.package import Indicator
from site_builder.model.vocabulary import Kind, Nature, Qualifier, Status

_MULTIPLES = {0: "", 3: "千", 4: "万", 6: "百万", 7: "千万", 8: "亿", 12: "万亿"}

_AMOUNTS = {
    Qualifier.EXACT: phrase("{number}{unit}"),
    Qualifier.OVER: phrase("超{number}{unit}"),
    Qualifier.AT_LEAST: phrase("{number}{unit}以上"),
    Qualifier.ABOUT: phrase("约{number}{unit}"),
    Qualifier.NEARLY: phrase("近{number}{unit}"),
    Qualifier.UNDER: phrase("不足{number}{unit}"),
    Qualifier.AT_MOST: phrase("不超过{number}{unit}"),
}
_OVER_TENS = phrase("{number}余{unit}")

_RANKS = {
    Qualifier.EXACT: phrase("第{number}{unit}"),
    Qualifier.OVER: phrase("第{number}{unit}以后"),
    Qualifier.AT_LEAST: phrase("第{number}{unit}及以后"),
    Qualifier.ABOUT: phrase("第{number}{unit}左右"),
    Qualifier.NEARLY: phrase("第{number}{unit}上下"),
    Qualifier.UNDER: phrase("第{number}{unit}以前"),
    Qualifier.AT_MOST: phrase("第{number}{unit}以内"),
}
_NUMBER, _UNIT = "\x00", "\x01"
"""Stand for the two in what is said of a value, until it is taken apart around them."""

STATUS_WORDS = {
    Status.NORMAL: "",
    Status.BREAK: phrase("断点"),
    Status.DEFINITION_DIFFERS: phrase("定义不同"),
    Status.ESTIMATED: phrase("估计"),
    Status.FORECAST: phrase("预测"),
    Status.IMPUTED: phrase("插补"),
    Status.MISSING_LOST: phrase("缺失"),
    Status.CANNOT_EXIST: phrase("不适用"),
    Status.NOT_SIGNIFICANT: phrase("不显著"),
    Status.MISSING: phrase("缺报"),
    Status.PROVISIONAL: phrase("初步"),
    Status.SUPPRESSED: phrase("不公布"),
    Status.LOW_RELIABILITY: phrase("可靠性低"),
}
"""A word for each observation status."""

NATURE_WORDS = {Nature.ACTUAL: "", Nature.PLANNED: phrase("计划"), Nature.EXPECTED: phrase("预计")}
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


def unit_text(
    indicator: Indicator, unit_mult: int, number: str = "", *, language: Language = CHINESE
) -> str:
    """Return the unit with its multiple: 万元, 亿元, %, 件.

    It is as it follows its number, so that one which stands apart from it begins with a space;
    `number` as printed decides between one and many.
    """
    unit = language.word("unit", indicator.unit_measure, number if unit_mult == 0 else "")
    multiple = _MULTIPLES.get(unit_mult, f"×10^{unit_mult}")
    return f"{language.word('unit', multiple)}{unit}" if multiple else unit


def unit_name(indicator: Indicator, unit_mult: int, *, language: Language = CHINESE) -> str:
    """Return the unit with its multiple as it stands alone."""
    return unit_text(indicator, unit_mult, language=language).strip()


def amount_text(
    indicator: Indicator, value: Decimal, unit_mult: int, *, language: Language = CHINESE
) -> str:
    """Return the value as printed with its unit."""
    number = number_text(value, indicator.decimals)
    return f"{number}{unit_text(indicator, unit_mult, number, language=language)}"


def value_parts(
    indicator: Indicator,
    value: Decimal,
    unit_mult: int,
    qualifier: Qualifier,
    tied: bool,
    *,
    language: Language = CHINESE,
) -> tuple[str, str, str, str]:
    """Return what is printed before the number, the number, the unit, and what follows.

    余 stands inside, after the number (2000余万元, 10余次), or before it as 超 where a multiple of
    a small number would read badly (超6亿元). 以上 follows the unit.
    """
    number = number_text(value, indicator.decimals)
    if indicator.kind is Kind.RANK:
        pattern, unit = _RANKS[qualifier], language.word("unit", "位", number)
    else:
        whole_tens = places(value) == 0 and value % 10 == 0 and value != 0
        tens = qualifier is Qualifier.OVER and whole_tens
        pattern = _OVER_TENS if tens else _AMOUNTS[qualifier]
        unit = unit_text(indicator, unit_mult, number, language=language)
    before, _, rest = language.say(pattern, number=_NUMBER, unit=_UNIT).partition(_NUMBER)
    between, _, after = rest.partition(_UNIT)
    if indicator.kind is Kind.RANK and tied:
        after += language.say("（并列）")
    return before, number, f"{between}{unit}", after


def value_text(
    indicator: Indicator,
    value: Decimal,
    unit_mult: int,
    qualifier: Qualifier,
    tied: bool = False,
    *,
    language: Language = CHINESE,
) -> str:
    """Return a value as it is printed in prose."""
    return "".join(value_parts(indicator, value, unit_mult, qualifier, tied, language=language))
