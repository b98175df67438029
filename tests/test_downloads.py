"""What stands beside pages to be taken away: the same values as on the page, in every form."""

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from site_builder.build import Checked
from tests.conftest import run
from tests.pages import read_page
from tests.versions import DRAFT, change, release


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_every_indicator_can_be_taken_away(public: Path, shipped: Checked) -> None:
    """Each form holds each observation, with its published value, status and where it is from."""
    for slug, entry in shipped.site.entries.items():
        folder = public / "indicators" / slug
        if not entry.observations:
            assert not (folder / f"{slug}.csv").exists()
            continue
        held = {
            (item.ref_area, item.time_period, item.caliber): item for item in entry.observations
        }
        found = rows(folder / f"{slug}.csv")
        assert len(found) == len(held)
        for row in found:
            item = held[row["ref_area"], row["time_period"], row["caliber"]]
            assert row["obs_value"] == item.obs_value
            assert row["obs_status"] == item.obs_status
            assert row["locator"] == item.locator.replace("｜", "：")
            assert row["version"] == shipped.site.versions[item.package][0].version
        table = json.loads(
            (folder / f"{slug}.json").read_text("utf-8"), parse_float=Decimal, parse_int=Decimal
        )["tables"][0]
        place = [column["name"] for column in table["columns"]].index("obs_value")
        values = [None if row["obs_value"] == "" else Decimal(row["obs_value"]) for row in found]
        assert [row[place] for row in table["rows"]] == values


def test_a_workbook_holds_the_same_numbers(public: Path) -> None:
    """Opened in another library, numbers are numbers, texts texts; the last sheet explains."""
    folder = public / "indicators/one-network-rate"
    book = openpyxl.load_workbook(folder / "one-network-rate.xlsx")
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    value = sheet.cell(2, header.index("数值") + 1)
    assert (value.value, value.data_type) == (99.78, "n")
    assert sheet.cell(2, header.index("地区代码") + 1).value == "330305"
    assert sheet.freeze_panes is not None
    said = " ".join(str(cell.value) for row in book.worksheets[-1] for cell in row if cell.value)
    for words in ("data/dongtou/", "Creative Commons", "温州市洞头区人民政府"):
        assert words in said


def test_a_comparison_can_be_taken_away(public: Path) -> None:
    """A row for each indicator of both years: change or reasons, never both, never neither."""
    files = sorted(public.glob("compare/*/*/*-*.csv"))
    plain = [path for path in files if not path.name.endswith(".excel.csv")]
    assert plain
    for path in plain:
        assert rows(path)
        for row in rows(path):
            assert bool(row["change"]) != bool(row["not_comparable"]), (path, row)


@pytest.mark.parametrize(
    "page", ["indicators/one-network-rate/", "data/dongtou/", "compare/CN/2019-2020/"]
)
def test_what_a_page_offers_is_there(public: Path, page: str) -> None:
    """Each download that a page links to exists."""
    folders = [public / page]
    if page == "data/dongtou/":
        folders = [path for path in (public / page).iterdir() if path.is_dir()]
    for folder in folders:
        links = read_page(public, folder / "index.html").links
        files = [
            link for link in links if link.endswith((".csv", ".xlsx", ".json", ".zip", ".bib"))
        ]
        assert len(files) >= 4
        for link in files:
            assert (folder / link).is_file(), (folder, link)


def test_the_download_says_what_the_version_says(minimal: Path, tmp_path: Path) -> None:
    """The zip that the site publishes, unpacked, is sound and differs in nothing."""
    assert release(minimal).status == 0
    change(minimal / DRAFT / "observations.csv", "91.2,", "91.5,")
    assert release(minimal, "2023.1.1", "correction", "2024-03-08").status == 0
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    for version in ("2023.1.0", "2023.1.1"):
        place = minimal / f"public/data/sample/{version}"
        folder = tmp_path / version
        zipfile.ZipFile(place / f"sample-{version}.zip").extractall(folder)
        assert {"README.md", "LICENSE.txt", "CITATION.cff"} <= {
            path.name for path in (folder / "about").iterdir()
        }
        for command in (
            ("data", "validate", str(folder)),
            ("data", "diff", f"sample@{version}", str(folder)),
        ):
            outcome = run(*command, "--site", str(minimal))
            assert outcome.status == 0, outcome.text
        assert "两个版本说的完全一样。" in outcome.text


def test_formulas_do_no_harm(minimal: Path) -> None:
    """A text that a spreadsheet would run is only a text; a negative number stays a number."""
    place = minimal / "data/sample/2023.1.0"
    change(place / "observations.csv", "一｜办件1200余件", "=HYPERLINK(1)｜办件")
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    folder = minimal / "public/indicators"
    (row,) = rows(folder / "service-cases/service-cases.excel.csv")
    assert row["出处"].startswith("'=")
    values = [row["数值"] for row in rows(folder / "investment-growth/investment-growth.excel.csv")]
    assert "-3.4" in values
    sheet = openpyxl.load_workbook(folder / "service-cases/service-cases.xlsx").worksheets[0]
    cell = next(cell for cell in sheet[2] if str(cell.value).startswith("=HYPERLINK"))
    assert cell.data_type == "s"
    raw = minimal / "public/data/sample/2023.1.0/observations.csv"
    assert raw.read_bytes() == (place / "observations.csv").read_bytes()


def test_a_figure_is_cited_by_a_permanent_address(public: Path) -> None:
    """What an indicator's page gives to cite leads to the row of the version that holds it."""
    page = read_page(public, public / "indicators/one-network-rate/index.html")
    start = page.text.index("引用这个数")
    said = page.text[start : start + 400]
    found = re.search(r"https://dongtou\.example/([a-z0-9./-]+)#([A-Za-z0-9_-]+)", said)
    assert found is not None
    path, anchor = found.groups()
    assert anchor in read_page(public, public / path / "index.html").ids
