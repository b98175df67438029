"""What tables say: numbers, units, periods, layouts; what has two meanings is never guessed."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from site_builder.load.packages import load_package
from site_builder.load.spreadsheet import Cell, CellKind, Grid, read_grids, text_cell
from site_builder.model.package import Package
from site_builder.model.settings import PackageSetting
from site_builder.sheets.answers import Answers
from site_builder.sheets.headings import Heading, read_heading
from site_builder.sheets.incoming import Understanding
from site_builder.sheets.numbers import NumberError, is_missing, read_number
from site_builder.sheets.understand import understand
from site_builder.sheets.units import combined, multiple, unit_line
from tests.conftest import SITES
from tests.sheets import Cells, write_xlsx


@pytest.fixture(scope="module")
def sample() -> Package:
    """The package of the minimal site."""
    setting = PackageSetting(name="sample", demonstration=False)
    folder = SITES / "minimal/data/sample/2023.1.0"
    package, faults = load_package(folder, "data/sample/2023.1.0", setting, frozenset())
    assert package is not None
    assert faults == ()
    return package


def grid(cells: Cells) -> Grid:
    """Return cells as a grid of text."""
    width = max(map(len, cells))
    rows = tuple(
        tuple(text_cell(str(v)) for v in (*row, *[""] * (width - len(row)))) for row in cells
    )
    return Grid(sheet="表", hidden=False, rows=rows, merged={})


def said(understanding: Understanding | None) -> dict[tuple[str, str], tuple[str, str]]:
    """Return value and multiple by indicator and period."""
    assert understanding is not None
    return {
        (item.key[0], item.key[2]): (item.cells["obs_value"], item.cells["unit_mult"])
        for item in understanding.observations
    }


def faults(cells: Cells | Grid, package: Package, answers: Answers | None = None) -> list[str]:
    """Return the codes and cells of what is unclear in a table."""
    table = cells if isinstance(cells, Grid) else grid(cells)
    _, questions = understand(table, "t.csv", package, answers or Answers())
    return [f"{item.diagnostic.code} {item.diagnostic.span.field}" for item in questions]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", "2024"),
        ("２０２４年", "2024"),
        ("2024年度", "2024"),
        ("2024年全年", "2024"),
        ("2024年上半年", "2024-S1"),
        ("2024下半年", "2024-S2"),
        ("2024 年第一季度", "2024-Q1"),
        ("2024年4季度", "2024-Q4"),
        ("2024Q3", "2024-Q3"),
        ("2024年前三季度", "2024-01/2024-09"),
        ("2024年5月", "2024-05"),
        ("2024年10月份", "2024-10"),
        ("2024.05", "2024-05"),
        ("2024/5", "2024-05"),
        ("202405", "2024-05"),
        ("2024年1—10月", "2024-01/2024-10"),
        ("2024年1-10月份", "2024-01/2024-10"),
        ("2024年1月至10月", "2024-01/2024-10"),
        ("2023年12月-2024年2月", "2023-12/2024-02"),
        ("2024年5月28日", "2024-05-28"),
        ("截至2024年5月28日", "2024-05-28"),
        ("2024年末", "2024-12-31"),
        ("2024年2月末", "2024-02-29"),
        ("2020-01/2020-10", "2020-01/2020-10"),
        ("/2024-05-28", "/2024-05-28"),
    ],
)
def test_a_heading_is_read_as_its_period(text: str, period: str) -> None:
    """Every usual notation of a period becomes the package's form of it."""
    assert read_heading(text_cell(text)) == Heading(period=period)


@pytest.mark.parametrize("text", ["1-10月", "上半年", "一季度", "5月", "前三季度"])
def test_a_part_of_a_year_alone_is_no_period(text: str) -> None:
    """Without its year a part of a year is not taken for that of any year."""
    heading = read_heading(text_cell(text))
    assert heading is not None
    assert (heading.period, bool(heading.part)) == ("", True)


@pytest.mark.parametrize("text", ["24年", "2024.1", "2024-3", "2019-2020", "2019—20年"])
def test_a_heading_with_two_meanings_has_candidates_only(text: str) -> None:
    """2024.1 may be January or October, cut by the spreadsheet; 24年 may be of any century."""
    heading = read_heading(text_cell(text))
    assert heading is not None
    assert heading.period == ""
    assert len(heading.candidates) == 2


def test_a_cell_that_is_a_date_is_unclear() -> None:
    """A date may show as its month or as its day."""
    cell = Cell(text="2024-05-01", kind=CellKind.DATE)
    assert read_heading(cell) == Heading(candidates=("2024-05", "2024-05-01"))


@pytest.mark.parametrize(
    "text", ["同比", "2024年13月", "1200", "9999", "2024年2月30日", "第五季度"]
)
def test_what_is_no_period_is_none(text: str) -> None:
    """A large number is no year, a thirteenth month no month."""
    assert read_heading(text_cell(text)) is None


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1,234.5", "1234.5", ""),
        ("1，234", "1234", ""),
        ("１２３．５", "123.5", ""),
        ("-3.4", "-3.4", ""),
        ("−3.4", "-3.4", ""),
        ("－3.4", "-3.4", ""),
        ("+3.40", "3.40", ""),
        ("0", "0", ""),
        ("-0.0", "0.0", ""),
        ("95.3％", "95.3", "%"),
        ("1.2万", "1.2", "万"),
        ("565.7 万元", "565.7", "万元"),
    ],
)
def test_a_number_keeps_its_published_text(text: str, number: str, unit: str) -> None:
    """Digits and decimals stay as they are; separators, widths and the plus go."""
    read = read_number(text_cell(text))
    assert (read.text, read.unit) == (number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "1.234,5",
        "12/5",
        "1,23",
        "1 234",
        "(12.5)",
        "12.5.1",
        "007",
        "–3.4",
        "1,2345",
        "1.",
        "三",
        "10²",
    ],
)
def test_a_number_with_two_readings_is_none(text: str) -> None:
    """Separators that fit no rule, fractions and text are not made into a number."""
    try:
        read = read_number(text_cell(text))
    except NumberError:
        return
    assert read.unit
    assert multiple(read.unit, "件") is None


@pytest.mark.parametrize("text", ["", "-", "—", "——", "…", "……", "...", "－"])
def test_marks_of_no_value_are_missing_and_zero_is_not(text: str) -> None:
    """A dash is no zero, and a zero is no dash."""
    assert is_missing(text_cell(text))
    assert not is_missing(text_cell("0"))


@pytest.mark.parametrize(
    ("unit", "measure", "power"),
    [
        ("万元", "元", 4),
        ("亿元", "元", 8),
        ("万", "元", 4),
        ("元", "元", 0),
        ("％", "%", 0),
        ("万人次", "人次", 4),
        ("人次", "人", None),
        ("件", "项", None),
        ("万", "%", None),
        ("百分点", "%", None),
        ("千米", "米", 3),
    ],
)
def test_a_unit_counts_an_indicators_own_or_none(
    unit: str, measure: str, power: int | None
) -> None:
    """A unit is a multiple of the indicator's unit, or it does not fit."""
    assert multiple(unit, measure) == power


def test_a_unit_in_the_cell_must_agree_with_the_stated_one() -> None:
    """1.2万 under 元 is 12000; under 万元 it could be either; 亿元 under 万元 contradicts."""
    assert combined(0, "万", "元") == 4
    assert combined(None, "万", "元") == 4
    assert combined(4, "万元", "元") == 4
    assert combined(4, "万", "元") is None
    assert combined(4, "亿元", "元") is None


def test_a_line_of_units_is_not_a_line_of_an_office() -> None:
    """单位：万元 names a unit, 编制单位：统计科 an office."""
    assert unit_line("（单位：万元、％）") == ("万元", "%")
    assert unit_line("计量单位: 万元 2024年") == ("万元",)
    assert unit_line("编制单位：样例区统计科（虚构）") == ()


def test_a_year_may_stand_above_its_parts(sample: Package) -> None:
    """A year in a row above, once or merged, holds for the parts of a year below it."""
    cells = (
        ("指标", "2023年", "", "2022年", ""),
        ("", "上半年", "下半年", "上半年", "下半年"),
        ("办件量", "1", "2", "3", "4"),
    )
    found, questions = understand(grid(cells), "t.csv", sample, Answers())
    assert questions == ()
    assert said(found) == {
        ("service-cases", "2023-S1"): ("1", "0"),
        ("service-cases", "2023-S2"): ("2", "0"),
        ("service-cases", "2022-S1"): ("3", "0"),
        ("service-cases", "2022-S2"): ("4", "0"),
    }


def test_a_span_is_written_as_the_package_writes_it(sample: Package) -> None:
    """2023年1—10月 is the observation that the package has for these months."""
    found, _ = understand(
        grid((("指标", "2023年1—10月"), ("投资增速", "-3.4"))), "t.csv", sample, Answers()
    )
    assert set(said(found)) == {("investment-growth", "2023-01/2023-10")}


def test_multiples_come_from_cell_heading_name_column_or_line(sample: Package) -> None:
    """Wherever 万 stands, the value keeps its text and takes the multiple."""
    wanted = {("service-cases", "2024"): ("1.2", "4")}
    tables: tuple[Cells, ...] = (
        (("指标", "2024年"), ("办件量", "1.2万")),
        (("指标", "2024年"), ("办件量", "1.2万件")),
        (("指标", "2024年（万件）"), ("办件量", "1.2")),
        (("指标", "2024年"), ("办件量（万件）", "1.2")),
        (("指标", "单位", "2024年"), ("办件量", "万件", "1.2")),
        (("单位：万件", ""), ("指标", "2024年"), ("办件量", "1.2")),
        (("指标", "期间", "数值（万件）"), ("办件量", "2024", "1.2")),
        (("年份", "办件量（万件）"), ("2024", "1.2")),
    )
    for cells in tables:
        found, questions = understand(grid(cells), "t.csv", sample, Answers())
        assert questions == (), cells
        assert said(found) == wanted, cells


UNCLEAR: list[tuple[Cells, list[str]]] = [
    ((("指标", "2024年"), ("办件量", "12/5")), ["import-cell-ambiguous B2"]),
    ((("指标", "2024年"), ("办件量", "约1200")), ["import-cell-ambiguous B2"]),
    ((("指标", "2024年"), ("办件量（万件）", "1.2万")), ["import-cell-ambiguous B2"]),
    ((("指标", "2024年"), ("办件量", "95.3%")), ["import-unit-unfit B2"]),
    ((("单位：万元", ""), ("指标", "2024年"), ("办件量", "1")), ["import-unit-unfit B3"]),
    ((("单位：万件、件", ""), ("指标", "2024年"), ("办件量", "1")), ["import-unit-unfit B3"]),
    (
        (("指标", "单位", "2024年"), ("办件量（万件）", "件", "1")),
        ["import-unit-unfit C2"],
    ),
    ((("指标", "2024年", "2023"), ("办件数", "1", "2")), ["import-indicator-unknown A2"]),
    ((("指标", "2024年", "24年"), ("办件量", "1", "2")), ["import-period-unclear C1"]),
    ((("指标", "2024年", "增长"), ("办件量", "1", "2")), ["import-column-unclear C1"]),
    ((("指标", "2024年", ""), ("办件量", "1", "2")), ["import-column-unclear C1"]),
    ((("指标", "数值"), ("办件量", "1")), ["import-period-unclear A1"]),
    (
        (("指标", "2024年", "2024年度"), ("办件量", "1", "2")),
        ["import-cell-ambiguous C2"],
    ),
    (
        (("指标", "期间", "数值", "状态"), ("办件量", "2024", "1", "好")),
        ["import-cell-ambiguous D2"],
    ),
]


@pytest.mark.parametrize(("cells", "codes"), UNCLEAR)
def test_what_is_unclear_is_asked_at_its_cell(
    cells: Cells, codes: list[str], sample: Package
) -> None:
    """One question for one unclear thing, at its cell."""
    assert faults(cells, sample) == codes


def test_two_indicators_of_one_name_are_told_apart_by_a_person(sample: Package) -> None:
    """A title that two indicators bear is unclear; an answer settles it."""
    twins = (*sample.indicators, replace(sample.indicators[1], indicator="cases-of-the-city"))
    package = replace(sample, indicators=twins)
    cells = (("指标", "2024年"), ("办件量", "1"))
    assert faults(cells, package) == ["import-indicator-unknown A2"]
    answers = Answers(words=(("办件量", "cases-of-the-city"),))
    found, questions = understand(grid(cells), "t.csv", package, answers)
    assert questions == ()
    assert set(said(found)) == {("cases-of-the-city", "2024")}


def test_a_unit_unsaid_is_the_indicators_own_only_where_it_always_was(sample: Package) -> None:
    """Where the package holds values in 万, a bare number could be of either."""
    held = tuple(
        replace(item, unit_mult=4) if item.indicator == "service-cases" else item
        for item in sample.observations
    )
    package = replace(sample, observations=held)
    cells = (("指标", "2024年"), ("办件量", "1"))
    assert faults(cells, sample) == []
    assert faults(cells, package) == ["import-unit-unfit B2"]
    assert faults(cells, package, Answers(fields=(("unit", "万件"),))) == []


def test_percentages_that_may_be_fractions_are_asked(sample: Package) -> None:
    """0.953 is asked for, 0.953% and 95.3 are not; the answer holds for the table."""
    cells = (("指标", "2024年", "2023年"), ("网上办理率", "0.953", "1"))
    assert faults(cells, sample) == ["import-percent-unclear B2"]
    assert faults((("指标", "2024年"), ("网上办理率", "0.953%")), sample) == []
    assert faults((("指标", "2024年", "2023年"), ("网上办理率", "0.9", "91.2")), sample) == []
    found, _ = understand(grid(cells), "t", sample, Answers(words=(("%", "fraction"),)))
    assert said(found)[("online-rate", "2024")] == ("95.3", "0")
    assert said(found)[("online-rate", "2023")] == ("100", "0")
    found, _ = understand(grid(cells), "t", sample, Answers(words=(("%", "value"),)))
    assert said(found)[("online-rate", "2024")] == ("0.953", "0")


def test_a_spreadsheets_percentages_and_numbers_are_taken_as_shown(
    sample: Package, tmp_path: Path
) -> None:
    """A cell formatted as a percentage is one; sums of binary fractions show no noise."""
    cells: Cells = (
        ("指标", 2024, 2023, 2022, 2021),
        ("网上办理率", 0.953, 0.9, 1.2, 91.2),
        ("办件量", 0.1 + 0.2, 1345.0, 1e15, 1e-7),
    )
    formats = {"B2": "0.0%", "C2": "0%", "D2": '0.0"%"'}
    grids, _ = read_grids(write_xlsx(tmp_path / "t.xlsx", cells, formats), "t.xlsx")
    found, questions = understand(grids[0], "t.xlsx", sample, Answers())
    assert questions == ()
    values = {key: value for key, (value, _) in said(found).items()}
    assert values == {
        ("online-rate", "2024"): "95.3",
        ("online-rate", "2023"): "90",
        ("online-rate", "2022"): "1.2",
        ("online-rate", "2021"): "91.2",
        ("service-cases", "2024"): "0.3",
        ("service-cases", "2023"): "1345",
        ("service-cases", "2022"): "1000000000000000",
        ("service-cases", "2021"): "0.0000001",
    }


def test_cells_without_a_plain_number_are_unclear(sample: Package, tmp_path: Path) -> None:
    """Dates, truth values, formulas without a result and merged numbers are not read as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["指标", "2024年", "2023年", "2022年", "2021年", "2020年"])
    sheet.append(["办件量", date(2024, 5, 1), True, "=1/0", 5, None])
    sheet.merge_cells("E2:F2")
    book.save(tmp_path / "t.xlsx")
    grids, _ = read_grids(tmp_path / "t.xlsx", "t.xlsx")
    assert faults(grids[0], sample) == [f"import-cell-ambiguous {column}2" for column in "BCDE"]


def test_merged_labels_hold_for_all_their_rows(sample: Package, tmp_path: Path) -> None:
    """An indicator merged over its rows is that of each; a merged title is no header."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("样例区2024年指标（虚构）", None, None),
        ("指标", "期间", "数值"),
        ("办件量", "2024年", 1),
        (None, "2022年", 2),
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    book.save(tmp_path / "t.xlsx")
    grids, _ = read_grids(tmp_path / "t.xlsx", "t.xlsx")
    found, questions = understand(grids[0], "t.xlsx", sample, Answers())
    assert questions == ()
    assert set(said(found)) == {("service-cases", "2024"), ("service-cases", "2022")}


def test_what_is_not_used_is_said(sample: Package) -> None:
    """Sections, missing values and columns of text are told; nothing vanishes in silence."""
    cells = (
        ("指标", "2024年", "2023年", "责任单位"),
        ("一、政务环境", "", "", ""),
        ("网上办理率（%）", "93.5", "…", "某科（虚构）"),
        ("办件量", "", "", ""),
        ("制表：某人（虚构）", "", "", "审核：某人（虚构）"),
        ("注：虚构。", "", "", ""),
    )
    found, questions = understand(grid(cells), "t.csv", sample, Answers())
    assert questions == ()
    assert found is not None
    assert found.missing == ("C3", "B4", "C4")
    assert found.skipped == ("一、政务环境", "制表：某人（虚构）")
    assert found.unused == ("责任单位",)
    assert len(found.observations) == 1
