"""The profile: two values a row, each in its place, with names and changes beside them."""

import itertools
from decimal import Decimal

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.charts.inks import PAPER, SERIES
from site_builder.figures.charts.profile import profile
from site_builder.model.chart import Profile, Refusal, ValueAxis
from site_builder.model.vocabulary import Kind
from tests.chart_samples import PROFILE, bar, read_back, row
from tests.test_charts_changes import pairs_of

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


def test_large_values_are_counted_in_chinese() -> None:
    """The axis of large amounts is in 亿."""
    labels = read_back(DRAWINGS["large amounts"]).labels(upright=False)
    assert {text.words[-1] for text in labels} == {"亿", "0"}


def test_one_unit_is_not_one_axis(shipped: Checked) -> None:
    """Rates and growths in percent are not drawn on one axis: the commoner of them is drawn."""
    entry = shipped.site.entries["db-getting-credit-score"]
    rates = pairs_of(("50", "52"), ("60", "65"), kind=Kind.RATE, unit="%", entry=entry)
    growths = pairs_of(
        ("5", "7"), ("6", "3"), ("120", "130"), kind=Kind.GROWTH, unit="%", entry=entry
    )
    found = profile(shipped.site, (*rates, *growths))
    assert isinstance(found, Profile)
    assert [row.later.value for row in found.rows] == [7, 3, 130]
    assert found.axis == ValueAxis(unit="%", zero=True)
    fewer = profile(shipped.site, (*rates, *growths[:1]))
    assert isinstance(fewer, Profile)
    assert [row.later.value for row in fewer.rows] == [52, 65]
    assert fewer.axis.top == 100
    assert profile(shipped.site, (rates[0], growths[0])) is Refusal.TOO_FEW
