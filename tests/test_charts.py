"""Charts: what is drawn is what the series holds, in the same bytes each time.

The drawings are read back as XML. All figures are made up.
"""

import itertools
import os
import pickle
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from site_builder.charts.draw import draw
from site_builder.charts.layout import axis_values, spread
from site_builder.charts.theme import PAPER, REEF, SERIES
from site_builder.compare.periods import axis_position, print_period
from site_builder.model.series import BreakMark, Line, Point, Series
from site_builder.model.vocabulary import PeriodBasis
from tests.conftest import REPOSITORY

steady = settings(derandomize=True, deadline=None, max_examples=200)


def point(period: str, value: str, *, joined: bool = False, solid: bool = True) -> Point:
    """Return a point as the series of an indicator would hold it."""
    position = axis_position(period)
    assert position is not None
    return Point(
        position=position,
        label=print_period(period, PeriodBasis.STATED),
        value=Decimal(value),
        text=value.replace("-", "−"),
        joined=joined,
        solid=solid,
    )


def series(*lines: Line, name: str = "invented", breaks: tuple[BreakMark, ...] = ()) -> Series:
    """Return a series of made-up lines."""
    return Series(
        id=name,
        title="虚构指标",
        subtitle="单位：%",
        description="两个虚构区的虚构指标，2020年最高。",
        unit="%",
        zero=True,
        lines=lines,
        breaks=breaks,
    )


def line(*points: Point, name: str = "虚构区") -> Line:
    """Return a line of points."""
    return Line(name=name, points=points)


BROKEN = line(
    point("2018", "31.2"),
    point("2019", "37.9", joined=True),
    point("2020", "-37.6"),
    point("2021", "5", joined=True, solid=False),
    point("2023", "5.5"),
)
WHOLE = line(
    point("2018", "10"),
    point("2019", "12", joined=True),
    point("2020", "11", joined=True),
    point("2021", "15", joined=True),
    name="邻区",
)
SAMPLE = series(BROKEN, WHOLE, breaks=(BreakMark(position=Decimal("2019.5"), reason="制度改变"),))


drawing_of = lru_cache(draw)
"""Each series is drawn once for all tests but that of repetition."""


def svg(drawn: Series) -> Element:
    """Draw a series and read it back, without namespaces."""
    return fromstring(drawing_of(drawn).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))


Placed = tuple[Element, float, float]


def placed(element: Element, x: float = 0, y: float = 0) -> Iterator[Placed]:
    """Yield every element with where its origin lies on the drawing."""
    found = re.match(r"translate\(([-\d.e]+),([-\d.e]+)\)", element.get("transform", ""))
    if found:
        x, y = x + float(found[1]), y + float(found[2])
    yield element, x, y
    for child in element:
        yield from placed(child, x, y)


def marks(drawing: Element, kind: str) -> list[Placed]:
    """Return the drawn marks of a kind: `point`, `line mark`, `rule mark`, `text mark`."""
    return [item for item in placed(drawing) if item[0].get("aria-roledescription") == kind]


def segments(drawing: Element) -> list[tuple[tuple[float, float], ...]]:
    """Return the corners of every drawn line, rounded to hundredths."""
    return [
        tuple(
            (round(x + float(one), 2), round(y + float(other), 2))
            for one, other in re.findall(r"([-\d.]+),([-\d.]+)", path.get("d", ""))
        )
        for path, x, y in marks(drawing, "line mark")
    ]


def axis_labels(drawing: Element) -> list[str]:
    """Return the texts of the time axis and of the value axis, empty ones too."""
    groups = [
        group for group in drawing.iter("g") if "role-axis-label" in group.get("class", "").split()
    ]
    return ["".join(text.itertext()) for group in groups for text in group.iter("text")]


def test_the_same_series_gives_the_same_bytes() -> None:
    """Drawing depends on the series alone, in this process and with another hash seed."""
    here = draw(SAMPLE)
    assert draw(replace(SAMPLE)) == here
    program = (
        "import pickle, sys; from site_builder.charts.draw import draw; "
        "sys.stdout.buffer.write(draw(pickle.load(sys.stdin.buffer)).encode())"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)},
        input=pickle.dumps(SAMPLE),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == here


def test_another_series_gives_other_bytes() -> None:
    """A changed value shows."""
    changed = series(line(*BROKEN.points[:-1], point("2023", "5.6")), WHOLE, breaks=SAMPLE.breaks)
    assert drawing_of(changed) != drawing_of(SAMPLE)


def test_ids_carry_the_series_and_references_resolve() -> None:
    """Two charts on one page share no id, and what refers to an id finds it."""
    ids = {}
    for name in ("one", "two"):
        text = drawing_of(replace(SAMPLE, id=name))
        found = re.findall(r'\bid="([^"]+)"', text)
        assert found
        assert len(found) == len(set(found))
        assert all(item.startswith(f"chart-{name}-") for item in found)
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(found)
        named = fromstring(text).get("aria-labelledby", "").split()
        assert named
        assert set(named) <= set(found)
        ids[name] = set(found)
    assert not ids["one"] & ids["two"]


HOSTILE = "<script>alert(\"1\")</script> & “引号” 'x' ]]>"


def test_a_chart_names_and_describes_itself() -> None:
    """Role, title and description come first, with special marks escaped."""
    drawn = replace(SAMPLE, title=HOSTILE, description=f"{HOSTILE}描述")
    assert "<script" not in drawing_of(drawn)
    root = svg(drawn)
    assert root.tag == "svg"
    assert root.get("role") == "img"
    title, description = list(root)[:2]
    assert (title.tag, title.text) == ("title", HOSTILE)
    assert (description.tag, description.text) == ("desc", f"{HOSTILE}描述")
    assert root.get("aria-labelledby", "").split() == [title.get("id"), description.get("id")]


def test_names_in_a_chart_are_escaped() -> None:
    """A line's name is text, whatever is in it."""
    drawn = series(replace(BROKEN, name=HOSTILE), WHOLE)
    assert "<script" not in drawing_of(drawn)
    assert any(HOSTILE in "".join(text.itertext()) for text in svg(drawn).iter("text"))


def test_nothing_is_fetched_or_run() -> None:
    """No image, style sheet, script or address outside the file."""
    text = drawing_of(SAMPLE)
    assert set(re.findall(r"https?://[^\"' )]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert not {"script", "image", "foreignObject", "style", "a"} & {
        str(element.tag) for element in svg(SAMPLE).iter()
    }


DRAWINGS = {
    "two lines with a break": SAMPLE,
    "one broken line": series(BROKEN),
    "one whole line": series(WHOLE),
    "two points": series(line(point("2019", "1"), point("2020", "2"))),
    "equal values": series(line(point("2019", "5"), point("2020", "5", joined=True))),
    "not from zero": replace(series(WHOLE), zero=False),
    "a hidden hundredth": replace(
        series(line(point("2019", "99.78"), point("2020", "99.79", joined=True))), zero=False
    ),
    "all negative": series(line(point("2019", "-5"), point("2020", "-7", joined=True))),
    "many areas": series(
        *(
            line(point("2019", str(number)), point("2020", "3", joined=True), name=f"{number}区")
            for number in range(7)
        )
    ),
    "two lines through one point": series(WHOLE, replace(WHOLE, name="又一区")),
    "seventeen years": series(
        line(
            *(point(str(year), str(year - 2000), joined=year > 2004) for year in range(2004, 2021))
        )
    ),
    "a year and its part": series(
        line(point("2019", "37.9"), point("2020-01/2020-10", "-37.6", solid=False))
    ),
}


Dots = dict[tuple[int, Point], tuple[float, float]]


def dots_of(drawn: Series, drawing: Element) -> Dots:
    """Return where each point of each line is drawn; lines in order, full points before hollow."""
    order = [
        (place, item)
        for place, one in enumerate(drawn.lines)
        for solid in (True, False)
        for item in one.points
        if item.solid is solid
    ]
    found = marks(drawing, "point")
    return {key: (x, y) for key, (_, x, y) in zip(order, found, strict=True)}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_point_is_drawn_once_and_in_its_place(name: str) -> None:
    """As many points as the series has, later ones to the right, greater ones higher, in scale."""
    drawn = DRAWINGS[name]
    dots = dots_of(drawn, svg(drawn))
    assert len(dots) == sum(len(one.points) for one in drawn.lines)
    scales = []
    for ((_, one), (x, y)), ((_, other), (other_x, other_y)) in itertools.combinations(
        dots.items(), 2
    ):
        assert (x < other_x, x == other_x) == (
            one.position < other.position,
            one.position == other.position,
        )
        assert (y > other_y, y == other_y) == (one.value < other.value, one.value == other.value)
        if one.value != other.value:
            scales.append((y - other_y) / float(other.value - one.value))
    assert scales == pytest.approx(scales[:1] * len(scales), rel=0.001)
    assert all(0 < x < 430 and 0 < y < 270 for x, y in dots.values())


@pytest.mark.parametrize("name", DRAWINGS)
def test_lines_join_joined_points_and_no_others(name: str) -> None:
    """A line runs exactly between neighbours that may be compared: never over a break or a gap."""
    drawn = DRAWINGS[name]
    drawing = svg(drawn)
    dots = dots_of(drawn, drawing)
    wanted = sorted(
        (dots[(place, before)], dots[(place, after)])
        for place, one in enumerate(drawn.lines)
        for before, after in itertools.pairwise(one.points)
        if after.joined
    )
    found = sorted(segments(drawing))
    assert [len(corners) for corners in found] == [2] * len(wanted)
    for corners, ends in zip(found, wanted, strict=True):
        for corner, end in zip(corners, ends, strict=True):
            assert corner == pytest.approx(end, abs=0.02)


def test_a_break_is_drawn_between_its_neighbours() -> None:
    """A marked vertical rule stands in the gap, over the full height, and no line crosses it."""
    drawing = svg(SAMPLE)
    ((rule, x, _),) = marks(drawing, "rule mark")
    assert rule.get("stroke") == REEF
    assert rule.get("stroke-dasharray")
    assert float(rule.get("x2", "0")) == 0
    assert float(rule.get("y2", "0")) > 200
    columns = sorted({round(x, 2) for _, x, _ in marks(drawing, "point")})
    assert columns[1] < x < columns[2]
    assert "断点" in ["".join(text.itertext()) for text in drawing.iter("text")]
    own = segments(svg(series(BROKEN)))
    assert all(not start[0] < x < end[0] for start, end in own)


def test_without_a_break_no_rule_is_drawn() -> None:
    """Nothing looks like a break that is none."""
    assert marks(svg(series(WHOLE)), "rule mark") == []


def test_doubtful_points_are_hollow() -> None:
    """Provisional, doubtful and part-year values are drawn apart from full ones."""
    fills = [dot.get("fill") for dot, _, _ in marks(svg(series(BROKEN)), "point")]
    assert fills.count(PAPER) == 1
    assert fills.count(SERIES[0]) == 4


def test_lines_differ_in_more_than_colour() -> None:
    """Colour is never the only sign: each line has a shape of its own and its name at its end."""
    drawing = svg(DRAWINGS["two lines through one point"])
    dots = [(dot.get("stroke"), dot.get("d")) for dot, _, _ in marks(drawing, "point")]
    assert (
        len(set(dots)) == len({colour for colour, _ in dots}) == len({shape for _, shape in dots})
    )
    texts = ["".join(text.itertext()) for text in drawing.iter("text")]
    assert {"邻区 15", "又一区 15"} <= set(texts)


def test_labels_of_close_ends_do_not_cover_each_other() -> None:
    """Names at the ends of lines stand apart, in the order of the values."""
    close = series(
        *(
            line(point("2019", "1"), point("2020", f"{value}", joined=True), name=f"{value}区")
            for value in ("50.1", "50.2", "50.3", "50.4")
        )
    )
    heights = [y for _, _, y in marks(svg(close), "text mark")]
    assert len(heights) == 4
    assert heights == sorted(heights, reverse=True)
    assert all(one - other >= 14 for one, other in itertools.pairwise(heights))


LONG = "虚构省虚构市虚构区虚构经济技术开发区"


def test_long_names_are_not_cut_short() -> None:
    """A long name and a long period are written out, without an ellipsis."""
    drawn = series(
        line(
            point("2019-01-01/2019-05-28", "1234567.89"),
            point("2020-01-01/2020-05-28", "2345678.91", joined=True),
            name=LONG,
        ),
        WHOLE,
    )
    texts = ["".join(text.itertext()) for text in svg(drawn).iter("text")]
    assert f"{LONG} 2345678.91" in texts
    assert not [text for text in texts if "…" in text or "..." in text]


def width(text: str, size: float) -> float:
    """Return about how wide a text is: a Chinese character is a square, another about half."""
    wide = sum(unicodedata.east_asian_width(mark) in ("W", "F") for mark in text)
    return size * (wide + 0.55 * (len(text) - wide))


@pytest.mark.parametrize(
    "drawn",
    [
        series(WHOLE, replace(BROKEN, name="虚构区")),
        series(WHOLE, replace(BROKEN, name=LONG)),
        series(line(point("2019", "1234567.89"), point("2020", "2345678.91", joined=True))),
        series(line(point("2019-01/2019-10", "1"), point("2020-01/2020-10", "2", joined=True))),
        series(line(point("2019-05-28", "1"), point("2020-05-28", "2", joined=True))),
        series(line(point("2023-01-01/2023-05-28", "1"), point("2024-01-01/2024-05-28", "2"))),
    ],
    ids=["short name", "long name", "long number", "spans of months", "days", "spans of days"],
)
def test_no_text_leaves_the_drawing(drawn: Series) -> None:
    """Every label lies inside the view box, so that none is lost at its edge."""
    drawing = svg(drawn)
    right = float(drawing.get("viewBox", "").split()[2])
    for text, x, _ in placed(drawing):
        if text.tag != "text":
            continue
        size = float(text.get("font-size", "14px").removesuffix("px"))
        for said in text.itertext():
            wide = width(said, size)
            start = {"middle": x - wide / 2, "end": x - wide}.get(text.get("text-anchor", ""), x)
            assert start >= 0, said
            assert start + wide <= right, said


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
    """Two periods side by side can both be read."""
    drawing = svg(series(line(*(point(period, "1") for period in periods))))
    group = next(item for item in drawing.iter("g") if "role-axis-label" in item.get("class", ""))
    spans = sorted(
        (x - width(text.text or "", 14) / 2, x + width(text.text or "", 14) / 2)
        for text, x, _ in placed(group)
        if text.tag == "text"
    )
    assert 3 <= len(spans) <= 7
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
CLOSE = {
    "months": [(month, f"{int(month[:4]) + 1}{month[4:]}") for month in MONTHS],
    "quarters": [("2024-Q3", "2024-Q4"), ("2020-Q4", "2021-Q1")],
    "days": [("2024-05-27", "2024-05-28"), ("2019-12-31", "2020-01-01")],
    "spans": [("2019", "2020-01/2020-10"), ("2021-01-01/2021-04-02", "2022-01-01/2022-04-02")],
}


@pytest.mark.parametrize("name", CLOSE)
def test_each_period_has_its_own_label(name: str) -> None:
    """Under each point stands the period it is of, whatever its place on the axis."""
    for periods in CLOSE[name]:
        points = [point(period, "1") for period in periods]
        labels = axis_labels(svg(series(line(*points))))
        for item in points:
            assert item.label in labels, periods


@pytest.mark.parametrize(
    "periods",
    [
        ["2020-05", "2020-06", "2020-07", "2020-09"],
        ["2017-01/2017-10", "2018-01/2018-10", "2019-01/2019-10", "2020-01/2020-10"],
        ["2019-12-31", "2020-12-30", "2021-12-31", "2022-12-31"],
    ],
)
def test_short_labels_keep_year_and_month_apart(periods: list[str]) -> None:
    """However a label is shortened, its numbers stay the numbers of the period."""
    labels = axis_labels(svg(series(line(*(point(period, "1") for period in periods)))))
    wanted = [re.findall(r"\d+", print_period(period, PeriodBasis.STATED)) for period in periods]
    shown = [re.findall(r"\d+", label) for label in labels]
    assert all(numbers in shown for numbers in wanted), labels


def test_a_long_series_labels_some_years_and_the_last() -> None:
    """At most seven years are written, evenly, the last among them; every point is drawn."""
    labels = [text for text in axis_labels(svg(DRAWINGS["seventeen years"])) if len(text) == 4]
    years = [int(label) for label in labels]
    assert years[-1] == 2020
    assert 2 <= len(years) <= 7
    assert len({later - earlier for earlier, later in itertools.pairwise(years)}) == 1


VALUES = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3)


def is_round(step: Decimal) -> bool:
    """Tell whether a step is 1, 2, 2.5 or 5 times a power of ten."""
    return step.normalize().as_tuple().digits in ((1,), (2,), (2, 5), (5,))


@steady
@given(VALUES, VALUES, st.booleans())
def test_ticks_enclose_the_values_and_are_round(one: Decimal, other: Decimal, zero: bool) -> None:
    """Ticks run evenly in round steps from below the least to above the greatest value."""
    low, high = min(one, other), max(one, other)
    ticks = axis_values(low, high, zero=zero)
    steps = {later - earlier for earlier, later in itertools.pairwise(ticks)}
    assert len(steps) == 1
    (step,) = steps
    assert step > 0
    assert is_round(step)
    assert all(tick % step == 0 for tick in ticks)
    assert ticks[0] <= low <= high <= ticks[-1]
    assert ticks[0] > min(low, Decimal(0) if zero else low) - step or low == high
    assert not zero or Decimal(0) in ticks
    assert len(ticks) <= 7


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("0", "4"),
        ("0", "5"),
        ("10", "15"),
        ("-37.6", "37.9"),
        ("99.78", "99.8"),
        ("0", "8.1"),
        ("0", "90"),
        ("0", "100"),
    ],
)
def test_ticks_are_neither_few_nor_many(low: str, high: str) -> None:
    """Four to seven ticks let a value be read."""
    assert 4 <= len(axis_values(Decimal(low), Decimal(high), zero=False)) <= 7


def test_equal_values_still_have_an_axis() -> None:
    """A series that does not move has room above and below."""
    for value in ("0", "5", "99.78", "-3", "123456789"):
        ticks = axis_values(Decimal(value), Decimal(value), zero=False)
        assert ticks[0] < Decimal(value) < ticks[-1]


@steady
@given(
    st.lists(st.floats(0, 222, allow_nan=False), min_size=1, max_size=12),
    st.sampled_from([0.0, 10.0, 18.0]),
)
def test_labels_are_spread_in_order_and_within_bounds(places: list[float], least: float) -> None:
    """Labels keep order and gap inside the axis; labels already apart stay."""
    assume((len(places) - 1) * least <= 222)
    moved = spread(places, least, 0, 222)
    assert len(moved) == len(places)
    order = sorted(range(len(places)), key=lambda place: (places[place], moved[place]))
    for one, other in itertools.pairwise(order):
        assert moved[other] - moved[one] >= least - 1e-6
    assert all(-1e-6 <= place <= 222 + 1e-6 for place in moved)
    apart = all(places[other] - places[one] >= least for one, other in itertools.pairwise(order))
    if apart:
        assert moved == pytest.approx(places)


def test_nothing_to_spread() -> None:
    """No labels, no places."""
    assert spread([], 18, 0, 222) == []
