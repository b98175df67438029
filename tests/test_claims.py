"""Words of direction and rank in prose: where they are found, and what the data says to them.

All names and figures are made up.
"""

from pathlib import Path

import pytest
from msgspec.structs import replace

from site_builder.build import Config
from site_builder.build import check as check_site
from site_builder.check.claims import check
from site_builder.diagnostics import BuildFailed, Diagnostic, Severity
from site_builder.figures.resolve import bind
from site_builder.markup.scan import scan
from site_builder.model.package import Indicator, Observation
from site_builder.model.set_aside import SetAside
from site_builder.model.site import Entry, Routes, Site
from site_builder.model.vocabulary import Kind, PeriodBasis, Qualifier, Status
from site_builder.reporters.catalogue import message
from tests.test_comparability import BREAK
from tests.test_resolve import AREAS, RATE, SOURCES, blank, document, entry, row

FOUND = [
    # text, each claim as word and figure
    ("网办率上升{{甲}}", ["上升 甲"]),
    ("网办率为{{甲}}", []),
    ("网办率增长很快", []),
    ("提高{{甲}}，降低{{乙}}", ["提高 甲", "降低 乙"]),
    ("提高很多，达到{{甲}}", []),
    ("提高很多；达到{{甲}}", []),
    ("提高很多。达到{{甲}}", []),
    ("如下，提高：{{甲}}", []),
    ("提高{{甲}}、降低{{乙}}", ["提高 甲", "降低 乙"]),
    ("提高{{甲}}而办件减少{{乙}}", ["提高 甲", "减少 乙"]),
    ("甲{{甲}}而办件量比上年大幅减少{{乙}}", ["减少 乙"]),
    ("全市并列第一的{{甲}}", ["并列第一 甲"]),
    ("全市第一的{{甲}}首次增加", ["第一 甲", "首次 甲", "增加 甲"]),
    ("翻番到{{甲}}", ["翻番 甲"]),
    ("翻一番到{{甲}}", ["翻一番 甲"]),
    ("翻两番到{{甲}}", ["翻两番 甲"]),
    ("与上年持平（{{甲.period}}）", ["持平 甲"]),
    # somebody's words
    ("按《关于提高效率的意见》办到{{甲}}", []),
    ("“减少一次跑动”达{{甲}}", []),
    ("「首次不罚」{{甲}}", []),
    ('"第一窗口"{{甲}}', []),
    ("“减材料，提高效率”{{甲}}", []),
    ("《提高》{{甲}}提高", ["提高 甲"]),
    ("‘首次不罚’{{甲}}", []),
    ("『首次不罚』{{甲}}", []),
    # compounds
    ("新的增长点{{甲}}", []),
    ("增长极{{甲}}", []),
    ("第一批{{甲}}", []),
    ("第一类{{甲}}", []),
    ("工业增加值{{甲}}", []),
    ("工业增加值增加{{甲}}", ["增加 甲"]),
    ("第一批{{甲}}为全市第一", ["第一 甲"]),
    ("第一季度为{{甲}}", []),
    ("第一产业{{甲}}", []),
    ("第一时间办结{{甲}}", []),
    ("投资增长率为{{甲}}", []),
    ("投资增长速度为{{甲}}", []),
    ("{{甲}}年增长{{乙}}", ["增长 乙"]),
    ("{{甲}}家并列第一{{乙}}", ["并列第一 乙"]),
    ("由{{甲}}提高到{{乙}}", ["提高 乙"]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_word_goes_with_the_nearest_figure_of_its_clause(text: str, expected: list[str]) -> None:
    """One clause, the nearest figure; quoted words and compounds assert nothing."""
    assert [f"{item.word} {item.figure}" for item in scan(text).claims] == expected


PLACED = [
    # body, each claim as word, line and column
    ("投资增长{{甲}}", [("增长", 10, 3)]),
    ("增长，投资增长{{甲}}，又增长{{乙}}", [("增长", 10, 6), ("增长", 10, 15)]),
    ("《增长》增长{{甲}}", [("增长", 10, 5)]),
    ("甲\n乙\n增长{{甲}}", [("增长", 12, 1)]),
    ("甲\n\n## 增长{{甲}}", [("增长", 12, 4)]),
    ("甲  \n增长{{甲}}", [("增长", 11, 1)]),
    (
        "- 增长{{甲}}\n- 减少{{乙}}\n  1. 持平{{丙}}",
        [("增长", 10, 3), ("减少", 11, 3), ("持平", 12, 6)],
    ),
    ("> 增长{{甲}}", [("增长", 10, 3)]),
    ("| 项 | 值 |\n|--|--|\n| 增长{{甲}} | 增长{{乙}} |", [("增长", 12, 3), ("增长", 12, 13)]),
    ("| 项 | 值 |\n|--|--|\n| 增长 | {{乙}} |", []),
    ("**增长**{{甲}}", [("增长", 10, 3)]),
    ("[增长](/compare/){{甲}}", [("增长", 10, 2)]),
    ("{{增长率}}和{{乙}}增长", [("增长", 10, 14)]),
    ("[甲](/增长/)增长{{甲}}", [("增长", 10, 10)]),
    ("![增长图](/a.png)增长{{甲}}", [("增长", 10, 15)]),
    ("投资保持增\n长{{甲}}", [("增长", 10, 5)]),
]


@pytest.mark.parametrize(("body", "expected"), PLACED)
def test_a_claim_has_its_own_line_and_column(
    body: str, expected: list[tuple[str, int, int]]
) -> None:
    """In text, lists, tables, headings: exactly where the word stands."""
    found = scan(body, 10).claims
    assert [(item.word, item.line, item.column) for item in found] == expected


def test_a_claim_carries_its_clause() -> None:
    """The clause is what stands between two marks, with the figure left out."""
    (claim,) = scan("去年，投资增长{{甲}} ，今年亦然").claims
    assert "投资增长" in claim.clause
    assert "去年" not in claim.clause
    assert "今年" not in claim.clause
    assert "甲" not in claim.clause


def judge(
    text: str,
    *rows: Observation,
    indicator: Indicator = RATE,
    listed: str = "",
    binding: dict[str, str] | None = None,
    **changes: object,
) -> tuple[Diagnostic, ...]:
    """Return what is said of a text; 网办率 is the newest observation, or as `binding` says."""
    found = scan(text, 12)
    case = replace(
        document(date="2025-05-28 09:00", binding=binding),
        uses=found.uses,
        claim_uses=found.claims,
        claims=((listed, "虚构报告｜第一节"),) if listed else (),
    )
    own: Entry = entry(*rows, indicator=indicator, **changes)
    bound, faults = bind(case, {"invented-rate": own}, AREAS, SOURCES, SetAside())
    assert faults == ()
    site = blank(
        Site,
        settings=None,
        entries={"invented-rate": own},
        areas=AREAS,
        sources=SOURCES,
        cases=(case,),
        bindings={case.path: bound},
        set_aside=None,
    )
    return check(site, blank(Routes, anchors={}))


SUPPORTED, CONTRADICTED, UNSUPPORTED = "", "claim-contradicted", "claim-unsupported"


def verdict(found: tuple[Diagnostic, ...]) -> str:
    """Return the one code of a judgement, "" for none; an error and a warning as agreed."""
    for item in found:
        wanted = Severity.ERROR if item.code == CONTRADICTED else Severity.WARNING
        assert item.severity is wanted
    assert len(found) <= 1
    return found[0].code if found else ""


UP, DOWN = ("上升", "增长", "提高", "增加"), ("下降", "降低", "减少")
MOVES = {"up": ("90", "95"), "down": ("95", "90"), "level": ("95", "95"), "hair": ("95", "95.04")}
TRUE_OF = {"up": UP, "down": DOWN, "level": ("持平",), "hair": UP}


@pytest.mark.parametrize("word", [*UP, *DOWN, "持平"])
@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("kind", [Kind.RATE, Kind.FLOW, Kind.SCORE, Kind.DURATION])
def test_a_direction_is_what_the_values_did(word: str, move: str, kind: Kind) -> None:
    """Up, down and level as the values moved; a hair's breadth is a move, not 持平."""
    rows = (row("2022", MOVES[move][0]), row("2023", MOVES[move][1]))
    found = judge(
        f"比上年{word}，{word}至{{{{网办率}}}}", *rows, indicator=replace(RATE, kind=kind)
    )
    assert verdict(found) == (SUPPORTED if word in TRUE_OF[move] else CONTRADICTED)


@pytest.mark.parametrize("word", [*UP, *DOWN, "持平"])
@pytest.mark.parametrize(
    ("first", "second", "move"), [(9, 4, "up"), (4, 9, "down"), (4, 4, "level")]
)
def test_a_smaller_rank_is_up(word: str, first: int, second: int, move: str) -> None:
    """From ninth to fourth is 上升."""
    rows = (
        row(year, str(place), rank_of=11, rank_scope="全市")
        for year, place in (("2022", first), ("2023", second))
    )
    rank = replace(RATE, kind=Kind.RANK, unit_measure="位")
    found = judge(f"位次{word}至{{{{网办率}}}}", *rows, indicator=rank)
    assert verdict(found) == (SUPPORTED if word in TRUE_OF[move] else CONTRADICTED)


GROWN = [
    # word, published growth, what is said of it (whatever the year before was)
    *((word, "3.2", SUPPORTED) for word in UP),
    *((word, "-3.2", CONTRADICTED) for word in UP),
    *((word, "3.2", CONTRADICTED) for word in DOWN),
    *((word, "0", CONTRADICTED) for word in (*UP, *DOWN)),
    ("持平", "0", SUPPORTED),
    ("持平", "0.1", CONTRADICTED),
    ("持平", "-0.1", CONTRADICTED),
    # never 下降-3.2%: the figure brings its own minus sign
    *((word, "-3.2", CONTRADICTED) for word in DOWN),
]


@pytest.mark.parametrize(("word", "value", "expected"), GROWN)
@pytest.mark.parametrize("before", ["-50", "50", None])
def test_growth_is_judged_by_its_own_sign(
    word: str, value: str, expected: str, before: str | None
) -> None:
    """A published growth rate says itself whether it is up or down; no year before is asked."""
    rows = (*((row("2022", before),) if before else ()), row("2023", value))
    growth = replace(RATE, kind=Kind.GROWTH, denominator="")
    assert verdict(judge(f"投资{word}{{{{网办率}}}}", *rows, indicator=growth)) == expected


def test_a_double_negative_says_how_to_write_it() -> None:
    """下降 before a negative growth is told apart from a wrong direction."""
    growth = replace(RATE, kind=Kind.GROWTH)
    (double,) = judge("投资下降{{网办率}}", row("2023", "-3.2"), indicator=growth)
    (wrong,) = judge("投资增长{{网办率}}", row("2023", "-3.2"), indicator=growth)
    assert "增速为" in message(double, "zh")
    assert "-3.2%" in message(wrong, "zh").replace("−", "-")
    assert (double.span.line, double.span.column) == (12, 3)


@pytest.mark.parametrize("word", [*DOWN, *UP, "持平", "翻番"])
def test_a_reduction_is_down_from_its_base_and_no_change_over_time(word: str) -> None:
    """压缩 against a fixed base proves 减少 only; it neither proves nor disproves the rest."""
    cut = replace(RATE, kind=Kind.REDUCTION)
    found = judge(f"时限{word}{{{{网办率}}}}", row("2023", "95.3"), indicator=cut)
    assert verdict(found) == (SUPPORTED if word in DOWN else UNSUPPORTED)


DOUBLED = [
    # word, before, after, what is said of it: exactly twice, exactly four times, nothing else
    ("翻番", "100", "200", SUPPORTED),
    ("翻一番", "100", "200", SUPPORTED),
    ("翻两番", "100", "400", SUPPORTED),
    ("翻番", "100", "199", CONTRADICTED),
    ("翻一番", "100", "201", CONTRADICTED),
    ("翻两番", "100", "200", CONTRADICTED),
    ("翻两番", "100", "300", CONTRADICTED),
    ("翻一番", "100", "400", CONTRADICTED),
    ("翻番", "200", "100", CONTRADICTED),
    ("翻番", "5", "10", SUPPORTED),
]


@pytest.mark.parametrize(("word", "before", "after", "expected"), DOUBLED)
def test_doubled_is_exactly_twice(word: str, before: str, after: str, expected: str) -> None:
    """翻一番 is ×2, 翻两番 ×4, of the full values."""
    flow = replace(RATE, kind=Kind.FLOW, unit_measure="件", denominator="")
    rows = (row("2022", before), row("2023", after))
    assert verdict(judge(f"办件{word}到{{{{网办率}}}}", *rows, indicator=flow)) == expected


@pytest.mark.parametrize(("value", "expected"), [("100", SUPPORTED), ("99", CONTRADICTED)])
def test_a_growth_of_a_hundred_percent_is_a_doubling(value: str, expected: str) -> None:
    """Growth is judged by its own published value."""
    growth = replace(RATE, kind=Kind.GROWTH)
    rows = (row("2022", "5"), row("2023", value))
    assert verdict(judge("投资翻番（{{网办率}}）", *rows, indicator=growth)) == expected


RANKED = [
    # word, place, tied, what is said of it
    ("第一", "1", False, SUPPORTED),
    ("第一", "1", True, CONTRADICTED),
    ("第一", "2", False, CONTRADICTED),
    ("并列第一", "1", True, SUPPORTED),
    ("并列第一", "1", False, CONTRADICTED),
    ("并列第一", "2", True, CONTRADICTED),
]


@pytest.mark.parametrize(("word", "place", "tied", "expected"), RANKED)
def test_first_is_rank_one_and_tied_where_it_is_tied(
    word: str, place: str, tied: bool, expected: str
) -> None:
    """第一 is rank 1 alone, 并列第一 rank 1 shared; no earlier period is needed."""
    rank = replace(RATE, kind=Kind.RANK, unit_measure="位")
    found = judge(f"全市{word}{{{{网办率}}}}", row("2023", place, tied=tied), indicator=rank)
    assert verdict(found) == expected


@pytest.mark.parametrize("word", ["第一", "并列第一"])
def test_a_value_proves_no_rank(word: str) -> None:
    """A rate of 100 % is no first place."""
    assert verdict(judge(f"全市{word}{{{{网办率}}}}", row("2023", "100"))) == UNSUPPORTED


FIRST = [
    # other observations beside that of 2023, its value, what is said of it
    ((), "95", UNSUPPORTED),
    ((row("2022", "90"),), "95", CONTRADICTED),
    ((row("2022", "0"),), "95", UNSUPPORTED),
    ((row("2022", None, obs_status=Status.MISSING),), "95", UNSUPPORTED),
    ((row("2022", "90", ref_area="990002"),), "95", UNSUPPORTED),
    ((row("2024", "90"),), "0", UNSUPPORTED),
    ((row("2024", "90"),), "95", UNSUPPORTED),
    ((row("/", "90", period_basis=PeriodBasis.UNKNOWN),), "95", UNSUPPORTED),
    ((row("2023", "90", caliber="0LD"),), "95", UNSUPPORTED),
]


@pytest.mark.parametrize(("others", "value", "expected"), FIRST)
def test_a_first_time_is_refuted_by_an_earlier_value_and_never_proved(
    others: tuple[Observation, ...], value: str, expected: str
) -> None:
    """Only a value known to be earlier, of the same area and not zero, speaks against 首次."""
    rows = (*others, row("2023", value))
    binding = {"period": "2023", "caliber": "_Z"}
    assert verdict(judge("首次达到{{网办率}}", *rows, binding=binding)) == expected


BEFORE = row("2022", "90")
FORBIDDEN = [
    # observations, further facts, the reasons in words (a part of each)
    ((row("2023"),), {}, ["没有更早"]),
    ((BEFORE, row("2023", qualifier=Qualifier.OVER)), {}, ["约数"]),
    ((BEFORE, row("2023", obs_status=Status.ESTIMATED)), {}, ["估计"]),
    ((BEFORE, row("2023-01/2023-10")), {}, ["跨度"]),
    (
        (BEFORE, row("2023", qualifier=Qualifier.ABOUT)),
        {"breaks": (replace(BREAK, indicator="invented-rate", time_period="2023"),)},
        ["断点", "约数"],
    ),
    ((BEFORE, row("2023", None, obs_status=Status.MISSING)), {}, ["没有数值"]),
]


@pytest.mark.parametrize("word", ["上升", "减少", "持平", "翻番"])
@pytest.mark.parametrize(("rows", "facts", "reasons"), FORBIDDEN)
def test_what_may_not_be_compared_supports_nothing(
    word: str, rows: tuple[Observation, ...], facts: dict[str, object], reasons: list[str]
) -> None:
    """Without a permitted comparison a direction is unsupported, with every reason, not wrong."""
    found = judge(f"比上年{word}至{{{{网办率}}}}", *rows, **facts)
    assert verdict(found) == UNSUPPORTED
    assert all(reason in message(found[0], "zh") for reason in reasons)


@pytest.mark.parametrize("rows", [(row("2023"),), (row("2022", "99"), row("2023"))])
def test_a_listed_claim_is_silent(rows: tuple[Observation, ...]) -> None:
    """What stands under `claims` with its source is not told again; another word still is."""
    text = "首次提高至{{网办率}}"
    assert len(judge(text, *rows)) == 2
    assert [dict(item.arguments)["word"] for item in judge(text, *rows, listed="首次")] == ["提高"]
    assert judge(text, *rows, listed="首次提高") == ()
    assert len(judge(text, *rows, listed="首次开通")) == 2
    assert len(judge(text, *rows, listed="至")) == 2


def test_each_wrong_word_of_a_clause_is_told() -> None:
    """Several words in one clause are judged one by one, each at its own column."""
    found = judge("首次增长并减少到{{网办率}}", row("2022", "90"), row("2023", "95"))
    places = {dict(item.arguments)["word"]: item.span.column for item in found}
    assert places == {"首次": 1, "减少": 6}
    assert {item.code for item in found} == {CONTRADICTED}


WRONG = [
    # file, what is replaced in it
    ("cases/sample/one-window.md", [("网上办理率为", "网上办理率下降至")]),
    ("reports/sample.md", [("投资增速为", "投资增长")]),
    (
        "pages/about.md",
        [
            ("页面。\n", '页面。\nfigures:\n  率: {indicator: online-rate, area: "990001"}\n'),
            ("虚构的站点", "网上办理率下降至{{率}}"),
        ],
    ),
]


@pytest.mark.parametrize(("name", "changes"), WRONG)
def test_claims_are_checked_in_cases_reports_and_pages(
    name: str, changes: list[tuple[str, str]], minimal: Path
) -> None:
    """A wrong word stops the build at its place in every kind of document."""
    file = minimal / "content" / name
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BuildFailed) as caught:
        check_site(
            Config(root=minimal, cache=minimal / ".cache", as_of=None, strict=False, clean=True)
        )
    (item,) = caught.value.diagnostics
    assert (item.code, item.span.path) == (CONTRADICTED, f"content/{name}")
    line, word = text.split("\n")[(item.span.line or 0) - 1], dict(item.arguments)["word"]
    assert line.find(word) + 1 == item.span.column
