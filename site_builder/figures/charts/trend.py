"""The trend of an indicator: its values in time, joined where they may be compared."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from site_builder.compare.change import Change
from site_builder.compare.periods import (
    Grain,
    axis_position,
    parse_period,
    print_period,
)
from site_builder.compare.values import number_text, unit_text
from site_builder.figures.charts.axis import value_axis
from site_builder.figures.history import change_into, compare_in, in_time
from site_builder.model.chart import BreakMark, Line, Point, Refusal, TargetTick, Trend
from site_builder.model.figure import Figure
from site_builder.model.package import Observation
from site_builder.model.site import Entry
from site_builder.model.vocabulary import Nature, PeriodBasis, Status

Printed = Callable[[Observation], Figure]
"""Returns an observation of the indicator as it is printed."""


Series = dict[tuple[str, str, str], list[Observation]]
"""The observations of a line each, in time order, by area, caliber and package."""


def drawn_series(entry: Entry) -> Series | Refusal:
    """Return the observations that are drawn as lines, or why none are.

    Plans and values of periods that are not stated are not drawn; a line needs two points.
    """
    valued = [item for item in in_time(entry.observations) if item.value is not None]
    drawn = [item for item in valued if _can_stand(item)]
    if not valued:
        return Refusal.NO_VALUES
    if not drawn:
        return Refusal.OPEN_SPANS
    kept: Series = {}
    for item in drawn:
        kept.setdefault((item.ref_area, item.caliber, item.package), []).append(item)
    shown = {key: own for key, own in kept.items() if len(own) > 1}
    if not shown:
        return Refusal.ONE_POINT if len(valued) == len(drawn) else Refusal.OPEN_SPANS
    if len({item.unit_mult for item in drawn}) != 1:
        return Refusal.MIXED_UNITS
    return shown


def trend(entry: Entry, names: Mapping[str, str], printed: Printed) -> Trend | Refusal:
    """Return the trend of an indicator, or why its values cannot be drawn as one.

    `names` are the areas' titles.
    """
    shown = drawn_series(entry)
    if isinstance(shown, Refusal):
        return shown
    lines: list[Line] = []
    breaks: list[BreakMark] = []
    for (area, caliber, _), own in shown.items():
        alone = sum(other == area for other, _, _ in shown) == 1
        name = names.get(area, area) if alone else f"{names.get(area, area)}（{caliber}）"
        lines.append(Line(name=name, points=line_points(own, entry, printed)))
        breaks += _break_marks(own, entry)
    areas = {area: names.get(area, area) for area, _, _ in shown}
    unit_mult = next(iter(shown.values()))[0].unit_mult
    return Trend(
        axis=value_axis(entry.indicator, unit_mult),
        lines=tuple(lines),
        breaks=tuple(dict.fromkeys(breaks)),
        targets=_target_ticks(entry, unit_mult, areas),
    )


def trend_span(trend: Trend) -> str:
    """Return the periods of the first and the last point, in words."""
    points = sorted(
        (point for line in trend.lines for point in line.points), key=lambda point: point.position
    )
    return f"{points[0].label}—{points[-1].label}"


def trend_description(trend: Trend) -> str:
    """Return what a trend shows, in words: extremes, last change or why none, breaks, targets."""
    said = [_line_description(line, reverse=trend.axis.reverse) for line in trend.lines]
    gaps = sum(not point.joined for line in trend.lines for point in line.points[1:])
    if gaps:
        said.append(f"图中有{gaps}处相邻两点不可比或中间缺期，不连线。")
    hollow = sum(not point.solid for line in trend.lines for point in line.points)
    if hollow:
        said.append(f"{hollow}个空心点是部分时段的数，或初步、估计、可靠性低的数。")
    reasons = dict.fromkeys(item.reason for item in trend.breaks)
    said += [f"图中有断点，原因是{reason}。" for reason in reasons]
    said += [f"{item.series}{item.label}：{item.text}。" for item in trend.targets]
    return "".join(said)


def _line_description(line: Line, *, reverse: bool) -> str:
    points = line.points
    low = min(points, key=lambda point: point.value)
    high = max(points, key=lambda point: point.value)
    first, last = points[0], points[-1]
    said = f"{line.name}，{first.label}至{last.label}共{len(points)}个点"
    if low.value == high.value:
        said += f"，都是{low.text}"
    elif reverse:
        said += f"：名次最前{_extreme(low, points)}，最后{_extreme(high, points)}"
    else:
        said += f"：最低{_extreme(low, points)}，最高{_extreme(high, points)}"
    return f"{said}；最后一期{last.change}。"


def _extreme(found: Point, points: tuple[Point, ...]) -> str:
    """Return an extreme with its period, and how many periods have it."""
    count = sum(point.value == found.value for point in points)
    among = f"等{count}期" if count > 1 else ""
    return f"{found.text}（{found.label}{among}）"


def _target_ticks(entry: Entry, unit_mult: int, areas: Mapping[str, str]) -> tuple[TargetTick, ...]:
    """Return the targets of the areas drawn, in the unit of the chart."""
    ticks = []
    for target in entry.targets:
        position = axis_position(target.time_period)
        if target.ref_area in areas and position is not None:
            value = target.value.scaleb(target.unit_mult - unit_mult)
            number = number_text(value, entry.indicator.decimals)
            ticks.append(
                TargetTick(
                    position=position,
                    series=f"{areas[target.ref_area]}目标",
                    label=print_period(target.time_period, PeriodBasis.STATED),
                    value=value,
                    text=f"{number}{unit_text(entry.indicator, unit_mult)}",
                    short=f"目标{number}",
                )
            )
    return tuple(ticks)


def _can_stand(item: Observation) -> bool:
    return (
        item.value is not None
        and item.nature is Nature.ACTUAL
        and item.period_basis is PeriodBasis.STATED
        and axis_position(item.time_period) is not None
    )


def line_points(own: list[Observation], entry: Entry, printed: Printed) -> tuple[Point, ...]:
    """Return the points of one line of `drawn_series`."""
    points = []
    for place, item in enumerate(own):
        position = axis_position(item.time_period)
        assert position is not None
        assert item.value is not None
        figure = printed(item)
        points.append(
            Point(
                position=position,
                label=figure.period,
                value=item.value,
                text=figure.text,
                short=number_text(item.value, entry.indicator.decimals),
                note="，".join(figure.marks),
                change=_change(item, entry),
                joined=place > 0 and _joined(own[place - 1], item, entry),
                solid=_solid(item, entry),
            )
        )
    return tuple(points)


def _change(item: Observation, entry: Entry) -> str:
    """Return the change into a value in words, or why there is none."""
    found = change_into(item, entry)
    if found.comparable:
        return f"{found.lead}{found.text}（本站计算）"
    return f"与前一期不可比：{'；'.join(found.reasons)}"


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
