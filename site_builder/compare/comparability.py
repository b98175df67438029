"""The gate: may two observations be compared, and if not, every reason why.

Rules: the project's domain rules "Comparison" 1 to 5, 10 and 13.
"""

from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from site_builder.compare.periods import Period, Relation, parse_period, part_of_year, relate
from site_builder.model.package import Break, Indicator, Observation, Target
from site_builder.model.vocabulary import (
    WITH_DENOMINATOR,
    Kind,
    Nature,
    PeriodBasis,
    Qualifier,
    Status,
)


class ComparisonType(StrEnum):
    """What a comparison is against."""

    YEAR_ON_YEAR = "year-on-year"
    PERIOD_ON_PERIOD = "period-on-period"
    YEAR_END = "year-end"
    EDITION = "edition"
    BASE_YEAR = "base-year"


class ReasonCode(StrEnum):
    """Why two observations do not compare."""

    PERIOD_NOT_STATED = "period-not-stated"
    SPAN_DIFFERENT = "span-different"
    BREAK_BETWEEN = "break-between"
    INDICATOR_DIFFERENT = "indicator-different"
    AREA_DIFFERENT = "area-different"
    CALIBER_DIFFERENT = "caliber-different"
    VERSION_DIFFERENT = "version-different"
    DENOMINATOR_NOT_STATED = "denominator-not-stated"
    VALUE_MISSING = "value-missing"
    QUALIFIER_NOT_EXACT = "qualifier-not-exact"
    NATURE_NOT_ACTUAL = "nature-not-actual"
    STATUS_FORBIDS = "status-forbids"
    TARGET_UNKNOWN = "target-unknown"
    TARGET_DIFFERENT = "target-different"
    RANK_SIZE_DIFFERENT = "rank-size-different"


class Reason(Struct, frozen=True, kw_only=True):
    """A reason, with what the data says of it."""

    code: ReasonCode
    detail: str = ""


_PLAIN = {code: Reason(code=code) for code in ReasonCode}
"""Reasons without detail, made once."""

_FORBIDDEN = frozenset(
    {
        Status.BREAK,
        Status.DEFINITION_DIFFERS,
        Status.ESTIMATED,
        Status.FORECAST,
        Status.IMPUTED,
        Status.LOW_RELIABILITY,
        Status.NOT_SIGNIFICANT,
        Status.MISSING,
        Status.MISSING_LOST,
        Status.CANNOT_EXIST,
        Status.SUPPRESSED,
    }
)
_OF_KIND = frozenset({Kind.COMPLETION, Kind.RANK})
_EDITED = frozenset({Kind.SCORE, Kind.RANK, Kind.INDEX})


def natural_type(
    earlier: Observation, later: Observation, indicator: Indicator, *, edition: bool
) -> ComparisonType:
    """Return the type under which a pair would be compared."""
    if edition and indicator.kind in _EDITED:
        return ComparisonType.EDITION
    relation = relate(earlier.time_period, later.time_period)
    if indicator.kind is Kind.STOCK and relation.year_end:
        return ComparisonType.YEAR_END
    if relation.adjacent:
        first, second = parse_period(earlier.time_period), parse_period(later.time_period)
        if first.grain == second.grain and part_of_year(first):
            return ComparisonType.PERIOD_ON_PERIOD
    if relation.same_span and relation.years > 1:
        return ComparisonType.BASE_YEAR
    return ComparisonType.YEAR_ON_YEAR


def reasons_against(
    earlier: Observation,
    later: Observation,
    indicator: Indicator,
    breaks: tuple[Break, ...],
    targets: tuple[Target, ...],
    comparison: ComparisonType,
) -> tuple[Reason, ...]:
    """Return every reason that forbids the comparison, in the order of the rules; () permits it."""
    found = _identity(earlier, later)
    found += _periods(earlier, later, indicator, comparison)
    if breaks:
        found += _breaks(earlier, later, breaks)
    found += _values(earlier, later, indicator)
    if indicator.kind in _OF_KIND:
        found += _of_kind(earlier, later, indicator, targets)
    return tuple(found)


def _identity(earlier: Observation, later: Observation) -> list[Reason]:
    found = []
    if earlier.indicator != later.indicator:
        found.append(_PLAIN[ReasonCode.INDICATOR_DIFFERENT])
    if earlier.ref_area != later.ref_area:
        found.append(_PLAIN[ReasonCode.AREA_DIFFERENT])
    if earlier.caliber != later.caliber:
        found.append(_PLAIN[ReasonCode.CALIBER_DIFFERENT])
    if earlier.package != later.package:
        found.append(_PLAIN[ReasonCode.VERSION_DIFFERENT])
    return found


def _periods(
    earlier: Observation, later: Observation, indicator: Indicator, comparison: ComparisonType
) -> list[Reason]:
    relation = relate(earlier.time_period, later.time_period)
    found = []
    stated = earlier.period_basis is PeriodBasis.STATED and later.period_basis is PeriodBasis.STATED
    if not (stated and relation.known):
        found.append(_PLAIN[ReasonCode.PERIOD_NOT_STATED])
    if relation.known and not _spans_fit(relation, indicator, comparison):
        found.append(_PLAIN[ReasonCode.SPAN_DIFFERENT])
    return found


def _spans_fit(relation: Relation, indicator: Indicator, comparison: ComparisonType) -> bool:
    if comparison is ComparisonType.PERIOD_ON_PERIOD:
        return relation.adjacent
    if comparison is ComparisonType.YEAR_END:
        return indicator.kind is Kind.STOCK and relation.year_end
    if comparison is ComparisonType.YEAR_ON_YEAR:
        return relation.same_span and relation.years == 1
    return relation.same_span


def _breaks(earlier: Observation, later: Observation, breaks: tuple[Break, ...]) -> list[Reason]:
    """Return a reason for each break that does not leave both values on one side.

    A break lies at the start of its first period. A span that runs over it is on neither side.
    """
    return [
        Reason(code=ReasonCode.BREAK_BETWEEN, detail=item.reason)
        for item in breaks
        if item.indicator == later.indicator
        and item.ref_area == later.ref_area
        and item.caliber == later.caliber
        and _parted(earlier.time_period, later.time_period, item.time_period)
    ]


@lru_cache(maxsize=65536)
def _parted(earlier: str, later: str, beginning: str) -> bool:
    """Tell whether a break leaves the two on different sides, as far as is known.

    Where the start of its first period is unknown, the break lies somewhere up to its end.
    """
    at = parse_period(beginning)
    sides = {_side(parse_period(text), at) for text in (earlier, later)}
    return "over" in sides or {"before", "after"} <= sides


def _side(period: Period, beginning: Period) -> str:
    """Return before, after or over the break; "" where what is known does not tell."""
    earliest, latest = beginning.start, beginning.start or beginning.end
    if latest is None:
        return ""
    if period.start is not None and (period.start >= latest if earliest else period.start > latest):
        return "after"
    if earliest is None:
        return "over" if period.known else ""
    if period.end is not None and period.end < earliest:
        return "before"
    if period.known:
        return "over"
    return "after" if period.end is not None and period.start is None else ""


def _values(earlier: Observation, later: Observation, indicator: Indicator) -> list[Reason]:
    found = []
    if earlier.value is None or later.value is None:
        found.append(_PLAIN[ReasonCode.VALUE_MISSING])
    if earlier.qualifier is not Qualifier.EXACT or later.qualifier is not Qualifier.EXACT:
        found.append(_PLAIN[ReasonCode.QUALIFIER_NOT_EXACT])
    if earlier.nature is not Nature.ACTUAL or later.nature is not Nature.ACTUAL:
        found.append(_PLAIN[ReasonCode.NATURE_NOT_ACTUAL])
    if earlier.obs_status in _FORBIDDEN or later.obs_status in _FORBIDDEN:
        marked = sorted({earlier.obs_status, later.obs_status} & _FORBIDDEN)
        found.append(Reason(code=ReasonCode.STATUS_FORBIDS, detail=",".join(marked)))
    if indicator.kind in WITH_DENOMINATOR and not indicator.denominator:
        found.append(_PLAIN[ReasonCode.DENOMINATOR_NOT_STATED])
    return found


def _of_kind(
    earlier: Observation, later: Observation, indicator: Indicator, targets: tuple[Target, ...]
) -> list[Reason]:
    if indicator.kind is Kind.COMPLETION:
        one, other = _target_of(earlier, targets), _target_of(later, targets)
        if one is None or other is None:
            return [_PLAIN[ReasonCode.TARGET_UNKNOWN]]
        if one.value.scaleb(one.unit_mult) != other.value.scaleb(other.unit_mult):
            return [_PLAIN[ReasonCode.TARGET_DIFFERENT]]
    if indicator.kind is Kind.RANK:
        sizes = {earlier.rank_of, later.rank_of}
        scopes = {earlier.rank_scope, later.rank_scope}
        if None in sizes or len(sizes) > 1 or len(scopes) > 1:
            return [_PLAIN[ReasonCode.RANK_SIZE_DIFFERENT]]
    return []


def _target_of(item: Observation, targets: tuple[Target, ...]) -> Target | None:
    key = (item.indicator, item.ref_area, item.time_period, item.caliber)
    for target in targets:
        if (target.indicator, target.ref_area, target.time_period, target.caliber) == key:
            return target
    return None
