"""Phrases and figures in the text of a source: what is found, what is not, and what stays apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.load.source_documents import SourceDocument
from site_builder.locators.match import Outcome, Searchable, Sought
from site_builder.locators.passage import Passage, plain
from site_builder.model.vocabulary import Kind

SPACES = st.sampled_from(["", " ", "\n", "\u3000", "\r\n\t", "\u200b", "\u00a0"])
WIDE = str.maketrans("0123456789.%,-", "０１２３４５６７８９．％，－")


def look(
    text: str,
    phrase: str,
    value: str | None = None,
    unit: str = "件",
    mult: int = 0,
    kind: Kind | None = None,
) -> Outcome:
    """Look for a phrase and its figure in a text."""
    sought = Sought(
        phrase=phrase,
        value=None if value is None else Decimal(value),
        unit=unit,
        unit_mult=mult,
        kind=kind,
    )
    return Searchable(SourceDocument(name="虚构", text=text)).look_for(sought).outcome


@pytest.mark.parametrize(
    ("text", "value", "unit", "mult"),
    [
        ("兑现565.7万元", "565.7", "元", 4),
        ("网办率达95%", "95", "%", 0),
        ("网办率达９５％", "95", "%", 0),
        ("比重为百分之九十五点五", "95.5", "%", 0),
        ("约三成", "30", "%", 0),
        ("宣传10余次", "10", "次", 0),
        ("宣传100多次", "100", "次", 0),
        ("宣传十余次", "10", "次", 0),
        ("涉及2000余万元", "2000", "元", 4),
        ("共1,200件", "1200", "件", 0),
        ("共12 345 678件".replace(" ", "\u2009"), "12345678", "件", 0),
        ("共三百五十件", "350", "件", 0),
        ("三个层级", "3", "个", 0),
        ("两类事项", "2", "类", 0),
        ("四大产业政策", "4", "类", 0),
        ("共3千件", "3000", "件", 0),
        ("投资3亿5000万元", "35000", "元", 4),
        ("首个园区", "1", "个", 0),
        ("增速为-37.6%", "-37.6", "%", 0),
        ("增速为－37.6%", "-37.6", "%", 0),
        ("同比下降37.6%", "-37.6", "%", 0),
        ("提高2.5个百分点", "2.5", "个百分点", 0),
        ("千分之三", "3", "‰", 0),
        ("1-10月共20件", "20", "件", 0),
    ],
)
def test_a_figure_is_found_as_it_is_written(text: str, value: str, unit: str, mult: int) -> None:
    """Multiples, shares, about-words, separators, widths and numerals in words are read."""
    assert look(f"全区{text}。", text, value, unit, mult) is Outcome.FOUND


@pytest.mark.parametrize(
    ("text", "value", "unit", "mult"),
    [
        ("共13件", "3", "件", 0),
        ("共113件", "13", "件", 0),
        ("共1,200件", "200", "件", 0),
        ("网办率达95%", "95", "件", 0),
        ("共95件", "95", "%", 0),
        ("增速为-37.6%", "37.6", "%", 0),
        ("第3次会议", "3", "次", 0),
        ("一季度共办结", "1", "件", 0),
        ("长三角地区", "3", "个", 0),
        ("百家企业", "100", "家", 0),
        ("2019年共办结", "2019", "件", 0),
        ("3月共办结", "3", "件", 0),
        ("G104国道", "104", "件", 0),
    ],
)
def test_another_number_is_not_the_figure(text: str, value: str, unit: str, mult: int) -> None:
    """Parts of numbers, other units, ordinals, dates, names and the other sign are no match."""
    assert look(f"全区{text}。", text, value, unit, mult) is Outcome.NO_FIGURE


@pytest.mark.parametrize(
    ("text", "value", "unit", "mult"),
    [("网办率达95.0%", "95", "%", 0), ("兑现5657000元", "565.7", "元", 4)],
)
def test_another_notation_is_said(text: str, value: str, unit: str, mult: int) -> None:
    """Values are kept as published: the same amount written otherwise is told as that."""
    assert look(text, text[:2], value, unit, mult) is Outcome.OTHERWISE


def test_a_fall_is_not_a_growth() -> None:
    """下降3% proves no growth of 3, but a cut of 3."""
    assert look("投资下降3%。", "投资下降3%", "3", "%", kind=Kind.GROWTH) is Outcome.NO_FIGURE
    assert look("时限降低3%。", "时限降低3%", "3", "%", kind=Kind.REDUCTION) is Outcome.FOUND


def test_a_rank_is_an_ordinal() -> None:
    """全市第一 and 第3名 are ranks; 一季度 and 三个 beside them are none."""
    assert look("一季度全市并列第一。", "并列第一", "1", "位", kind=Kind.RANK) is Outcome.FOUND
    assert look("全市第3名。", "全市第3名", "3", "位", kind=Kind.RANK) is Outcome.FOUND
    assert look("一季度有三个。", "一季度有三个", "3", "位", kind=Kind.RANK) is Outcome.NO_FIGURE


def test_the_figure_stands_in_the_phrase_or_its_sentence() -> None:
    """A phrase that holds a number of the unit must hold this one; another is read on."""
    text = "赠送印章802套，6家企业签约。满意率很高。全年99件。"
    assert look(text, "印章802套", "802", "套") is Outcome.FOUND
    assert look(text, "企业签约", "6", "家") is Outcome.FOUND
    assert look(text, "印章802套", "6", "套") is Outcome.NO_FIGURE
    assert look(text, "满意率很高", "99", "件") is Outcome.NO_FIGURE
    assert look(text, "6家企业签约", "6", "家") is Outcome.FOUND
    assert look(text, "没有这句") is Outcome.NO_PHRASE
    assert look(text, "") is Outcome.NO_PHRASE


def test_any_place_of_a_phrase_will_do() -> None:
    """A phrase that stands twice is found with the figure beside either."""
    assert look("办件见附表。全年办件99件。", "办件", "99") is Outcome.FOUND


@given(st.lists(st.sampled_from("网办率达9.5%，共12件“一”·A"), min_size=1, max_size=12), st.data())
def test_setting_makes_no_difference(characters: list[str], data: st.DataObject) -> None:
    """Line ends, spaces, zero-width characters and full width change nothing about a phrase."""
    phrase = "".join(characters)
    gaps = data.draw(st.lists(SPACES, min_size=len(phrase), max_size=len(phrase)))
    text = "".join(f"{one}{gap}" for one, gap in zip(phrase, gaps, strict=True))
    if data.draw(st.booleans()):
        text = text.translate(WIDE)
    assert any(Passage(plain(f"前文。{text}。后文")).find(plain(phrase)))


@given(st.integers(0, 99999), st.integers(0, 99999), SPACES.filter(str.isspace))
def test_a_space_keeps_two_numbers_apart(one: int, other: int, gap: str) -> None:
    """3 15 is neither 315 nor found as 31."""
    text = Passage(plain(f"共{one}{gap}{other}件"))
    assert any(text.find(f"{other}件"))
    assert any(text.find(f"共{one}"))
    assert not any(text.find(f"{str(one)[-1]}{other}件")) or len(str(one)) == 1


@given(st.integers(1, 9999), st.integers(0, 9))
def test_a_phrase_ends_where_its_number_ends(number: int, digit: int) -> None:
    """办件12 does not stand in 办件123, nor 12件 in 312件 or 3.12件."""
    assert not any(Passage(f"办件{number}{digit}件").find(f"办件{number}"))
    assert not any(Passage(f"办件{digit}{number}件").find(f"{number}件"))
    assert not any(Passage(f"办件{digit}.{number}件").find(f"{number}件"))
    assert not any(Passage(f"办件{number}.{digit}件").find(f"办件{number}"))


def test_circled_numbers_are_no_digits() -> None:
    """①13家 holds 13, not 113."""
    assert look("①13家企业。", "13家企业", "13", "家") is Outcome.FOUND
    assert look("①13家企业。", "企业", "113", "家") is Outcome.NO_FIGURE


ROWS = (
    ("地区", "年份", "指标", "数值"),
    ("样例区（虚构）", "2022", "网上办理率", "88.5"),
    ("样例区（虚构）", "2023", "网上办理率", "91.2"),
    ("另一区（虚构）", "2023", "网上办理率", "70"),
    ("另一区（虚构）", "2023", "Handling time, days", "-3"),
)


@pytest.mark.parametrize(
    ("phrase", "value", "about", "outcome"),
    [
        ("网上办理率", "91.2", (("2023", "2023年"), ("样例区（虚构）",)), Outcome.FOUND),
        ("网上办理率", "88.5", (("2023", "2023年"), ("样例区（虚构）",)), Outcome.NO_FIGURE),
        ("网上办理率", "70", (("2023",), ("990001", "样例区（虚构）")), Outcome.NO_FIGURE),
        ("网上办理率", "70", (("2023",), ("无此区",)), Outcome.FOUND),
        ("网上办理率，91.2", "91.2", (), Outcome.FOUND),
        ("Handling time, days", "-3", (), Outcome.FOUND),
        ("网上办理率，Handling time", "70", (), Outcome.NO_PHRASE),
    ],
)
def test_a_row_of_a_table_is_a_sentence(
    phrase: str, value: str, about: tuple[tuple[str, ...], ...], outcome: Outcome
) -> None:
    """Phrase and figure stand in one row, that of its period and area where the table has them."""
    table = Searchable(SourceDocument(name="虚构", rows=ROWS))
    sought = Sought(phrase=phrase, value=Decimal(value), unit="%", about=about)
    assert table.look_for(sought).outcome is outcome
