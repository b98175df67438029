"""Published values in words: one rounding, the published precision, the qualifier never lost."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.compare.values import (
    NATURE_WORDS,
    STATUS_WORDS,
    number_text,
    places,
    printed_places,
    rounded,
    unit_name,
    value_parts,
    value_text,
)
from site_builder.model.language import CONTEXT, Language
from site_builder.model.vocabulary import Kind, Nature, Qualifier, Status
from tests.test_comparability import INDICATOR

steady = settings(derandomize=True, deadline=None, max_examples=200)


def said(
    value: str,
    unit: str,
    *,
    multiple: int = 0,
    kind: Kind = Kind.FLOW,
    qualifier: Qualifier = Qualifier.EXACT,
    tied: bool = False,
    decimals: int = 2,
) -> str:
    """Return a value as it is printed in prose."""
    indicator = replace(INDICATOR, kind=kind, unit_measure=unit, decimals=decimals)
    return "".join(value_parts(indicator, Decimal(value), multiple, qualifier, tied))


ROUNDED = [
    ("0.5", 0, "1"),
    ("1.5", 0, "2"),
    ("2.5", 0, "3"),
    ("2.4", 0, "2"),
    ("-0.5", 0, "-1"),
    ("-2.5", 0, "-3"),
    ("62.345", 2, "62.35"),
    ("62.344999", 2, "62.34"),
    ("0.05", 1, "0.1"),
    ("99.995", 2, "100.00"),
    # never in succession: 2.446 is not 2.45 and then 2.5
    ("2.446", 1, "2.4"),
    ("0.449", 0, "0"),
    # never minus zero
    ("-0.4", 0, "0"),
    ("-0.04", 1, "0.0"),
    ("-0", 0, "0"),
    ("-0.00", 1, "0.0"),
    # no published value is too long for it
    ("12345678901234567890123456789012.25", 1, "12345678901234567890123456789012.3"),
]


@pytest.mark.parametrize(("value", "decimals", "expected"), ROUNDED)
def test_rounding_is_half_up_and_once(value: str, decimals: int, expected: str) -> None:
    """四舍五入: a half goes away from zero, and zero has no sign."""
    assert str(rounded(Decimal(value), decimals)) == expected


PRINTED = [
    # published, the indicator's decimals, printed
    ("95", 0, "95"),
    ("95", 1, "95"),
    ("95", 2, "95"),
    ("95.0", 2, "95.0"),
    ("95.0", 1, "95.0"),
    ("95.0", 0, "95"),
    ("100", 2, "100"),
    ("99.78", 2, "99.78"),
    ("99.78", 1, "99.8"),
    ("63.12106", 2, "63.12"),
    ("77.9313", 2, "77.93"),
    ("565.7", 1, "565.7"),
    ("1234567", 0, "1234567"),
    ("1E+3", 0, "1000"),
    ("0", 2, "0"),
    ("0.00", 2, "0.00"),
    ("-37.6", 1, "−37.6"),
    ("-2.5", 0, "−3"),
    ("-0.04", 1, "0.0"),
    ("-0.0", 1, "0.0"),
]


@pytest.mark.parametrize(("published", "decimals", "expected"), PRINTED)
def test_a_value_prints_as_published(published: str, decimals: int, expected: str) -> None:
    """95% stays 95%; only what carries more than the indicator's decimals is rounded."""
    assert number_text(Decimal(published), decimals) == expected


OVER, AT_LEAST, ABOUT = Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.ABOUT
NEARLY, UNDER, EXACT = Qualifier.NEARLY, Qualifier.UNDER, Qualifier.EXACT
IN_WORDS = [
    # value, unit, power of ten, qualifier, in words
    ("565.7", "元", 4, EXACT, "565.7万元"),
    ("3.3", "元", 8, EXACT, "3.3亿元"),
    ("0", "件", 0, EXACT, "0件"),
    ("87.63", "%", 0, EXACT, "87.63%"),
    ("100", "%", 0, EXACT, "100%"),
    ("7", "小时", 0, EXACT, "7小时"),
    ("10", "次", 0, OVER, "10余次"),
    ("2000", "元", 4, OVER, "2000余万元"),
    ("120", "项", 0, OVER, "120余项"),
    ("6", "元", 8, OVER, "超6亿元"),
    ("13", "个", 0, OVER, "超13个"),
    ("0", "次", 0, OVER, "超0次"),
    ("1.5", "元", 8, OVER, "超1.5亿元"),
    ("95", "%", 0, AT_LEAST, "95%以上"),
    ("12", "家", 0, AT_LEAST, "12家以上"),
    ("500", "元", 4, AT_LEAST, "500万元以上"),
    ("100", "家", 0, NEARLY, "近100家"),
    ("2", "元", 8, NEARLY, "近2亿元"),
    ("3000", "人", 0, ABOUT, "约3000人"),
    ("4.5", "元", 4, ABOUT, "约4.5万元"),
    ("5", "天", 0, UNDER, "不足5天"),
    ("0.5", "%", 0, UNDER, "不足0.5%"),
    # a multiple without a word of its own is written as a power
    ("3.2", "元", 5, EXACT, "3.2×10^5元"),
    ("3.2", "元", 7, EXACT, "3.2千万元"),
]


@pytest.mark.parametrize(("value", "unit", "multiple", "qualifier", "expected"), IN_WORDS)
def test_a_value_with_unit_and_qualifier(
    value: str, unit: str, multiple: int, qualifier: Qualifier, expected: str
) -> None:
    """万 and 亿 as published, the qualifier where Chinese puts it."""
    assert said(value, unit, multiple=multiple, qualifier=qualifier) == expected


@pytest.mark.parametrize("unit", ["天", "%", "件"])
def test_at_most_is_said(unit: str) -> None:
    """以内 is kept, before or behind the value."""
    words = said("3", unit, qualifier=Qualifier.AT_MOST)
    assert words in (f"3{unit}以内", f"不超过3{unit}")


def test_a_rank_is_a_place_and_keeps_its_tie() -> None:
    """并列 stays with the rank, and nothing else makes a rank tied."""
    assert said("1", "位", kind=Kind.RANK, tied=True) == "第1位（并列）"
    assert said("31", "位", kind=Kind.RANK) == "第31位"
    within = said("10", "位", kind=Kind.RANK, tied=True, qualifier=Qualifier.AT_MOST)
    assert within == "第10位以内（并列）"


@pytest.mark.parametrize(
    ("value", "multiple", "expected"),
    [("1", 0, "one"), ("2", 0, "many"), ("1.0", 0, "many"), ("1", 4, "many")],
)
def test_the_number_chooses_the_form_of_its_unit(value: str, multiple: int, expected: str) -> None:
    """One item, two items, one place, two places; what a multiple counts is many."""
    language = Language(
        code="xx",
        name="Invented",
        catalogue={f"unit{CONTEXT}{unit}": ("one", "many") for unit in ("件", "位")},
        plural="(n != 1)",
    )
    kinds = (Kind.FLOW,) if multiple else (Kind.FLOW, Kind.RANK)
    for kind in kinds:
        indicator = replace(INDICATOR, kind=kind)
        said = value_parts(indicator, Decimal(value), multiple, EXACT, False, language=language)
        assert said[2].endswith(expected)


def test_a_rank_is_tied_only_where_that_is_published() -> None:
    """Nothing said of a tie is no tie."""
    rank = replace(INDICATOR, kind=Kind.RANK, unit_measure="位")
    assert value_text(rank, Decimal(3), 0, EXACT) == "第3位"
    assert value_text(rank, Decimal(3), 0, EXACT, True) == "第3位（并列）"


def test_a_whole_number_has_no_decimals_however_it_is_written() -> None:
    """1E+3 is 1000: no decimals, not fewer than none."""
    assert [places(Decimal(text)) for text in ("1E+3", "1000", "1.0", "0.05")] == [0, 0, 1, 2]


def test_a_unit_stands_alone_with_its_multiple() -> None:
    """In a heading the unit keeps the multiple of its numbers."""
    money = replace(INDICATOR, unit_measure="元")
    assert [unit_name(money, multiple) for multiple in (0, 4, 8)] == ["元", "万元", "亿元"]


@pytest.mark.parametrize("qualifier", [item for item in Qualifier if item is not Qualifier.EXACT])
@pytest.mark.parametrize(
    "kind",
    [
        *(kind for kind in Kind if kind is not Kind.RANK),
        Kind.RANK,
    ],
)
def test_no_qualified_value_reads_as_exact(kind: Kind, qualifier: Qualifier) -> None:
    """What a source published as a rough value never prints as an exact one."""
    for value in ("6", "10", "10.5"):
        exact = said(value, "个", kind=kind)
        assert said(value, "个", kind=kind, qualifier=qualifier) != exact


def test_each_status_but_normal_has_a_word() -> None:
    """A mark that travels with a value can always be read."""
    assert set(STATUS_WORDS) == set(Status)
    assert {status for status, word in STATUS_WORDS.items() if not word} == {Status.NORMAL}
    assert len(set(STATUS_WORDS.values())) == len(Status)


def test_plans_and_expectations_have_their_words() -> None:
    """Planned is 计划, expected is 预计, actual needs none."""
    assert NATURE_WORDS == {Nature.ACTUAL: "", Nature.PLANNED: "计划", Nature.EXPECTED: "预计"}


NUMBERS = st.builds(
    lambda digits, point: Decimal(digits).scaleb(-point),
    st.integers(-(10**12), 10**12),
    st.integers(0, 6),
)


@steady
@given(NUMBERS, st.integers(0, 4))
def test_printed_numbers_are_true_to_what_was_published(value: Decimal, decimals: int) -> None:
    """Within half of the last printed place, exact where nothing is cut, and plainly written."""
    text = number_text(value, decimals)
    assert re.fullmatch(r"−?\d+(\.\d+)?", text)
    assert not re.fullmatch(r"−0(\.0+)?", text)
    read = Decimal(text.replace("−", "-"))
    shown = printed_places(value, decimals)
    assert shown <= min(places(value), decimals)
    assert places(read) == shown
    assert abs(read - value) <= Decimal("0.5").scaleb(-shown)
    if places(value) <= decimals:
        assert read == value


@steady
@given(NUMBERS, st.integers(0, 4))
def test_rounding_is_odd_idempotent_and_never_signs_zero(value: Decimal, decimals: int) -> None:
    """A value and its negative round alike; a rounded value stays; zero has no sign."""
    result = rounded(value, decimals)
    assert rounded(-value, decimals) == -result
    assert rounded(result, decimals) == result
    assert not (result == 0 and result.is_signed())


@steady
@given(
    st.integers(0, 10**9),
    st.sampled_from([0, 4, 8]),
    st.sampled_from(list(Qualifier)),
    st.sampled_from([Kind.FLOW, Kind.STOCK, Kind.COST]),
)
def test_number_and_unit_are_never_converted(
    value: int, multiple: int, qualifier: Qualifier, kind: Kind
) -> None:
    """Whatever the qualifier, the published digits and the published multiple are in the words."""
    words = said(str(value), "元", multiple=multiple, qualifier=qualifier, kind=kind)
    assert re.findall(r"\d+", words) == [str(value)]
    assert {0: "元", 4: "万元", 8: "亿元"}[multiple] in words
    assert ("万" in words, "亿" in words) == (multiple == 4, multiple == 8)
