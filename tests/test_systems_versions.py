"""Versions of a package with optional tables: what differs, how far the number moves, what is told.

All rows are invented.
"""

import json
from pathlib import Path

import pytest

from site_builder.model.systems import FORMS
from tests.conftest import REPOSITORY, SITES, run
from tests.versions import (  # noqa: F401 - `quick` is a fixture
    DRAFT,
    FIRST,
    change,
    diff,
    quick,
    release,
)

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def released(systems: Path) -> Path:
    """The site with a year of rows, its package released and a draft open."""
    assert release(systems).status == 0
    return systems


def changed(site: Path) -> tuple[list[tuple[str, str, str]], str]:
    """Return table, sort and title of every row by which the draft differs, and the least step."""
    found = diff(site, "sample@2023.1.0", "sample@draft")
    return [(row["table"], row["change"], row["title"]) for row in found["rows"]], found["step"]


def test_new_tables_are_a_minor_step_told_row_by_row(systems: Path) -> None:
    """A package that gains the tables tells each of them and each of their rows as added."""
    path = systems / FIRST / "datapackage.json"
    whole = path.read_text("utf-8")
    raw = json.loads(whole)
    names = [form.name for form in FORMS]
    raw["resources"] = [item for item in raw["resources"] if item["name"] not in names]
    path.write_text(json.dumps(raw, ensure_ascii=False), "utf-8")
    for name in names:
        (systems / FIRST / f"{name}.csv").unlink()
    assert release(systems).status == 0
    draft = systems / DRAFT
    for name in names:
        (draft / f"{name}.csv").write_bytes(
            (SITES / "systems" / FIRST / f"{name}.csv").read_bytes()
        )
    held = json.loads((draft / "datapackage.json").read_text("utf-8"))
    held["resources"] = json.loads(whole)["resources"]
    (draft / "datapackage.json").write_text(json.dumps(held, ensure_ascii=False), "utf-8")
    rows, step = changed(systems)
    assert step == "minor"
    assert {sort for _, sort, _ in rows} == {"added"}
    for name in names:
        lines = (draft / f"{name}.csv").read_text("utf-8").splitlines()
        assert sum(table == name for table, _, _ in rows) == len(lines) - 1
    tables = [title for table, _, title in rows if table == "resources"]
    assert tables == [form.title for form in FORMS]
    outcome = release(systems, "2023.2.0", "routine", "2024-03-07")
    assert outcome.status == 0, outcome.text


@pytest.mark.parametrize(
    ("table", "old", "new", "row", "step"),
    [
        ("feedback", "已更换取号机程序", "已换程序",
         ("feedback", "revised", "f2023-01，窗口取号"), "patch"),
        ("milestones", ",done,样例区监管科", ",running,样例区监管科",
         ("milestones", "revised", "制定方案（虚构）"), "patch"),
        ("document_links", "matter-list,issue-loop,\n", "",
         ("document_links", "removed", "涉企服务事项清单（虚构），涉企问题闭环（虚构）"), "patch"),
        ("coverage", "c05,,样例杂志（虚构）,,没有日期和级别的报道（虚构）,,,sample-bulletin\n", "",
         ("coverage", "removed", "没有日期和级别的报道（虚构）"), "edition"),
    ],
)  # fmt: skip
def test_a_changed_row_is_told(
    table: str, old: str, new: str, row: tuple[str, str, str], step: str, released: Path
) -> None:
    """A cell is a patch, an identifier that goes a new edition, a link that goes a patch too."""
    change(released / DRAFT / f"{table}.csv", old, new)
    assert changed(released) == ([row], step)


def test_readers_are_told_and_can_take_it_away(released: Path) -> None:
    """What was added stands under changes, on the version's page, in the interface, as CSV."""
    with (released / DRAFT / "feedback.csv").open("a", encoding="utf-8") as file:
        file.write(
            "f2024-01,2024-01-09,990001,排队,队伍太长（虚构）,,,,,received,,,,sample-bulletin,五｜虚构\n"
        )
    change(released / DRAFT / "milestones.csv", ",done,样例区监管科", ",running,样例区监管科")
    assert release(released, "2023.2.0", "routine", "2024-03-07").status == 0
    outcome = run("build", "--site", str(released), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    public = released / "public"
    assert "体验官反馈新增1条" in (public / "changes/index.html").read_text("utf-8")
    page = (public / "data/sample/2023.2.0/index.html").read_text("utf-8")
    assert "f2024-01，排队" in page
    version = json.loads((public / "api/packages/sample/2023.2.0.json").read_text("utf-8"))
    assert [
        (item["table"], item["change"], item["key"]) for item in version["changes"]["rows"]
    ] == [
        ("feedback", "added", ["f2024-01"]),
        ("milestones", "revised", ["m01"]),
    ]
    assert [page["path"] for page in version["changes"]["pages"]] == [
        "/initiatives/special-actions/"
    ]
    rows = json.loads((public / "api/feedback.json").read_text("utf-8"))["items"]
    assert rows[-1]["finding"] == "队伍太长（虚构）"
    assert (public / "data/sample/2023.2.0/feedback.csv").is_file()


def test_a_withheld_case_is_named_in_no_difference(released: Path) -> None:
    """Rows about it alone are left out, and of others what they say of it."""
    draft = released / DRAFT
    with (draft / "evaluations.csv").open("a", encoding="utf-8") as file:
        file.write("review-2023,2023,free-seals,_Z,,,entered,2023-12-01,sample-bulletin,五｜虚构\n")
    change(draft / "coverage.csv", "news/4,", "news/4,free-seals")
    assert release(released, "2023.2.0", "routine", "2024-03-07").status == 0
    path = released / "content/cases/sample/free-seals.md"
    path.write_text(path.read_text("utf-8").replace("slug:", "draft: true\nslug:"), "utf-8")
    outcome = run("build", "--site", str(released), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    public = released / "public"
    assert "free-seals" not in (public / "changes/index.html").read_text("utf-8")
    version = json.loads((public / "api/packages/sample/2023.2.0.json").read_text("utf-8"))
    assert version["changes"]["rows"] == []
    for form in FORMS:
        assert "free-seals" not in (public / f"api/{form.name}.json").read_text("utf-8")


def test_the_interface_offers_only_tables_with_rows(public: Path) -> None:
    """The shipped site has no endpoint for a table without a row, nor its schema."""
    for form in FORMS:
        held = any(
            len(path.read_text("utf-8").splitlines()) > 1
            for path in (REPOSITORY / "data").glob(f"*/2*/{form.name}.csv")
        )
        assert (public / f"api/{form.name}.json").exists() == held
        assert (public / f"api/schemas/{form.name}.json").exists() == held
