"""How the values of an indicator stand on an axis."""

from decimal import Decimal

from site_builder.compare.values import unit_name
from site_builder.model.chart import ValueAxis
from site_builder.model.language import CHINESE, Language
from site_builder.model.mark import ChartWords
from site_builder.model.package import Indicator
from site_builder.model.vocabulary import Kind

_FROM_ZERO = frozenset(
    {Kind.STOCK, Kind.FLOW, Kind.GROWTH, Kind.COMPLETION, Kind.COST, Kind.DURATION}
)
_SHARES = frozenset({Kind.RATE, Kind.REDUCTION})
_LEAST = Decimal(10)
"""Rates and scores are shown over at least so many points."""


def chart_words(language: Language) -> ChartWords:
    """Return what drawings say of their own in a language."""
    return ChartWords(
        comma=language.say("，"),
        said=language.say("{place}：{text}"),
        note=language.say("（{text}）"),
        broken=language.say("断点"),
        among=language.say("其中{part}"),
        scales=(
            (12, language.word("axis", "{n}万亿")),
            (8, language.word("axis", "{n}亿")),
            (4, language.word("axis", "{n}万")),
        ),
    )


def value_axis(indicator: Indicator, unit_mult: int, *, language: Language = CHINESE) -> ValueAxis:
    """Return the axis of an indicator's values: amounts from zero, rates over a fair stretch.

    Shares do not go beyond 100; ranks count from the top.
    """
    kind = indicator.kind
    ranked = kind is Kind.RANK
    share = kind in _SHARES and indicator.unit_measure == "%"
    return ValueAxis(
        unit=unit_name(indicator, unit_mult, language=language),
        zero=kind in _FROM_ZERO,
        least=Decimal(4) if ranked else Decimal(0) if kind in _FROM_ZERO else _LEAST,
        top=Decimal(100) if share else None,
        reverse=ranked,
    )
