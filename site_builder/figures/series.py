"""The series a chart of an indicator is drawn from."""

from decimal import Decimal

from site_builder.compare.change import Change
from site_builder.compare.periods import (
    Grain,
    axis_position,
    order,
    parse_period,
    print_period,
)
from site_builder.compare.values import number_text, unit_text
from site_builder.figures.history import compare_in, in_time
from site_builder.model.package import Observation
from site_builder.model.series import BreakMark, Line, Point, Series, TargetTick
from site_builder.model.site import Entry
from site_builder.model.vocabulary import Kind, Nature, PeriodBasis, Status

_FROM_ZERO = frozenset({Kind.STOCK, Kind.FLOW, Kind.GROWTH, Kind.COMPLETION, Kind.COST})


def trend(entry: Entry, names: dict[str, str], description: str) -> Series | None:
    """Return the trend of an indicator, or None where fewer than two values can stand on an axis.

    `names` are the areas' titles. Values of unlike units or of plans are not drawn.
    """
    drawn = [item for item in in_time(entry.observations) if _can_stand(item)]
    if len({item.unit_mult for item in drawn}) != 1:
        return None
    lines: list[Line] = []
    breaks: list[BreakMark] = []
    kept: dict[tuple[str, str, str], list[Observation]] = {}
    for item in drawn:
        kept.setdefault((item.ref_area, item.caliber, item.package), []).append(item)
    shown = {key: own for key, own in kept.items() if len(own) > 1}
    for (area, caliber, _), own in shown.items():
        alone = sum(other == area for other, _, _ in shown) == 1
        name = names.get(area, area) if alone else f"{names.get(area, area)}（{caliber}）"
        lines.append(Line(name=name, points=_points(own, entry)))
        breaks += _break_marks(own, entry)
    if not lines:
        return None
    unit = unit_text(entry.indicator, drawn[0].unit_mult)
    periods = sorted(drawn, key=lambda item: order(item.time_period))
    span = f"{_label(periods[0], entry)}—{_label(periods[-1], entry)}"
    return Series(
        id=entry.indicator.indicator,
        title=entry.indicator.title,
        subtitle=f"单位：{unit}；{span}",
        description=description,
        unit=unit,
        zero=entry.indicator.kind in _FROM_ZERO,
        lines=tuple(lines),
        breaks=tuple(dict.fromkeys(breaks)),
        targets=_target_ticks(entry, drawn[0].unit_mult, {area for area, _, _ in shown}),
    )


def _target_ticks(entry: Entry, unit_mult: int, areas: set[str]) -> tuple[TargetTick, ...]:
    """Return the targets of the areas drawn, in the unit of the chart."""
    ticks = []
    for target in entry.targets:
        position = axis_position(target.time_period)
        if target.ref_area in areas and position is not None:
            value = target.value.scaleb(target.unit_mult - unit_mult)
            text = f"目标{number_text(value, entry.indicator.decimals)}"
            ticks.append(TargetTick(position=position, value=value, text=text))
    return tuple(ticks)


def _can_stand(item: Observation) -> bool:
    return (
        item.value is not None
        and item.nature is Nature.ACTUAL
        and item.period_basis is PeriodBasis.STATED
        and axis_position(item.time_period) is not None
    )


def _points(own: list[Observation], entry: Entry) -> tuple[Point, ...]:
    points = []
    for place, item in enumerate(own):
        position = axis_position(item.time_period)
        assert position is not None
        assert item.value is not None
        points.append(
            Point(
                position=position,
                label=_label(item, entry),
                value=item.value,
                text=number_text(item.value, entry.indicator.decimals),
                joined=place > 0 and _joined(own[place - 1], item, entry),
                solid=_solid(item, entry),
            )
        )
    return tuple(points)


def _joined(earlier: Observation, later: Observation, entry: Entry) -> bool:
    """Tell whether a line leads here: only between neighbours that may be compared."""
    result = compare_in(entry, earlier, later)
    if not isinstance(result, Change):
        return False
    start, end = axis_position(earlier.time_period), axis_position(later.time_period)
    return start is not None and end is not None and end - start <= 1


def _solid(item: Observation, entry: Entry) -> bool:
    whole = parse_period(item.time_period).grain in (Grain.YEAR, Grain.DAY)
    mixed = len({parse_period(other.time_period).grain for other in entry.observations}) > 1
    return item.obs_status is Status.NORMAL and (whole or not mixed)


def _label(item: Observation, entry: Entry) -> str:
    edition = entry.package.edition_periods
    return print_period(item.time_period, item.period_basis, edition=edition)


def _break_marks(own: list[Observation], entry: Entry) -> list[BreakMark]:
    marks = []
    for item in entry.breaks:
        at = axis_position(item.time_period)
        before = [
            place
            for other in own
            if (place := axis_position(other.time_period)) is not None and at and place < at
        ]
        if at is not None and before and item.ref_area == own[0].ref_area:
            middle = (max(before) + at) / Decimal(2)
            marks.append(BreakMark(position=middle, reason=item.reason))
    return marks
