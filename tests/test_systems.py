"""The optional tables of the column's own systems: read, held together, told by dates alone.

All rows are invented: `tests/sites/systems/` holds a year of them in every table.
"""

import csv
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from site_builder.build import Config, check
from site_builder.figures.deadlines import Standing, Timing, reply_days, standing
from site_builder.model.site import Site
from site_builder.model.systems import FORMS, Milestone, TableForm
from site_builder.model.table_schema import resource_of
from site_builder.model.vocabulary import Progress
from tests.conftest import SITES, run

PACKAGE = "data/sample/2023.1.0"
AS_OF = "2024-03-05"
ODD = "row-inconsistent"
LOST = "reference-unknown"


def rows_of(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of the fixture, read by nothing of ours."""
    path = SITES / "systems" / PACKAGE / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change(site: Path, table: str, old: str, new: str) -> None:
    """Replace a text that stands in a table."""
    path = site / PACKAGE / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def checked(site: Path) -> Site:
    """Return the site, checked without faults."""
    found = check(Config(root=site, cache=site / ".cache", as_of=AS_OF, strict=False, clean=False))
    assert found.site is not None
    return found.site


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_table_is_read_as_it_stands(form: TableForm, systems: Path) -> None:
    """The site has each row of the table, in its order, each cell as the file has it."""
    told = checked(systems).systems.table(form.name)
    found = [
        {column.name: _written(getattr(row, column.name)) for column in form.columns}
        for row in told
    ]
    assert found == rows_of(form.name)


def _written(value: object) -> str:
    return "" if value is None else str(value)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_code_has_its_word(form: TableForm) -> None:
    """No code of a column is without a word for readers, nor is there a word for no code."""
    for column in form.columns:
        if column.words:
            codes = type(next(iter(column.words)))
            assert list(column.words) == list(codes)
            assert len(set(column.words.values())) == len(codes)


def test_plain_frictionless_accepts_the_standard_schemas(systems: Path) -> None:
    """A package with all tables, each as the standard resource has it, passes the field's tool."""
    descriptor = json.loads((systems / PACKAGE / "datapackage.json").read_text("utf-8"))
    held = {item["name"]: item for item in descriptor["resources"]}
    assert all(held[form.name] == resource_of(form) for form in FORMS)
    tool = str(Path(sys.executable).with_name("frictionless"))
    done = subprocess.run(
        [tool, "validate", "--json", "datapackage.json"],
        cwd=systems / PACKAGE,
        capture_output=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["valid"], report


def test_reply_days_and_lateness_follow_from_the_table_alone(systems: Path) -> None:
    """Days to a reply and days overdue are those that the dates of the CSV give on the day."""
    known = {row["feedback"]: row for row in rows_of("feedback")}
    today = date.fromisoformat(AS_OF)
    late = 0
    for row in checked(systems).systems.feedback:
        raw = known[row.feedback]
        begun = date.fromisoformat(raw["date"])
        answered = date.fromisoformat(raw["replied_on"]) if raw["replied_on"] else None
        assert reply_days(row) == ((answered - begun).days if answered else None)
        found = standing(row, AS_OF)
        if raw["due"] == "2023-10-11":
            assert found == Standing(timing=Timing.LATE, days=(today - date(2023, 10, 11)).days)
            late += 1
        elif answered is None:
            assert found.timing in (Timing.OPEN, Timing.UNDATED)
    assert late == 1


def test_counts_of_milestones(systems: Path) -> None:
    """What is done, late, open and undated on a day is what the rows of the CSV add up to."""
    found = [standing(row, AS_OF).timing for row in checked(systems).systems.milestones]
    assert found.count(Timing.DONE) == sum(r["status"] == "done" for r in rows_of("milestones"))
    assert found.count(Timing.LATE) == 2
    assert found.count(Timing.OPEN) == 2
    assert found.count(Timing.UNDATED) == 1


@pytest.mark.parametrize(
    ("due", "as_of", "timing", "days"),
    [
        ("2024-02", "2024-02-29", Timing.OPEN, 0),
        ("2024-02", "2024-03-01", Timing.LATE, 1),
        ("2023", "2024-01-01", Timing.LATE, 1),
        ("2023-12-31", "2023-12-31", Timing.OPEN, 0),
        ("2024-Q1", "2024-04-02", Timing.LATE, 2),
        ("", "2999-01-01", Timing.UNDATED, 0),
    ],
)
def test_a_deadline_is_over_after_its_last_day(
    due: str, as_of: str, timing: Timing, days: int
) -> None:
    """A month or year is over after its last day; what has no deadline is never late."""
    row = _milestone(due=due, status=Progress.RUNNING, date="")
    assert standing(row, as_of) == Standing(timing=timing, days=days)


def test_what_was_done_late_says_by_how_much() -> None:
    """A thing done after its deadline is done, with the days by which it was too late."""
    row = _milestone(due="2024-03", status=Progress.DONE, date="2024-04-05")
    assert standing(row, "2030-01-01") == Standing(timing=Timing.DONE, days=5)


def _milestone(*, due: str, status: Progress, date: str) -> Milestone:
    return Milestone(
        package="sample",
        row=2,
        milestone="m",
        initiative="i",
        title="虚构",
        date=date,
        status=status,
        lead="",
        due=due,
        source="s",
        locator="虚构",
    )


@pytest.mark.parametrize(
    ("table", "old", "new", "code", "field"),
    [
        ("feedback", ",2023-01-29,resolved", ",2023-01-02,resolved", ODD, "replied_on"),
        ("feedback", ",2023-01-29,resolved", ",,resolved", ODD, "replied_on"),
        ("feedback", ",2023-01-29,resolved", ",2023-01-29,received", ODD, "replied_on"),
        ("feedback", "取号机不显示", "王女士说取号机不显示", "personal-data", "finding"),
        (
            "feedback",
            "取号机不显示",
            "请回电0577-63388888，取号机不显示",
            "personal-data",
            "finding",
        ),
        ("feedback", "取号机不显示", "请回电13800138000，取号机不显示", "personal-data", "finding"),
        ("feedback", "one-window,one-window,", "one-window,one-windwo,", "name-unknown", "case"),
        ("feedback", "one-window,one-window,", "one-windwo,one-window,", LOST, "initiative"),
        ("evaluation_rounds", "2023-11-10", "2023-11-01", ODD, "publicity_to"),
        ("evaluations", "2023,one-window,创新性,40", "2023,one-window,创新性,41", ODD, "weight"),
        ("evaluations", "2023,one-window,创新性,40", "2023,one-window,创新性,", ODD, "weight"),
        ("evaluations", "selection-2023,2023", "selection-2023,2022", ODD, "year"),
        ("evaluations", "selection-2023,2023", "selection-2032,2023", LOST, "round"),
        ("milestones", "2023-03,", "2023-13,", "value-type", "due"),
        ("documents", "2023-12-31", "2021-12-31", ODD, "valid_until"),
        ("document_links", "matter-list,issue-loop,", "matter-list,,", ODD, "document"),
        ("services", "0577-00000000", "13800138000", "personal-data", "telephone"),
        ("services", "0577-00000000", "有事打电话", "value-constraint", "telephone"),
        ("services", "https://site.example/hall", "javascript:1", "value-constraint", "url"),
        ("coverage", "municipal", "city", "value-constraint", "level"),
        (
            "shortcomings",
            "issues-replied,sample",
            "issues-replied,smaple",
            "name-unknown",
            "report",
        ),
        ("issue_flow", "difficult,running", "_Z,running", "key-repeated", "ref_area"),
    ],
)
def test_a_faulty_row_is_told_at_its_cell(
    table: str, old: str, new: str, code: str, field: str, systems: Path
) -> None:
    """What contradicts itself, names nobody or names a person is an error with row and field."""
    change(systems, table, old, new)
    outcome = run("check", "--site", str(systems), "--as-of", AS_OF)
    assert outcome.status == 1, outcome.text
    places = [line for line in outcome.text.splitlines() if f"错误 [{code}]" in line]
    assert any(f"{PACKAGE}/{table}.csv: 第" in line for line in places), outcome.text
    assert any(f"字段 {field}: " in line or code == "key-repeated" for line in places), outcome.text


def test_weights_that_make_no_whole_are_told_at_the_round(systems: Path) -> None:
    """Weights of a weighted mean add up to 1 or 100."""
    path = systems / PACKAGE / "evaluations.csv"
    path.write_text(path.read_text("utf-8").replace("可推广,20", "可推广,25"), encoding="utf-8")
    outcome = run("check", "--site", str(systems), "--as-of", AS_OF)
    assert "evaluation_rounds.csv: 第2行，字段 aggregation: 错误 [row-inconsistent]" in outcome.text
    assert "合计105" in outcome.text


def test_a_withheld_case_shows_in_no_row(systems: Path) -> None:
    """Its evaluations go, and other rows lose the link to it alone."""
    path = systems / "content/cases/sample/free-seals.md"
    path.write_text(path.read_text("utf-8").replace("slug:", "draft: true\nslug:"), "utf-8")
    told = checked(systems).systems
    for form in FORMS:
        assert all(getattr(row, "case", "") != "free-seals" for row in told.table(form.name))
    assert len(told.feedback) == len(rows_of("feedback"))
    assert len(told.coverage) == len(rows_of("coverage"))
    assert ("seal-policy", "practical-actions") in [
        (row.document, row.initiative) for row in told.document_links
    ]


def test_scores_are_exact(systems: Path) -> None:
    """Scores and weights are decimals, never binary floats."""
    rows = checked(systems).systems.evaluations
    assert Decimal("91.5") in {row.score for row in rows}
