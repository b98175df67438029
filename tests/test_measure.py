"""Measures: how much changed, as one number beside others. All figures are made up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.compare.change import Change, compare
from site_builder.compare.comparability import ComparisonType
from site_builder.compare.measure import Measure, measure
from site_builder.model.language import CHINESE, Language
from site_builder.model.vocabulary import Kind
from tests.test_comparability import INDICATOR, TARGET, valued
from tests.test_english import english


def changed(
    kind: Kind,
    unit: str,
    before: str,
    after: str,
    *,
    decimals: int = 2,
    language: Language = CHINESE,
) -> Measure | None:
    """Return the measure of a change from one made-up year to the next."""
    indicator = replace(
        INDICATOR, kind=kind, unit_measure=unit, denominator="事项", decimals=decimals
    )
    one, other = (
        replace(valued(value, year), rank_of=30, rank_scope="全市")
        for year, value in (("2023", before), ("2024", after))
    )
    targets = tuple(replace(TARGET, time_period=year) for year in ("2023", "2024"))
    found = compare(one, other, indicator, (), targets, ComparisonType.YEAR_ON_YEAR)
    assert isinstance(found, Change)
    return measure(found, language=language)


@pytest.mark.parametrize(
    ("kind", "unit", "before", "after", "value", "of", "signed"),
    [
        (Kind.RATE, "%", "92.1", "95.3", "3.2", "个百分点", "+3.2"),
        (Kind.RATE, "%", "95.3", "92.1", "-3.2", "个百分点", "−3.2"),
        (Kind.RATE, "%", "92", "92", "0", "个百分点", "持平"),
        (Kind.SCORE, "分", "81.004", "81.002", "0.00", "分", "基本持平"),
        (Kind.SCORE, "分", "81.5", "80", "-2", "分", "−2分"),
        (Kind.DURATION, "天", "7", "4.5", "-3", "天", "−3天"),
        (Kind.GROWTH, "%", "-5.2", "-3.1", "2.1", "个百分点", "+2.1"),
        (Kind.RANK, "位", "9", "4", "5", "位", "+5位"),
        (Kind.RANK, "位", "4", "9", "-5", "位", "−5位"),
        (Kind.RANK, "位", "4", "4", "0", "位", "位次不变"),
        (Kind.FLOW, "万元", "400", "412.8", "3.2", "%", "+3.2%"),
        (Kind.FLOW, "万元", "400", "387.2", "-3.2", "%", "−3.2%"),
        (Kind.FLOW, "元", "90000", "90001", "0.0", "%", "0.0%"),
        (Kind.FLOW, "元", "100", "299", "199.0", "%", "+199.0%"),
        (Kind.FLOW, "元", "100", "313", "213.0", "%", "+2.1倍"),
        (Kind.FLOW, "件", "3", "5", "2", "件", "+2件"),
        (Kind.FLOW, "件", "5", "3", "-2", "件", "−2件"),
        (Kind.FLOW, "件", "100", "100", "0.0", "%", "持平"),
        (Kind.FLOW, "件", "5", "5", "0", "件", "持平"),
        (Kind.FLOW, "件", "100", "0", "-100.0", "%", "−100.0%"),
        # a growth of a level is half up, and in multiples of its base from 200 % on
        (Kind.COST, "元", "2000", "2001", "0.1", "%", "+0.1%"),
        (Kind.COST, "元", "2000", "1999", "-0.1", "%", "−0.1%"),
        (Kind.STOCK, "家", "1000", "2999", "199.9", "%", "+199.9%"),
        (Kind.STOCK, "家", "100", "300", "200.0", "%", "+2.0倍"),
        (Kind.STOCK, "家", "100", "305", "205.0", "%", "+2.1倍"),
        (Kind.FLOW, "元", "5000万", "0.6亿", "20.0", "%", "+20.0%"),
        # a level of another kind than those is no percentage
        (Kind.SCORE, "分", "20", "80", "60", "分", "+60分"),
        (Kind.INDEX, "点", "101.2", "103.5", "2.3", "点", "+2.3点"),
        (Kind.COMPLETION, "%", "90", "120", "30", "个百分点", "+30"),
        (Kind.REDUCTION, "%", "90", "85", "-5", "个百分点", "−5"),
        # the multiple is that of the later value, in the name of the unit and behind the number
        (Kind.DURATION, "小时", "1.5万", "2.0万", "0.5", "万小时", "+0.5万小时"),
        (Kind.DURATION, "小时", "2.0万", "1.5万", "-0.5", "万小时", "−0.5万小时"),
        (Kind.RANK, "位", "2", "1", "1", "位", "+1位"),
    ],
)
def test_a_change_has_one_number_of_one_unit(
    kind: Kind, unit: str, before: str, after: str, value: str, of: str, signed: str
) -> None:
    """Rates change in points, levels in percent or by an amount, ranks in places; signs tell."""
    found = changed(kind, unit, before, after)
    assert found == Measure(value=Decimal(value), unit=of, signed=signed)


@pytest.mark.parametrize(
    ("kind", "before", "after"), [(Kind.GROWTH, "3", "-2"), (Kind.FLOW, "0", "5")]
)
def test_where_only_both_values_are_said_there_is_no_number(
    kind: Kind, before: str, after: str
) -> None:
    """A growth that changes its sign and an amount from zero are not set beside others."""
    assert changed(kind, "%", before, after) is None


@given(before=st.integers(11, 99_999), after=st.integers(0, 99_999))
def test_the_number_has_the_sign_of_the_words(before: int, after: int) -> None:
    """What rises in words rises in the chart, and never is there a minus zero."""
    found = changed(Kind.FLOW, "件", str(before), str(after))
    assert found is not None
    assert not found.value.is_signed() or found.value < 0
    if found.value:
        assert (found.value > 0) == (after > before)
        assert found.signed[0] == ("+" if after > before else "−")


def test_growth_that_stays_on_its_side_of_zero_has_a_number() -> None:
    """A decline that widens falls by points."""
    assert changed(Kind.GROWTH, "%", "-3.0", "-5.2") == Measure(
        value=Decimal("-2.2"), unit="个百分点", signed="−2.2"
    )


@pytest.mark.parametrize(
    ("kind", "unit", "before", "after", "of", "signed"),
    [
        (Kind.RATE, "%", "92.1", "95.3", "percentage points", "+3.2"),
        (Kind.RATE, "%", "92", "92", "percentage points", "unchanged"),
        (Kind.SCORE, "分", "80", "81", "points", "+1 point"),
        (Kind.SCORE, "分", "80", "82", "points", "+2 points"),
        (Kind.DURATION, "天", "7", "6", "days", "−1 day"),
        (Kind.DURATION, "小时", "1万", "2万", "× 10,000 hours", "+1 × 10,000 hours"),
        (Kind.FLOW, "件", "3", "4", "items", "+1 item"),
        (Kind.FLOW, "件", "5", "3", "items", "−2 items"),
        (Kind.FLOW, "元", "100", "313", "%", "+2.1 times the base"),
        (Kind.FLOW, "元", "100", "110", "%", "+10.0%"),
        (Kind.RANK, "位", "9", "4", "places", "+5 places"),
        (Kind.RANK, "位", "4", "5", "place", "−1 place"),
        (Kind.RANK, "位", "4", "4", "places", "rank unchanged"),
    ],
)
def test_a_measure_is_said_in_the_language_it_is_asked_for(
    kind: Kind, unit: str, before: str, after: str, of: str, signed: str
) -> None:
    """Unit and text are of one language; the number behind which a unit stands chooses its form."""
    found = changed(kind, unit, before, after, language=english())
    assert found is not None
    assert (found.unit, found.signed) == (of, signed)
