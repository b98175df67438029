"""The profile: two values a row, each in its place, with names and changes beside them."""

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from site_builder.charts.inks import PAPER, SERIES
from site_builder.model.chart import Profile, ValueAxis
from tests.chart_samples import PROFILE, bar, read_back, row
from tests.drawings import covering

SCORES = ValueAxis(unit="分", least=Decimal(10))

DRAWINGS = {
    "three rows": PROFILE,
    "two rows": replace(PROFILE, rows=PROFILE.rows[:2]),
    "negative": Profile(
        axis=ValueAxis(unit="%", zero=True),
        rows=(row("民间投资", "37.9", "-37.6"), row("工业投资", "-5", "12")),
    ),
    "long names": Profile(
        axis=SCORES,
        rows=(row("虚构的获得信贷便利度综合评价得分", "60", "65.5"), row("纳税", "72", "70.1")),
    ),
    "forty rows": Profile(
        axis=SCORES,
        rows=tuple(row(f"第{number}项", str(50 + number), "70") for number in range(40)),
    ),
    "large amounts": Profile(
        axis=ValueAxis(unit="元", zero=True),
        rows=(row("信贷", "330000000", "1250000000"), row("税费", "20000000", "10000000")),
    ),
    "all alike": Profile(axis=SCORES, rows=(row("甲", "70", "70"), row("乙", "70", "70"))),
    "close to each other": Profile(
        axis=SCORES, rows=(row("甲", "70.1", "70.2"), row("乙", "99.9", "100"))
    ),
    "at the left edge": Profile(axis=SCORES, rows=(row("甲", "0", "0.5"), row("乙", "9", "100"))),
    "at the right edge": Profile(
        axis=SCORES, rows=(row("甲", "100", "99"), row("乙", "90", "98.5"))
    ),
    "doubtful": Profile(
        axis=SCORES,
        rows=(
            replace(PROFILE.rows[0], later=bar("2020年", "90", note="初步数")),
            PROFILE.rows[1],
        ),
    ),
}
every_drawing = pytest.mark.parametrize("name", DRAWINGS)


@every_drawing
def test_the_marks_are_read_in_their_order(name: str) -> None:
    """The picture says each mark once, in the words and the order of the table."""
    drawn = DRAWINGS[name]
    assert [item.words for item in read_back(drawn).said] == [mark.said for mark in drawn.marks]


@every_drawing
def test_every_value_stands_where_its_axis_says(name: str) -> None:
    """By the labels of the axis each mark is within a pixel of its value."""
    drawn = DRAWINGS[name]
    shown = read_back(drawn)
    for mark, item in zip(drawn.marks, shown.said, strict=True):
        assert item.x == pytest.approx(shown.place_of(mark.value, upright=False), abs=1)


@every_drawing
def test_a_row_is_level_with_its_name_and_its_change(name: str) -> None:
    """Both points, the stroke between them, the name and the change stand on one line."""
    drawn = DRAWINGS[name]
    shown = read_back(drawn)
    beside = sorted((text for text in shown.beside), key=lambda text: text.y)
    strokes = {round(item.corners[0][1], 1): item.corners for item in shown.strokes("rule")}
    rows = [shown.said[at : at + 2] for at in range(0, len(shown.said), 2)]
    half = min((two[0].y - one[0].y for one, two in itertools.pairwise(rows)), default=20) / 2
    heights = []
    for item, (earlier, later) in zip(drawn.rows, rows, strict=True):
        assert earlier.y == later.y
        heights.append(later.y)
        level = [text for text in beside if abs(text.y - 4 - later.y) < half]
        assert "".join(text.words for text in level if text.anchor == "end") == item.name
        changes = [text for text in level if text.words == item.short]
        assert [abs(text.y - 4 - later.y) <= 1 for text in changes] == [True]
        (start, _), (end, _) = strokes[round(later.y, 1)]
        assert (start, end) == pytest.approx((earlier.x, later.x), abs=0.1)
    assert heights == sorted(heights)


@every_drawing
def test_axes_are_fair(name: str) -> None:
    """Scores over at least their least stretch, amounts from zero."""
    drawn = DRAWINGS[name]
    values = [value for value, _ in read_back(drawn).scale(upright=False)]
    assert max(values) - min(values) >= drawn.axis.least
    assert not drawn.axis.zero or 0 in values


def test_the_earlier_point_is_hollow() -> None:
    """The two periods are told apart by more than their place."""
    for name, drawn in DRAWINGS.items():
        shown = read_back(drawn).said
        assert {item.fill for item in shown[::2]} == {PAPER}, name
        assert {item.fill for item in shown[1::2]} == {SERIES[0]}, name
        assert {item.stroke for item in shown} == {SERIES[0]}, name


@every_drawing
def test_the_two_periods_are_named(name: str) -> None:
    """Which point is of which period is written over the first row, on its side."""
    shown = read_back(DRAWINGS[name])
    words = {text.words: text for text in shown.beside}
    earlier, later = shown.said[:2]
    assert words["2019年"].box.bottom <= earlier.box.top
    assert words["2020年"].box.bottom <= later.box.top
    middles = [(words[year].box.left + words[year].box.right) / 2 for year in ("2019年", "2020年")]
    assert (middles[0] < middles[1]) == (earlier.x <= later.x)


@every_drawing
def test_every_text_can_be_read(name: str) -> None:
    """No text leaves the drawing or covers another; none is cut short."""
    shown = read_back(DRAWINGS[name])
    for text in shown.texts:
        assert text.box.left >= 0, text.words
        assert text.box.right <= shown.width, text.words
        assert text.box.top >= 0, text.words
        assert text.box.bottom <= shown.height, text.words
        assert "…" not in text.words
    assert covering([(text.words, text.box) for text in shown.texts]) == []


def test_large_values_are_counted_in_chinese() -> None:
    """The axis of large amounts is in 亿."""
    labels = read_back(DRAWINGS["large amounts"]).labels(upright=False)
    assert {text.words[-1] for text in labels} == {"亿", "0"}
