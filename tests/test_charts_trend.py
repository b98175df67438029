"""The trend: what is drawn is what it holds, each value in its place, joined where it may be."""

import itertools
import re
from decimal import Decimal

import pytest
from msgspec.structs import replace

from site_builder.charts.inks import PAPER, REEF, SERIES
from site_builder.charts.trend_layout import HEIGHT
from site_builder.compare.periods import print_period
from site_builder.model.chart import BreakMark, Point, Trend, ValueAxis
from site_builder.model.vocabulary import PeriodBasis
from tests.chart_samples import (
    BREAK,
    BROKEN,
    PLAIN,
    TREND,
    WHOLE,
    line,
    point,
    read_back,
    target,
    trend,
)
from tests.drawings import Picture, Said, covering

RANKS = ValueAxis(unit="位", least=Decimal(4), reverse=True)
YUAN = ValueAxis(unit="元", zero=True)
LONG = "虚构省虚构市虚构区虚构经济技术开发区"

DRAWINGS = {
    "two lines with a break and a target": TREND,
    "one broken line": trend(BROKEN),
    "one whole line": trend(WHOLE),
    "two points": trend(line(point("2019", "1"), point("2020", "2"))),
    "equal values": trend(line(point("2019", "5"), point("2020", "5", joined=True))),
    "not from zero": trend(WHOLE, axis=PLAIN),
    "a hidden hundredth": trend(
        line(point("2019", "99.78"), point("2020", "99.79", joined=True)), axis=PLAIN
    ),
    "all negative": trend(line(point("2019", "-5"), point("2020", "-7", joined=True))),
    "a fair stretch": trend(WHOLE, axis=ValueAxis(unit="%", least=Decimal(40), top=Decimal(100))),
    "many areas": trend(
        *(
            line(point("2019", str(number)), point("2020", "3", joined=True), name=f"{number}区")
            for number in range(7)
        )
    ),
    "two lines through one point": trend(WHOLE, replace(WHOLE, name="又一区")),
    "long names": trend(WHOLE, replace(BROKEN, name=LONG), breaks=(BREAK,)),
    "seventeen years": trend(
        line(
            *(point(str(year), str(year - 2000), joined=year > 2004) for year in range(2004, 2021))
        )
    ),
    "forty years": trend(
        line(*(point(str(year), str(year % 7), joined=year > 1981) for year in range(1981, 2021)))
    ),
    "a year and its part": trend(
        line(point("2019", "37.9"), point("2020-01/2020-10", "-37.6", solid=False))
    ),
    "ranks": trend(
        line(point("2019", "3"), point("2020", "1", joined=True), point("2021", "17", joined=True)),
        axis=RANKS,
    ),
    "ten thousands": trend(
        line(point("2019", "182000"), point("2020", "9500", joined=True)), axis=YUAN
    ),
    "hundred millions": trend(
        line(point("2019", "678100000"), point("2020", "1250000000", joined=True)), axis=YUAN
    ),
    "a target beyond the values": trend(WHOLE, targets=(target("2025", "60"),)),
    "a target that was met": trend(
        line(*WHOLE.points), targets=(target("2021", "14"), target("2019", "30"))
    ),
}
every_drawing = pytest.mark.parametrize("name", DRAWINGS)

Placed = dict[tuple[int, Point], Said]


def points_of(drawn: Trend, shown: Picture) -> Placed:
    """Return where each point of each line is drawn."""
    order = [(place, item) for place, one in enumerate(drawn.lines) for item in one.points]
    return dict(zip(order, shown.said, strict=False))


@every_drawing
def test_every_value_stands_where_its_axis_says(name: str) -> None:
    """By the labels of the axis each mark is within a pixel of its value; none is outside."""
    drawn = DRAWINGS[name]
    shown = read_back(drawn)
    for mark, item in zip(drawn.marks, shown.said, strict=True):
        assert item.y == pytest.approx(shown.place_of(mark.value, upright=True), abs=1)
        assert 0 < item.x < shown.width
        assert 0 < item.y < shown.height


@every_drawing
def test_time_runs_evenly_to_the_right(name: str) -> None:
    """Equal spans of time are equally wide, within a pixel, targets among them."""
    drawn = DRAWINGS[name]
    shown = read_back(drawn)
    times = [item.position for one in drawn.lines for item in one.points]
    times += [item.position for item in drawn.targets]
    placed = sorted(zip(times, (item.x for item in shown.said), strict=True))
    (first, start), (last, end) = placed[0], placed[-1]
    assert start < end
    for time, x in placed:
        wanted = start + float((time - first) / (last - first)) * (end - start)
        assert x == pytest.approx(wanted, abs=1)


@every_drawing
def test_lines_join_joined_points_and_no_others(name: str) -> None:
    """A line runs exactly between neighbours that may be compared: never over a break or a gap."""
    drawn = DRAWINGS[name]
    shown = read_back(drawn)
    dots = points_of(drawn, shown)
    wanted = sorted(
        tuple((round(dots[(place, end)].x, 1), round(dots[(place, end)].y, 1)) for end in ends)
        for place, one in enumerate(drawn.lines)
        for ends in itertools.pairwise(one.points)
        if ends[1].joined
    )
    found = sorted(
        ends for stroke in shown.strokes("line") for ends in itertools.pairwise(stroke.corners)
    )
    assert len(found) == len(wanted)
    for ends, corners in zip(wanted, found, strict=True):
        for end, corner in zip(ends, corners, strict=True):
            assert corner == pytest.approx(end, abs=0.1)


@every_drawing
def test_axes_are_fair(name: str) -> None:
    """Amounts from zero, rates over their least stretch, nothing beyond the greatest value."""
    drawn = DRAWINGS[name]
    values = [value for value, _ in read_back(drawn).scale(upright=True)]
    assert not drawn.axis.zero or 0 in values
    assert max(values) - min(values) >= drawn.axis.least
    assert drawn.axis.top is None or max(values) <= drawn.axis.top


def test_of_ranks_the_best_stands_on_top() -> None:
    """The first place is the highest mark; the axis has no place before the first."""
    shown = read_back(DRAWINGS["ranks"])
    third, first, last = shown.said
    assert first.y < third.y < last.y
    places = [value for value, _ in sorted(shown.scale(upright=True), key=lambda item: item[1])]
    assert places == sorted(places)
    assert places[0] == 1


def test_large_values_are_counted_in_chinese() -> None:
    """An axis of large amounts is in 万 or 亿, one of them throughout."""
    for name, word in (("ten thousands", "万"), ("hundred millions", "亿")):
        texts = [text.words for text in read_back(DRAWINGS[name]).labels(upright=True)]
        assert {text[-1] for text in texts} == {word, "0"}
        assert "0" in texts


def test_a_break_is_drawn_between_its_neighbours() -> None:
    """A marked upright stroke stands in the gap, over the full height, and no line crosses it."""
    shown = read_back(TREND)
    (rule,) = [item for item in shown.strokes("rule") if item.colour == REEF]
    (x, top), (other, bottom) = rule.corners
    assert rule.dashed
    assert x == other
    assert bottom - top == HEIGHT
    columns = sorted({round(item.x, 2) for item in shown.said[:-1]})
    assert columns[1] < x < columns[2]
    (word,) = [text for text in shown.beside if text.words == "断点"]
    assert word.box.bottom <= top
    own = [item.corners for item in read_back(trend(BROKEN, breaks=(BREAK,))).strokes("line")]
    assert own
    assert all(not corners[0][0] < x < corners[-1][0] for corners in own)


@every_drawing
def test_only_breaks_look_like_breaks(name: str) -> None:
    """As many strokes in the colour of breaks as there are breaks, none without."""
    drawn = DRAWINGS[name]
    shown = read_back(drawn)
    assert len([item for item in shown.strokes("rule") if item.colour == REEF]) == len(drawn.breaks)
    assert len([text for text in shown.beside if text.words == "断点"]) == len(drawn.breaks)


def test_targets_are_drawn_apart_from_values() -> None:
    """A target is a flat dashed stroke in no series' colour, with its words, and leads no line."""
    drawn = DRAWINGS["a target beyond the values"]
    shown = read_back(drawn)
    *dots, goal = shown.said
    assert goal.words == "虚构区目标，2025年：60%"
    assert goal.box.bottom - goal.box.top < 4 < goal.box.right - goal.box.left
    assert goal.fill not in SERIES
    assert goal.stroke not in SERIES
    assert {goal.outline} & {dot.outline for dot in dots} == set()
    assert goal.x > max(dot.x for dot in dots)
    assert "目标60" in [text.words for text in shown.beside]
    assert max(x for item in shown.strokes("line") for x, _ in item.corners) < goal.x - 10


def test_doubtful_points_are_hollow() -> None:
    """Provisional, doubtful and part-year values are drawn apart from full ones."""
    for name, drawn in DRAWINGS.items():
        for (place, item), dot in points_of(drawn, read_back(drawn)).items():
            colour = SERIES[place % len(SERIES)]
            assert (dot.stroke, dot.fill) == (colour, colour if item.solid else PAPER), name


def test_lines_differ_in_more_than_colour() -> None:
    """Colour is never the only sign: each line has a shape of its own and its name at its end."""
    shown = read_back(DRAWINGS["two lines through one point"])
    dots = {(dot.stroke, dot.outline) for dot in shown.said}
    assert len(dots) == len({colour for colour, _ in dots}) == len({shape for _, shape in dots})
    texts = [text.words for text in shown.beside]
    for name in ("邻区", "又一区"):
        assert [text for text in texts if re.fullmatch(rf"\W?\s?{name} 15", text)]


def test_many_lines_keep_shape_and_colour_apart() -> None:
    """Where colours come round again, no two lines have both colour and shape in common."""
    shown = read_back(DRAWINGS["many areas"])
    assert len({(dot.stroke, dot.outline) for dot in shown.said}) == 7


def test_labels_of_close_ends_do_not_cover_each_other() -> None:
    """Names at the ends of lines stand apart, in the order of the values."""
    close = trend(
        *(
            line(point("2019", "1"), point("2020", f"{value}", joined=True), name=f"{value}区")
            for value in ("50.1", "50.2", "50.3", "50.4")
        )
    )
    heights = [text.y for text in read_back(close).beside]
    assert len(heights) == 4
    assert heights == sorted(heights, reverse=True)
    assert all(one - other >= 14 for one, other in itertools.pairwise(heights))


def test_long_names_are_not_cut_short() -> None:
    """A long name and a long period are written out, without an ellipsis."""
    drawn = trend(
        line(
            point("2019-01-01/2019-05-28", "1234567.89"),
            point("2020-01-01/2020-05-28", "2345678.91", joined=True),
            name=LONG,
        ),
        WHOLE,
    )
    texts = [text.words for text in read_back(drawn).texts]
    assert [text for text in texts if LONG in text]
    assert [text for text in texts if text.endswith("2345678.91")]
    assert not [text for text in texts if "…" in text or "..." in text]


CROWDED = {
    **DRAWINGS,
    "long number": trend(
        line(point("2019", "1234567.89"), point("2020", "2345678.91", joined=True))
    ),
    "spans of months": trend(
        line(point("2019-01/2019-10", "1"), point("2020-01/2020-10", "2", joined=True))
    ),
    "days": trend(line(point("2019-05-28", "1"), point("2020-05-28", "2", joined=True))),
    "spans of days": trend(
        line(point("2023-01-01/2023-05-28", "1"), point("2024-01-01/2024-05-28", "2"))
    ),
    "a break beside the highest value": trend(
        line(point("2019", "40"), point("2020", "10")),
        breaks=(BREAK,),
    ),
    "a break beside the highest of many": trend(
        line(point("2017", "1"), point("2018", "123.45", joined=True), point("2019", "150")),
        breaks=(BreakMark(position=Decimal("2018.5"), reason="虚构"),),
    ),
    "a target beside a break": trend(
        line(point("2018", "10"), point("2019", "20", joined=True), point("2020", "25")),
        breaks=(BREAK,),
        targets=(target("2019", "30"), target("2020", "30")),
    ),
    "a target just above its value": trend(
        line(point("2018", "10"), point("2019", "20", joined=True)), targets=(target("2019", "21"),)
    ),
    "a target just below its value": trend(
        line(point("2018", "10"), point("2019", "20", joined=True)), targets=(target("2019", "19"),)
    ),
    "a target that is its value": trend(
        line(point("2018", "10"), point("2019", "20", joined=True)), targets=(target("2019", "20"),)
    ),
    "two targets of one year": trend(
        WHOLE,
        BROKEN,
        targets=(target("2022", "20"), target("2022", "21", series="邻区目标")),
    ),
    "breaks of following years": trend(
        WHOLE,
        breaks=tuple(
            BreakMark(position=Decimal(year) + Decimal("0.5"), reason="虚构")
            for year in (2018, 2019)
        ),
    ),
}


def test_of_two_targets_the_higher_is_written_higher() -> None:
    """The words of targets stand in the order of their values."""
    shown = read_back(CROWDED["two targets of one year"])
    height = {text.words: text.y for text in shown.beside}
    assert height["目标21"] < height["目标20"]


@pytest.mark.parametrize(
    "periods",
    [
        ["2018", "2019", "2020"],
        ["2018-05-28", "2019-05-28", "2020-05-28"],
        ["2018-01/2018-10", "2019-01/2019-10", "2020-01/2020-10"],
        [str(year) for year in range(2004, 2021)],
        ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4"],
        ["2022-01-01/2022-05-28", "2023-01-01/2023-05-28", "2024-01-01/2024-05-28"],
        ["2019", "2019-12-31", "2020"],
    ],
)
def test_labels_on_the_time_axis_do_not_cover_each_other(periods: list[str]) -> None:
    """Three to seven periods are written, each can be read."""
    labels = read_back(trend(line(*(point(period, "1") for period in periods)))).labels(
        upright=False
    )
    assert 3 <= len({text.x for text in labels}) <= 7
    assert covering([(text.words, text.box) for text in labels]) == []


MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
CLOSE = {
    "months": [(month, f"{int(month[:4]) + 1}{month[4:]}") for month in MONTHS],
    "quarters": [("2024-Q3", "2024-Q4"), ("2020-Q4", "2021-Q1")],
    "days": [("2024-05-27", "2024-05-28"), ("2019-12-31", "2020-01-01")],
    "spans": [("2019", "2020-01/2020-10"), ("2021-01-01/2021-04-02", "2022-01-01/2022-04-02")],
}


def labels_at(shown: Picture) -> dict[float, str]:
    """Return what is written under each place of the time axis, line by line joined."""
    found: dict[float, str] = {}
    for text in sorted(shown.labels(upright=False), key=lambda text: text.y):
        found[round(text.x)] = found.get(round(text.x), "") + text.words
    return found


@pytest.mark.parametrize("name", CLOSE)
def test_each_period_has_its_own_label(name: str) -> None:
    """Under each point stands the period it is of, whatever its place on the axis."""
    for periods in CLOSE[name]:
        points = [point(period, "1") for period in periods]
        shown = read_back(trend(line(*points)))
        labels = labels_at(shown)
        assert len(labels) == len(points)
        for item, dot in zip(points, shown.said, strict=True):
            nearest = min(labels, key=lambda x: abs(x - dot.x))
            assert abs(nearest - dot.x) <= 1
            assert labels[nearest] == item.label


@pytest.mark.parametrize(
    "periods",
    [
        ["2020-05", "2020-06", "2020-07", "2020-09"],
        ["2017-01/2017-10", "2018-01/2018-10", "2019-01/2019-10", "2020-01/2020-10"],
        ["2019-12-31", "2020-12-30", "2021-12-31", "2022-12-31"],
    ],
)
def test_short_labels_keep_year_and_month_apart(periods: list[str]) -> None:
    """However a label is shortened or broken, its numbers stay the numbers of the period."""
    labels = labels_at(read_back(trend(line(*(point(period, "1") for period in periods)))))
    wanted = [re.findall(r"\d+", print_period(period, PeriodBasis.STATED)) for period in periods]
    assert [re.findall(r"\d+", label) for _, label in sorted(labels.items())] == wanted


def test_a_long_series_labels_some_years_and_the_last() -> None:
    """At most seven years are written, evenly, the last among them; every point is drawn."""
    for name in ("seventeen years", "forty years"):
        shown = read_back(DRAWINGS[name])
        years = [int(label) for _, label in sorted(labels_at(shown).items())]
        assert years[-1] == 2020
        assert 2 <= len(years) <= 7
        assert len({later - earlier for earlier, later in itertools.pairwise(years)}) == 1
