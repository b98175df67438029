"""The release calendar: what is due, done or late is told by the data and the day of the build."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.figures.due import DueState, standings
from site_builder.load.calendar import load_calendar
from site_builder.model.calendar import CALENDAR, Due
from site_builder.model.site import Site
from site_builder.pages.calendar import KINDS, CalendarView
from tests.conftest import run
from tests.pages import read_page

HEADER = "due,title,package,version,indicator,time_period,note\n"
DUE = Due(
    due="2026-11-20",
    title="虚构的计划",
    package="dongtou",
    version="",
    indicator="",
    time_period="",
    note="",
    row=2,
)
VERSION = replace(DUE, version="2024.1.1")
VALUE = replace(DUE, indicator="one-network-rate", time_period="2024-05-28")


def planned(shipped: Checked, *rows: Due, as_of: str = "2026-11-22") -> Site:
    """Return the shipped site with announcements that are made up, on a day."""
    return replace(shipped.site, calendar=rows, as_of=as_of)


STANDINGS = [
    (VERSION, DueState.DONE, "2026-11-22", 2),
    (replace(VERSION, version="2024.1.0"), DueState.DONE, "2026-11-22", 2),
    (replace(VERSION, due="2026-12-31"), DueState.DONE, "2026-11-22", 0),
    (VALUE, DueState.DONE, "2026-11-22", 2),
    (replace(VALUE, package=""), DueState.DONE, "2026-11-22", 2),
    (replace(VERSION, version="2025.1.0"), DueState.LATE, "", 2),
    (replace(VALUE, time_period="2025"), DueState.LATE, "", 2),
    (replace(VALUE, package="lucheng"), DueState.LATE, "", 2),
    (replace(VERSION, version="2025.1.0", due="2026-11-22"), DueState.OPEN, "", 0),
    (replace(VERSION, version="2025.1.0", due="2026-11-23"), DueState.OPEN, "", 0),
]


@pytest.mark.parametrize(("due", "state", "published", "days"), STANDINGS)
def test_an_announcement_is_judged_by_the_data(
    shipped: Checked, due: Due, state: DueState, published: str, days: int
) -> None:
    """Done with that version or a later one, or with the value; late only after its day."""
    (found,) = standings(planned(shipped, due))
    assert (found.state, found.published, found.days) == (state, published, days)


@given(st.integers(-400, 400))
def test_what_is_not_there_is_late_by_the_days_gone(shipped: Checked, days: int) -> None:
    """Without its version, an announcement is open up to its day and late after it."""
    as_of = (date(2025, 6, 30) + timedelta(days=days)).isoformat()
    due = replace(DUE, due="2025-06-30", version="9999.0.0")
    (found,) = standings(planned(shipped, due, as_of=as_of))
    assert found.days == max(0, days)
    assert found.state is (DueState.LATE if days > 0 else DueState.OPEN)


WRONG = [
    ("2025-02-30,计划,dongtou,2025.1.0,,,\n", "due"),
    (",计划,dongtou,2025.1.0,,,\n", "due"),
    ("2025-01-31,,dongtou,2025.1.0,,,\n", "title"),
    ("2025-01-31,计划,dongtou,,,,\n", "version"),
    ("2025-01-31,计划,dongtou,2025.1.0,online-rate,2024,\n", "version"),
    ("2025-01-31,计划,,2025.1.0,,,\n", "package"),
    ("2025-01-31,计划,dongtou,2025,,,\n", "version"),
    ("2025-01-31,计划,dongtou,2025.1.0,,2024,\n", "time_period"),
    ("2025-01-31,计划,,,online-rate,2024年,\n", "time_period"),
    ("2025-01-31,计划,,,online-rate,/2024-05-28,\n", "time_period"),
    ("2025-01-31,计划\n", None),
]


@pytest.mark.parametrize(("row", "field"), WRONG)
def test_a_faulty_row_is_named(tmp_path: Path, row: str, field: str | None) -> None:
    """One fault, at its row and field; the row is left out."""
    sound = "2025-01-31,虚构的计划,,,online-rate,2024,\n"
    (tmp_path / "calendar.csv").write_text(HEADER + sound + row, encoding="utf-8")
    rows, faults = load_calendar(tmp_path, ".")
    assert [item.row for item in rows] == [2]
    assert [(item.code, item.span.row, item.span.field) for item in faults] == [
        ("calendar-invalid", 3, field)
    ]


def view_of(site: Site) -> CalendarView:
    """Return what the page shows."""
    (kind,) = KINDS
    (route,) = kind.routes(site)
    view = kind.view(site, route)
    assert isinstance(view, CalendarView)
    return view


def test_without_announcements_no_day_is_invented(shipped: Checked) -> None:
    """The shipped reports state no next release: none is shown, and that is said."""
    view = view_of(shipped.site)
    assert view.due == view.done == ()
    following = [fact.text for item in view.packages for fact in item.facts[-1:]]
    assert following == ["未注明"] * len(shipped.site.packages)
    days = [line.date for year in view.years for line in year.lines]
    assert days == sorted(days, reverse=True)
    sources = {item.published for item in shipped.site.sources.values() if item.published}
    assert set(days) == sources | {item.release.date for item in shipped.site.releases}


def test_a_late_announcement_stands_first_and_is_counted(shipped: Checked) -> None:
    """The line under the heading counts what is late and what is open on the day of the build."""
    late = replace(VERSION, version="2025.1.0")
    ahead = replace(late, due="2027-01-31", version="2026.1.0")
    view = view_of(planned(shipped, late, ahead, VALUE))
    assert view.meta.finding == "截至2026-11-22，有1项逾期没有公布，1项还没有到期。"
    assert [item.words for item in view.due] == ["逾期2天，还没有公布", "还没有到期"]
    assert [item.words for item in view.done] == ["已于2026-11-22公布，晚了2天"]


def test_a_site_without_releases_and_announcements_has_no_calendar(minimal: Path) -> None:
    """A page with nothing to show is not made, and nothing links to it."""
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    assert not (minimal / "public" / "calendar").exists()
    page = read_page(minimal / "public", minimal / "public" / "sitemap" / "index.html")
    assert not any(CALENDAR.strip("/") in link for link in page.links)
