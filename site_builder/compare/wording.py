"""How a change, or its absence, is said (domain rules, comparison 6 to 8)."""

from decimal import Decimal

from site_builder.compare.change import LEVEL_KINDS, POINT_KINDS, Change, NotComparable
from site_builder.compare.comparability import ComparisonType, Reason, ReasonCode
from site_builder.compare.periods import Grain, parse_period
from site_builder.compare.values import (
    STATUS_WORDS,
    amount_text,
    number_text,
    printed_places,
    rounded,
    unit_text,
)
from site_builder.model.figure import Comparison, Outcome
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.vocabulary import Direction, Kind, Status

REASON_WORDS = {
    ReasonCode.PERIOD_NOT_STATED: phrase("期间原文未注明"),
    ReasonCode.SPAN_DIFFERENT: phrase("两期跨度不同"),
    ReasonCode.BREAK_BETWEEN: phrase("两期之间有断点"),
    ReasonCode.INDICATOR_DIFFERENT: phrase("不是同一指标"),
    ReasonCode.AREA_DIFFERENT: phrase("不是同一地区"),
    ReasonCode.CALIBER_DIFFERENT: phrase("口径不同"),
    ReasonCode.VERSION_DIFFERENT: phrase("出自不同的数据包"),
    ReasonCode.DENOMINATOR_NOT_STATED: phrase("分母原文未说明"),
    ReasonCode.VALUE_MISSING: phrase("有一期没有数值"),
    ReasonCode.QUALIFIER_NOT_EXACT: phrase("公布的是约数"),
    ReasonCode.NATURE_NOT_ACTUAL: phrase("含计划数或预计数"),
    ReasonCode.STATUS_FORBIDS: phrase("观测状态不宜比较"),
    ReasonCode.TARGET_UNKNOWN: phrase("年度目标未注明"),
    ReasonCode.TARGET_DIFFERENT: phrase("两年年度目标不同"),
    ReasonCode.RANK_SIZE_DIFFERENT: phrase("参评单位数不同或未说明"),
}
"""A reason in a few words."""

REMEDY_WORDS = {
    ReasonCode.PERIOD_NOT_STATED: phrase("来源注明期间"),
    ReasonCode.SPAN_DIFFERENT: phrase("来源公布跨度相同的另一期"),
    ReasonCode.BREAK_BETWEEN: phrase("来源按新制度补算旧期，或公布断点之后的下一期"),
    ReasonCode.INDICATOR_DIFFERENT: phrase("同一指标的另一期"),
    ReasonCode.AREA_DIFFERENT: phrase("同一地区的另一期"),
    ReasonCode.CALIBER_DIFFERENT: phrase("来源公布同一口径的另一期"),
    ReasonCode.VERSION_DIFFERENT: phrase("两期收进同一个数据包"),
    ReasonCode.DENOMINATOR_NOT_STATED: phrase("来源说明分母"),
    ReasonCode.VALUE_MISSING: phrase("来源补报缺的那一期"),
    ReasonCode.QUALIFIER_NOT_EXACT: phrase("来源公布确数"),
    ReasonCode.NATURE_NOT_ACTUAL: phrase("来源公布实绩"),
    ReasonCode.STATUS_FORBIDS: phrase("来源公布更正或确定后的数"),
    ReasonCode.TARGET_UNKNOWN: phrase("来源公布年度目标"),
    ReasonCode.TARGET_DIFFERENT: phrase("相同目标下的另一期"),
    ReasonCode.RANK_SIZE_DIFFERENT: phrase("来源说明参评单位数，并且两期相同"),
}
"""What would make two values comparable that a reason keeps apart."""

NOT_COMPARABLE = phrase("不可比")
"""What is said where no change is."""

FORMULA = phrase(
    "变化由本站计算：后一期减前一期，用来源公布的数值，到显示时才按两个数中较粗的精度四舍五入一次；"
    "增幅为变化除以前一期。"
)
"""How the site computes what it prints of a change (domain rules, comparison 9 and 12)."""

LEVEL = "→"
"""The arrow of a change that is none, or rounds to none."""

_JUDGEMENTS = {Outcome.BETTER: phrase("向好"), Outcome.WORSE: phrase("转差")}

_AMOUNT = (phrase("增加{amount}"), phrase("减少{amount}"))
_POINTS = (phrase("提高{amount}"), phrase("降低{amount}"))
_LEVELS = {
    Kind.SCORE: _POINTS,
    Kind.INDEX: _POINTS,
    Kind.DURATION: (phrase("延长{amount}"), phrase("缩短{amount}")),
}
"""How a rise and a fall are said by kind; amounts of all others."""


def reason_text(reason: Reason, *, language: Language = CHINESE) -> str:
    """Return a reason in one citizen's line."""
    text = language.say(REASON_WORDS[reason.code])
    detail = reason.detail
    if reason.code is ReasonCode.STATUS_FORBIDS:
        codes = detail.split(",")
        detail = language.listed(language.say(STATUS_WORDS[Status(code)]) for code in codes)
    return f"{text}{language.bracketed(detail)}"


def reason_phrase(reason: Reason) -> str:
    """Return a reason as a phrase of the reporters, for editors."""
    detail = reason.detail
    if reason.code is ReasonCode.STATUS_FORBIDS:
        detail = "、".join(STATUS_WORDS[Status(code)] for code in detail.split(","))
    return f"@reason-{reason.code}" + (f"|{detail}" if detail else "")


def describe(result: Change | NotComparable, *, language: Language = CHINESE) -> Comparison:
    """Return the change in words with its mark, or 不可比 with its reasons."""
    if isinstance(result, NotComparable):
        reasons = result.reasons
        return Comparison(
            lead="",
            text="",
            arrow="",
            judgement="",
            footnote="",
            marks=(language.say(NOT_COMPARABLE),),
            reasons=tuple(reason_text(reason, language=language) for reason in reasons),
            codes=tuple(reason_phrase(reason) for reason in reasons),
            remedies=tuple(
                dict.fromkeys(language.say(REMEDY_WORDS[reason.code]) for reason in reasons)
            ),
        )
    marks = sorted(
        {
            STATUS_WORDS[item.obs_status]
            for item in (result.earlier, result.later)
            if item.obs_status is not Status.NORMAL
        }
    )
    whole = names_both_values(result)
    unrounded = result.rounding_shows and not whole
    outcome = _outcome(result)
    return Comparison(
        lead="" if whole else lead_words(result, language=language),
        text=change_text(result, language=language),
        arrow=_arrow(result),
        outcome=outcome,
        judgement=language.say(_JUDGEMENTS[outcome]) if outcome else "",
        footnote=language.say("按未四舍五入数据计算") if unrounded else "",
        marks=tuple(language.say(mark) for mark in marks),
        reasons=(),
        codes=(),
    )


def lead_words(change: Change, *, language: Language = CHINESE) -> str:
    """Return the words that lead a change in: 同比, 比上年, 比上年末, 比上一版 ..."""
    if change.type is ComparisonType.EDITION:
        if _editions_apart(change) == 1:
            return language.say("比上一版")
        return language.say("比{year}年版", year=change.earlier.time_period)
    if change.type is ComparisonType.YEAR_END:
        return language.say("比上年末")
    if change.type is ComparisonType.PERIOD_ON_PERIOD:
        return language.word("lead", "环比")
    period = parse_period(change.later.time_period)
    if change.type is ComparisonType.BASE_YEAR:
        return language.say("比{base}", base=_base_year(change, language))
    if period.grain is Grain.YEAR:
        return language.say("比上年")
    points = change.indicator.kind in POINT_KINDS or change.indicator.kind is Kind.RANK
    return language.say("比上年同期") if points else language.word("lead", "同比")


def _editions_apart(change: Change) -> int:
    return int(change.later.time_period[:4]) - int(change.earlier.time_period[:4])


def change_text(change: Change, *, language: Language = CHINESE) -> str:
    """Return what changed, without the lead words."""
    kind = change.indicator.kind
    if change.difference == 0:
        return language.say("位次不变") if kind is Kind.RANK else language.say("持平")
    if change.shown_difference == 0:
        return language.say("基本持平")
    if kind is Kind.GROWTH:
        return _growth(change, language)
    if names_both_values(change):
        return _both_values(change, language)
    up = change.difference > 0
    amount = f"{abs(change.shown_difference):f}"
    if kind is Kind.RANK:
        return language.say(phrase("下降{n}位") if up else phrase("上升{n}位"), n=amount)
    if kind in POINT_KINDS:
        return language.say(
            phrase("提高{n}个百分点") if up else phrase("降低{n}个百分点"), n=amount
        )
    unit = unit_text(change.indicator, change.later.unit_mult, amount, language=language)
    words = _LEVELS.get(kind, _AMOUNT)
    said = language.say(words[0] if up else words[1], amount=f"{amount}{unit}")
    return _level(change, said, language) if words is _AMOUNT else said


def names_both_values(change: Change) -> bool:
    """Tell whether the words name both values and so need no lead and no footnote.

    So it is with growth that changes its sign, and with levels from a base of zero or below.
    """
    if change.shown_difference == 0:
        return False
    before, after = change.earlier.value, change.later.value
    assert before is not None
    assert after is not None
    if change.indicator.kind is Kind.GROWTH:
        return before == 0 or after == 0 or (before > 0) != (after > 0)
    return change.indicator.kind in LEVEL_KINDS and before <= 0


def _both_values(change: Change, language: Language) -> str:
    words = []
    for item in (change.earlier, change.later):
        assert item.value is not None
        words.append(amount_text(change.indicator, item.value, item.unit_mult, language=language))
    return language.say("由{before}变为{after}", before=words[0], after=words[1])


def _base_words(change: Change, language: Language) -> str:
    """Return how the earlier period is called after 由."""
    if change.type is ComparisonType.YEAR_ON_YEAR:
        whole = parse_period(change.later.time_period).grain is Grain.YEAR
        return language.say("上年") if whole else language.say("上年同期")
    if change.type is ComparisonType.PERIOD_ON_PERIOD:
        return language.say("上期")
    if change.type is ComparisonType.EDITION:
        return language.say("{year}年版", year=change.earlier.time_period)
    return _base_year(change, language)


def _base_year(change: Change, language: Language) -> str:
    """Return a chosen base: the year, or the same part of it."""
    year = change.earlier.time_period[:4]
    if parse_period(change.later.time_period).grain is Grain.YEAR:
        return language.say("{year}年", year=year)
    return language.say("{year}年同期", year=year)


def _level(change: Change, said: str, language: Language) -> str:
    """Return the change of an amount with its percentage, where one may be said."""
    if change.small_base:
        return f"{said}{language.bracketed(language.say('基数较小，不计算增幅'))}"
    if change.ratio is None:
        return said
    percent = (change.ratio - 1) * 100
    if change.ratio == 2:
        return language.say("{change}，翻一番", change=said)
    if change.ratio == 4:
        return language.say("{change}，翻两番", change=said)
    if percent >= 200:
        times = f"{rounded(percent / 100, 1):f}"
        return language.say("{change}，增长{times}倍", change=said, times=times)
    shown = rounded(abs(percent), 1)
    if shown == 0:
        return said
    pattern = (
        phrase("{change}，增长{percent}%") if percent > 0 else phrase("{change}，下降{percent}%")
    )
    return language.say(pattern, change=said, percent=f"{shown:f}")


def _growth(change: Change, language: Language) -> str:
    assert change.earlier.value is not None
    assert change.later.value is not None
    before, after = change.earlier.value, change.later.value
    if names_both_values(change):
        return _crossed(change, before, after, language)
    amount = f"{abs(change.shown_difference):f}"
    if before < 0:
        narrowed = phrase("降幅收窄{n}个百分点"), phrase("降幅扩大{n}个百分点")
        return language.say(narrowed[0] if after > before else narrowed[1], n=amount)
    quickened = phrase("增速加快{n}个百分点"), phrase("增速回落{n}个百分点")
    return language.say(quickened[0] if after > before else quickened[1], n=amount)


def _crossed(change: Change, before: Decimal, after: Decimal, language: Language) -> str:
    """Return a growth that changes its sign, or comes from or to zero."""
    decimals = change.indicator.decimals
    pattern = phrase("由{base}{before}转为{after}")
    if not (_prints_zero(before, decimals) or _prints_zero(after, decimals)):
        pattern = (
            phrase("由{base}{before}转为{after}，由正转负")
            if before > 0
            else phrase("由{base}{before}转为{after}，由负转正")
        )
    return language.say(
        pattern,
        base=_base_words(change, language),
        before=_rate_of_growth(before, decimals, language),
        after=_rate_of_growth(after, decimals, language),
    )


def _prints_zero(value: Decimal, decimals: int) -> bool:
    return rounded(value, printed_places(value, decimals)) == 0


def _rate_of_growth(value: Decimal, decimals: int, language: Language) -> str:
    if value == 0:
        return language.say("持平")
    if _prints_zero(value, decimals):
        return language.say("基本持平")
    pattern = phrase("增长{percent}%") if value > 0 else phrase("下降{percent}%")
    return language.say(pattern, percent=number_text(abs(value), decimals))


def _arrow(change: Change) -> str:
    if change.difference == 0 or change.shown_difference == 0:
        return LEVEL
    better_low = change.indicator.kind is Kind.RANK
    return "↑" if (change.difference > 0) != better_low else "↓"


def _outcome(change: Change) -> Outcome:
    """Better or worse follows the direction; neutral indicators get no mark (rule 10)."""
    direction = change.indicator.direction
    if direction is Direction.NONE or change.shown_difference == 0:
        return Outcome.NONE
    if change.indicator.definition_pending:
        return Outcome.NONE
    rising = change.difference > 0
    return Outcome.BETTER if rising == (direction is Direction.INCREASE) else Outcome.WORSE
