"""The words that stay with a value or a change, each with the place that explains it."""

from collections.abc import Mapping

from site_builder.compare.comparability import ReasonCode
from site_builder.compare.explained.changes import COMPARISONS, REASONS, WORDINGS
from site_builder.compare.explained.values import (
    BASES,
    KINDS,
    NATURES,
    QUALIFIERS,
    STAGES,
    STATUSES,
)
from site_builder.compare.values import NATURE_WORDS, STATUS_WORDS
from site_builder.compare.wording import FORMULA
from site_builder.model.explanation import Explanation
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.vocabulary import PeriodBasis

TIED = Explanation(
    anchor="tied",
    title=phrase("并列"),
    text=phrase("几个单位名次相同。与它并列的有几个，来源没有说的，这里也没有。"),
)
DEFINITION_PENDING = Explanation(
    anchor="definition-pending",
    title=phrase("口径待补"),
    text=phrase("这项比率是怎样算的没有公开，所以只列数，不作比较和判断。"),
)
RANK_SIZE_UNKNOWN = Explanation(
    anchor="rank-size-unknown",
    title=phrase("参评单位数未说明"),
    text=phrase("来源只说排第几，没有说一共多少个单位参评，所以不知道这个名次有多靠前。"),
)
SAMPLE_UNKNOWN = Explanation(
    anchor="sample-unknown",
    title=phrase("样本量未说明"),
    text=phrase("满意率一类的数，来源没有说问了多少人。这样的数不用来排名。"),
)
OWN_CALCULATION = Explanation(
    anchor="own-calculation",
    title=phrase("本站计算"),
    text=phrase("不是来源公布的，而是本站用来源公布的数算出来的。"),
    adds=FORMULA,
)
NOT_COMPARABLE = Explanation(
    anchor="not-comparable",
    title=phrase("不可比"),
    text=phrase("两个数不具备相比的条件。本站这时不计算变化，只列出理由；有几条理由，就列几条。"),
)
NOTHING_EARLIER = Explanation(
    anchor="no-earlier-period",
    title=phrase("没有更早的一期"),
    text=phrase("这项数据只有一期，或者这是最早的一期，所以没有可以相比的数。"),
)
DEMONSTRATION = Explanation(
    anchor="demonstration",
    title=phrase("背景与方法演示"),
    text=phrase("为了演示逐期比较怎样做而另设的数据，不是本地的数据，单独放，不进各环境和首页。"),
)

OF_VALUES = (TIED, DEFINITION_PENDING, RANK_SIZE_UNKNOWN, SAMPLE_UNKNOWN, DEMONSTRATION)
OF_CHANGES = (OWN_CALCULATION, NOT_COMPARABLE, NOTHING_EARLIER)

EXPLANATIONS: tuple[Explanation, ...] = (
    *KINDS.values(),
    *BASES.values(),
    *QUALIFIERS.values(),
    *NATURES.values(),
    *STATUSES.values(),
    *STAGES.values(),
    *OF_VALUES,
    *OF_CHANGES,
    *COMPARISONS.values(),
    *(wording.explained for wording in WORDINGS),
    *REASONS.values(),
)
"""All that the site explains of its method, each with an anchor of its own."""

MARKS: Mapping[str, Explanation] = {
    **{STATUS_WORDS[status]: item for status, item in STATUSES.items() if STATUS_WORDS[status]},
    **{NATURE_WORDS[nature]: item for nature, item in NATURES.items() if NATURE_WORDS[nature]},
    phrase("期间为推定"): BASES[PeriodBasis.INFERRED],
    **{item.title: item for item in (*OF_VALUES, *OF_CHANGES)},
}
"""What stays with a value or a change, as a phrase, with its explanation."""
_REASON = "@reason-"


def mark_paths(language: Language = CHINESE) -> dict[str, str]:
    """Return where the site explains each mark, by the mark as a language prints it."""
    return {language.say(word): found.path for word, found in MARKS.items()}


def reason_path(phrase: str) -> str:
    """Return where the site explains a reason, given as a phrase of the reporters."""
    code = phrase.removeprefix(_REASON).partition("|")[0]
    if code == NOTHING_EARLIER.anchor:
        return NOTHING_EARLIER.path
    return REASONS[ReasonCode(code)].path
