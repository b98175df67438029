"""What is said of a single value: kind, period, qualifier, nature, status, stage, other marks."""

from collections.abc import Mapping

from site_builder.compare.values import STATUS_WORDS
from site_builder.model.explanation import Explanation
from site_builder.model.language import phrase
from site_builder.model.vocabulary import Kind, Nature, PeriodBasis, Qualifier, Stage, Status


def _kind(kind: Kind, title: str, brief: str, text: str) -> Explanation:
    return Explanation(anchor=f"kind-{kind}", title=title, brief=brief, text=text)


KINDS: Mapping[Kind, Explanation] = {
    Kind.STOCK: _kind(
        Kind.STOCK,
        phrase("存量"),
        phrase("某一时点的数"),
        phrase("在某一天清点出来的数，例如这一天有多少家机构、多少项事项。看存量先看是哪一天的。"),
    ),
    Kind.FLOW: _kind(
        Kind.FLOW,
        phrase("流量"),
        phrase("一段时间内的数"),
        phrase("一段时间里累计发生的数，例如几个月里办了多少件。时间长短不同的两个流量不能相比。"),
    ),
    Kind.RATE: _kind(
        Kind.RATE,
        phrase("比率"),
        phrase("占分母的份额"),
        phrase("一部分在整体里占百分之几。关键看分母：按事项算和按办件算，是两个不同的比率。"),
    ),
    Kind.REDUCTION: _kind(
        Kind.REDUCTION,
        phrase("压缩幅度"),
        phrase("相对固定基准"),
        phrase(
            "比一个固定的基准少了百分之几，例如承诺的时限比法定时限短多少。它不是比上一年少了多少。"
        ),
    ),
    Kind.GROWTH: _kind(
        Kind.GROWTH,
        phrase("增速"),
        phrase("来源公布，本站不重算"),
        phrase(
            "来源公布的增长百分数。来源可能扣除了价格变动，或者调整过上年的数，"
            "所以本站照抄，不拿两年的数自己去算。"
        ),
    ),
    Kind.COMPLETION: _kind(
        Kind.COMPLETION,
        phrase("完成率"),
        phrase("相对年度目标"),
        phrase(
            "相对于目标完成了百分之几，可以超过100%。怎样计算以来源为准，来源没有说明的，本站不推断。"
        ),
    ),
    Kind.RANK: _kind(
        Kind.RANK,
        phrase("位次"),
        "",
        phrase("在一批参评单位里排第几。要同时看在什么范围里排、一共多少个单位；并列的照写并列。"),
    ),
    Kind.SCORE: _kind(
        Kind.SCORE,
        phrase("得分"),
        "",
        phrase("按一套评分办法打出的分数。评分办法变了，前后的得分就不能相比。"),
    ),
    Kind.INDEX: _kind(
        Kind.INDEX,
        phrase("指数"),
        "",
        phrase("由几项数据合成的相对数，只有放在同一套编制办法里看才有意义。"),
    ),
    Kind.DURATION: _kind(
        Kind.DURATION, phrase("时长"), "", phrase("办成一件事用的时间，例如几小时、几个工作日。")
    ),
    Kind.COST: _kind(Kind.COST, phrase("费用"), "", phrase("办一件事要花的钱。")),
}
"""What sort of quantity an indicator measures."""

BASES: Mapping[PeriodBasis, Explanation] = {
    PeriodBasis.STATED: Explanation(
        anchor="period-stated",
        title=phrase("原文注明的期间"),
        text=phrase(
            "来源写明了是哪一段时间或者截至哪一天，照原文印出。只有两期都注明，才可以比较。"
        ),
    ),
    PeriodBasis.BOUNDED: Explanation(
        anchor="period-bounded",
        title=phrase("截至报告时（不晚于某日）"),
        text=phrase("来源没有写日期，只知道不会晚于材料公布的那一天。这样的数照列，不作比较。"),
    ),
    PeriodBasis.INFERRED: Explanation(
        anchor="period-inferred",
        title=phrase("推定的期间"),
        text=phrase(
            "期间是本站从上下文推定的，不是来源写的，印出时加“（推定）”。这样的数照列，不作比较。"
        ),
    ),
    PeriodBasis.UNKNOWN: Explanation(
        anchor="period-unknown",
        title=phrase("原文未注明期间"),
        text=phrase(
            "来源没有写从什么时候到什么时候，连不晚于哪一天也定不下来。这样的数照列，不作比较。"
        ),
    ),
}
"""How the period of a value is known."""

QUALIFIERS: Mapping[Qualifier, Explanation] = {
    Qualifier.EXACT: Explanation(
        anchor="qualifier-exact",
        title=phrase("确数"),
        text=phrase("来源给的就是这个数，没有“约”“余”一类的字。只有确数参与比较。"),
    ),
    Qualifier.OVER: Explanation(
        anchor="qualifier-over",
        title=phrase("余、超"),
        text=phrase("比印出的数多，多多少来源没有说。"),
    ),
    Qualifier.AT_LEAST: Explanation(
        anchor="qualifier-at_least",
        title=phrase("以上"),
        text=phrase("不少于印出的数，可以正好是这个数。"),
    ),
    Qualifier.ABOUT: Explanation(
        anchor="qualifier-about",
        title=phrase("约"),
        text=phrase("在印出的数上下，可能多些，也可能少些。"),
    ),
    Qualifier.NEARLY: Explanation(
        anchor="qualifier-nearly", title=phrase("近"), text=phrase("很接近印出的数，但还没有到。")
    ),
    Qualifier.UNDER: Explanation(
        anchor="qualifier-under",
        title=phrase("不足"),
        text=phrase("比印出的数少，少多少来源没有说。"),
    ),
    Qualifier.AT_MOST: Explanation(
        anchor="qualifier-at_most",
        title=phrase("不超过"),
        text=phrase("最多就是印出的数，可以正好是这个数。"),
    ),
}
"""How exact a published value is."""

NATURES: Mapping[Nature, Explanation] = {
    Nature.ACTUAL: Explanation(
        anchor="nature-actual",
        title=phrase("实绩"),
        text=phrase("已经发生、已经做到的数，不另加标记。"),
    ),
    Nature.PLANNED: Explanation(
        anchor="nature-planned",
        title=phrase("计划"),
        text=phrase("打算做到的数，还不是做到的数。计划数不与实绩相比，也不算作成效。"),
    ),
    Nature.EXPECTED: Explanation(
        anchor="nature-expected",
        title=phrase("预计"),
        text=phrase("来源估摸将会有的数，到来源公布时还没有发生。预计数不与实绩相比。"),
    ),
}
"""Whether a value has happened."""

_STATUSES = {
    Status.NORMAL: phrase("来源正常公布的数，没有另加说明，页面上也不另加标记。"),
    Status.BREAK: phrase("统计办法从这一期起有了改变，这一期的数不与以前的数相比。"),
    Status.DEFINITION_DIFFERS: phrase("这一期用的定义与同一指标的其他期不同，不作比较。"),
    Status.ESTIMATED: phrase("来源估计的数，不是实际统计的结果，不作比较。"),
    Status.FORECAST: phrase("来源对以后的预测，不作比较。"),
    Status.IMPUTED: phrase("这一期本来没有数，来源按一定办法补上了一个，不作比较。"),
    Status.MISSING_LOST: phrase("实际有这个数，但没有收集到，所以空着。空着不等于0。"),
    Status.CANNOT_EXIST: phrase(
        "这一期不可能有这个数，例如那时还没有这项制度，所以空着。空着不等于0。"
    ),
    Status.NOT_SIGNIFICANT: phrase("从统计上看与0没有差别，不作比较。"),
    Status.MISSING: phrase("来源没有给出这一期的数，所以空着。空着不等于0。"),
    Status.PROVISIONAL: phrase("来源以后还可能修订的数。可以比较，比较的结果也带上“初步”的标记。"),
    Status.SUPPRESSED: phrase("来源有这个数，但因为保密等原因不公布，所以空着。空着不等于0。"),
    Status.LOW_RELIABILITY: phrase(
        "这个数不太可靠，例如来源后来作过更正而这里还是更正以前的数。照列出来，不参与比较。"
    ),
}

STATUSES: Mapping[Status, Explanation] = {
    status: Explanation(
        anchor=f"status-{status}",
        title=STATUS_WORDS[status] or phrase("正常"),
        code=status.value,
        text=text,
    )
    for status, text in _STATUSES.items()
}
"""The codes of SDMX's CL_OBS_STATUS that a package may use."""

STAGES: Mapping[Stage, Explanation] = {
    Stage.APPLIED: Explanation(
        anchor="stage-applied", title=phrase("申报"), text=phrase("已经报上去，还没有结果。")
    ),
    Stage.SELECTED: Explanation(
        anchor="stage-selected", title=phrase("入选"), text=phrase("已经评上或者列入名单。")
    ),
    Stage.CONTRACTED: Explanation(
        anchor="stage-contracted",
        title=phrase("签约"),
        text=phrase("已经签下协议。签约的金额不是已经投下的钱。"),
    ),
    Stage.CREDITED: Explanation(
        anchor="stage-credited",
        title=phrase("授信"),
        brief=phrase("不是放款"),
        text=phrase("银行答应最多可以借的额度，不是已经借出的钱。"),
    ),
    Stage.DISBURSED: Explanation(
        anchor="stage-disbursed", title=phrase("兑现"), text=phrase("已经给付到位的钱或者待遇。")
    ),
    Stage.STARTED: Explanation(
        anchor="stage-started", title=phrase("开工"), text=phrase("已经动工，还没有完成。")
    ),
    Stage.COMPLETED: Explanation(
        anchor="stage-completed", title=phrase("完成"), text=phrase("已经办结或者建成。")
    ),
    Stage.NONE: Explanation(
        anchor="stage-none",
        title=phrase("不分阶段"),
        text=phrase("这项数据没有先后阶段，页面上不另加说明。"),
    ),
}
"""How far the thing counted has come."""
