"""Awards of cases: they come from rows of the data alone, and cases can be listed by them."""

import json
from pathlib import Path

import pytest

from tests.conftest import run

HEADER = "round,year,case,criterion,weight,score,stage,date,source,locator\n"
PACKAGE = "data/sample/2023.1.0"


def evaluated(site: Path, *rows: str) -> None:
    """Give the package a table of evaluations (synthetic)."""
    (site / PACKAGE / "evaluations.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    path = site / PACKAGE / "datapackage.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    fields = [{"name": name, "type": "string"} for name in HEADER.strip().split(",")]
    raw["resources"].append(
        {"name": "evaluations", "path": "evaluations.csv", "schema": {"fields": fields}}
    )
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=2), encoding="utf-8")


def row(case: str, stage: str, year: str = "2023") -> str:
    """Return a row of an invented round."""
    return f"虚构评选,{year},{case},_Z,,,{stage},2024-01-05,sample-bulletin,三｜虚构\n"


def test_a_selected_case_has_its_list_and_label(minimal: Path) -> None:
    """A row of stage `selected` makes the list of its year and a label that leads there."""
    evaluated(minimal, row("one-window", "entered"), row("one-window", "selected"))
    outcome = run("build", "--site", str(minimal), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    listed = (minimal / "public/cases/awards/2023/index.html").read_text("utf-8")
    assert "一窗受理（虚构案例）" in listed
    page = (minimal / "public/cases/one-window/index.html").read_text("utf-8")
    assert '<a href="../awards/2023/">2023年入选</a>' in page


@pytest.mark.parametrize("stage", ["entered", "assessed", "publicised"])
def test_what_is_not_selected_has_no_award(minimal: Path, stage: str) -> None:
    """Being entered, assessed or publicised is no award."""
    evaluated(minimal, row("one-window", stage))
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    assert not (minimal / "public/cases/awards").exists()
    assert "入选" not in (minimal / "public/cases/one-window/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (row("one-windwo", "selected"), "name-unknown", "case"),
        (row("one-window", "selected", year="../2023"), "value-type", "year"),
        (row("one-window", "won"), "value-constraint", "stage"),
        (row("one-window", "selected").replace("_Z,,", "_Z,重,"), "value-type", "weight"),
    ],
)
def test_a_faulty_row_is_told_at_its_cell(minimal: Path, line: str, code: str, field: str) -> None:
    """An unknown case, stage or number is an error with row and field."""
    evaluated(minimal, line)
    outcome = run("check", "--site", str(minimal))
    assert outcome.status == 1
    assert f"{PACKAGE}/evaluations.csv: 第2行，字段 {field}: 错误 [{code}]" in outcome.text
