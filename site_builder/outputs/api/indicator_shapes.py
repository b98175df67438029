"""What the files of indicators hold."""

from typing import Annotated

from msgspec import Struct

from site_builder.compare.targets import TargetStatus
from site_builder.model.vocabulary import Direction, Kind, PeriodBasis, Stage
from site_builder.outputs.api.endpoint import Day, DecimalText, Link, SitePath, told
from site_builder.outputs.api.values import (
    AreaCode,
    End,
    Locator,
    ObservationId,
    Period,
    Printed,
    QualifierCode,
    SourceId,
    SourceShape,
    Start,
    UnitMultiple,
    ValueShape,
)


class ChangeShape(Struct, frozen=True, kw_only=True):
    """A change into a value, or why there is none."""

    earlier: Annotated[ObservationId, told("作比较的前一个值。")]
    comparable: Annotated[bool, told("是否可比。不可比时没有变化数，请勿自行计算。")]
    lead: Annotated[str, told("比较的种类，例如“比上年”“同比”；不可比时为空。")]
    text: Annotated[str, told("变化的说法，例如“提高2.7个百分点”，由本站计算；不可比时为空。")]
    judgement: Annotated[str, told("向好、转差，或为空（不作判断）。")]
    footnote: Annotated[str, told("对这个变化数的脚注；没有为空。")]
    marks: Annotated[tuple[str, ...], told("必须与变化一起显示的字样。")]
    reasons: Annotated[tuple[str, ...], told("不可比的全部原因；可比时为空表。")]


class ObservationShape(ValueShape, frozen=True, kw_only=True):
    """A value with all that makes it checkable."""

    package: Annotated[str, told("数据包的名称。")]
    version: Annotated[str, told("数据包的版本。")]
    period_basis: Annotated[
        PeriodBasis,
        told(
            "期间怎样得知：stated 来源写明，bounded 只知不晚于发布日期，inferred 推定，空为不详。"
        ),
    ]
    start: Start
    end: End
    not_after: Annotated[
        Day | None, told("期间的上限：来源没有写明截止日，只知不晚于这一天；其他情形为 null。")
    ]
    unit_measure: Annotated[str, told("基本单位，例如“元”。")]
    status: Annotated[str, told("观测状态的说法。")]
    tied: Annotated[bool, told("位次是否并列。")]
    rank_of: Annotated[int | None, told("参评单位数；不是位次，或没有说明时为 null。")]
    rank_scope: Annotated[str, told("排名的范围；没有为空。")]
    base_n: Annotated[int | None, told("样本量；没有说明为 null。")]
    source: SourceId
    locator: Locator
    editor_note: Annotated[str, told("编辑对这个值的说明；没有为空。")]
    change: Annotated[ChangeShape | None, told("与前一期的比较；没有更早的一期为 null。")]


class TargetShape(Struct, frozen=True, kw_only=True):
    """A value aimed at."""

    url: Annotated[Link, told("这个目标的固定网址：指标页上的一行。")]
    path: Annotated[SitePath, told("同一网址在站内的路径。")]
    package: Annotated[str, told("数据包的名称。")]
    ref_area: AreaCode
    time_period: Period
    caliber: Annotated[str, told("口径；_Z 为不适用。")]
    start: Start
    end: End
    target_value: Annotated[str, told("目标值，公布的文本。")]
    value: Annotated[DecimalText, told("目标值，写成十进制字符串；单位与观测值的 value 相同。")]
    unit_mult: UnitMultiple
    text: Printed
    qualifier: QualifierCode
    actual: Annotated[ObservationId | None, told("同一期间的观测值；没有公布为 null。")]
    status: Annotated[
        TargetStatus,
        told(
            "met 已达到，not-met 未达到，not-due 未到期，not-reported 已到期而没有公布实绩，"
            "cannot-judge 不能判断。"
        ),
    ]
    words: Annotated[str, told("对目标是否达到的说法，附原因。")]
    source: SourceId
    locator: Locator


class BreakShape(Struct, frozen=True, kw_only=True):
    """A place where a series stops being comparable."""

    package: Annotated[str, told("数据包的名称。")]
    ref_area: AreaCode
    time_period: Annotated[Period, told("断点之后的第一个期间；它与以前的各期不可比。")]
    caliber: Annotated[str, told("口径；_Z 为不适用。")]
    reason: Annotated[str, told("断点的原因。")]
    source: SourceId


class DefinitionShape(Struct, frozen=True, kw_only=True):
    """What is measured, as lists and the file of the indicator say it."""

    indicator: Annotated[str, told("指标的代码，不变。")]
    title: Annotated[str, told("名称。")]
    title_en: Annotated[str, told("英文名称；没有为空。")]
    environment: Annotated[str, told("环境的代码；_Z 为不属于任何环境。")]
    kind: Annotated[
        Kind,
        told(
            "类型：stock 存量，flow 流量，rate 比率，reduction 压缩幅度，growth 增速，"
            "completion 完成率，rank 位次，score 得分，index 指数，duration 时长，cost 费用。"
        ),
    ]
    unit_measure: Annotated[str, told("基本单位，例如“元”“%”“件”。")]
    denominator: Annotated[str, told("比率的分母，或压缩幅度的基准；原文未说明为空。")]
    direction: Annotated[
        Direction, told("好坏方向：increase 越高越好，decrease 越低越好，none 不作判断。")
    ]
    stage: Annotated[
        Stage,
        told(
            "所计数的事走到哪一步：applied 申报，selected 入选，contracted 签约，credited 授信，"
            "disbursed 兑现，started 开工，completed 完成，_Z 不适用。"
        ),
    ]
    price_basis: Annotated[
        str,
        told("价格口径：current 现价，constant 不变价，comparable 可比价，_Z 不适用，空为未说明。"),
    ]
    decimals: Annotated[int, told("显示时最多保留的小数位数。")]
    package: Annotated[str, told("定义这个指标的数据包。")]
    version: Annotated[str, told("该数据包的版本。")]
    demonstration: Annotated[bool, told("是否只用于背景与方法演示，不是本地的数据。")]
    caveat: Annotated[str, told("使用之前必须先读的说明；没有为空。")]
    page: Annotated[Link, told("指标页的网址。")]


class IndicatorFile(DefinitionShape, frozen=True, kw_only=True):
    """An indicator with its values, targets, breaks and sources."""

    definition: Annotated[str, told("定义；原文没有给出为空。")]
    definition_pending: Annotated[bool, told("口径待补：定义未公开，因此不作比较和判断。")]
    frequency: Annotated[str, told("发布频率；未说明为空。")]
    department: Annotated[str, told("责任部门；未说明为空。")]
    part_of: Annotated[str, told("来源把它算在内的整体，同一数据包的指标代码；未说明为空。")]
    observations: Annotated[
        tuple[ObservationShape, ...], told("全部观测值，依地区、期间、口径排列。")
    ]
    formula: Annotated[str, told("本站计算变化所用的算法；没有任何可比的两期时为空。")]
    targets: Annotated[tuple[TargetShape, ...], told("目标。")]
    breaks: Annotated[tuple[BreakShape, ...], told("断点。")]
    sources: Annotated[tuple[SourceShape, ...], told("以上各行的来源。")]
