"""`data diff`: what differs between two versions, and what that does to prose and changes."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from site_builder.cli import cli
from tests.conftest import run
from tests.versions import (  # noqa: F401 - `quick` is a fixture
    DRAFT,
    FIRST,
    HOME,
    add_row,
    change,
    diff,
    quick,
    release,
)

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def released(minimal: Path) -> Path:
    """The minimal site with its package released and a draft open."""
    assert release(minimal).status == 0
    return minimal


def changed(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return table, sort and first key of every row that differs."""
    return [(row["table"], row["change"], row["key"][0]) for row in found["rows"]]


def test_a_version_does_not_differ_from_itself(released: Path) -> None:
    """Neither a version nor the draft opened from it says anything new."""
    for other in ("sample@2023.1.0", "sample@draft"):
        found = diff(released, "sample@2023.1.0", other)
        assert (found["rows"], found["metadata"], found["files"]) == ([], [], [])
        assert (found["step"], found["effects"]["printed"]) == ("none", [])
    text = run("data", "diff", "sample@2023.1.0", "sample@draft", "--site", str(released)).text
    assert "两个版本说的完全一样。" in text
    assert "这次修订不改变文中的表述。" in text


def test_a_revised_value_is_told_with_its_size(released: Path) -> None:
    """Old, new, the exact difference and share; and how many figures in prose change."""
    change(released / DRAFT / "observations.csv", "91.2", "91.5")
    found = diff(released, "sample@2023.1.0", "sample@draft")
    value = next(row["value"] for row in found["rows"] if row["table"] == "observations")
    assert (value["before"], value["after"]) == ("91.2%", "91.5%")
    assert (Decimal(value["difference"]), value["unit"]) == (Decimal("0.3"), "个百分点")
    assert Decimal(value["relative"]) == Decimal("0.3") / Decimal("91.2")
    assert value["relative_text"] == ""
    effects = found["effects"]
    assert (len(effects["printed"]), effects["documents"]) == (3, 1)
    assert (
        effects["summary"]
        == "这次修订使3处表述改变，涉及1篇文章；首页的1个数改变；1个比较的说法改变。"
    )
    assert ("cases", "revised", "one-window") in changed(found)


def test_the_size_of_an_amount_is_a_percentage_too(released: Path) -> None:
    """An amount is revised by so many and so much per cent, with its sign."""
    change(released / DRAFT / "observations.csv", ",1200,", ",1080,")
    text = run("data", "diff", "sample@2023.1.0", "sample@draft", "--site", str(released)).text
    assert "1200余件 → 1080余件，相差−120件（−10.0%）" in text


def test_the_same_amount_in_another_unit_is_no_revision(released: Path) -> None:
    """0.12万 for 1200 changes fields and no value."""
    change(released / DRAFT / "observations.csv", ",1200,0,", ",0.12,4,")
    found = diff(released, "sample@2023.1.0", "sample@draft")
    (row,) = (row for row in found["rows"] if row["table"] == "observations")
    assert row["value"] is None
    assert [item["field"] for item in row["fields"]] == ["obs_value", "unit_mult"]


def test_a_change_that_turns_is_told(released: Path) -> None:
    """A revision that makes a rise a fall is counted apart from the figures that print it."""
    change(released / DRAFT / "observations.csv", "91.2", "87.5")
    effects = diff(released, "sample@2023.1.0", "sample@draft")["effects"]
    (turned,) = effects["directions"]
    assert (turned["indicator"], turned["time_period"]) == ("online-rate", "2023")
    assert "提高" in turned["before"]
    assert "降低" in turned["after"]
    assert effects["summary"].endswith("；1个变化的方向或可比性改变。")


def test_a_change_that_ceases_to_compare_is_told(released: Path) -> None:
    """An observation that becomes an estimate has no change any more."""
    change(released / DRAFT / "observations.csv", "91.2,0,A", "91.2,0,E")
    (turned,) = diff(released, "sample@2023.1.0", "sample@draft")["effects"]["directions"]
    assert turned["after"].startswith("不可比（")


def test_every_table_is_compared(released: Path) -> None:
    """Rows added, removed and revised are told for each table, in the order of the tables."""
    draft = released / DRAFT
    add_row(draft / "areas.csv", "990002,另一样例区,,district,")
    change(draft / "sources.csv", "样例公报", "样例公告")
    change(draft / "indicators.csv", "服务站", "便民服务站")
    change(draft / "observations.csv", "online-rate,990001,2022", "online-rate,990001,2021")
    change(draft / "targets.csv", ",5,", ",6,")
    change(draft / "breaks.csv", "统计制度改变", "统计制度调整")
    change(draft / "initiatives.csv", "running", "done")
    change(draft / "datapackage.json", "样例数据包（虚构）", "样例数据包二（虚构）")
    (draft / "notes.md").write_text("虚构\n", encoding="utf-8")
    found = diff(released, "sample@2023.1.0", "sample@draft")
    assert changed(found)[:8] == [
        ("areas", "added", "990002"),
        ("sources", "revised", "sample-bulletin"),
        ("indicators", "revised", "service-stations"),
        ("observations", "added", "online-rate"),
        ("observations", "removed", "online-rate"),
        ("targets", "revised", "service-stations"),
        ("breaks", "revised", "investment-growth"),
        ("initiatives", "revised", "one-window"),
    ]
    assert [item["field"] for item in found["metadata"]] == ["title"]
    assert found["files"] == ["notes.md"]
    assert found["step"] == "edition"


def test_the_way_back_is_the_other_way_round(released: Path) -> None:
    """What was added one way is removed the other way; values and figures change places."""
    draft = released / DRAFT
    change(draft / "observations.csv", "91.2", "91.5")
    add_row(draft / "areas.csv", "990002,另一样例区,,district,")
    there = diff(released, "sample@2023.1.0", "sample@draft")
    back = diff(released, "sample@draft", "sample@2023.1.0")
    turned = {"added": "removed", "removed": "added", "revised": "revised"}
    assert sorted((table, turned[sort], key) for table, sort, key in changed(there)) == sorted(
        changed(back)
    )
    assert [(item["before"], item["after"]) for item in there["effects"]["printed"]] == [
        (item["after"], item["before"]) for item in back["effects"]["printed"]
    ]


def test_folders_are_compared_too(released: Path, tmp_path: Path) -> None:
    """A copy of the package anywhere is a version; of a package the site lacks, no effects."""
    change(released / DRAFT / "observations.csv", "91.2", "91.5")
    here = diff(released, str(released / FIRST), str(released / DRAFT))
    assert len(here["effects"]["printed"]) == 3
    home = tmp_path / "other"
    shutil.copytree(released / HOME, home)
    for folder in (home / "2023.1.0", home / "draft"):
        change(folder / "datapackage.json", '"sample"', '"other"')
    there = diff(released, str(home / "2023.1.0"), str(home / "draft"))
    assert there["effects"]["printed"] == []
    assert ("observations", "revised", "online-rate") in changed(there)


def test_only_versions_of_one_package_are_compared(released: Path, tmp_path: Path) -> None:
    """Two packages do not differ; they are two things."""
    folder = tmp_path / "other" / "2023.1.0"
    shutil.copytree(released / FIRST, folder)
    change(folder / "datapackage.json", '"sample"', '"other"')
    asked = ["data", "diff", "sample@draft", str(folder), "--site", str(released)]
    assert CliRunner().invoke(cli, asked).exit_code == 2


def test_headlines_and_printed_changes_are_told(released: Path) -> None:
    """What the home page and the indicators' pages print otherwise is told with both texts."""
    change(released / DRAFT / "observations.csv", "91.2,", "88.1,")
    effects = diff(released, "sample@2023.1.0", "sample@draft")["effects"]
    (headline,) = effects["headlines"]
    assert (headline["figure"], headline["before"], headline["after"]) == (
        "online-rate",
        "91.2%，2023年",
        "88.1%，2023年",
    )
    (changed,) = effects["changes"]
    assert "提高2.7个百分点" in changed["before"]
    assert "降低0.4个百分点" in changed["after"]
    assert effects["directions"] == [changed]


def test_the_diff_is_a_page_of_its_own(released: Path) -> None:
    """The page holds its styles, says what differs, escapes what the data says, and links out."""
    change(
        released / DRAFT / "observations.csv", "一｜网上办理率91.2%", "一｜<b>网上办理率</b>91.2%"
    )
    arguments = ("data", "diff", "sample@2023.1.0", "sample@draft", "--format", "html")
    outcome = run(*arguments, "--site", str(released))
    assert outcome.status == 0, outcome.text
    page = outcome.text
    assert page.startswith("<!DOCTYPE html>")
    assert 'href="data:text/css;base64,' in page
    assert "&lt;b&gt;网上办理率&lt;/b&gt;91.2%" in page
    assert "<b>网上" not in page
    assert "这次修订不改变文中的表述。" in page
