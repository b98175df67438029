"""The gate: may two observations be compared, and if not, every reason why.

Rules: the project's domain rules "Comparison" 1 to 5, 10 and 13.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from site_builder.compare.periods import (
    Period,
    adjacent_equal,
    parse_period,
    same_span_of_other_year,
    year_end_before,
)
from site_builder.model.package import Break, Indicator, Observation, Target
from site_builder.model.vocabulary import Kind, Nature, PeriodBasis, Qualifier, Status


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason, with what the data says of it."""

    code: ReasonCode
    detail: str = ""


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
_SHARES = frozenset({Kind.RATE, Kind.REDUCTION})
_EDITED = frozenset({Kind.SCORE, Kind.RANK, Kind.INDEX})


def natural_type(
    earlier: Observation, later: Observation, indicator: Indicator, *, edition: bool
) -> ComparisonType:
    """Return the type under which a pair would be compared."""
    if edition and indicator.kind in _EDITED:
        return ComparisonType.EDITION
    first, second = parse_period(earlier.time_period), parse_period(later.time_period)
    if indicator.kind is Kind.STOCK and year_end_before(first, second):
        return ComparisonType.YEAR_END
    if adjacent_equal(first, second) and first.grain == second.grain and _part_of_year(first):
        return ComparisonType.PERIOD_ON_PERIOD
    if same_span_of_other_year(first, second) and _years_later(first, second) > 1:
        return ComparisonType.BASE_YEAR
    return ComparisonType.YEAR_ON_YEAR


def _years_later(first: Period, second: Period) -> int:
    assert first.start is not None
    assert second.start is not None
    return second.start.year - first.start.year


def _part_of_year(period: Period) -> bool:
    assert period.start is not None
    assert period.end is not None
    return (period.end - period.start).days < 364


def reasons_against(
    earlier: Observation,
    later: Observation,
    indicator: Indicator,
    breaks: tuple[Break, ...],
    targets: tuple[Target, ...],
    comparison: ComparisonType,
) -> tuple[Reason, ...]:
    """Return every reason that forbids the comparison, in the order of the rules; () permits it."""
    return (
        *_identity(earlier, later),
        *_periods(earlier, later, indicator, comparison),
        *_breaks(earlier, later, breaks),
        *_values(earlier, later, indicator),
        *_of_kind(earlier, later, indicator, targets),
    )


def _identity(earlier: Observation, later: Observation) -> list[Reason]:
    pairs = (
        (ReasonCode.INDICATOR_DIFFERENT, earlier.indicator, later.indicator),
        (ReasonCode.AREA_DIFFERENT, earlier.ref_area, later.ref_area),
        (ReasonCode.CALIBER_DIFFERENT, earlier.caliber, later.caliber),
        (ReasonCode.VERSION_DIFFERENT, earlier.package, later.package),
    )
    return [Reason(code=code) for code, one, other in pairs if one != other]


def _periods(
    earlier: Observation, later: Observation, indicator: Indicator, comparison: ComparisonType
) -> list[Reason]:
    first, second = parse_period(earlier.time_period), parse_period(later.time_period)
    found = []
    stated = all(item.period_basis is PeriodBasis.STATED for item in (earlier, later))
    if not (stated and first.known and second.known):
        found.append(Reason(code=ReasonCode.PERIOD_NOT_STATED))
    if first.known and second.known and not _spans_fit(first, second, indicator, comparison):
        found.append(Reason(code=ReasonCode.SPAN_DIFFERENT))
    return found


def _spans_fit(
    first: Period, second: Period, indicator: Indicator, comparison: ComparisonType
) -> bool:
    if comparison is ComparisonType.PERIOD_ON_PERIOD:
        return adjacent_equal(first, second)
    if comparison is ComparisonType.YEAR_END:
        return indicator.kind is Kind.STOCK and year_end_before(first, second)
    if not same_span_of_other_year(first, second):
        return False
    if comparison is ComparisonType.YEAR_ON_YEAR:
        return _years_later(first, second) == 1
    return True


def _breaks(earlier: Observation, later: Observation, breaks: tuple[Break, ...]) -> list[Reason]:
    """Return a reason for each break that does not leave both values on one side.

    A break lies at the start of its first period. A span that runs over it is on neither side.
    """
    first, second = parse_period(earlier.time_period), parse_period(later.time_period)
    return [
        Reason(code=ReasonCode.BREAK_BETWEEN, detail=item.reason)
        for item in breaks
        if item.indicator == later.indicator
        and item.ref_area == later.ref_area
        and item.caliber == later.caliber
        and _parted(first, second, parse_period(item.time_period).start)
    ]


def _parted(first: Period, second: Period, at: date | None) -> bool:
    if at is None or not (first.known and second.known):
        return False
    sides = {_side(first, at), _side(second, at)}
    return sides not in ({"before"}, {"after"})


def _side(period: Period, at: date) -> str:
    assert period.start is not None
    assert period.end is not None
    if period.end < at:
        return "before"
    return "after" if period.start >= at else "over"


def _values(earlier: Observation, later: Observation, indicator: Indicator) -> list[Reason]:
    both = (earlier, later)
    found = []
    if any(item.value is None for item in both):
        found.append(Reason(code=ReasonCode.VALUE_MISSING))
    if any(item.qualifier is not Qualifier.EXACT for item in both):
        found.append(Reason(code=ReasonCode.QUALIFIER_NOT_EXACT))
    if any(item.nature is not Nature.ACTUAL for item in both):
        found.append(Reason(code=ReasonCode.NATURE_NOT_ACTUAL))
    marked = sorted({item.obs_status for item in both if item.obs_status in _FORBIDDEN})
    if marked:
        found.append(Reason(code=ReasonCode.STATUS_FORBIDS, detail=",".join(marked)))
    if indicator.kind in _SHARES and not indicator.denominator:
        found.append(Reason(code=ReasonCode.DENOMINATOR_NOT_STATED))
    return found


def _of_kind(
    earlier: Observation, later: Observation, indicator: Indicator, targets: tuple[Target, ...]
) -> list[Reason]:
    if indicator.kind is Kind.COMPLETION:
        one, other = _target_of(earlier, targets), _target_of(later, targets)
        if one is None or other is None:
            return [Reason(code=ReasonCode.TARGET_UNKNOWN)]
        if one.value.scaleb(one.unit_mult) != other.value.scaleb(other.unit_mult):
            return [Reason(code=ReasonCode.TARGET_DIFFERENT)]
    if indicator.kind is Kind.RANK:
        sizes = {earlier.rank_of, later.rank_of}
        scopes = {earlier.rank_scope, later.rank_scope}
        if None in sizes or len(sizes) > 1 or len(scopes) > 1:
            return [Reason(code=ReasonCode.RANK_SIZE_DIFFERENT)]
    return []


def _target_of(item: Observation, targets: tuple[Target, ...]) -> Target | None:
    key = (item.indicator, item.ref_area, item.time_period, item.caliber)
    for target in targets:
        if (target.indicator, target.ref_area, target.time_period, target.caliber) == key:
            return target
    return None
