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
