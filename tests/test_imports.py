"""Imports into a draft: any file and layout gives the same table, and what is there stays."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from click.testing import CliRunner

from site_builder import draft_package
from site_builder.cli import cli, data_exchange
from tests.conftest import Outcome, files_of, run
from tests.sheets import Cells, column, csv_bytes, edit, write_csv, write_ods, write_xls, write_xlsx

NEW = (
    *("--status", "A", "--nature", "actual", "--qualifier", "exact", "--basis", "stated"),
    *("--source", "sample-bulletin", "--locator", "表1（虚构）"),
)
"""What new observations need and a foreign table does not say."""

RELEASE = Path("data/sample/2023.1.0/observations.csv")
DRAFT = Path("data/sample/draft/observations.csv")

ADDED = (
    "online-rate,990001,2024,_Z,stated,93.5,0,A,actual,exact,false,,,,sample-bulletin,表1（虚构）,\n",
    "service-cases,990001,2022,_Z,stated,1156,0,A,actual,exact,false,,,,sample-bulletin,"
    "表1（虚构）,\n",
    "service-cases,990001,2024,_Z,stated,1345,0,A,actual,exact,false,,,,sample-bulletin,"
    "表1（虚构）,\n",
)


def expected(site: Path) -> str:
    """Return the draft's table with the three new observations, each after its indicator's last."""
    lines = (site / RELEASE).read_text("utf-8").splitlines(keepends=True)
    return "".join((*lines[:3], ADDED[0], lines[3], *ADDED[1:], *lines[4:]))


def import_(site: Path, table: Path, *options: str) -> Outcome:
    """Import a table into the sample package."""
    return run("data", "import", str(table), "--site", str(site), *options)


WIDE: Cells = (
    ("指标", "单位", "2022年", "2023年", "2024年"),
    ("网上办理率", "%", 88.5, 91.2, 93.5),
    ("办件量", "件", 1156, "…", 1345),
)
PREAMBLE: Cells = (
    ("样例区主要指标（虚构）", "", "", ""),
    ("编制单位：样例区统计科（虚构）", "", "", "2025年2月"),
    ("", "", "", "单位：件、%"),
    ("指标名称", "2024年", "2023年", "2022年"),
    ("一、政务环境", "", "", ""),
    ("网上办理率", "９３．５", "91.2", "88.5"),
    ("办件量", "1，345", "—", "1,156"),
    ("", "", "", ""),
    ("注：1. 虚构，仅供测试。", "", "", ""),
    ("资料来源：样例区统计科（虚构）", "", "", ""),
)
ACROSS: Cells = (
    ("年份", "网上办理率（%）", "办件量(件)"),
    (2024, 93.5, 1345),
    (2023, 91.2, "-"),
    (2022, 88.5, 1156),
)
LONG: Cells = (
    ("序号", "地区", "指标", "期间", "数值", "单位"),
    (1, "样例区", "办件量", "2024年", 1345, "件"),
    (2, "样例区", "网上办理率", "2024年", 93.5, "%"),
    (3, "样例区", "办件量", "2022年", 1156, "件"),
    (4, "样例区", "网上办理率", "2022年", 88.5, "%"),
    (5, "样例区", "网上办理率", "2023年", 91.2, "%"),
)
LAYOUTS = {"wide": WIDE, "preamble": PREAMBLE, "across": ACROSS, "long": LONG}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "xlsx", "xls", "ods"])
def test_every_file_and_layout_gives_the_same_table(
    layout: str, form: str, minimal: Path, tmp_path: Path
) -> None:
    """What is known already is no change, what is new goes after the last of its indicator."""
    cells = LAYOUTS[layout]
    writers = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}
    if form in writers:
        table = writers[form](tmp_path / f"table.{form}", cells)
    else:
        table = write_csv(tmp_path / "table.csv", cells, form)
    outcome = import_(minimal, table, "--yes", *NEW)
    assert outcome.status == 0, outcome.text
    assert (minimal / DRAFT).read_text("utf-8") == expected(minimal)
    assert "新增3个，修改0个，不变2个，删除0个" in outcome.text


def test_a_new_draft_is_its_release_but_for_cases(minimal: Path, tmp_path: Path) -> None:
    """The draft keeps every file and every byte, without the cases and the release's hashes."""
    release = minimal / "data/sample/2023.1.0"
    (release / "cases").mkdir()
    (release / "cases/one.md").write_text("虚构\n", "utf-8")
    (release / "cases.csv").write_text("case\none\n", "utf-8")
    descriptor = (release / "datapackage.json").read_text("utf-8")
    cases = '{"name": "cases", "path": "cases.csv", "type": "table",\n "schema": {"fields": []}},'
    cases = cases.replace('"fields": []', '"fields": [{"name": "case", "type": "string"}]')
    marked = descriptor.replace('"resources": [', f'"resources": [{cases}', 1).replace(
        '"path": "areas.csv"', '"path": "areas.csv", "bytes": 7, "hash": "sha256:虚构"'
    )
    (release / "datapackage.json").write_text(marked, "utf-8")
    assert import_(minimal, write_csv(tmp_path / "t.csv", WIDE), "--yes", *NEW).status == 0
    made = files_of(minimal / "data/sample/draft")
    kept = files_of(release)
    wanted = descriptor.replace('"version": "2023.1.0"', '"version": "2023.1.0+draft"')
    assert made.pop("datapackage.json").decode() == wanted
    assert made.pop("observations.csv").decode() == expected(minimal)
    assert made == {
        name: data
        for name, data in kept.items()
        if not name.startswith("cases") and name not in ("datapackage.json", "observations.csv")
    }
    outcome = run("build", "--site", str(minimal), "--drafts", "--executor", "serial")
    assert outcome.status == 0, outcome.text


def test_an_unchanged_export_changes_nothing(minimal: Path, tmp_path: Path) -> None:
    """Export and import unchanged: no draft is made, and one that is there keeps every byte."""
    table = tmp_path / "table.xlsx"
    assert (
        run("data", "export", "sample", "--output", str(table), "--site", str(minimal)).status == 0
    )
    outcome = import_(minimal, table, "--yes")
    assert "没有变化" in outcome.text
    assert not (minimal / DRAFT).exists()
    import_(minimal, write_csv(tmp_path / "t.csv", WIDE), "--yes", *NEW)
    odd = (minimal / DRAFT).read_text("utf-8").replace("exact,false,,,,", 'exact,FALSE,,,"",')
    (minimal / DRAFT).write_bytes(odd.replace("\n", "\r\n").encode("utf-8-sig"))
    before = files_of(minimal)
    run("data", "export", "sample", "--output", str(table), "--site", str(minimal))
    outcome = import_(minimal, table, "--yes")
    assert "没有变化" in outcome.text
    assert files_of(minimal) == before


def test_a_dry_run_writes_nothing_and_a_pipeline_must_say_what_it_wants(
    minimal: Path, tmp_path: Path
) -> None:
    """`--dry-run` shows the difference; without a terminal, `--yes` must be given to write."""
    table = write_csv(tmp_path / "t.csv", WIDE)
    before = files_of(minimal)
    shown = import_(minimal, table, "--dry-run", *NEW)
    assert shown.status == 0
    assert "新增 网上办理率 样例区 2024 93.5% [E2]" in shown.text
    assert import_(minimal, table, *NEW).status == 2
    assert files_of(minimal) == before


def test_a_changed_value_needs_a_source_of_its_own(minimal: Path, tmp_path: Path) -> None:
    """A value that another table changes does not keep the place of the old one."""
    table = write_csv(tmp_path / "t.csv", (("指标", "2023年"), ("网上办理率（%）", "91.25")))
    outcome = import_(minimal, table, "--yes")
    assert outcome.status == 1
    assert outcome.text.count("[import-field-missing]") == 2
    outcome = import_(minimal, table, "--yes", *NEW)
    assert "修改 网上办理率 样例区 2023 数值: 91.2 → 91.25 [B2]" in outcome.text
    assert "stated,91.25,0,A,actual,exact,false,,,,sample-bulletin,表1（虚构）,\n" in (
        minimal / DRAFT
    ).read_text("utf-8")


def test_errors_that_an_import_would_bring_stop_it(minimal: Path, tmp_path: Path) -> None:
    """A source that the package does not have is an error, and no draft is written."""
    table = write_csv(tmp_path / "t.csv", WIDE)
    before = files_of(minimal)
    outcome = import_(minimal, table, "--yes", *NEW, "--source", "other-bulletin")
    assert outcome.status == 1
    assert "[reference-unknown]" in outcome.text
    assert files_of(minimal) == before


def test_faults_of_a_draft_do_not_keep_it_from_being_mended(minimal: Path, tmp_path: Path) -> None:
    """An error that the draft has already is said, and does not stop the import."""
    import_(minimal, write_csv(tmp_path / "t.csv", WIDE), "--yes", *NEW)
    text = (minimal / DRAFT).read_text("utf-8")
    (minimal / DRAFT).write_text(text.replace("12.5,0,A", "12.5,0,X"), "utf-8")
    table = write_csv(tmp_path / "u.csv", (("指标", "2021年"), ("网上办理率（%）", "85.1")))
    outcome = import_(minimal, table, "--yes", *NEW)
    assert outcome.status == 0
    assert "[value-constraint]" in outcome.text
    assert "online-rate,990001,2021,_Z,stated,85.1" in (minimal / DRAFT).read_text("utf-8")


def test_a_workbook_and_a_draft_that_changed_other_cells_are_joined(
    minimal: Path, tmp_path: Path
) -> None:
    """Three ways: what only the draft changed stays, what only the workbook changed is taken."""
    table = tmp_path / "table.xlsx"
    run("data", "export", "sample", "--output", str(table), "--site", str(minimal))
    import_(minimal, write_csv(tmp_path / "t.csv", WIDE), "--yes", *NEW)
    text = (minimal / DRAFT).read_text("utf-8")
    (minimal / DRAFT).write_text(text.replace("88.5%,\n", "88.5%,草稿所写（虚构）\n"), "utf-8")
    value, status = column(table, "obs_value"), column(table, "obs_status")
    edit(table, {f"{value}3": "88.6", f"{status}3": "初步(P)"})
    outcome = import_(minimal, table, "--yes")
    assert outcome.status == 0, outcome.text
    assert "新增0个，修改1个" in outcome.text
    row = "online-rate,990001,2022,_Z,stated,88.6,0,P,actual,exact,false,,,,sample-bulletin,"
    assert f"{row}一｜网上办理率88.5%,草稿所写（虚构）\n" in (minimal / DRAFT).read_text("utf-8")


def test_a_template_is_filled_in_and_comes_back(minimal: Path, tmp_path: Path) -> None:
    """A template has the newest period's rows; only those with a value are imported."""
    table = tmp_path / "table.xlsx"
    arguments = ("data", "template", "sample", "--period", "2024", "--output", str(table))
    assert run(*arguments, "--site", str(minimal)).text.startswith("2行：")
    assert "没有变化" in import_(minimal, table, "--yes").text
    typed = {
        "obs_value": "1,345",
        "obs_status": "正常(A)",
        "nature": "实际(actual)",
        "qualifier": "确数(exact)",
        "period_basis": "原文写明(stated)",
        "source": "样例公报（虚构，仅供测试）(sample-bulletin)",
        "locator": "表1（虚构）",
    }
    edit(table, {f"{column(table, name)}4": text for name, text in typed.items()})
    outcome = import_(minimal, table, "--yes")
    assert outcome.status == 0, outcome.text
    assert ADDED[2] in (minimal / DRAFT).read_text("utf-8")
    assert (minimal / DRAFT).read_text("utf-8").count("\n") == 7
    assert run(*arguments, "--site", str(minimal)).text.startswith("1行：")


def test_a_value_taken_out_of_the_workbook_needs_a_status(minimal: Path, tmp_path: Path) -> None:
    """An emptied cell is not silently a missing value; with a status that says so it is."""
    table = tmp_path / "table.xlsx"
    run("data", "export", "sample", "--output", str(table), "--site", str(minimal))
    edit(table, {f"{column(table, 'obs_value')}3": None})
    outcome = import_(minimal, table, "--yes")
    assert outcome.status == 1
    assert "数据!H3: 错误 [import-cell-ambiguous]" in outcome.text
    edit(table, {f"{column(table, 'obs_status')}3": "缺报"})
    outcome = import_(minimal, table, "--yes")
    assert outcome.status == 0, outcome.text
    assert "online-rate,990001,2022,_Z,stated,,0,O,actual" in (minimal / DRAFT).read_text("utf-8")


def test_a_workbook_goes_into_the_package_it_came_from(minimal: Path, tmp_path: Path) -> None:
    """`--package` that names another one is refused."""
    table = tmp_path / "table.xlsx"
    run("data", "export", "sample", "--output", str(table), "--site", str(minimal))
    outcome = import_(minimal, table, "--yes", "--package", "other")
    assert outcome.status == 2
    assert "[import-package-unclear]" in outcome.text


QUESTIONS: Cells = (
    ("指标", "2024年", "增减"),
    ("网办率", "0.935", "2.3"),
    ("办件量", "1345?", "8"),
)


def test_on_a_terminal_every_unclear_thing_is_asked(
    minimal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions one after the other, with their place; then what was understood; then a yes."""
    monkeypatch.setattr(data_exchange, "on_terminal", lambda: True)
    table = write_csv(tmp_path / "t.csv", QUESTIONS)
    answers = ("-", "online-rate", "1345", "fraction", "stated", "A", "actual", "exact")
    typed = "\n".join((*answers, "sample-bulletin", "表1（虚构）", "y", ""))
    arguments = ["data", "import", str(table), "--site", str(minimal)]
    result = CliRunner().invoke(cli, arguments, input=typed)
    assert result.exit_code == 0, result.output
    text = (minimal / DRAFT).read_text("utf-8")
    assert ADDED[0] in text
    assert ADDED[2] in text
    asked = ["t!C1", "t!A2", "t!B3", "t!B2"]
    places = [result.output.index(place) for place in asked]
    assert places == sorted(places)
    shutil.rmtree(minimal / "data/sample/draft")
    refused = CliRunner().invoke(cli, arguments, input=typed.replace("\ny\n", "\nn\n"))
    assert refused.exit_code == 0
    assert not (minimal / DRAFT).exists()


def test_answers_may_be_given_beforehand(minimal: Path, tmp_path: Path) -> None:
    """`--map` says what a heading, a name, a cell and bare percentages mean."""
    table = write_csv(tmp_path / "t.csv", QUESTIONS)
    words = ("增减=-", "网办率=online-rate", "B3=1345", "%=fraction")
    options = [part for word in words for part in ("--map", word)]
    outcome = import_(minimal, table, "--yes", *NEW, *options)
    assert outcome.status == 0, outcome.text
    assert ADDED[0] in (minimal / DRAFT).read_text("utf-8")
    assert ADDED[2] in (minimal / DRAFT).read_text("utf-8")


class Killed(BaseException):
    """Stands for a process that is stopped."""


@pytest.mark.parametrize("with_draft", [False, True])
def test_a_killed_import_leaves_the_old_draft_or_the_new_one(
    with_draft: bool, minimal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped at any file that is written, or just before the change, the draft is as it was."""
    if with_draft:
        first = write_csv(tmp_path / "f.csv", (("指标", "2021年"), ("网上办理率（%）", "85.1")))
        assert import_(minimal, first, "--yes", *NEW).status == 0
    home = minimal / "data/sample"
    drafted = [*minimal.glob("data/sample/draft/*")]
    before = files_of(minimal)
    table = write_csv(tmp_path / "t.csv", WIDE)
    write_bytes = Path.write_bytes

    def stop_at(place: int) -> None:
        written = 0

        def counted(path: Path, data: bytes) -> int:
            nonlocal written
            if path.is_relative_to(home):
                written += 1
                if written > place:
                    write_bytes(path, data[: len(data) // 2])
                    raise Killed
            return write_bytes(path, data)

        def killed(*_: object) -> None:
            raise Killed

        def no_time(*_: object, **__: object) -> None:
            """Clear nothing away: a process that is killed cannot."""

        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", counted)
            patch.setattr(draft_package, "os", SimpleNamespace(rename=killed, replace=killed))
            patch.setattr(draft_package, "shutil", SimpleNamespace(rmtree=no_time))
            patch.setattr(Path, "unlink", no_time)
            with pytest.raises(Killed):
                import_(minimal, table, "--yes", *NEW)

    for place in (0, 3, 99):
        stop_at(place)
        assert [*minimal.glob("data/sample/draft/*")] == drafted
        after = files_of(minimal)
        assert {name: after[name] for name in before} == before
        assert run("check", "--drafts", "--site", str(minimal)).status == 0
    assert import_(minimal, table, "--yes", *NEW).status == 0
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []


def test_a_draft_changed_meanwhile_is_not_overwritten(
    minimal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody writes between the reading and the writing stays."""
    import_(minimal, write_csv(tmp_path / "t.csv", WIDE), "--yes", *NEW)
    table = write_csv(tmp_path / "u.csv", (("指标", "2021年"), ("网上办理率（%）", "85.1")))
    agreed = data_exchange._agreed

    def meanwhile(yes: bool, language: str) -> bool:
        (minimal / DRAFT).write_bytes((minimal / DRAFT).read_bytes() + b"\n")
        return agreed(yes, language)

    monkeypatch.setattr(data_exchange, "_agreed", meanwhile)
    outcome = import_(minimal, table, "--yes", *NEW)
    assert outcome.status == 1
    assert "[import-unwritable]" in outcome.text
    assert b"85.1" not in (minimal / DRAFT).read_bytes()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.xlsx", b""),
        ("cut.xlsx", b"PK\x03\x04 cut"),
        ("bytes.csv", b"\x00\x01\xff\xfe\x00"),
        ("cut.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut"),
        ("wrong.csv", csv_bytes((("指标", "2024年"),), "utf-16")[2:]),
    ],
)
def test_a_file_that_is_no_table_is_said_to_be_none(
    name: str, data: bytes, minimal: Path, tmp_path: Path
) -> None:
    """Damaged, empty and foreign files end with a message, not with a crash."""
    table = tmp_path / name
    table.write_bytes(data)
    outcome = import_(minimal, table, "--yes", *NEW)
    assert outcome.status == 1
    assert "[import-file-unreadable]" in outcome.text or "[import-sheet-unclear]" in outcome.text


def test_a_workbook_without_a_sheet_it_needs_is_said_to_be_damaged(
    minimal: Path, tmp_path: Path
) -> None:
    """An export whose sheet of data was taken out or renamed has no header."""
    table = tmp_path / "table.xlsx"
    run("data", "export", "sample", "--output", str(table), "--site", str(minimal))
    book = openpyxl.load_workbook(table)
    book["数据"].title = "别的"
    book.save(table)
    outcome = import_(minimal, table, "--yes")
    assert "[import-header-missing]" in outcome.text
    book["_site_builder"]["A7"] = "[]"
    book.save(table)
    assert "[import-file-unreadable]" in import_(minimal, table, "--yes").text
