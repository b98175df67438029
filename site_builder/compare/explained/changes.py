"""What is said of two values: what compares with what, how a change is worded, why there is none.

Rules: the project's domain rules "Comparison" 1 to 13.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from site_builder.compare.comparability import ComparisonType, ReasonCode
from site_builder.compare.wording import REASON_WORDS, REMEDY_WORDS
from site_builder.model.explanation import Explanation
from site_builder.model.figure import Comparison
from site_builder.model.language import phrase

COMPARISONS: Mapping[ComparisonType, Explanation] = {
    ComparisonType.YEAR_ON_YEAR: Explanation(
        anchor="against-year-on-year",
        title=phrase("同比、比上年、比上年同期"),
        text=phrase("与上一年的同一段时间比：全年比全年，一季度比上年一季度，1—10月比上年1—10月。"),
    ),
    ComparisonType.PERIOD_ON_PERIOD: Explanation(
        anchor="against-period-on-period",
        title=phrase("环比"),
        text=phrase("与紧挨着的、长短相同的上一段时间比，例如二季度比一季度。"),
    ),
    ComparisonType.YEAR_END: Explanation(
        anchor="against-year-end",
        title=phrase("比上年末"),
        text=phrase("存量与上一年最后一天的存量比，看这一年来增减了多少。"),
    ),
    ComparisonType.EDITION: Explanation(
        anchor="against-edition",
        title=phrase("比上一版"),
        text=phrase("得分、位次一类按版次公布的数，与上一版比。版次的年份不一定是数据所属的年份。"),
    ),
    ComparisonType.BASE_YEAR: Explanation(
        anchor="against-base-year",
        title=phrase("定基：比某一年"),
        text=phrase("选定一年作基期，以后各年的同一段时间都与它比。"),
    ),
}
"""What a change is against."""

_REASONS = {
    ReasonCode.PERIOD_NOT_STATED: phrase(
        "至少有一期，来源没有写明是哪一段时间，就不知道比的是什么。"
    ),
    ReasonCode.SPAN_DIFFERENT: phrase("两期长短不同，或者不是一年里的同一段，例如全年与1—10月。"),
    ReasonCode.BREAK_BETWEEN: phrase(
        "两期之间统计制度或口径有过改变，数的变化里混进了统计办法的变化。"
    ),
    ReasonCode.INDICATOR_DIFFERENT: phrase("两个数量的不是同一件事，名称相近也不能相比。"),
    ReasonCode.AREA_DIFFERENT: phrase("两个数说的不是同一个地方。地区之间可以并列，不算作变化。"),
    ReasonCode.CALIBER_DIFFERENT: phrase("两个数的统计范围或算法不同。"),
    ReasonCode.VERSION_DIFFERENT: phrase("两个数收在不同的数据包里，整理时的依据不一定一致。"),
    ReasonCode.DENOMINATOR_NOT_STATED: phrase(
        "来源没有写比率的分母，就不能确定两期算的是同一个比率。"
    ),
    ReasonCode.VALUE_MISSING: phrase("有一期空着。空着不等于0，也不能猜。"),
    ReasonCode.QUALIFIER_NOT_EXACT: phrase("有一期是“余”“约”“近”一类的约数，减出来的差没有意义。"),
    ReasonCode.NATURE_NOT_ACTUAL: phrase(
        "有一期是打算做到或者预计会有的数，不能与已经做到的数相减。"
    ),
    ReasonCode.STATUS_FORBIDS: phrase("有一期带着估计、可靠性低一类的标记，括号里写明是哪一种。"),
    ReasonCode.TARGET_UNKNOWN: phrase(
        "完成率是对目标说的。不知道目标是多少，就不能比较两个完成率。"
    ),
    ReasonCode.TARGET_DIFFERENT: phrase("两年定的目标不一样高，完成率高低不能说明做得多少。"),
    ReasonCode.RANK_SIZE_DIFFERENT: phrase(
        "参评单位数变了，或者来源没有说，名次的升降就没有意义。"
    ),
}

REASONS: Mapping[ReasonCode, Explanation] = {
    code: Explanation(
        anchor=code.value,
        title=REASON_WORDS[code],
        text=text,
        remedy=REMEDY_WORDS[code],
    )
    for code, text in _REASONS.items()
}
"""Why two values do not compare, with what would mend it."""


class Wording(Struct, frozen=True, kw_only=True):
    """A way in which a change is said; `pattern` finds it in what is printed of one."""

    explained: Explanation
    pattern: str

    def says(self, comparison: Comparison) -> bool:
        """Tell whether a change is said in this way."""
        said = (comparison.text, comparison.judgement, comparison.footnote)
        return comparison.comparable and any(re.search(self.pattern, part) for part in said)


def _wording(name: str, title: str, pattern: str, text: str) -> Wording:
    explained = Explanation(anchor=f"wording-{name}", title=title, text=text)
    return Wording(explained=explained, pattern=pattern)


WORDINGS: tuple[Wording, ...] = (
    _wording(
        "points",
        phrase("个百分点"),
        "^(提高|降低).*个百分点",
        phrase("两个百分数相减，差多少用“个百分点”说，不用“%”；“%”说的是相当于原来的百分之几。"),
    ),
    _wording(
        "level",
        phrase("增加、减少，增长、下降"),
        "^(增加|减少)",
        phrase(
            "存量、流量和费用先说增减了多少，再说增减的部分相当于上一期的百分之几，保留一位小数。"
        ),
    ),
    _wording(
        "times",
        phrase("增长几倍、翻一番"),
        "翻[一两]番|增长.*倍",
        phrase("增长200%以上的说“增长几倍”。正好是原来的2倍才叫翻一番，正好4倍才叫翻两番。"),
    ),
    _wording(
        "growth",
        phrase("增速加快、回落"),
        "^增速(加快|回落)",
        phrase("两期都在增长，增长的快慢不同。增速回落仍然是增长，只是比上一期慢了。"),
    ),
    _wording(
        "decline",
        phrase("降幅收窄、扩大"),
        "^降幅(收窄|扩大)",
        phrase("两期都在下降，下降的快慢不同。降幅收窄仍然是下降，只是比上一期慢了。"),
    ),
    _wording(
        "turn",
        phrase("由正转负、由负转正"),
        "^由.*转为",
        phrase("一期增长、一期下降，或者有一期是零：把两期的数都写出来，不算相差多少。"),
    ),
    _wording(
        "both",
        phrase("由多少变为多少"),
        "^由.*变为",
        phrase("上一期是零或者负数，算百分数没有意义，只把两期的数都写出来。"),
    ),
    _wording(
        "small-base",
        phrase("基数较小，不计算增幅"),
        phrase("基数较小"),
        phrase("一件、一家地数的东西，上一期不到10，多一个就是百分之十几，所以只说增减了几个。"),
    ),
    _wording(
        "score",
        phrase("提高、降低多少分"),
        "^(提高|降低)[^个]*$",
        phrase("得分和指数直接说差多少分、多少点，不算百分之几。"),
    ),
    _wording(
        "duration",
        phrase("缩短、延长"),
        "^(缩短|延长)",
        phrase("时长变短叫缩短，变长叫延长，说差多少时间。"),
    ),
    _wording(
        "rank",
        phrase("上升、下降几位，位次不变"),
        "^(上升|下降).*位$|^位次不变$",
        phrase("名次的数字变小是上升，变大是下降；参评单位数相同才这样说。"),
    ),
    _wording("same", phrase("持平"), "^持平$", phrase("两期的数完全相等。")),
    _wording(
        "about-same",
        phrase("基本持平"),
        "^基本持平$",
        phrase("两期的数不相等，但差得太小，按印出的位数四舍五入以后是零。"),
    ),
    _wording(
        "judgement",
        phrase("向好、转差"),
        "^(向好|转差)$",
        phrase(
            "按指标的好坏方向判断：越高越好的指标升了是向好，降了是转差。没有好坏之分的，不作判断。"
        ),
    ),
    _wording(
        "rounding",
        phrase("按未四舍五入数据计算"),
        "^按未四舍五入数据计算$",
        phrase(
            "变化用来源公布的全部位数算，最后才四舍五入，所以可能与页面上两个数直接相减差一点。"
        ),
    ),
)
"""How changes are said (domain rules, comparison 6 to 10)."""
