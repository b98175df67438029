"""`compare`: a change where the data permits one, otherwise the reasons; never a number between."""

from decimal import Decimal

from msgspec import Struct

from site_builder.compare.comparability import ComparisonType, Reason, reasons_against
from site_builder.compare.values import printed, rounded
from site_builder.model.package import Break, Indicator, Observation, Target
from site_builder.model.vocabulary import Kind

POINT_KINDS = frozenset({Kind.RATE, Kind.GROWTH, Kind.COMPLETION, Kind.REDUCTION})
"""Kinds whose change is in percentage points, never in percent (domain rules, comparison 6)."""

LEVEL_KINDS = frozenset({Kind.STOCK, Kind.FLOW, Kind.COST})
"""Kinds whose change is an amount and, with a fit base, a percentage."""

SMALL_BASE = Decimal(10)
"""Counts with a base below this print the amount only (domain rules, comparison 8)."""

COUNTS = frozenset(
    {"件", "项", "个", "家", "人", "人次", "次", "名", "套", "条", "类", "场", "场次", "户", "宗"}
    | {"起", "例", "所", "处", "台", "辆", "艘", "篇", "份", "批"}
)
"""Units of things that are counted one by one."""


class Change(Struct, frozen=True, kw_only=True):
    """A permitted change.

    `difference` is later minus earlier, exact, in units of the later value's multiple;
    `shown_difference` the same rounded once to the coarser precision of the two printed values.
    `ratio` is later / earlier where a percentage may be said, else None.
    `rounding_shows`: the printed values alone would give another difference.
    """

    type: ComparisonType
    indicator: Indicator
    earlier: Observation
    later: Observation
    difference: Decimal
    shown_difference: Decimal
    ratio: Decimal | None
    small_base: bool
    rounding_shows: bool


class NotComparable(Struct, frozen=True, kw_only=True):
    """No change may be printed; `reasons` is never empty."""

    reasons: tuple[Reason, ...]


def compare(
    earlier: Observation,
    later: Observation,
    indicator: Indicator,
    breaks: tuple[Break, ...],
    targets: tuple[Target, ...],
    comparison: ComparisonType,
) -> Change | NotComparable:
    """Return the change from `earlier` to `later`, or every reason against it."""
    reasons = reasons_against(earlier, later, indicator, breaks, targets, comparison)
    if reasons:
        return NotComparable(reasons=reasons)
    assert earlier.value is not None
    assert later.value is not None
    shift = earlier.unit_mult - later.unit_mult
    base = earlier.value.scaleb(shift) if shift else earlier.value
    difference = later.value - base
    before, earlier_places = printed(earlier.value, indicator.decimals)
    after, later_places = printed(later.value, indicator.decimals)
    shown = rounded(difference, min(earlier_places - shift, later_places))
    from_printed = after - (before.scaleb(shift) if shift else before)
    level = indicator.kind in LEVEL_KINDS
    small = (
        level
        and indicator.unit_measure in COUNTS
        and 0 < earlier.value.scaleb(earlier.unit_mult) < SMALL_BASE
    )
    has_ratio = level and base > 0 and not small
    return Change(
        type=comparison,
        indicator=indicator,
        earlier=earlier,
        later=later,
        difference=difference,
        shown_difference=shown,
        ratio=later.value / base if has_ratio else None,
        small_base=small,
        rounding_shows=shown != from_printed,
    )
