"""How a change, or its absence, is said in Chinese (domain rules, comparison 6 to 8)."""

from decimal import Decimal

from site_builder.compare.change import LEVEL_KINDS, POINT_KINDS, Change, NotComparable
from site_builder.compare.comparability import ComparisonType, Reason, ReasonCode
from site_builder.compare.periods import Grain, parse_period
from site_builder.compare.values import (
    STATUS_WORDS,
    number_text,
    printed_places,
    rounded,
    unit_text,
)
from site_builder.model.figure import Comparison
from site_builder.model.vocabulary import Direction, Kind, Status

REASON_WORDS = {
    ReasonCode.PERIOD_NOT_STATED: "期间原文未注明",
    ReasonCode.SPAN_DIFFERENT: "两期跨度不同",
    ReasonCode.BREAK_BETWEEN: "两期之间有断点",
    ReasonCode.INDICATOR_DIFFERENT: "不是同一指标",
    ReasonCode.AREA_DIFFERENT: "不是同一地区",
    ReasonCode.CALIBER_DIFFERENT: "口径不同",
    ReasonCode.VERSION_DIFFERENT: "出自不同的数据包",
    ReasonCode.DENOMINATOR_NOT_STATED: "分母原文未说明",
    ReasonCode.VALUE_MISSING: "有一期没有数值",
    ReasonCode.QUALIFIER_NOT_EXACT: "公布的是约数",
    ReasonCode.NATURE_NOT_ACTUAL: "含计划数或预计数",
    ReasonCode.STATUS_FORBIDS: "观测状态不宜比较",
    ReasonCode.TARGET_UNKNOWN: "年度目标未注明",
    ReasonCode.TARGET_DIFFERENT: "两年年度目标不同",
    ReasonCode.RANK_SIZE_DIFFERENT: "参评单位数不同或未说明",
}
"""A reason in a few words."""

REMEDY_WORDS = {
    ReasonCode.PERIOD_NOT_STATED: "来源注明期间",
    ReasonCode.SPAN_DIFFERENT: "来源公布跨度相同的另一期",
    ReasonCode.BREAK_BETWEEN: "来源按新制度补算旧期，或公布断点之后的下一期",
    ReasonCode.INDICATOR_DIFFERENT: "同一指标的另一期",
    ReasonCode.AREA_DIFFERENT: "同一地区的另一期",
    ReasonCode.CALIBER_DIFFERENT: "来源公布同一口径的另一期",
    ReasonCode.VERSION_DIFFERENT: "两期收进同一个数据包",
    ReasonCode.DENOMINATOR_NOT_STATED: "来源说明分母",
    ReasonCode.VALUE_MISSING: "来源补报缺的那一期",
    ReasonCode.QUALIFIER_NOT_EXACT: "来源公布确数",
    ReasonCode.NATURE_NOT_ACTUAL: "来源公布实绩",
    ReasonCode.STATUS_FORBIDS: "来源公布更正或确定后的数",
    ReasonCode.TARGET_UNKNOWN: "来源公布年度目标",
    ReasonCode.TARGET_DIFFERENT: "相同目标下的另一期",
    ReasonCode.RANK_SIZE_DIFFERENT: "来源说明参评单位数，并且两期相同",
}
"""What would make two values comparable that a reason keeps apart."""

_MARKED = "不可比"


FORMULA = (
    "变化由本站计算：后一期减前一期，用来源公布的数值，到显示时才按两个数中较粗的精度四舍五入一次；"
    "增幅为变化除以前一期。"
)
"""How the site computes what it prints of a change (domain rules, comparison 9 and 12)."""


def reason_text(reason: Reason) -> str:
    """Return a reason in one citizen's line."""
    text = REASON_WORDS[reason.code]
    if reason.code is ReasonCode.STATUS_FORBIDS:
        words = "、".join(STATUS_WORDS[Status(code)] for code in reason.detail.split(","))
        return f"{text}（{words}）"
    return f"{text}（{reason.detail}）" if reason.detail else text


def reason_phrase(reason: Reason) -> str:
    """Return a reason as a phrase of the reporters, for editors."""
    detail = reason.detail
    if reason.code is ReasonCode.STATUS_FORBIDS:
        detail = "、".join(STATUS_WORDS[Status(code)] for code in detail.split(","))
    return f"@reason-{reason.code}" + (f"|{detail}" if detail else "")


def describe(result: Change | NotComparable) -> Comparison:
    """Return the change in words with its mark, or 不可比 with its reasons."""
    if isinstance(result, NotComparable):
        return Comparison(
            lead="",
            text="",
            arrow="",
            judgement="",
            footnote="",
            marks=(_MARKED,),
            reasons=tuple(reason_text(reason) for reason in result.reasons),
            codes=tuple(reason_phrase(reason) for reason in result.reasons),
            remedies=tuple(dict.fromkeys(REMEDY_WORDS[reason.code] for reason in result.reasons)),
        )
    marks = sorted(
        {
            STATUS_WORDS[item.obs_status]
            for item in (result.earlier, result.later)
            if item.obs_status is not Status.NORMAL
        }
    )
    whole = names_both_values(result)
    return Comparison(
        lead="" if whole else lead_words(result),
        text=change_text(result),
        arrow=_arrow(result),
        judgement=_judgement(result),
        footnote="按未四舍五入数据计算" if result.rounding_shows and not whole else "",
        marks=tuple(marks),
        reasons=(),
        codes=(),
    )


def lead_words(change: Change) -> str:
    """Return the words that lead a change in: 同比, 比上年, 比上年末, 比上一版 ..."""
    if change.type is ComparisonType.EDITION:
        return "比上一版" if _editions_apart(change) == 1 else f"比{change.earlier.time_period}年版"
    if change.type is ComparisonType.YEAR_END:
        return "比上年末"
    if change.type is ComparisonType.PERIOD_ON_PERIOD:
        return "环比"
    period = parse_period(change.later.time_period)
    if change.type is ComparisonType.BASE_YEAR:
        return f"比{_base_year(change)}"
    if period.grain is Grain.YEAR:
        return "比上年"
    points = change.indicator.kind in POINT_KINDS or change.indicator.kind is Kind.RANK
    return "比上年同期" if points else "同比"


def _editions_apart(change: Change) -> int:
    return int(change.later.time_period[:4]) - int(change.earlier.time_period[:4])


def change_text(change: Change) -> str:
    """Return what changed, without the lead words."""
    kind = change.indicator.kind
    if change.difference == 0:
        return "位次不变" if kind is Kind.RANK else "持平"
    if change.shown_difference == 0:
        return "基本持平"
    if kind is Kind.GROWTH:
        return _growth(change)
    if names_both_values(change):
        return _both_values(change)
    up = change.difference > 0
    amount = f"{abs(change.shown_difference):f}"
    if kind is Kind.RANK:
        return f"{'下降' if up else '上升'}{amount}位"
    if kind in POINT_KINDS:
        return f"{'提高' if up else '降低'}{amount}个百分点"
    unit = unit_text(change.indicator, change.later.unit_mult)
    if kind in (Kind.SCORE, Kind.INDEX):
        return f"{'提高' if up else '降低'}{amount}{unit}"
    if kind is Kind.DURATION:
        return f"{'延长' if up else '缩短'}{amount}{unit}"
    return _level(change, amount, unit, up)


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


def _both_values(change: Change) -> str:
    words = []
    for item in (change.earlier, change.later):
        assert item.value is not None
        number = number_text(item.value, change.indicator.decimals)
        words.append(f"{number}{unit_text(change.indicator, item.unit_mult)}")
    return f"由{words[0]}变为{words[1]}"


def _base_words(change: Change) -> str:
    """Return how the earlier period is called after 由."""
    if change.type is ComparisonType.YEAR_ON_YEAR:
        whole = parse_period(change.later.time_period).grain is Grain.YEAR
        return "上年" if whole else "上年同期"
    if change.type is ComparisonType.PERIOD_ON_PERIOD:
        return "上期"
    if change.type is ComparisonType.EDITION:
        return f"{change.earlier.time_period}年版"
    return _base_year(change)


def _base_year(change: Change) -> str:
    """Return a chosen base: the year, or the same part of it."""
    year = f"{change.earlier.time_period[:4]}年"
    whole = parse_period(change.later.time_period).grain is Grain.YEAR
    return year if whole else f"{year}同期"


def _level(change: Change, amount: str, unit: str, up: bool) -> str:
    said = f"{'增加' if up else '减少'}{amount}{unit}"
    if change.small_base:
        return f"{said}（基数较小，不计算增幅）"
    if change.ratio is None:
        return said
    percent = (change.ratio - 1) * 100
    if change.ratio == 2:
        return f"{said}，翻一番"
    if change.ratio == 4:
        return f"{said}，翻两番"
    if percent >= 200:
        return f"{said}，增长{rounded(percent / 100, 1):f}倍"
    shown = rounded(abs(percent), 1)
    return said if shown == 0 else f"{said}，{'增长' if up else '下降'}{shown:f}%"


def _growth(change: Change) -> str:
    assert change.earlier.value is not None
    assert change.later.value is not None
    before, after = change.earlier.value, change.later.value
    if names_both_values(change):
        decimals = change.indicator.decimals
        crossed = (
            f"由{_base_words(change)}{_rate_of_growth(before, decimals)}"
            f"转为{_rate_of_growth(after, decimals)}"
        )
        if _prints_zero(before, decimals) or _prints_zero(after, decimals):
            return crossed
        if before > 0 > after:
            return f"{crossed}，由正转负"
        if before < 0 < after:
            return f"{crossed}，由负转正"
        return crossed
    amount = f"{abs(change.shown_difference):f}个百分点"
    if before < 0:
        return f"降幅{'收窄' if after > before else '扩大'}{amount}"
    return f"增速{'加快' if after > before else '回落'}{amount}"


def _prints_zero(value: Decimal, decimals: int) -> bool:
    return rounded(value, printed_places(value, decimals)) == 0


def _rate_of_growth(value: Decimal, decimals: int) -> str:
    if value == 0:
        return "持平"
    if _prints_zero(value, decimals):
        return "基本持平"
    return f"{'增长' if value > 0 else '下降'}{number_text(abs(value), decimals)}%"


def _arrow(change: Change) -> str:
    if change.difference == 0 or change.shown_difference == 0:
        return "→"
    better_low = change.indicator.kind is Kind.RANK
    return "↑" if (change.difference > 0) != better_low else "↓"


def _judgement(change: Change) -> str:
    """Better or worse follows the direction; neutral indicators get no mark (rule 10)."""
    direction = change.indicator.direction
    if direction is Direction.NONE or change.shown_difference == 0:
        return ""
    if change.indicator.definition_pending:
        return ""
    rising = change.difference > 0
    return "向好" if rising == (direction is Direction.INCREASE) else "转差"
