"""Numbers with a unit in prose: which are found, what they say, where they stand.

All sentences are made up.
"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.markup.chinese_numbers import chinese_number
from site_builder.markup.scan import scan

SAID = [
    # text, what is found: text, value, unit
    ("事项增加至182项", [("182项", "182", "项")]),
    ("下载率87.63%", [("87.63%", "87.63", "%")]),
    ("共１２项，率９５％", [("１２项", "12", "项"), ("９５％", "95", "%")]),
    ("办件1,200件", [("1,200件", "1200", "件")]),
    ("办件1，200件", [("1，200件", "1200", "件")]),
    ("3大类，三大类，十二大类", [("3大类", "3", "大类"), ("十二大类", "12", "大类")]),
    ("兑现565.7万元", [("565.7万元", "5657000", "元")]),
    ("总额67.81亿元", [("67.81亿元", "6781000000", "元")]),
    ("贷款1亿2000万元", [("1亿2000万元", "120000000", "元")]),
    ("贷款3千万元", [("3千万元", "30000000", "元")]),
    ("注册资金小于500万的企业", [("500万", "5000000", "")]),
    ("浏览5819人次", [("5819人次", "5819", "人次")]),
    ("千分之三和百分之九十五", [("千分之三", "3", "‰"), ("百分之九十五", "95", "%")]),
    ("提高3个百分点", [("3个百分点", "3", "个百分点")]),
    ("扣5‰", [("5‰", "5", "‰")]),
    ("95 %的事项", [("95 %", "95", "%")]),
    ("增速-37.6%", [("-37.6%", "-37.6", "%")]),
    ("增速−3.2%", [("−3.2%", "-3.2", "%")]),
    ("跑0次", [("0次", "0", "次")]),
    ("{{甲}}另有5项", [("5项", "5", "项")]),
    ("自助服务24小时", [("24小时", "24", "小时")]),
    ("办了3个月", [("3个月", "3", "个月")]),
    ("32项目标任务", [("32项", "32", "项")]),
    ("5家政府部门，6个体系", [("5家", "5", "家"), ("6个", "6", "个")]),
    # qualifiers belong to what is found
    ("总投资超6亿元", [("超6亿元", "600000000", "元")]),
    ("宣传10余次", [("10余次", "10", "次")]),
    ("金额2000余万元", [("2000余万元", "20000000", "元")]),
    ("10多万亩", [("10多万亩", "100000", "亩")]),
    ("约20家左右", [("约20家左右", "20", "家")]),
    ("不足3家，逾30人", [("不足3家", "3", "家"), ("逾30人", "30", "人")]),
    ("5家以上，近40件", [("5家以上", "5", "家"), ("近40件", "40", "件")]),
    ("节约7万元", [("7万元", "70000", "元")]),
    ("最近3项，附近5家", [("3项", "3", "项"), ("5家", "5", "家")]),
    # Chinese numerals
    ("出台三十二项", [("三十二项", "32", "项")]),
    ("一百五十家企业", [("一百五十家", "150", "家")]),
    ("十余件", [("十余件", "10", "件")]),
    ("两成企业，八成以上", [("两成", "20", "%"), ("八成以上", "80", "%")]),
    ("两千余万元", [("两千余万元", "20000000", "元")]),
    ("五百万元", [("五百万元", "5000000", "元")]),
    (
        "近万人，上百家，百余户",
        [("近万人", "10000", "人"), ("上百家", "100", "家"), ("百余户", "100", "户")],
    ),
    ("一天办结，快一倍", [("一天", "1", "天"), ("一倍", "1", "倍")]),
    ("二十分钟办好", [("二十分钟", "20", "分钟")]),
    ("六十六点五分", [("六十六点五分", "66.5", "分")]),
    ("十项实事", [("十项", "10", "项")]),
    # a range is one thing without one value
    ("3至5天", [("3至5天", "", "天")]),
    ("3—5个工作日", [("3—5个工作日", "", "个工作日")]),
    ("10%~20%", [("10%~20%", "", "%")]),
    ("三至五天", [("三至五天", "", "天")]),
    ("1万—2万元", [("1万—2万元", "", "元")]),
    ("8-10个", [("8-10个", "", "个")]),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_number_with_a_unit_is_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Text with qualifiers, value in the base unit, unit."""
    assert [(item.text, item.value, item.unit) for item in scan(text).numerals] == expected


NOTHING = """
一个窗口|两个年度|一些|一项项|一体|统一|第一|三家企业|五项制度|一件事|三到五家|最多跑一次|零材料
一站式|二维码|统一天数|每一天|一成不变|十分重要|三天两头|千家万户|单位：万元|成千上万家|数十家|几十项|三五个
“三个一”|“7小时”办结|‘32条’|「35条」|《三十二条措施》|"12项"|“企业‘7小时’”
2024年5月28日|5月份|1-10月份|第3季度|2019—2020年|12时30分|7点30分|2024-05-28|2019年起|十四五时期
国办发〔2017〕47号|第47号|第3批|第 3 批|第三条|第十二条|第3至5批|第1、2批|第3名
2.0版本|v1.2.3个|A3个|5G|4A级|B2B|G幢|{{甲}}|{{三十二项}}|`32项`|![5个窗口](/a.png)
8718|110|“12345”热线|0577-63381234|（1）|（二）|一、|1. 甲|三分之一|3·15|1:2|表1
31项目|32条例|2019成立|2019批准|2020分别|3人才|[甲](/5个/)|<https://a.example/5个>
""".replace("\n", "|").strip("|")


@pytest.mark.parametrize("text", NOTHING.split("|"))
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    """Ordinary language, dates, ordinals, quotations, codes, addresses, figures themselves."""
    assert scan(text).numerals == ()


PLACED = [
    # body, each find as text, line and column
    ("甲182项，乙3家", [("182项", 10, 2), ("3家", 10, 8)]),
    ("甲\n乙\n丙5件", [("5件", 12, 2)]),
    ("## 甲5件", [("5件", 10, 5)]),
    ("- 甲5件\n  1. 乙约6件", [("5件", 10, 4), ("约6件", 11, 7)]),
    ("> 5件", [("5件", 10, 3)]),
    ("| 甲 | 乙 |\n|--|--|\n| 5件 | \\| 6件 |", [("5件", 12, 3), ("6件", 12, 11)]),
    ("**32**项", [("32项", 10, 3)]),
    ("**甲**32项", [("32项", 10, 6)]),
    ("[5个](/5个/)5个", [("5个", 10, 2), ("5个", 10, 11)]),
    ("`5个`和![5个](/5个.png)5个", [("5个", 10, 20)]),
    ("{{甲5个}}5个", [("5个", 10, 8)]),
    ("甲\\*5件", [("5件", 10, 4)]),
    ("甲&amp;5件和6件", [("5件", 10, 7), ("6件", 10, 10)]),
    ("甲^[注3件]乙3件", [("3件", 10, 9), ("3件", 10, 5)]),
    ("甲[^1]5件\n\n[^1]: 注6件", [("5件", 10, 6), ("6件", 12, 8)]),
    ("甲  \n5件", [("5件", 11, 1)]),
]


@pytest.mark.parametrize(("body", "expected"), PLACED)
def test_a_number_has_its_own_line_and_column(
    body: str, expected: list[tuple[str, int, int]]
) -> None:
    """In text, lists, tables, links, notes: exactly where it stands, never in an address."""
    found = [(item.text, item.line, item.column) for item in scan(body, 10).numerals]
    if "&amp;" in body:  # an entity is longer in the source than on the page
        found = [(text, line, body.index(text) + 1) for text, line, _ in found]
    assert found == expected


def test_the_sentence_holds_the_number_at_its_offset() -> None:
    """What a literal is compared with: the sentence, and where number and unit begin in it."""
    (item,) = scan("今年如此。投资**超**6亿元，明年再说。").numerals
    assert item.sentence == "投资超6亿元，明年再说"
    assert item.core == "6亿元"
    assert item.sentence[item.offset :].startswith(item.core)


def test_front_matter_lines_are_read_as_they_are() -> None:
    """The quotation marks of YAML quote nobody; Chinese ones do."""
    found = scan('summary: "共5件，“6件”，{{甲}}"', 9, verbatim=True).numerals
    assert [(item.text, item.line, item.column) for item in found] == [("5件", 9, 12)]


NUMBERS = [
    *(("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("三百五十", 350), ("两千", 2000)),
    *(
        ("一万二千", 12000),
        ("两万五", 25000),
        ("三亿零五百万", 305000000),
        ("百", 100),
        ("千万", 10**7),
    ),
    *(("一万亿", 10**12), ("九十五点五", Decimal("95.5")), ("零", 0), ("三五", None), ("", None)),
    *(("点五", None), ("五十百", None), ("万一十百", None)),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_chinese_numbers(text: str, value: int | Decimal | None) -> None:
    """A number in characters is that number; a row of characters that is none is None."""
    assert chinese_number(text) == value


PLAIN = st.text(
    st.characters(
        exclude_categories=("Cs", "Nd", "No"),
        exclude_characters="零〇一二两三四五六七八九十百千万亿&",
    )
)


@given(PLAIN)
def test_no_number_no_finding(text: str) -> None:
    """Text without digits and Chinese numerals holds nothing."""
    assert scan(text).numerals == ()


WORDS = st.text(st.sampled_from("办理事业务投资企，。、窗口报告"), max_size=8)


@given(
    WORDS, st.integers(0, 10**9), st.sampled_from(["项", "件", "家", "万元", "%", "人次"]), WORDS
)
def test_a_number_is_found_where_it_stands(before: str, number: int, unit: str, after: str) -> None:
    """Whatever stands around it: one finding, its value, its column."""
    text = f"{before}{number}{unit}{after}"
    (item,) = scan(text).numerals
    base = number * 10000 if unit == "万元" else number
    assert (item.text, item.column) == (f"{number}{unit}", len(before) + 1)
    assert Decimal(item.value) == base
