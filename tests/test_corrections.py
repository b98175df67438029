"""Corrections: each replaced value is a row that both versions bear out, and pages tell of it."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import run
from tests.versions import (  # noqa: F401 - `quick` is a fixture
    DRAFT,
    FIRST,
    HOME,
    add_row,
    change,
    descriptor,
    quick,
    release,
)

SECOND = f"{HOME}/2023.1.1"


@pytest.fixture
def corrected(minimal: Path) -> Path:
    """The minimal site with a second version in which one value is replaced."""
    assert release(minimal).status == 0
    change(minimal / DRAFT / "observations.csv", "91.2,", "91.5,")
    outcome = release(minimal, "2023.1.1", "correction", "2024-03-08", "--severity", "major")
    assert outcome.status == 0, outcome.text
    assert "登记了1处更正" in outcome.text
    return minimal


def corrections(folder: Path) -> list[dict[str, str]]:
    """Return the rows of a version's corrections."""
    with (folder / "corrections.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_release_records_each_value_it_replaces(corrected: Path) -> None:
    """The row says what both versions hold, why, when and how much it matters."""
    (row,) = corrections(corrected / SECOND)
    assert row == {
        "correction": "2023.1.1-1",
        "date": "2024-03-08",
        "kind": "correction",
        "severity": "major",
        "indicator": "online-rate",
        "ref_area": "990001",
        "time_period": "2023",
        "caliber": "_Z",
        "old_value": "91.2",
        "new_value": "91.5",
        "reason": "虚构",
        "superseded_version": "2023.1.0",
    }
    assert "corrections" in [item["name"] for item in descriptor(corrected / SECOND)["resources"]]
    assert not (corrected / FIRST / "corrections.csv").exists()
    assert run("check", "--site", str(corrected)).status == 0
    validated = run("data", "validate", "--site", str(corrected))
    assert validated.status == 0, validated.text


def test_corrections_gather(corrected: Path) -> None:
    """A later version tells of the earlier ones' corrections too, in their order."""
    change(corrected / DRAFT / "observations.csv", "91.5,", "91.7,")
    change(corrected / DRAFT / "observations.csv", "1200,", "1210,")
    assert release(corrected, "2023.1.2", "routine", "2024-03-09").status == 0
    rows = corrections(corrected / HOME / "2023.1.2")
    assert [(row["correction"], row["old_value"], row["new_value"]) for row in rows] == [
        ("2023.1.1-1", "91.2", "91.5"),
        ("2023.1.2-1", "91.5", "91.7"),
        ("2023.1.2-2", "1200", "1210"),
    ]
    assert run("check", "--site", str(corrected)).status == 0


def test_a_release_without_replaced_values_corrects_nothing(minimal: Path) -> None:
    """Metadata and new rows are no corrections of values."""
    release(minimal)
    change(minimal / DRAFT / "observations.csv", "一｜网上办理率88.5%", "一（一）｜网上办理率88.5%")
    assert release(minimal, "2023.1.1", "correction", "2024-03-08").status == 0
    assert not (minimal / SECOND / "corrections.csv").exists()


def test_a_correction_told_in_the_draft_is_kept_as_told(corrected: Path) -> None:
    """What an editor has written of a value, with a reason of its own, is not written again."""
    change(corrected / DRAFT / "observations.csv", "1200,", "1210,")
    own = "mine,2024-03-09,correction,minor,service-cases,990001,2023,_Z,1200,1210,看错,2023.1.1"
    add_row(corrected / DRAFT / "corrections.csv", own)
    assert release(corrected, "2023.1.2", "correction", "2024-03-09").status == 0
    rows = corrections(corrected / HOME / "2023.1.2")
    assert [(row["correction"], row["reason"]) for row in rows][1:] == [("mine", "看错")]


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ("online-rate,990001,2023,_Z,91.0,91.5,因,2023.1.0", "old_value", "版本2023.1.0里是“91.2”"),
        ("online-rate,990001,2023,_Z,91.2,91.6,因,2023.1.0", "new_value", "版本2023.1.1里是“91.5”"),
        ("online-rate,990001,2021,_Z,91.2,91.5,因,2023.1.0", "old_value", "没有这个观测值"),
        (
            "online-rate,990001,2023,_Z,91.2,91.5,因,2022.1.0",
            "superseded_version",
            "没有比这一版早",
        ),
        ("online-rate,990001,2023,_Z,91.2,91.5,因,draft", "superseded_version", "没有比这一版早"),
        ("service-cases,990001,2023,_Z,1200,1300,因,2023.1.1", "new_value", "版本draft里是“1200”"),
    ],
)
def test_a_correction_the_versions_do_not_bear_out(
    corrected: Path, row: str, field: str, said: str
) -> None:
    """A wrong old value, new value, observation or version is an error at its cell."""
    add_row(corrected / DRAFT / "corrections.csv", f"wrong,2024-03-09,correction,minor,{row}")
    outcome = run("check", "--drafts", "--format", "json", "--site", str(corrected))
    assert outcome.status == 1
    found = [
        item
        for item in json.loads(outcome.text)["diagnostics"]
        if item["code"] == "correction-contradicted"
    ]
    assert {item["span"]["field"] for item in found} >= {field}
    assert any(said in item["message"] for item in found)
    assert all(item["span"]["row"] == 3 for item in found)


def test_a_correction_of_what_was_withdrawn_is_believed(corrected: Path) -> None:
    """The version that held the old value is gone, so nothing contradicts the row."""
    said = ("--what", "虚构", "--why", "虚构", "--date", "2024-03-10")
    done = run("data", "withdraw", "sample", "2023.1.0", *said, "--site", str(corrected))
    assert done.status == 0, done.text
    assert run("check", "--site", str(corrected)).status == 0
