"""May values of two areas stand side by side? Only where everything but the area agrees."""

from site_builder.compare.comparability import Reason, ReasonCode
from site_builder.compare.periods import parse_period
from site_builder.model.package import Indicator, Observation
from site_builder.model.vocabulary import (
    WITH_DENOMINATOR,
    Kind,
    Nature,
    PeriodBasis,
    Qualifier,
    Status,
)


def reasons_against_areas(
    one: Observation, other: Observation, indicator: Indicator
) -> tuple[Reason, ...]:
    """Return every reason that forbids setting two areas' values side by side; () permits it.

    The indicator is the same, so definition, unit and denominator agree; period, caliber and
    package must, both periods must be stated, and both values actual and exact. Ranks must be of
    one field; completion rates are each against an area's own target.
    """
    both = (one, other)
    found = []
    if one.indicator != other.indicator:
        found.append(Reason(code=ReasonCode.INDICATOR_DIFFERENT))
    if one.time_period != other.time_period:
        found.append(Reason(code=ReasonCode.SPAN_DIFFERENT))
    if any(
        item.period_basis is not PeriodBasis.STATED or not parse_period(item.time_period).known
        for item in both
    ):
        found.append(Reason(code=ReasonCode.PERIOD_NOT_STATED))
    if one.caliber != other.caliber:
        found.append(Reason(code=ReasonCode.CALIBER_DIFFERENT))
    if one.package != other.package:
        found.append(Reason(code=ReasonCode.VERSION_DIFFERENT))
    if indicator.kind in WITH_DENOMINATOR and not indicator.denominator:
        found.append(Reason(code=ReasonCode.DENOMINATOR_NOT_STATED))
    if any(item.value is None for item in both):
        found.append(Reason(code=ReasonCode.VALUE_MISSING))
    if any(item.qualifier is not Qualifier.EXACT for item in both):
        found.append(Reason(code=ReasonCode.QUALIFIER_NOT_EXACT))
    if any(item.nature is not Nature.ACTUAL for item in both):
        found.append(Reason(code=ReasonCode.NATURE_NOT_ACTUAL))
    if indicator.kind is Kind.COMPLETION:
        found.append(Reason(code=ReasonCode.TARGET_DIFFERENT))
    unlike = (one.rank_of, one.rank_scope) != (other.rank_of, other.rank_scope)
    if indicator.kind is Kind.RANK and (unlike or one.rank_of is None):
        found.append(Reason(code=ReasonCode.RANK_SIZE_DIFFERENT))
    differing = [item for item in both if item.obs_status is Status.DEFINITION_DIFFERS]
    if differing:
        found.append(Reason(code=ReasonCode.STATUS_FORBIDS, detail=Status.DEFINITION_DIFFERS.value))
    return tuple(found)
