"""Optional tables by spreadsheet: rows come into a draft without its CSV being touched.

All rows are invented.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from site_builder.model.systems import FORMS, TableForm
from site_builder.model.table_schema import resource_of
from tests.conftest import SITES, Outcome, files_of, run
from tests.sheets import edit, write_csv, write_xlsx

RELEASE = Path("data/sample/2023.1.0")
DRAFT = Path("data/sample/draft")


def rows_of(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of the fixture."""
    with (SITES / "systems" / RELEASE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stripped(site: Path) -> Path:
    """Take all optional tables out of the site's package."""
    path = site / RELEASE / "datapackage.json"
    raw = json.loads(path.read_text("utf-8"))
    names = {form.name for form in FORMS}
    raw["resources"] = [item for item in raw["resources"] if item["name"] not in names]
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=2), "utf-8")
    for name in names:
        (site / RELEASE / f"{name}.csv").unlink()
    return site


def exported(site: Path, folder: Path, *tables: str, command: str = "export") -> Path:
    """Return a workbook with tables of the sample package."""
    path = folder / f"{command}.xlsx"
    options = [word for table in tables for word in ("--table", table)]
    done = run("data", command, "sample", *options, "--output", str(path), "--site", str(site))
    assert done.status == 0, done.text
    return path


def import_(site: Path, file: Path, *options: str) -> Outcome:
    """Import a file into the sample package."""
    return run("data", "import", str(file), "--site", str(site), "--yes", *options)


def cell(form: TableForm, column: str, row: int) -> str:
    """Return the address of a cell of a table in our workbook; rows of data begin with 3."""
    place = [item.name for item in form.columns].index(column)
    return f"{openpyxl.utils.get_column_letter(place + 1)}{row}"


def form(name: str) -> TableForm:
    """Return a table."""
    return next(item for item in FORMS if item.name == name)


def fill(path: Path) -> None:
    """Type the rows of the fixture into an empty workbook, codes by their words."""
    book = openpyxl.load_workbook(path)
    for one in FORMS:
        sheet = book[one.title]
        for number, row in enumerate(rows_of(one.name), 3):
            for column in one.columns:
                words = {code.value: word for code, word in column.words.items()}
                text = row[column.name]
                sheet[cell(one, column.name, number)] = (words.get(text) or text) if text else None
    book.save(path)


def test_every_table_is_filled_by_spreadsheet_alone(systems: Path, tmp_path: Path) -> None:
    """A package without these tables gains them all, with standard schemas, row by row as typed."""
    site = stripped(systems)
    workbook = exported(site, tmp_path, "all", command="template")
    fill(workbook)
    done = import_(site, workbook)
    assert done.status == 0, done.text
    assert "新建表：" in done.text
    descriptor = json.loads((site / DRAFT / "datapackage.json").read_text("utf-8"))
    held = {item["name"]: item for item in descriptor["resources"]}
    for one in FORMS:
        assert held[one.name] == resource_of(one)
        written = (site / DRAFT / f"{one.name}.csv").read_bytes()
        assert written == (SITES / "systems" / RELEASE / f"{one.name}.csv").read_bytes()
    tool = str(Path(sys.executable).with_name("frictionless"))
    report = subprocess.run(
        [tool, "validate", "--json", "datapackage.json"],
        cwd=site / DRAFT,
        capture_output=True,
        check=False,
    )
    assert json.loads(report.stdout)["valid"]


def test_an_exported_workbook_brings_nothing_new(systems: Path, tmp_path: Path) -> None:
    """What was exported and not touched changes nothing, whatever a cell holds."""
    workbook = exported(systems, tmp_path, "all")
    before = files_of(systems)
    done = import_(systems, workbook)
    assert done.status == 0, done.text
    assert done.text.endswith("没有变化\n")
    assert files_of(systems) == before


def test_equal_data_make_equal_workbooks(systems: Path, tmp_path: Path) -> None:
    """The bytes of a workbook follow from the package alone."""
    first = exported(systems, tmp_path, "all").read_bytes()
    assert exported(systems, tmp_path, "all").read_bytes() == first


def test_what_is_typed_is_added_and_changed_and_nothing_removed(
    systems: Path, tmp_path: Path
) -> None:
    """A reply changes its cells alone; a row without a number gets the next one."""
    workbook = exported(systems, tmp_path, "feedback")
    table, at = form("feedback"), len(rows_of("feedback")) + 3
    new = {
        "date": "2024年1月5日",
        "ref_area": "样例区",
        "step": "窗口取号",
        "finding": "新的问题（虚构）",
        "status": "已收到",
        "initiative": "一窗受理（虚构）",
        "source": "sample-bulletin",
        "locator": "五｜虚构",
    }
    reply = {"reply": "已合并材料（虚构）", "replied_on": "2023/10/9", "status": "已答复"}
    typed = {cell(table, name, at): text for name, text in new.items()}
    typed |= {cell(table, name, 11): text for name, text in reply.items()}
    edit(workbook, typed, sheet=table.title)
    done = import_(systems, workbook)
    assert done.status == 0, done.text
    lines = (systems / DRAFT / "feedback.csv").read_text("utf-8").splitlines()
    old = (systems / RELEASE / "feedback.csv").read_text("utf-8").splitlines()
    assert [number for number, line in enumerate(old) if lines[number] != line] == [9]
    assert "已合并材料（虚构）,2023-10-11,2023-10-09,replied," in lines[9]
    assert lines[len(old) :] == [
        "feedback-13,2024-01-05,990001,窗口取号,新的问题（虚构）,,,,,received,one-window,,,"
        "sample-bulletin,五｜虚构"
    ]
    again = import_(systems, workbook)
    assert again.text.endswith("没有变化\n"), again.text


LIST = (
    ("体验官反馈（虚构）", "", "", "", ""),
    ("体验日期", "环节", "发现的问题", "状态", "备注"),
    ("2024-01-09", "窗口", "排队（虚构）", "已收到", "虚构"),
)
GIVEN = ("--area", "990001", "--source", "sample-bulletin", "--locator", "五｜虚构")


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_any_list_can_be_imported(
    write: Callable[..., Path], systems: Path, tmp_path: Path
) -> None:
    """A list of one's own needs the table's name; options give what is true of all of it."""
    suffix = "xlsx" if write is write_xlsx else "csv"
    file = write(tmp_path / f"反馈.{suffix}", LIST)
    options = ("--table", "feedback", *GIVEN, "--map", "环节=step")
    done = import_(systems, file, *options)
    assert done.status == 0, done.text
    assert "没有用到的列：备注" in done.text
    last = (systems / DRAFT / "feedback.csv").read_text("utf-8").splitlines()[-1]
    assert last == (
        "feedback-13,2024-01-09,990001,窗口,排队（虚构）,,,,,received,,,,sample-bulletin,五｜虚构"
    )
    assert import_(systems, file, *options).text.endswith("没有变化\n")


@pytest.mark.parametrize(
    ("table", "column", "text", "code"),
    [
        ("feedback", "ref_area", "没有的区", "reference-unknown"),
        ("feedback", "replied_on", "2023-13-40", "value-type"),
        ("feedback", "replied_on", "2023-01-01", "row-inconsistent"),
        ("feedback", "status", "不知道", "import-cell-ambiguous"),
        ("feedback", "finding", "王女士等了两小时（虚构）", "personal-data"),
        ("feedback", "finding", "请打13800138000（虚构）", "personal-data"),
        ("feedback", "case", "one-windwo", "name-unknown"),
        ("feedback", "source", "bulletin", "reference-unknown"),
        ("evaluation_rounds", "aggregation", "抽签", "import-cell-ambiguous"),
        ("evaluations", "round", "selection-1999", "reference-unknown"),
        ("evaluations", "year", "去年", "value-type"),
        ("issue_flow", "indicator", "no-such", "reference-unknown"),
        ("milestones", "due", "年底", "value-constraint"),
        ("documents", "url", "见附件", "value-constraint"),
        ("document_links", "document", "no-such", "reference-unknown"),
        ("services", "telephone", "打电话问", "value-constraint"),
        ("coverage", "date", "上个月", "value-type"),
        ("shortcomings", "report", "smaple", "name-unknown"),
    ],
)
def test_a_fault_names_sheet_and_cell(
    table: str, column: str, text: str, code: str, systems: Path, tmp_path: Path
) -> None:
    """What is wrong is told at the cell it was typed into, and nothing is written."""
    workbook = exported(systems, tmp_path, table)
    at = cell(form(table), column, 3)
    edit(workbook, {at: text}, sheet=form(table).title)
    before = files_of(systems)
    done = import_(systems, workbook)
    assert done.status == 1, done.text
    assert f"export.xlsx: {form(table).title}!{at}: 错误 [{code}]" in done.text
    assert files_of(systems) == before


def test_two_rows_of_one_key_are_told_at_the_second(systems: Path, tmp_path: Path) -> None:
    """A number that stands twice in the sheet is a fault of the row that repeats it."""
    workbook = exported(systems, tmp_path, "feedback")
    edit(workbook, {"A3": "f2023-02"}, sheet="体验官反馈")
    done = import_(systems, workbook)
    assert "export.xlsx: 体验官反馈!A4: 错误 [key-repeated]" in done.text
    assert "与第3行相同" in done.text


def test_both_have_changed_a_cell(systems: Path, tmp_path: Path) -> None:
    """A cell that draft and workbook changed differently is a conflict; of others both stay."""
    workbook = exported(systems, tmp_path, "milestones")
    table = form("milestones")
    edit(workbook, {cell(table, "lead", 3): "甲科（虚构）"}, sheet=table.title)
    assert import_(systems, workbook).status == 0
    later = exported(systems, tmp_path / "..", "milestones")
    path = systems / DRAFT / "milestones.csv"
    path.write_text(path.read_text("utf-8").replace("甲科", "乙科"), "utf-8")
    edit(later, {cell(table, "title", 3): "改名（虚构）"}, sheet=table.title)
    done = import_(systems, later)
    assert done.status == 0, done.text
    first = path.read_text("utf-8").splitlines()[1]
    assert "改名（虚构）" in first
    assert "乙科（虚构）" in first
    edit(later, {cell(table, "lead", 3): "丙科（虚构）"}, sheet=table.title)
    done = import_(systems, later)
    assert done.status == 1
    assert f"任务节点!{cell(table, 'lead', 3)}: 错误 [import-conflict]" in done.text


def test_a_date_that_may_be_a_month_is_asked_for(systems: Path, tmp_path: Path) -> None:
    """A spreadsheet makes 2024-06-01 of 2024年6月: a deadline is not taken from it unasked."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["举措", "名称", "进展", "期限"])
    sheet.append(["one-window", "节点（虚构）", "推进中", date(2024, 6, 1)])
    book.save(tmp_path / "list.xlsx")
    options = ("--table", "milestones", *GIVEN[2:])
    done = import_(systems, tmp_path / "list.xlsx", *options)
    assert done.status == 1
    assert "!D2: 错误 [import-cell-ambiguous]" in done.text
    assert import_(systems, tmp_path / "list.xlsx", *options, "--map", "D2=2024-06").status == 0
    assert "milestone-10,one-window,节点（虚构）,,running,,2024-06," in (
        systems / DRAFT / "milestones.csv"
    ).read_text("utf-8")


def test_without_table_or_period_there_is_no_template(systems: Path, tmp_path: Path) -> None:
    """A template is of a period or of tables; the two exclude each other."""
    output = ("--output", str(tmp_path / "t.xlsx"), "--site", str(systems))
    assert run("data", "template", "sample", *output).status == 2
    both = ("--period", "2024", "--table", "feedback")
    assert run("data", "template", "sample", *both, *output).status == 2
