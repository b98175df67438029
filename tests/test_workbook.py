"""Our workbook: what may be typed where, what it remembers; equal data make equal bytes."""

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from site_builder.model.vocabulary import Nature, PeriodBasis, Qualifier, Status
from site_builder.sheets.labels import CODES, COLUMNS, decoded, encoded
from site_builder.sheets.units import MULTIPLES
from tests.conftest import REPOSITORY, run
from tests.sheets import column

KEY = ("indicator", "ref_area", "time_period", "caliber")


def exported(site: Path, target: Path, *options: str) -> openpyxl.Workbook:
    """Export the sample package and open the workbook."""
    outcome = run(
        "data", "export", "sample", "--output", str(target), "--site", str(site), *options
    )
    assert outcome.status == 0, outcome.text
    return openpyxl.load_workbook(target)


def test_equal_data_make_equal_bytes(minimal: Path, tmp_path: Path) -> None:
    """No clock, no order of hashing: two exports are the same file."""
    book = exported(minimal, tmp_path / "one.xlsx")
    exported(minimal, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    moments = {book.properties.created, book.properties.modified}
    assert moments == {datetime(2000, 1, 1)}


def test_every_value_of_the_table_stands_in_the_workbook_as_text(
    minimal: Path, tmp_path: Path
) -> None:
    """A row an observation, under a Chinese heading and the machine's name; codes with words."""
    book = exported(minimal, tmp_path / "t.xlsx")
    sheet = book["数据"]
    assert sheet.cell(1, 1).value == "指标代码"
    table = minimal / "data/sample/2023.1.0/observations.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    sources = {"sample-bulletin": "样例公报（虚构，仅供测试）(sample-bulletin)"}
    for name in COLUMNS:
        letter = column(tmp_path / "t.xlsx", name)
        found = [sheet[f"{letter}{place}"].value or "" for place in range(3, 3 + len(rows))]
        assert found == [sources.get(row[name], encoded(name, row[name])) for row in rows]
    assert sheet.max_row == 2 + len(rows)
    assert sheet["B3"].value == "网上办理率"


def test_keys_are_locked_and_what_is_filled_in_is_not(minimal: Path, tmp_path: Path) -> None:
    """The sheet is protected without a password; only cells to be filled in are open."""
    path = tmp_path / "t.xlsx"
    sheet = exported(minimal, path)["数据"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.freeze_panes == "C3"
    for name in COLUMNS:
        cell = sheet[f"{column(path, name)}3"]
        assert cell.protection.locked == (name in KEY), name
        assert cell.number_format == "@"
        assert sheet[f"{column(path, name)}1"].protection.locked


def test_coded_columns_have_drop_downs_with_chinese_words(minimal: Path, tmp_path: Path) -> None:
    """Every code of a column is in its drop-down, with its word; sources come from the package."""
    path = tmp_path / "t.xlsx"
    book = exported(minimal, path)
    sheet = book["数据"]
    lists = {
        str(item.sqref).split(":")[0].rstrip("0123456789"): item.formula1
        for item in sheet.data_validations.dataValidation
    }
    for name, codes in CODES.items():
        wanted = ",".join(encoded(name, code) for code in codes)
        assert lists[column(path, name)] == f'"{wanted}"'
        assert len(wanted) <= 255
    assert "正常(A)" in lists[column(path, "obs_status")]
    sheet_name, _, cells = lists[column(path, "source")].replace("'", "").partition("!")
    assert book[sheet_name][cells.replace("$", "").split(":")[0]].value.endswith(
        "(sample-bulletin)"
    )
    assert all(str(item.sqref).endswith("7") for item in sheet.data_validations.dataValidation)


def test_help_is_in_sight_and_facts_are_hidden(minimal: Path, tmp_path: Path) -> None:
    """Editors see how to fill it in; package, version and what it held are on a hidden sheet."""
    book = exported(minimal, tmp_path / "t.xlsx", "--period", "2023年")
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("数据", "visible"),
        ("填写说明", "visible"),
        ("_site_builder", "hidden"),
    ]
    facts = {row[0]: row[1] for row in book["_site_builder"].iter_rows(values_only=True)}
    assert (facts["package"], facts["version"], facts["period"]) == ("sample", "2023.1.0", "2023")
    assert book["数据"].max_row == 4


def test_every_code_has_a_word_that_leads_back_to_it() -> None:
    """The words of a column are unlike each other, and none is missing."""
    vocabularies = {
        "obs_status": [code.value for code in Status],
        "nature": [code.value for code in Nature],
        "qualifier": [code.value for code in Qualifier],
        "period_basis": [code.value for code in PeriodBasis if code.value],
        "tied": ["true", "false"],
        "unit_mult": [str(power) for power in MULTIPLES.values()],
    }
    assert {name: sorted(codes) for name, codes in CODES.items()} == {
        name: sorted(codes) for name, codes in vocabularies.items()
    }
    for name, codes in CODES.items():
        for code, word in codes.items():
            assert [decoded(name, text) for text in (code, word, encoded(name, code))] == [code] * 3
        assert decoded(name, "别的") is None


@pytest.mark.parametrize("package", ["dongtou", "lucheng", "world-bank-doing-business"])
def test_a_shipped_package_comes_back_unchanged(package: str, tmp_path: Path) -> None:
    """Every observation of the site's own packages survives the way out and back."""
    path = tmp_path / "t.xlsx"
    site = ("--site", str(REPOSITORY))
    assert run("data", "export", package, "--output", str(path), *site).status == 0
    outcome = run("data", "import", str(path), "--dry-run", *site)
    assert outcome.status == 0, outcome.text
    assert outcome.text.endswith("没有变化\n")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("export", "sample", "--period", "2019"), 2),
        (("export", "sample", "--period", "去年"), 2),
        (("export", "smaple"), 2),
    ],
)
def test_an_export_of_nothing_is_refused(
    arguments: tuple[str, ...], status: int, minimal: Path, tmp_path: Path
) -> None:
    """No empty workbook is written for a period or package that is not there."""
    path = tmp_path / "t.xlsx"
    outcome = run("data", *arguments, "--output", str(path), "--site", str(minimal))
    assert outcome.status == status, outcome.text
    assert not path.exists()
