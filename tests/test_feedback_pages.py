"""What experience officers found: counts, days and lateness follow from the dates of the rows.

All rows are invented; what the page must say is worked out here from the CSV alone.
"""

import csv
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace
from openpyxl import load_workbook

from site_builder.model.site import Site
from site_builder.model.systems import FORMS
from site_builder.pages.feedback import KINDS, OFFICE_PART, OFFICER_PART, FeedbackView
from tests.conftest import SITES, make_site, run
from tests.test_systems import AS_OF, checked, rows_of

TODAY = date.fromisoformat(AS_OF)
LAST_DAYS = {"2023-06": date(2023, 6, 30)}
"""Deadlines of the fixture that are no days."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site with a year of invented rows."""
    return checked(make_site(tmp_path_factory.mktemp("feedback") / "site", SITES / "systems"))


def view_of(site: Site) -> FeedbackView:
    """Return what the page shows."""
    view = KINDS[0].view(site, KINDS[0].routes(site)[0])
    assert isinstance(view, FeedbackView)
    return view


def due_of(row: dict[str, str]) -> date | None:
    """Return the last day of a deadline, None where the row has none."""
    if not row["due"]:
        return None
    return LAST_DAYS.get(row["due"]) or date.fromisoformat(row["due"])


def test_counts_are_those_of_the_table(systems_public: Path) -> None:
    """All, answered, waiting and overdue, as the CSV has them on the day of the build."""
    rows = rows_of("feedback")
    waiting = [row for row in rows if not row["replied_on"]]
    late = [row for row in waiting if (due := due_of(row)) and due < TODAY]
    tree = html.parse(systems_public / "feedback/index.html")
    found = {
        item.xpath("dt")[0].text: int(item.xpath("dd")[0].text)
        for item in tree.xpath("//dl[@class='tally']/div")
    }
    assert found == {
        "反馈": len(rows),
        "已答复": len(rows) - len(waiting),
        "待答复": len(waiting),
        "其中逾期": len(late),
    }
    assert len(tree.xpath("//li[@class='late']")) == len(late) == 1
    assert {item.get("id") for item in tree.xpath("//ol[@class='findings']/li")} == {
        row["feedback"] for row in rows
    }


def test_days_are_those_between_the_dates(systems_public: Path) -> None:
    """Each reply says after how many days it came, and by how many it was too late."""
    tree = html.parse(systems_public / "feedback/index.html")
    taken = []
    for row in rows_of("feedback"):
        (item,) = tree.xpath(f"//li[@id='{row['feedback']}']")
        said, due = item.text_content(), due_of(row)
        if not row["replied_on"]:
            assert "用时" not in said
            if due and due < TODAY:
                assert f"截至{AS_OF}逾期{(TODAY - due).days}天" in said
            else:
                assert "逾期" not in said
            continue
        replied = date.fromisoformat(row["replied_on"])
        taken.append((replied - date.fromisoformat(row["date"])).days)
        assert f"用时{taken[-1]}天" in said
        after = (replied - due).days if due else 0
        assert (f"晚于期限{after}天" in said) == (after > 0)
        assert ("晚于期限" in said) == (after > 0)
        assert "本站计算" in said
    assert f"最短{min(taken)}天，最长{max(taken)}天" in tree.getroot().text_content()


def test_without_a_day_nothing_is_late(site: Site) -> None:
    """Where no day of the build is known, no reply is overdue, and nothing says it is in time."""
    view = view_of(replace(site, as_of=""))
    assert not any(item.late for item in view.waiting)
    said = "".join(word for item in view.waiting for word in item.timing) + view.meta.finding
    assert "逾期" not in said
    assert "未到期" not in said
    assert "其中逾期" not in dict(view.tally)


@pytest.mark.parametrize(("as_of", "late"), [("2023-10-11", 0), ("2023-10-12", 1)])
def test_a_reply_is_late_after_its_last_day(site: Site, as_of: str, late: int) -> None:
    """The day itself is in time."""
    assert dict(view_of(replace(site, as_of=as_of)).tally)["其中逾期"] == late


def test_what_is_most_urgent_comes_first(site: Site) -> None:
    """The longest overdue, then what is due soonest, then what has no deadline."""
    assert [item.anchor for item in view_of(site).waiting] == ["f2023-09", "f2023-11", "f2023-12"]


def test_a_department_that_is_not_named_is_not_invented(systems_public: Path) -> None:
    """The page says that the source does not name it."""
    tree = html.parse(systems_public / "feedback/index.html")
    (item,) = tree.xpath("//li[@id='f2023-12']")
    assert "承办部门原文未列名" in item.text_content()


def test_findings_lead_both_ways(systems_public: Path) -> None:
    """From a finding to initiative, case and indicator, and back from each of these."""
    tree = html.parse(systems_public / "feedback/index.html")
    places = {"initiative": "initiatives", "case": "cases", "indicator": "indicators"}
    for row in rows_of("feedback"):
        links = tree.xpath(f"//li[@id='{row['feedback']}']//a/@href")
        for column, folder in places.items():
            if row[column]:
                assert f"../{folder}/{row[column]}/" in links
                back = html.parse(systems_public / folder / row[column] / "index.html")
                assert f"../../feedback/#{row['feedback']}" in back.xpath("//a/@href")


def test_the_form_asks_for_columns_of_the_table(systems_public: Path) -> None:
    """Every line of the form is a column; all that must be filled in is asked for, once."""
    form = next(item for item in FORMS if item.name == "feedback")
    titles = {column.name: column.title for column in form.columns}
    asked = (*OFFICER_PART, *OFFICE_PART)
    assert len(dict(asked)) == len(asked)
    for name, words in asked:
        assert words == titles[name] or name == "ref_area"
    needed = {column.name for column in form.columns if column.needed} - {"source", "locator"}
    assert needed <= set(dict(asked))
    tree = html.parse(systems_public / "feedback/form/index.html")
    assert tree.xpath("//table//th/text()") == [words for _, words in asked]


def test_replies_and_results_are_told_in_the_feed(systems_public: Path) -> None:
    """The newest ten replies, and the rounds whose results are final, beside the texts."""
    links = html.parse(systems_public / "feed.xml").xpath("//entry/link/@href")
    base = "https://site.example/column/"
    answered = sorted(
        (row for row in rows_of("feedback") if row["replied_on"]),
        key=lambda row: row["replied_on"],
        reverse=True,
    )
    told = [link for link in links if "feedback/#" in link]
    assert told == [f"{base}feedback/#{row['feedback']}" for row in answered[:10]]
    rounds = {link for link in links if "awards/" in link}
    assert rounds == {f"{base}awards/2023/#selection-2023", f"{base}awards/2023/#review-2023"}


def test_without_findings_there_is_no_page(site: Site) -> None:
    """Neither the list nor the form."""
    empty = replace(site, systems=replace(site.systems, feedback=()))
    assert all(kind.routes(empty) == () for kind in KINDS)


def test_the_workbook_to_fill_can_be_imported(systems_public: Path, systems: Path) -> None:
    """An empty book; a row written into it comes into the draft as it was written."""
    path = systems / "filled.xlsx"
    book = load_workbook(systems_public / "feedback/sample-feedback.xlsx")
    sheet = book["体验官反馈"]
    columns = [cell.value for cell in sheet[2]]
    assert columns == list(rows_of("feedback")[0])
    assert not any(cell.value for row in sheet.iter_rows(min_row=3) for cell in row)
    made = {**rows_of("feedback")[-1], "feedback": "", "date": "2024-01-09", "step": "取件"}
    for place, name in enumerate(columns, 1):
        sheet.cell(row=3, column=place, value=made[name])
    book.save(path)
    outcome = run("data", "import", str(path), "--site", str(systems), "--yes")
    assert outcome.status == 0, outcome.text
    with (systems / "data/sample/draft/feedback.csv").open(encoding="utf-8", newline="") as file:
        *before, last = csv.DictReader(file)
    assert before == rows_of("feedback")
    assert {**last, "feedback": ""} == made
    assert last["feedback"]
