"""Is a target met? Judged only where a published, exact enough value allows it."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from site_builder.compare.periods import parse_period
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.package import Indicator, Observation, Target
from site_builder.model.vocabulary import Direction, Nature, PeriodBasis, Qualifier, Status


class TargetStatus(StrEnum):
    """What may be said of a target."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_DUE = "not-due"
    NOT_REPORTED = "not-reported"
    CANNOT_JUDGE = "cannot-judge"


class TargetJudgement(Struct, frozen=True, kw_only=True):
    """A status and the reason for it, in words for citizens."""

    status: TargetStatus
    words: str


_FROM = frozenset({Qualifier.OVER, Qualifier.AT_LEAST})
_UP_TO = frozenset({Qualifier.UNDER, Qualifier.AT_MOST})
_MIRRORED = {
    Qualifier.EXACT: Qualifier.EXACT,
    Qualifier.OVER: Qualifier.UNDER,
    Qualifier.UNDER: Qualifier.OVER,
    Qualifier.AT_LEAST: Qualifier.AT_MOST,
    Qualifier.AT_MOST: Qualifier.AT_LEAST,
}
_FIT = frozenset({Status.NORMAL, Status.PROVISIONAL})


def judge_target(
    target: Target,
    observation: Observation | None,
    indicator: Indicator,
    as_of: str,
    *,
    language: Language = CHINESE,
) -> TargetJudgement:
    """Return whether a target is met by the observation of its own period.

    `as_of` is the build's date, YYYY-MM-DD: a period that ends on or after it is not due. A value
    published as a lower or upper bound counts only as far as it decides the matter.
    """
    status, words = _judge(target, observation, indicator, as_of)
    if status is TargetStatus.CANNOT_JUDGE:
        said = language.say("不能判断：{obstacle}", obstacle=language.say(words))
        return TargetJudgement(status=status, words=said)
    said = language.say(words)
    if observation is not None and observation.obs_status is Status.PROVISIONAL:
        said = language.noted(said, (language.say("初步数"),))
    return TargetJudgement(status=status, words=said)


def _judge(
    target: Target, observation: Observation | None, indicator: Indicator, as_of: str
) -> tuple[TargetStatus, str]:
    """Return the status with its reason as a pattern, or what stands in the way."""
    if observation is None:
        return _without_value(target, as_of)
    obstacle = _obstacle(target, observation, indicator)
    if obstacle:
        return TargetStatus.CANNOT_JUDGE, obstacle
    met, missed = _decide(target, observation, indicator.direction)
    if met:
        return TargetStatus.MET, phrase("已达到目标")
    if missed:
        return TargetStatus.NOT_MET, phrase("未达到目标")
    return TargetStatus.CANNOT_JUDGE, phrase("公布的是约数")


def _without_value(target: Target, as_of: str) -> tuple[TargetStatus, str]:
    end = parse_period(target.time_period).end
    if end is None:
        return TargetStatus.CANNOT_JUDGE, phrase("目标期限原文未注明")
    if end >= date.fromisoformat(as_of):
        return TargetStatus.NOT_DUE, phrase("未到期")
    return TargetStatus.NOT_REPORTED, phrase("已到期，来源没有公布实绩，不能判断是否达到")


def _obstacle(target: Target, observation: Observation, indicator: Indicator) -> str:
    if observation.value is None:
        return phrase("没有数值")
    if observation.nature is not Nature.ACTUAL:
        return phrase("公布的不是实绩")
    if observation.obs_status not in _FIT:
        return phrase("观测状态不宜判断")
    if observation.period_basis is not PeriodBasis.STATED:
        return phrase("期间原文未注明")
    if indicator.direction is Direction.NONE:
        return phrase("没有说明越高越好还是越低越好")
    if indicator.definition_pending:
        return phrase("口径待补")
    vague = (Qualifier.ABOUT, Qualifier.NEARLY)
    if observation.qualifier in vague or target.qualifier in vague:
        return phrase("公布的是约数")
    return ""


def _decide(target: Target, observation: Observation, direction: Direction) -> tuple[bool, bool]:
    """Return whether the value is surely far enough, and whether it surely is not.

    `over` and `under` are strict, on the side of the value as on that of the target.
    """
    assert observation.value is not None
    value = observation.value.scaleb(observation.unit_mult)
    aim = target.value.scaleb(target.unit_mult)
    qualifier = observation.qualifier
    if direction is Direction.DECREASE:
        value, aim = -value, -aim
        qualifier = _MIRRORED[qualifier]
    strict_aim = target.qualifier in (Qualifier.OVER, Qualifier.UNDER)
    if qualifier in _FROM:
        beyond = value > aim or (value == aim and (qualifier is Qualifier.OVER or not strict_aim))
        return beyond, False
    if qualifier in _UP_TO:
        short = value < aim or (value == aim and (qualifier is Qualifier.UNDER or strict_aim))
        return False, short
    met = value > aim if strict_aim else value >= aim
    return met, not met
