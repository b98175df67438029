"""Small multiples: trends side by side on one time axis. All drawn figures are made up."""

from decimal import Decimal
from itertools import pairwise

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.charted.environment import environment_charts
from site_builder.charted.region import region_charts
from site_builder.figures.charts.multiples import (
    MOST,
    multiples,
    multiples_finding,
    panels_of,
)
from site_builder.figures.charts.trend import trend_description
from site_builder.model.chart import (
    BreakMark,
    Line,
    Multiples,
    Panel,
    Point,
    Refusal,
    Trend,
    ValueAxis,
)
from site_builder.model.package import Break
from site_builder.model.site import Site
from tests.chart_samples import read_back
from tests.drawings import Said


def panel(
    title: str,
    *values: str,
    first: int = 2016,
    unit: str = "分",
    reverse: bool = False,
    breaks: tuple[str, ...] = (),
) -> Panel:
    """Return a made-up trend of yearly values; "" is a gap, a value with * is not joined."""
    points = []
    for place, value in enumerate(values):
        if value:
            number = value.strip("*")
            points.append(
                Point(
                    position=Decimal(first + place),
                    label=f"{first + place}年",
                    value=Decimal(number),
                    text=f"{number}{unit}",
                    short=number,
                    joined=place > 0 and values[place - 1] != "" and value == number,
                    solid=True,
                )
            )
    marks = tuple(BreakMark(position=Decimal(at), reason="制度改变（虚构）") for at in breaks)
    axis = ValueAxis(unit=unit, zero=unit != "分", reverse=reverse, least=Decimal(10))
    line = Line(name=title, points=tuple(points))
    return Panel(title=title, trend=Trend(axis=axis, lines=(line,), breaks=marks))


SMALL = Multiples(
    panels=(
        panel("得分", "60", "62.5", "61*", "", "70"),
        panel("增速", "12.5", "-37.6*", "-5", unit="%", breaks=("2016.5",)),
        panel("全市位次", "9", "3", "3", unit="位", reverse=True),
    )
)
DRAWINGS = {
    "gap, break, negative, rank": SMALL,
    "twelve long names": Multiples(
        panels=tuple(
            panel(f"名称很长而且还带着括号的指标（虚构的第{n}项）", *("50",) * n, str(n))
            for n in range(1, 13)
        )
    ),
    "large values, forty years": Multiples(
        panels=(
            panel("金额", "123456.7", "345678901.2", unit="万元"),
            panel("项目", "1", "123456789", "2", unit="个", breaks=("2017.5",)),
            panel("比例", "0.01", "0.02", "0.04"),
            panel("久远", *map(str, range(30, 71)), first=1984),
        )
    ),
}
every_drawing = pytest.mark.parametrize("drawn", DRAWINGS.values(), ids=DRAWINGS)


def by_panel(drawn: Multiples) -> list[list[Said]]:
    """Return what is marked, panel by panel."""
    found = iter(read_back(drawn).said)
    return [[next(found) for _ in one.trend.marks] for one in drawn.panels]


@every_drawing
def test_points_lie_where_their_values_are(drawn: Multiples) -> None:
    """In a panel, height is linear in the value; the first of a ranking is on top."""
    for one, dots in zip(drawn.panels, by_panel(drawn), strict=True):
        values = [float(mark.value) for mark in one.trend.marks]
        heights = [dot.y for dot in dots]
        low, high = values.index(min(values)), values.index(max(values))
        if values[low] == values[high]:
            assert max(heights) - min(heights) < 1
            continue
        assert (heights[low] < heights[high]) is one.trend.axis.reverse
        scale = (heights[high] - heights[low]) / (values[high] - values[low])
        for value, height in zip(values, heights, strict=True):
            assert height == pytest.approx(heights[low] + scale * (value - values[low]), abs=1)


@every_drawing
def test_all_panels_have_one_time_axis(drawn: Multiples) -> None:
    """A year lies equally far from its panel's edge in all panels; two columns, aligned."""
    found = by_panel(drawn)
    steps = []
    for side in (0, 1):
        column = places_of(drawn, found, side)
        years = sorted(set(column))
        (first, start), (last, end) = years[0], years[-1]
        step = (end - start) / float(last - first)
        steps.append(step)
        for year, at in years:
            assert at == pytest.approx(start + step * float(year - first), abs=1)
    assert steps[0] == pytest.approx(steps[1], rel=0.01)


def places_of(drawn: Multiples, found: list[list[Said]], side: int) -> list[tuple[Decimal, float]]:
    """Return times and places of the points in the left or the right column."""
    return [
        (point.position, dot.x)
        for one, dots in list(zip(drawn.panels, found, strict=True))[side::2]
        for point, dot in zip(one.trend.lines[0].points, dots, strict=True)
    ]


@every_drawing
def test_titles_and_last_values_can_be_read(drawn: Multiples) -> None:
    """Every panel has its title with the unit above it and its last value beside the last point."""
    shown = read_back(drawn)
    written = "".join(text.words for text in shown.texts)
    for one, dots in zip(drawn.panels, by_panel(drawn), strict=True):
        assert f"{one.title}（{one.trend.axis.unit}）" in written
        last = dots[-1]
        [label] = [
            text
            for text in shown.texts
            if text.words == one.trend.lines[0].points[-1].short
            and 0 < text.box.left - last.box.right < 10
            and abs(text.y - 4.6 - last.y) < 4
        ]
        assert label.box.right <= shown.width


def test_it_fits_a_phone() -> None:
    """With usual values the drawing is no wider than a phone shows at full size."""
    assert read_back(SMALL).width <= 380


def test_lines_join_only_what_compares() -> None:
    """A stroke for each pair that may be compared, none over a gap or a break, which is marked."""
    shown = read_back(SMALL)
    joined = [
        [before.x, before.y, after.x, after.y]
        for one, dots in zip(SMALL.panels, by_panel(SMALL), strict=True)
        for (before, after), point in zip(
            pairwise(dots), one.trend.lines[0].points[1:], strict=True
        )
        if point.joined
    ]
    strokes = [[*start, *end] for start, end in (line.corners for line in shown.strokes("line"))]
    assert len(strokes) == len(joined)
    for stroke, ends in zip(strokes, joined, strict=True):
        assert stroke == pytest.approx(ends, abs=0.1)
    assert [text.words for text in shown.beside].count("断点") == 1
    assert [rule.dashed for rule in shown.strokes("rule")].count(True) == 1


def test_zero_has_its_line_where_values_lie_on_both_sides() -> None:
    """Of a growth rate that changes its sign, zero is a tick of the axis."""
    drawn = Multiples(panels=(panel("增速", "12", "-8", "5", unit="%"), *SMALL.panels))
    shown = read_back(drawn)
    above, below = (dot.y for dot in shown.said[:2])
    zeros = [text for text in shown.texts if text.words == "0" and text.box.left < 100]
    assert [above < zero.y - 4.6 < below for zero in zeros][:1] == [True]


def site_of(shipped: Checked) -> Site:
    """Return the shipped site."""
    assert shipped.site is not None
    return shipped.site


def test_the_demonstration_has_its_panels(shipped: Checked) -> None:
    """Each area of the demonstration has its ten topics and the total side by side, once."""
    site = site_of(shipped)
    for area in ("CN", "CN-BJ", "CN-SH"):
        [chart] = region_charts(site, area)
        found = chart.drawn
        assert isinstance(found, Multiples)
        assert (chart.name, chart.page) == ("multiples", f"/regions/{area}/")
        assert len(found.panels) == 11
        held = {
            (entry.indicator.title, item.time_period): item.value
            for entry in site.entries.values()
            for item in entry.observations
            if item.ref_area == area
        }
        for mark in found.marks:
            assert held[mark.series, mark.label[:4]] == mark.value
        for one in found.panels:
            assert trend_description(one.trend) in chart.description


def test_pages_with_too_few_trends_have_none(shipped: Checked) -> None:
    """The site's own packages hold one period of most indicators: no panels, no chart."""
    site = site_of(shipped)
    for area in ("330305", "330302"):
        assert region_charts(site, area) == ()
    for item in site.settings.environments:
        assert environment_charts(site, item.id) == ()
    panels = panels_of(site, site.entries.values(), "CN")
    assert multiples(panels[:2]) is Refusal.TOO_FEW
    assert multiples(panels[:3]) == Multiples(panels=panels[:3])


def test_no_more_than_twelve_are_drawn(shipped: Checked) -> None:
    """Of more indicators the first twelve are drawn."""
    panels = panels_of(site_of(shipped), site_of(shipped).entries.values(), "CN")
    found = multiples(panels * 2)
    assert isinstance(found, Multiples)
    assert found.panels == (panels * 2)[:MOST]


def test_breaks_of_another_area_leave_a_panel_alone(shipped: Checked) -> None:
    """A break is drawn and told on the page of its own area only."""
    site = site_of(shipped)
    slug = "db-starting-a-business-score"
    entry = site.entries[slug]
    broken = Break(
        package=entry.package.name,
        indicator=slug,
        ref_area="CN-BJ",
        time_period="2015",
        caliber="_Z",
        reason="虚构的断点",
        source=entry.observations[0].source,
        row=2,
    )
    entries = {**site.entries, slug: replace(entry, breaks=(broken,))}
    changed = replace(site, entries=entries)
    [beijing], [shanghai] = (region_charts(changed, area) for area in ("CN-BJ", "CN-SH"))
    assert any("虚构的断点" in note for note in beijing.breaks)
    assert shanghai.breaks == ()


def test_the_finding_counts_only_what_compares() -> None:
    """A last point that is not joined counts nowhere; a smaller rank has risen."""
    assert multiples_finding(SMALL) == "3项指标的走势，最近一期与前一期有2项可比：1项上升，1项持平"
    apart = Multiples(panels=(panel("甲", "1", "2*"), panel("乙", "1", "", "3")))
    assert multiples_finding(apart) == "2项指标的走势，最近一期与前一期都不可比"
    better = Multiples(panels=(panel("位次", "9", "3", unit="位", reverse=True),))
    assert multiples_finding(better).endswith("都可比：1项上升")
