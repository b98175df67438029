"""Sparklines: the line of a trend beside its last figure, and nothing where there is none."""

from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.charted.indicator import trend_of
from site_builder.charts.draw import draw
from site_builder.charts.svg import small
from site_builder.compare.periods import axis_position
from site_builder.figures.charts.sparkline import sparkline
from site_builder.figures.latest import latest, latest_row, sparked_row
from site_builder.figures.present import figure_of
from site_builder.model.chart import Point, Refusal, Sparkline, Trend, ValueAxis
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import Nature
from tests.chart_samples import read_back
from tests.pages import html_files

PAPER = "#ffffff"


@pytest.fixture
def score(shipped: Checked) -> Entry:
    """A real indicator of scores with a doubtful edition between comparable ones."""
    return shipped.site.entries["db-ease-of-doing-business-score"]


def found(site: Site, entry: Entry) -> Sparkline | Refusal:
    """Return the sparkline of an indicator's newest value for China."""
    newest = latest(entry, "CN")
    assert newest is not None
    return sparkline(entry, newest, partial(figure_of, site, entry))


def test_a_sparkline_is_the_line_of_the_trend(shipped: Checked, score: Entry) -> None:
    """The points of the area are those of the indicator's own chart, on the same scale."""
    spark, trend = found(shipped.site, score), trend_of(shipped.site, score)
    assert isinstance(spark, Sparkline)
    assert isinstance(trend, Trend)
    (line,) = [line for line in trend.lines if line.name == "中国"]
    assert (spark.points, spark.axis) == (line.points, trend.axis)


def test_no_sparkline_where_there_is_no_trend_to_the_figure(shipped: Checked, score: Entry) -> None:
    """Two points, mixed multiples and a newest value that is no point of the trend have none."""
    site = shipped.site
    own = [item for item in score.observations if item.ref_area == "CN"]
    assert found(site, replace(score, observations=tuple(own[-2:]))) is Refusal.TOO_FEW
    planned = replace(own[-1], nature=Nature.PLANNED)
    assert found(site, replace(score, observations=(*own[:-1], planned))) is Refusal.TOO_FEW
    mixed = (*own[:-1], replace(own[-1], unit_mult=4))
    assert found(site, replace(score, observations=mixed)) is Refusal.MIXED_UNITS


def test_a_figure_with_a_sparkline_is_the_same_figure(shipped: Checked, score: Entry) -> None:
    """The row differs in the drawing alone; without observations there is no row."""
    row = sparked_row(shipped.site, score, "CN")
    assert row is not None
    assert row.spark is not None
    assert replace(row, spark=None) == latest_row(shipped.site, score, "CN")
    assert sparked_row(shipped.site, score, "330305") is None


def point(year: int, value: str, *, joined: bool = True, solid: bool = True) -> Point:
    """Return a made-up point."""
    position = axis_position(str(year))
    assert position is not None
    return Point(
        position=position,
        label=f"{year}年",
        value=Decimal(value),
        text=f"{value}%",
        short=value,
        joined=joined,
        solid=solid,
    )


def drawing(*points: Point, reverse: bool = False) -> Sparkline:
    """Return a made-up sparkline."""
    return Sparkline(axis=ValueAxis(unit="%", least=Decimal(10), reverse=reverse), points=points)


DRAWINGS = {
    "whole": drawing(point(2018, "10", joined=False), point(2019, "30"), point(2020, "20")),
    "broken": drawing(
        point(2014, "10", joined=False),
        point(2015, "-30"),
        point(2017, "5", joined=False, solid=False),
        point(2019, "20", joined=False),
        point(2020, "25"),
    ),
    "apart": drawing(*(point(year, "5", joined=False) for year in (2010, 2015, 2020))),
    "ranks": drawing(
        point(2018, "3", joined=False), point(2019, "2"), point(2020, "1"), reverse=True
    ),
    "millions": drawing(*(point(2000 + n, f"{n * n}0000000", joined=n > 0) for n in range(20))),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_point_is_in_its_place(name: str) -> None:
    """Every point is in the place of its period and value within a pixel, inside the drawing."""
    spark = DRAWINGS[name]
    shown = read_back(spark)
    assert (shown.width, shown.height) == (96, 28)
    places = [(item.x, item.y) for item in shown.said]
    assert all(3.5 <= x <= 92.5 and 3.5 <= y <= 24.5 for x, y in places)
    first, last = spark.points[0], spark.points[-1]
    for item, (x, _) in zip(spark.points, places, strict=True):
        share = (item.position - first.position) / (last.position - first.position)
        assert x == pytest.approx(5 + 86 * float(share), abs=1)
    by_value = sorted(zip((item.value for item in spark.points), places, strict=True))
    heights = [y for _, (_, y) in by_value]
    assert heights == sorted(heights, reverse=not spark.axis.reverse)


@pytest.mark.parametrize("name", DRAWINGS)
def test_strokes_join_joined_points_alone(name: str) -> None:
    """No stroke crosses a break or a gap; its corners are the points."""
    spark = DRAWINGS[name]
    shown = read_back(spark)
    strokes = shown.strokes("line")
    found = [ends for stroke in strokes for ends in pairwise(stroke.corners)]
    wanted = [
        ((before.x, before.y), (after.x, after.y))
        for (before, after), item in zip(pairwise(shown.said), spark.points[1:], strict=True)
        if item.joined
    ]
    assert len(found) == len(wanted)
    for ends, own in zip(found, wanted, strict=True):
        assert [*ends[0], *ends[1]] == pytest.approx([*own[0], *own[1]], abs=0.1)
    drawn = [item for item, _, _, _ in shown.placed() if item.tag in ("line", "path")]
    assert len(drawn) == len(strokes) + len(spark.points)
    starts = sum(not item.joined for item in spark.points)
    alone = starts - len(strokes)
    assert alone == {"broken": 1, "apart": 3}.get(name, 0)


def test_the_last_point_is_the_greatest_and_doubtful_ones_are_hollow() -> None:
    """The eye ends where the figure stands; what is not a full value has no fill."""
    found = read_back(DRAWINGS["broken"]).said
    wide = [dot.box.right - dot.box.left for dot in found]
    assert wide[4] > max(wide[:4])
    assert [dot.fill == PAPER for dot in found] == [False, False, True, False, False]


def test_drawing_says_nothing_beside(capfd: pytest.CaptureFixture[str]) -> None:
    """The renderer has nothing to warn of, which would stand among the lines of a build."""
    draw(DRAWINGS["broken"])
    assert capfd.readouterr() == ("", "")


def test_beside_words_a_sparkline_is_silent() -> None:
    """It is hidden from screen readers, holds no words and no id that could stand twice."""
    text = small(draw(DRAWINGS["broken"]))
    assert text.startswith('<svg class="spark" aria-hidden="true"')
    assert "aria-label" not in text
    assert " id=" not in text


def test_sparklines_stand_where_there_are_trends(public: Path) -> None:
    """Of the shipped site only the demonstration has figures of three points and more."""
    with_sparks = {
        path.parent.relative_to(public).as_posix(): path.read_text().count('class="spark"')
        for path in html_files(public)
        if 'class="spark"' in path.read_text()
    }
    assert with_sparks == {f"regions/{area}": 11 for area in ("CN", "CN-BJ", "CN-SH")}
