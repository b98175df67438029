"""Where axes end and labels go: fair, round, and without covering each other."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from site_builder.charts.layout import (
    axis_values,
    label_rows,
    spread,
    text_width,
    tick_texts,
)
from site_builder.model.chart import ValueAxis
from tests.drawings import number

steady = settings(derandomize=True, deadline=None, max_examples=200)
VALUES = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3)
FREE = ValueAxis(unit="%")
RANKS = ValueAxis(unit="位", least=Decimal(4), reverse=True)


def is_round(step: Decimal) -> bool:
    """Tell whether a step is 1, 2 or 5 times a power of ten."""
    return step.normalize().as_tuple().digits in ((1,), (2,), (5,))


@steady
@given(VALUES, VALUES, st.booleans())
def test_ticks_enclose_the_values_and_are_round(one: Decimal, other: Decimal, zero: bool) -> None:
    """Ticks run evenly in round steps from below the least to above the greatest value."""
    low, high = min(one, other), max(one, other)
    ticks = axis_values(low, high, ValueAxis(unit="%", zero=zero))
    steps = {later - earlier for earlier, later in itertools.pairwise(ticks)}
    assert len(steps) == 1
    (step,) = steps
    assert step > 0
    assert is_round(step)
    assert all(tick % step == 0 for tick in ticks)
    assert ticks[0] <= low <= high <= ticks[-1]
    assert ticks[0] > min(low, Decimal(0) if zero else low) - step or low == high
    assert not zero or Decimal(0) in ticks
    assert 4 <= len(ticks) <= 7


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
    assert 4 <= len(axis_values(Decimal(low), Decimal(high), FREE)) <= 7


def test_equal_values_still_have_an_axis() -> None:
    """A series that does not move has room above and below."""
    for value in ("5", "99.78", "-3", "123456789"):
        ticks = axis_values(Decimal(value), Decimal(value), FREE)
        assert ticks[0] < Decimal(value) < ticks[-1]
    ticks = axis_values(Decimal(0), Decimal(0), FREE)
    assert ticks[0] <= 0 < ticks[-1]


SHARES = st.decimals(0, 100, places=2)


@steady
@given(SHARES, SHARES, st.sampled_from(["0", "4", "10", "25"]))
def test_a_small_change_of_a_share_looks_small(one: Decimal, other: Decimal, least: str) -> None:
    """The axis of a share shows at least the fair stretch, and nothing that cannot be."""
    low, high = min(one, other), max(one, other)
    axis = ValueAxis(unit="%", least=Decimal(least), top=Decimal(100))
    ticks = axis_values(low, high, axis)
    assert ticks[-1] - ticks[0] >= Decimal(least)
    assert Decimal(0) <= ticks[0] <= low
    assert high <= ticks[-1] <= Decimal(100)


@steady
@given(VALUES, VALUES)
def test_the_fair_stretch_needs_no_top(one: Decimal, other: Decimal) -> None:
    """A score's axis is as long as is fair; what is not below zero gets no axis that is."""
    low, high = min(one, other), max(one, other)
    ticks = axis_values(low, high, ValueAxis(unit="分", least=Decimal(10)))
    assert ticks[-1] - ticks[0] >= 10
    assert ticks[0] <= low <= high <= ticks[-1]
    assert low < 0 or ticks[0] >= 0


@steady
@given(st.integers(1, 300), st.integers(1, 300))
def test_ranks_begin_with_the_first(one: int, other: int) -> None:
    """The axis of a ranking has whole places only, none before the first."""
    low, high = Decimal(min(one, other)), Decimal(max(one, other))
    ticks = axis_values(low, high, RANKS)
    assert 1 <= ticks[0] <= low
    assert high <= ticks[-1]
    assert all(tick == tick.to_integral_value() for tick in ticks)
    assert ticks == sorted(set(ticks))
    assert ticks[-1] - ticks[0] >= 4
    assert 4 <= len(ticks) <= 7


@steady
@given(VALUES, VALUES, st.booleans())
def test_the_texts_of_ticks_say_their_values(one: Decimal, other: Decimal, zero: bool) -> None:
    """万 and 亿 counted in, each text is its tick's number; all are of one order; zero is bare."""
    ticks = axis_values(min(one, other), max(one, other), ValueAxis(unit="元", zero=zero))
    texts = tick_texts(ticks)
    assert [number(text) for text in texts] == ticks
    assert len({text[-1] if text[-1] in "万亿" else "" for text in texts if text != "0"}) == 1
    assert not any("E" in text or "-" in text for text in texts)


@pytest.mark.parametrize(
    ("high", "last"),
    [("9000", "10000"), ("9999", "10000"), ("52000", "6万"), ("3e7", "3000万"), ("5e8", "5亿")],
)
def test_large_numbers_are_counted_in_ten_thousands(high: str, last: str) -> None:
    """An axis that goes far beyond ten thousand is in 万, beyond a hundred million in 亿."""
    texts = tick_texts(axis_values(Decimal(0), Decimal(high), ValueAxis(unit="元", zero=True)))
    assert texts[0] == "0"
    assert texts[-1] in (last, "1万" if last == "10000" else last)


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


LABELS = st.lists(st.text("0123456789年月日第一季度—", min_size=1, max_size=14), max_size=12)


@steady
@given(LABELS, st.lists(st.floats(0, 288, allow_nan=False), min_size=12, max_size=12))
def test_labels_in_one_row_do_not_cover_each_other(labels: list[str], at: list[float]) -> None:
    """Every label has a row of those made so far, in which it is clear of its neighbours."""
    places = sorted(at)[: len(labels)]
    rows = label_rows([[label] for label in labels], places)
    assert len(rows) == len(labels)
    assert set(rows) == set(range(max(rows, default=-1) + 1))
    ends: dict[int, float] = {}
    for label, place, row in zip(labels, places, rows, strict=True):
        half = text_width(label) / 2
        assert row not in ends or ends[row] < place - half
        ends[row] = place + half
