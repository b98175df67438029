"""The watch list with what is wanting beside it, and the way of an enterprise's issue.

All rows are invented; what the pages must say is worked out here from the CSV alone.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.linked.dates import page_dates
from site_builder.model.site import Routes, Site
from site_builder.pages.flow import flows_of
from site_builder.pages.kinds import PAGE_KINDS
from site_builder.pages.watch import KINDS, WatchView
from site_builder.search.records import findable
from tests.conftest import SITES, make_site
from tests.test_systems import AS_OF, checked, rows_of

KEY = "data-observation"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site with a year of invented rows."""
    return checked(make_site(tmp_path_factory.mktemp("watch") / "site", SITES / "systems"))


def view_of(site: Site) -> WatchView:
    """Return what the page shows."""
    view = KINDS[0].view(site, KINDS[0].routes(site)[0])
    assert isinstance(view, WatchView)
    return view


def watched() -> dict[str, list[dict[str, str]]]:
    """Return the observations of the watched indicators, the newest first, from the CSV."""
    names = [row["indicator"] for row in rows_of("indicators") if row["watched"] == "true"]
    return {
        name: sorted(
            (row for row in rows_of("observations") if row["indicator"] == name),
            key=lambda row: row["time_period"],
            reverse=True,
        )
        for name in names
    }


def test_every_watched_indicator_shows_value_and_history(systems_public: Path) -> None:
    """The newest value stands large, the others below it, each bound to its observation."""
    tree = html.parse(systems_public / "watch/index.html")
    assert tree.xpath("//article[@class='watched']/@id") == list(watched())
    for name, rows in watched().items():
        (item,) = tree.xpath(f"//article[@id='{name}']")
        values = item.xpath(f".//data[@{KEY}]")
        assert [value.get("value") for value in values] == [row["obs_value"] for row in rows]
        periods = [value.get(KEY).split("|")[3] for value in values]
        assert periods == [row["time_period"] for row in rows]


def test_a_rank_is_shown_with_its_number_and_ties(systems_public: Path) -> None:
    """N and 并列 stay with it, in the newest value as in the history."""
    (item,) = html.parse(systems_public / "watch/index.html").xpath(
        "//article[@id='supervision-rank']"
    )
    for value, row in zip(
        item.xpath(f".//data[@{KEY}]"), watched()["supervision-rank"], strict=True
    ):
        said = value.text_content()
        assert f"（{row['rank_of']}个参评）" in said
        assert ("并列" in said) == (row["tied"] == "true")


def test_a_target_is_judged_by_the_values(systems_public: Path) -> None:
    """The rate of the CSV is at least its target, so that it is met."""
    (target,) = [row for row in rows_of("targets") if row["indicator"] == "supervision-rate"]
    newest = watched()["supervision-rate"][0]
    assert target["time_period"] == newest["time_period"]
    assert Decimal(newest["obs_value"]) >= Decimal(target["target_value"])
    (item,) = html.parse(systems_public / "watch/index.html").xpath(
        "//article[@id='supervision-rate']"
    )
    assert "已达到目标" in item.text_content()


def test_without_a_definition_nothing_is_judged(site: Site) -> None:
    """口径待补: no change, no better or worse, and a target that is met in numbers is not so."""
    entry = site.entries["pending-rate"]
    last = entry.observations[0]
    earlier = replace(last, time_period="2023-Q3", obs_value="80.0", value=Decimal("80.0"))
    aim = replace(
        site.entries["supervision-rate"].targets[0], indicator="pending-rate", time_period="2023-Q4"
    )
    changed = replace(entry, observations=(earlier, last), targets=(aim,))
    told = view_of(replace(site, entries={**site.entries, "pending-rate": changed}))
    (item,) = [one for one in told.watched if one.anchor == "pending-rate"]
    assert item.pending
    assert item.row is not None
    assert item.row.comparison is not None
    assert not item.row.comparison.comparable
    assert item.row.comparison.judgement == ""
    assert [row.status for row in item.targets] == ["cannot-judge"]
    assert "口径待补" in item.targets[0].words


def test_other_areas_stand_only_where_there_are_values(site: Site) -> None:
    """None in the fixture; one that has a value of its own is shown with it."""
    assert all(item.others == () for item in view_of(site).watched)
    entry = site.entries["supervision-rate"]
    other = replace(entry.observations[0], ref_area="990000")
    areas = {**site.areas, "990000": replace(site.areas["990001"], ref_area="990000")}
    changed = replace(entry, observations=(*entry.observations, other))
    entries = {**site.entries, "supervision-rate": changed}
    (item, *_) = view_of(replace(site, areas=areas, entries=entries)).watched
    assert [figure.area for figure in item.others] == ["990000"]
    assert item.row is not None
    assert item.row.figure.area == "990001"


def test_what_is_wanting_stands_beside_what_was_reached(systems_public: Path) -> None:
    """Each shortcoming and each point of the congress: its step, its day, how late it is."""
    tree = html.parse(systems_public / "watch/index.html")
    today = date.fromisoformat(AS_OF)
    shown = tree.xpath("//ol[@class='admitted']/li")
    rows = rows_of("shortcomings")
    assert [item.get("id") for item in shown] == [
        f"shortcoming-{row['shortcoming']}" for row in rows
    ]
    for item, row in zip(shown, rows, strict=True):
        said = item.text_content()
        assert row["title"] in said
        assert row["step"] in said
        assert row["evidence"] in said
        open_still = row["state"] != "done" and len(row["due"]) == len(AS_OF)
        late = (today - date.fromisoformat(row["due"])).days if open_still else 0
        assert (f"逾期{late}天" in said) == (late > 0)
        assert ("逾期" in said) == (late > 0)
    kinds = tree.xpath("//section[@aria-labelledby='shortcomings']/h3/text()")
    assert kinds == ["报告自述的不足", "人大审议意见"]
    assert tree.xpath("//nav[@class='jump']//a/@href") == ["#watched", "#shortcomings"]


def test_without_a_day_no_shortcoming_is_late(site: Site) -> None:
    """Where no day of the build is known, nothing is overdue."""
    wanting = view_of(replace(site, as_of="")).shortcomings
    assert wanting is not None
    states = [item.state for _, steps in wanting.groups for item in steps]
    assert len(states) == len(rows_of("shortcomings"))
    assert "late" not in states


def test_the_steps_are_those_of_the_rows(systems_public: Path) -> None:
    """An ordered list, a step for each that a row names, none besides, in the order of the way."""
    tree = html.parse(systems_public / "initiatives/issue-loop/index.html")
    steps = tree.xpath("//ol[@class='flow-steps']/li")
    names = [item.xpath(".//h3")[0].text for item in steps]
    assert names == ["归集", "研判", "交办", "化解", "反馈", "复盘"]
    rows = rows_of("issue_flow")
    said = [item.text_content() for item in steps]
    for row in rows:
        assert any(row["summary"] in text for text in said)
    parts = [item for item in steps if item.xpath("div[@class='flow-part']")]
    assert len(parts) == sum(row["subset"] == "difficult" for row in rows) == 1
    assert "疑难问题" in parts[0].xpath("div[@class='flow-part']")[0].text_content()


def test_counts_of_the_steps_are_observations(systems_public: Path) -> None:
    """The newest of each bound indicator at its step, all of them by period; no other number."""
    tree = html.parse(systems_public / "initiatives/issue-loop/index.html")
    bound = {row["indicator"] for row in rows_of("issue_flow") if row["indicator"]}
    wanted = {
        (row["indicator"], row["time_period"], row["obs_value"])
        for row in rows_of("observations")
        if row["indicator"] in bound
    }
    shown = [
        (*(item.get(KEY).split("|")[n] for n in (1, 3)), item.get("value"))
        for item in tree.xpath("//table[@class='flow-periods']//data")
    ]
    assert len(shown) == len(wanted)
    assert set(shown) == wanted
    newest = max(period for _, period, _ in wanted)
    at_steps = [
        (*(item.get(KEY).split("|")[n] for n in (1, 3)), item.get("value"))
        for item in tree.xpath("//ol[@class='flow-steps']//data")
    ]
    assert set(at_steps) == {one for one in wanted if one[1] == newest}
    assert len(at_steps) == len(bound)
    (note,) = tree.xpath("//section[@class='flow']/p[@class='note']")
    assert note.text == "来源没有给出数量的环节：研判、交办、复盘。"


def test_a_step_without_a_row_is_not_drawn(site: Site) -> None:
    """What no row tells of is no step, and a part without its whole stands without one."""
    rows = tuple(
        row
        for row in site.systems.issue_flow
        if row.step.value in ("collected", "resolved") and row.summary != "承办部门化解（虚构）。"
    )
    (flow,) = flows_of(replace(site, systems=replace(site.systems, issue_flow=rows)), "issue-loop")
    assert [(stage.title, stage.whole is None) for stage in flow.stages] == [
        ("归集", False),
        ("化解", True),
    ]
    assert flow.uncounted == ()


def test_the_way_is_drawn_once(site: Site, systems_public: Path) -> None:
    """On the page of its initiative; with none, on the watch list; indicators lead to it."""
    drawn = [
        path.relative_to(systems_public).as_posix()
        for path in systems_public.rglob("index.html")
        if "flow-steps" in path.read_text("utf-8")
    ]
    assert drawn == ["initiatives/issue-loop/index.html"]
    page = html.parse(systems_public / "indicators/issues-resolved/index.html")
    assert "../../initiatives/issue-loop/#flow-990001" in page.xpath("//a/@href")
    rows = tuple(replace(row, initiative="") for row in site.systems.issue_flow)
    alone = replace(site, systems=replace(site.systems, issue_flow=rows))
    assert [flow.anchor for flow in view_of(alone).flows] == ["flow-990001"]


def test_what_the_rows_tell_can_be_found(site: Site) -> None:
    """Each round, each finding, the watch list and the way of issues, at a place that is there."""
    paths = {item.path for item in findable(site).records}
    assert {
        f"/awards/{row['year']}/#{row['round']}" for row in rows_of("evaluation_rounds")
    } <= paths
    assert {f"/feedback/#{row['feedback']}" for row in rows_of("feedback")} <= paths
    assert {"/watch/", "/initiatives/issue-loop/#flow-990001"} <= paths


def test_pages_are_as_new_as_their_rows(site: Site) -> None:
    """The last day that a row tells of; a day after that of the build dates nothing."""
    routes = tuple(route for kind in PAGE_KINDS for route in kind.routes(site))
    told = page_dates(site, Routes(all=routes, files=frozenset(), anchors={}))
    days = [row[name] for row in rows_of("feedback") for name in ("date", "replied_on")]
    assert told["/feedback/"] == max(days)
    assert told["/awards/2023/"] == "2023-12-28"
    early = page_dates(
        replace(site, as_of="2023-11-15"), Routes(all=routes, files=frozenset(), anchors={})
    )
    assert early["/awards/2023/"] == "2023-11-06"


def test_without_anything_to_watch_there_is_no_page(site: Site, shipped: Checked) -> None:
    """No watched indicator, no shortcoming and no way of issues: no address."""
    plain = {
        slug: replace(entry, indicator=replace(entry.indicator, watched=False))
        for slug, entry in site.entries.items()
    }
    empty = replace(
        site, entries=plain, systems=replace(site.systems, shortcomings=(), issue_flow=())
    )
    assert KINDS[0].routes(empty) == ()
    shown = {item.anchor for item in view_of(shipped.site).watched}
    assert shown == {"coordinated-supervision-rate", "coordinated-supervision-rank"}
