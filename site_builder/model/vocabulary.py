"""The code lists of a data package; values are what the CSV files hold."""

from enum import StrEnum

from site_builder.model.language import phrase

NOT_APPLICABLE = "_Z"
"""SDMX's code for "not applicable"; an empty cell means "not stated"."""


class Kind(StrEnum):
    """What sort of quantity an indicator measures; it decides how a change is said."""

    STOCK = "stock"
    FLOW = "flow"
    RATE = "rate"
    REDUCTION = "reduction"
    GROWTH = "growth"
    COMPLETION = "completion"
    RANK = "rank"
    SCORE = "score"
    INDEX = "index"
    DURATION = "duration"
    COST = "cost"


WITH_DENOMINATOR = frozenset({Kind.RATE, Kind.REDUCTION})
"""Kinds that are a share of something, or a cut against it; unstated, they never compare."""

AMOUNTS = frozenset({Kind.STOCK, Kind.FLOW})
"""Kinds that count something, so that one value can be part of another."""


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NONE = "none"


class Stage(StrEnum):
    """How far the thing counted has come: a signed amount is not an invested one."""

    APPLIED = "applied"
    SELECTED = "selected"
    CONTRACTED = "contracted"
    CREDITED = "credited"
    DISBURSED = "disbursed"
    STARTED = "started"
    COMPLETED = "completed"
    NONE = NOT_APPLICABLE


class PeriodBasis(StrEnum):
    """How the period is known; empty where the source leaves both sides open."""

    STATED = "stated"
    BOUNDED = "bounded"
    INFERRED = "inferred"
    UNKNOWN = ""


class Nature(StrEnum):
    """Whether a value has happened, is planned, or is expected."""

    ACTUAL = "actual"
    PLANNED = "planned"
    EXPECTED = "expected"


class Qualifier(StrEnum):
    """How exact the published value is."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at_least"
    ABOUT = "about"
    NEARLY = "nearly"
    UNDER = "under"
    AT_MOST = "at_most"


class Status(StrEnum):
    """Observation status, codes of SDMX's CL_OBS_STATUS."""

    NORMAL = "A"
    BREAK = "B"
    DEFINITION_DIFFERS = "D"
    ESTIMATED = "E"
    FORECAST = "F"
    IMPUTED = "I"
    MISSING_LOST = "L"
    CANNOT_EXIST = "M"
    NOT_SIGNIFICANT = "N"
    MISSING = "O"
    PROVISIONAL = "P"
    SUPPRESSED = "Q"
    LOW_RELIABILITY = "U"


WITHOUT_VALUE = frozenset(
    {Status.MISSING, Status.CANNOT_EXIST, Status.MISSING_LOST, Status.SUPPRESSED}
)
"""Statuses whose value may be empty."""


class EvaluationStage(StrEnum):
    """How far a case has come in a round of the selection: 申报, 初评, 公示, 入选."""

    ENTERED = "entered"
    ASSESSED = "assessed"
    PUBLICISED = "publicised"
    SELECTED = "selected"


EVALUATION_STAGE_WORDS = {
    EvaluationStage.ENTERED: phrase("申报"),
    EvaluationStage.ASSESSED: phrase("初评"),
    EvaluationStage.PUBLICISED: phrase("公示"),
    EvaluationStage.SELECTED: phrase("入选"),
}
"""Words for each stage, in the order in which a case comes through them."""


class RoundKind(StrEnum):
    """What a round of evaluation is."""

    SELECTION = "selection"
    EVALUATION = "evaluation"
    REVIEW = "review"


ROUND_KIND_WORDS = {
    RoundKind.SELECTION: phrase("改革案例评选"),
    RoundKind.EVALUATION: phrase("改革评价"),
    RoundKind.REVIEW: phrase("涉企问题复盘"),
}


class Aggregation(StrEnum):
    """How a round makes one score of those of its criteria; empty where it does not say."""

    WEIGHTED_MEAN = "weighted_mean"
    MEAN = "mean"
    SUM = "sum"
    NOT_STATED = ""


AGGREGATION_WORDS = {
    Aggregation.WEIGHTED_MEAN: phrase("加权平均"),
    Aggregation.MEAN: phrase("简单平均"),
    Aggregation.SUM: phrase("相加"),
    Aggregation.NOT_STATED: phrase("计分办法原文未注明"),
}


class FeedbackStatus(StrEnum):
    """How far a finding of an experience officer has come."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    REPLIED = "replied"
    RESOLVED = "resolved"


FEEDBACK_STATUS_WORDS = {
    FeedbackStatus.RECEIVED: phrase("已收到"),
    FeedbackStatus.ASSIGNED: phrase("已交办"),
    FeedbackStatus.REPLIED: phrase("已答复"),
    FeedbackStatus.RESOLVED: phrase("已解决"),
}

WITH_REPLY = frozenset({FeedbackStatus.REPLIED, FeedbackStatus.RESOLVED})
"""Statuses of a finding that has its reply."""


class FlowStep(StrEnum):
    """A step on the way of an enterprise's issue, in the order of the way."""

    COLLECTED = "collected"
    ASSESSED = "assessed"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    REPLIED = "replied"
    REVIEWED = "reviewed"


FLOW_STEP_WORDS = {
    FlowStep.COLLECTED: phrase("归集"),
    FlowStep.ASSESSED: phrase("研判"),
    FlowStep.ASSIGNED: phrase("交办"),
    FlowStep.RESOLVED: phrase("化解"),
    FlowStep.REPLIED: phrase("反馈"),
    FlowStep.REVIEWED: phrase("复盘"),
}


class FlowSubset(StrEnum):
    """Which of the issues at a step a row is about."""

    ALL = NOT_APPLICABLE
    DIFFICULT = "difficult"


FLOW_SUBSET_WORDS = {
    FlowSubset.ALL: phrase("全部问题"),
    FlowSubset.DIFFICULT: phrase("疑难问题"),
}


class Progress(StrEnum):
    """How far a promised thing has come, as far as the source says."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    NOT_STATED = "not stated"


PROGRESS_WORDS = {
    Progress.PLANNED: phrase("计划"),
    Progress.RUNNING: phrase("推进中"),
    Progress.DONE: phrase("已完成"),
    Progress.NOT_STATED: phrase("进展原文未注明"),
}


class Rectification(StrEnum):
    """How far an admitted shortcoming has been put right, as far as the source says."""

    OPEN = "open"
    RUNNING = "running"
    DONE = "done"
    NOT_STATED = "not stated"


RECTIFICATION_WORDS = {
    Rectification.OPEN: phrase("待整改"),
    Rectification.RUNNING: phrase("整改中"),
    Rectification.DONE: phrase("已整改"),
    Rectification.NOT_STATED: phrase("整改进展原文未注明"),
}


class ShortcomingKind(StrEnum):
    """Who names it: the report itself, or the congress that reviews it."""

    SHORTCOMING = "shortcoming"
    REVIEW_POINT = "review_point"


SHORTCOMING_KIND_WORDS = {
    ShortcomingKind.SHORTCOMING: phrase("报告自述的不足"),
    ShortcomingKind.REVIEW_POINT: phrase("人大审议意见"),
}


class PaperKind(StrEnum):
    """What a document of the administration is."""

    REGULATION = "regulation"
    DECISION = "decision"
    WORK_PLAN = "work_plan"
    PLAN = "plan"
    MEASURE = "measure"
    NOTICE = "notice"
    POLICY = "policy"
    LIST = "list"


PAPER_KIND_WORDS = {
    PaperKind.REGULATION: phrase("条例"),
    PaperKind.DECISION: phrase("决定"),
    PaperKind.WORK_PLAN: phrase("工作要点"),
    PaperKind.PLAN: phrase("方案、计划"),
    PaperKind.MEASURE: phrase("办法、制度"),
    PaperKind.NOTICE: phrase("通知"),
    PaperKind.POLICY: phrase("惠企政策"),
    PaperKind.LIST: phrase("清单"),
}


class OutletLevel(StrEnum):
    """How far a medium reaches; empty where it is not stated."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    DISTRICT = "district"
    NOT_STATED = ""


OUTLET_LEVEL_WORDS = {
    OutletLevel.NATIONAL: phrase("国家级"),
    OutletLevel.PROVINCIAL: phrase("省级"),
    OutletLevel.MUNICIPAL: phrase("市级"),
    OutletLevel.DISTRICT: phrase("区县级"),
    OutletLevel.NOT_STATED: phrase("级别未注明"),
}


class CorrectionSeverity(StrEnum):
    """How much a correction matters to whoever used the value: 一般, 重大."""

    MINOR = "minor"
    MAJOR = "major"


class AreaLevel(StrEnum):
    """The level of an area."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    ECONOMY = "economy"


class InitiativeKind(StrEnum):
    """What an initiative is."""

    MECHANISM = "mechanism"
    PLATFORM = "platform"
    CAMPAIGN = "campaign"
    MEASURE = "measure"
    INSTITUTION = "institution"
    BRAND = "brand"


class InitiativeStatus(StrEnum):
    """How far an initiative has come, as far as the source says."""

    ANNOUNCED = "announced"
    RUNNING = "running"
    DONE = "done"
    NOT_STATED = "not stated"


INITIATIVE_STATUS_WORDS = {
    InitiativeStatus.ANNOUNCED: phrase("已提出"),
    InitiativeStatus.RUNNING: phrase("推进中"),
    InitiativeStatus.DONE: phrase("已建立或完成"),
    InitiativeStatus.NOT_STATED: phrase("进展原文未说明"),
}
"""Words for each status, in the order in which it goes on."""
