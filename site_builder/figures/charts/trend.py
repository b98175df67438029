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
from site_builder.compare.values import amount_text, number_text
from site_builder.figures.charts.axis import chart_words, value_axis
from site_builder.figures.history import change_into, compare_in, in_time
from site_builder.model.chart import BreakMark, Line, Point, Refusal, TargetTick, Trend
from site_builder.model.figure import Figure
from site_builder.model.language import CHINESE, Language, phrase
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


def trend(
    entry: Entry, names: Mapping[str, str], printed: Printed, *, language: Language = CHINESE
) -> Trend | Refusal:
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
        name = language.noted(names.get(area, area), () if alone else (caliber,))
        points = line_points(own, entry, printed, language=language)
        lines.append(Line(name=name, points=points))
        breaks += _break_marks(own, entry)
    areas = {area: names.get(area, area) for area, _, _ in shown}
    unit_mult = next(iter(shown.values()))[0].unit_mult
    return Trend(
        axis=value_axis(entry.indicator, unit_mult, language=language),
        lines=tuple(lines),
        breaks=tuple(dict.fromkeys(breaks)),
        targets=_target_ticks(entry, unit_mult, areas, language),
        words=chart_words(language),
    )


def trend_span(trend: Trend, *, language: Language = CHINESE) -> str:
    """Return the periods of the first and the last point, in words."""
    points = sorted(
        (point for line in trend.lines for point in line.points), key=lambda point: point.position
    )
    return language.say("{start}—{end}", start=points[0].label, end=points[-1].label)


def trend_description(trend: Trend, *, language: Language = CHINESE) -> str:
    """Return what a trend shows, in words: extremes, last change or why none, breaks, targets."""
    reverse = trend.axis.reverse
    said = [_line_description(line, language, reverse=reverse) for line in trend.lines]
    gaps = sum(not point.joined for line in trend.lines for point in line.points[1:])
    if gaps:
        said.append(language.say("图中有{n}处相邻两点不可比或中间缺期，不连线。", n=gaps))
    hollow = sum(not point.solid for line in trend.lines for point in line.points)
    if hollow:
        said.append(
            language.say("{n}个空心点是部分时段的数，或初步、估计、可靠性低的数。", n=hollow)
        )
    reasons = dict.fromkeys(item.reason for item in trend.breaks)
    said += [language.say("图中有断点，原因是{reason}。", reason=reason) for reason in reasons]
    said += [
        language.say(
            "{series}{period}：{value}。", series=item.series, period=item.label, value=item.text
        )
        for item in trend.targets
    ]
    return language.sentences(*said)


def _line_description(line: Line, language: Language, *, reverse: bool) -> str:
    points = line.points
    low = min(points, key=lambda point: point.value)
    high = max(points, key=lambda point: point.value)
    pattern = phrase("{line}，{first}至{last}共{n}个点：最低{low}，最高{high}；最后一期{change}。")
    ends = (_extreme(low, points, language), _extreme(high, points, language))
    if low.value == high.value:
        pattern = phrase("{line}，{first}至{last}共{n}个点，都是{low}；最后一期{change}。")
        ends = (low.text, high.text)
    elif reverse:
        pattern = phrase(
            "{line}，{first}至{last}共{n}个点：名次最前{low}，最后{high}；最后一期{change}。"
        )
    return language.say(
        pattern,
        line=line.name,
        first=points[0].label,
        last=points[-1].label,
        n=len(points),
        low=ends[0],
        high=ends[1],
        change=points[-1].change,
    )


def _extreme(found: Point, points: tuple[Point, ...], language: Language) -> str:
    """Return an extreme with its period, and how many periods have it."""
    count = sum(point.value == found.value for point in points)
    label = found.label
    if count > 1:
        label = language.say("{period}等{n}期", period=label, n=count)
    return language.noted(found.text, (label,))


def _target_ticks(
    entry: Entry, unit_mult: int, areas: Mapping[str, str], language: Language
) -> tuple[TargetTick, ...]:
    """Return the targets of the areas drawn, in the unit of the chart."""
    ticks = []
    for target in entry.targets:
        position = axis_position(target.time_period)
        if target.ref_area in areas and position is not None:
            value = target.value.scaleb(target.unit_mult - unit_mult)
            number = number_text(value, entry.indicator.decimals)
            area = areas[target.ref_area]
            ticks.append(
                TargetTick(
                    position=position,
                    line=area,
                    series=language.say("{area}目标", area=area),
                    label=print_period(target.time_period, PeriodBasis.STATED, language=language),
                    value=value,
                    text=amount_text(entry.indicator, value, unit_mult, language=language),
                    short=language.say("目标{number}", number=number),
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


def line_points(
    own: list[Observation], entry: Entry, printed: Printed, *, language: Language = CHINESE
) -> tuple[Point, ...]:
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
                note=language.clauses(figure.marks),
                change=_change(item, entry, language),
                joined=place > 0 and _joined(own[place - 1], item, entry),
                solid=_solid(item, entry),
            )
        )
    return tuple(points)


def _change(item: Observation, entry: Entry, language: Language) -> str:
    """Return the change into a value in words, or why there is none."""
    found = change_into(item, entry, language=language)
    if found.comparable:
        return language.noted(f"{found.lead}{found.text}", (language.say("本站计算"),))
    return language.say("与前一期不可比：{reasons}", reasons=language.points(found.reasons))


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
