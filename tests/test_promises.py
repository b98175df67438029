"""Milestones, documents, services and shortcomings as the pages show them.

What the pages count is counted here anew, from the CSV files of `tests/sites/systems/` alone; all
of their rows are invented.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from site_builder.build import Config, check
from site_builder.figures.tracked import tracked
from site_builder.linked.dates import page_dates
from site_builder.load import packages
from site_builder.model.release import Release, RevisionKind, Version
from site_builder.model.site import Site
from site_builder.plan import route
from site_builder.search.records import findable
from tests.conftest import SITES, make_site, run
from tests.pages import Page, read_page, read_site

PACKAGE = "data/sample/2023.1.0"
AS_OF = "2024-03-05"
TODAY = date.fromisoformat(AS_OF)
Change = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a year of rows in every optional table, built; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        site = make_site(tmp_path_factory.mktemp("promises") / "site", SITES / "systems")
        outcome = run("build", "--site", str(site), "--executor", "serial", "--as-of", AS_OF)
    assert outcome.status == 0, outcome.text
    return site / "public"


@pytest.fixture
def change(systems: Path) -> Change:
    """Return what replaces a text that stands in a table."""

    def replace(table: str, old: str, new: str) -> None:
        path = systems / PACKAGE / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


def rows_of(table: str) -> list[dict[str, str]]:
    """Return the rows of a table, read by nothing of ours."""
    path = SITES / "systems" / PACKAGE / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(html: str) -> str:
    """Return the words of a piece of a page."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


def html_of(built: Path, path: str) -> str:
    """Return the source of a page."""
    return (built / path.strip("/") / "index.html").read_text(encoding="utf-8")


def page_of(built: Path, path: str) -> Page:
    """Return a page as it was read."""
    return read_page(built, built / path.strip("/") / "index.html")


def part_of(html: str, start: str, end: str) -> str:
    """Return what of a page stands between two texts."""
    assert start in html
    return html.partition(start)[2].partition(end)[0]


def last_day(due: str) -> date:
    """Return the last day of a day, month or year."""
    parts = [int(part) for part in due.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def standing_of(row: dict[str, str], state: str) -> str:
    """Return how a row stands on the day of the build, by its cells alone."""
    if row[state] == "done":
        return "已完成"
    if not row["due"]:
        return "期限原文未注明"
    return "已逾期" if last_day(row["due"]) < TODAY else "未到期"


def site_of(folder: Path, as_of: str = AS_OF) -> Site:
    """Return a site as a build would take it."""
    settings = Config(root=folder, cache=folder / ".cache", as_of=as_of, strict=False, clean=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        found = check(settings)
    assert found.site is not None
    return found.site


@pytest.mark.parametrize("initiative", ["special-actions", "practical-actions"])
def test_an_initiative_tells_what_is_done_due_and_late(built: Path, initiative: str) -> None:
    """Its page counts each standing that the table has on the day, and no other."""
    rows = [row for row in rows_of("milestones") if row["initiative"] == initiative]
    wanted = Counter(standing_of(row, "status") for row in rows)
    section = part_of(
        html_of(built, f"/initiatives/{initiative}/"), 'id="milestones"', "</section>"
    )
    told = re.search(r"对照期限，截至2024年3月5日：(.*?)（本站计算）", text_of(section))
    assert told is not None
    assert dict(re.findall(r"(\D+?)(\d+)项，?", told[1])) == {
        words: str(count) for words, count in wanted.items()
    }
    for row in rows:
        line = part_of(section, row["title"], "</tr>")
        late = standing_of(row, "status") == "已逾期"
        assert ("status-late" in line) is late
        if late:
            days = (TODAY - last_day(row["due"])).days
            assert f"已逾期{days}天" in text_of(line)
        assert ("晚于期限" in text_of(line)) is (
            row["status"] == "done"
            and bool(row["due"])
            and len(row["date"]) > 4
            and "Q" not in row["date"]
            and date.fromisoformat(f"{row['date']}-01"[:10]) > last_day(row["due"])
        )


def test_all_initiatives_are_told_of_together(built: Path) -> None:
    """The list counts the milestones of all initiatives, each of which it shows."""
    rows = rows_of("milestones")
    page = text_of(html_of(built, "/initiatives/"))
    wanted = Counter(standing_of(row, "status") for row in rows)
    told = re.search(r"对照期限，截至2024年3月5日：(.*?)（本站计算）", page)
    assert told is not None
    counts = {words: int(count) for words, count in re.findall(r"(\D+?)(\d+)项，?", told[1])}
    assert counts == dict(wanted)
    assert all(row["title"] in page for row in rows)


def test_what_is_not_named_is_counted_from_the_published_number(built: Path) -> None:
    """Announced less named is what is not named: by the observation, with a link to it."""
    own = next(row for row in rows_of("initiatives") if row["announced"])
    observed = [row for row in rows_of("observations") if row["indicator"] == own["announced"]]
    named = sum(row["initiative"] == own["initiative"] for row in rows_of("milestones"))
    rest = int(observed[-1]["obs_value"]) - named
    for path in ("/initiatives/", f"/initiatives/{own['initiative']}/"):
        html = html_of(built, path)
        shown = text_of(html)
        assert f"列出名称的有{named}项，其余{rest}项原文未列名，或未在这里列出。本站计算" in shown
        assert html.count("status status-unnamed") == rest + 1
        bound = [
            value for name, value, _ in page_of(built, path).figures if own["announced"] in name
        ]
        assert observed[-1]["obs_value"] in bound
    assert "原文未列名" not in text_of(html_of(built, "/initiatives/special-actions/"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("stated,10,0,A,planned,exact", "stated,10,0,A,planned,over"), (",10,0,", ",3,0,")],
)
def test_a_number_that_is_not_exact_leaves_nothing_to_count(
    systems: Path, change: Change, old: str, new: str
) -> None:
    """Where the number is a bound, or below what is named, nothing is said of the rest."""
    change("observations", old, new)
    site = site_of(systems)
    item = next(one for one in site.initiatives if one.announced)
    found = tracked(site, item)
    assert found is not None
    assert found.announced is not None
    assert found.unnamed is None


def test_nothing_is_late_before_its_day(systems: Path) -> None:
    """Lateness follows from the day of the build: on an early one no milestone is late."""
    site = site_of(systems, "2023-01-01")
    found = [tracked(site, item) for item in site.initiatives]
    told = {timing.value for item in found if item for timing in item.counts}
    assert told == {"done", "open", "undated"}


def test_what_no_row_states_has_no_column(systems: Path, change: Change) -> None:
    """A table of milestones shows no empty column: it says once what is not stated."""
    lines = (systems / PACKAGE / "milestones.csv").read_text(encoding="utf-8").splitlines()
    bare = [lines[0]]
    bare += [
        ",".join([*line.split(",")[:3], "", line.split(",")[4], "", "", *line.split(",")[7:]])
        for line in lines[1:]
    ]
    (systems / PACKAGE / "milestones.csv").write_text("\n".join(bare) + "\n", encoding="utf-8")
    outcome = run("build", "--site", str(systems), "--executor", "serial", "--as-of", AS_OF)
    assert outcome.status == 0, outcome.text
    page = html_of(systems / "public", "/initiatives/special-actions/")
    section = part_of(page, 'id="milestones"', "</section>")
    heads = re.findall(r'<th scope="col">(.*?)</th>', section)
    assert heads == ["任务", "进展", "出处"]
    assert "进展日期、牵头单位、期限原文没有注明。" in text_of(section)
    assert "对照期限" not in text_of(section)


def test_documents_are_listed_by_kind_and_marked_when_expired(built: Path) -> None:
    """Every document stands on the page once; those past their day, and no others, are marked."""
    html = html_of(built, "/documents/")
    rows = rows_of("documents")
    gone = 0
    for row in rows:
        card = part_of(html, f'id="sample-{row["document"]}"', "</article>")
        assert row["title"] in text_of(card)
        expired = bool(row["valid_until"]) and date.fromisoformat(row["valid_until"]) < TODAY
        assert ("已过有效期" in card) is expired
        gone += expired
        for cell in ("number", "issuer", "summary"):
            assert row[cell] in text_of(card)
    assert gone == 2
    assert f"{len(rows)}份文件和政策，5篇媒体报道；截至2024年3月5日，{gone}份已过有效期" in text_of(
        html
    )
    kinds = re.findall(r"<h2 id=\"[a-z-]+\">(.*?)<span", html)
    assert kinds == ["工作要点", "方案、计划", "办法、制度", "惠企政策", "清单", "媒体报道"]


def test_a_policy_says_who_how_and_until_when(built: Path) -> None:
    """Its card answers the three questions; what its source does not say is said to be so."""
    html = html_of(built, "/documents/")
    for row in rows_of("documents"):
        card = text_of(part_of(html, f'id="sample-{row["document"]}"', "</article>"))
        if row["kind"] != "policy":
            assert "谁能享受" not in card
            continue
        assert f"谁能享受{row['who'] or '原文未注明'}" in card
        assert f"怎样办{row['how'] or '原文未注明'}" in card
        until = date.fromisoformat(row["valid_until"])
        assert f"到什么时候至{until.year}年{until.month}月{until.day}日" in card


def test_documents_link_both_ways(built: Path) -> None:
    """A document leads to its initiatives and cases, and each of these leads back to it."""
    page = page_of(built, "documents")
    html = html_of(built, "/documents/")
    for row in rows_of("document_links"):
        anchor = f"sample-{row['document']}"
        assert page.ids.count(anchor) == 1
        card = part_of(html, f'id="{anchor}"', "</article>")
        for kind, name in (("initiatives", row["initiative"]), ("cases", row["case"])):
            if name:
                assert f'href="../{kind}/{name}/"' in card
                links = page_of(built, f"{kind}/{name}").links
                assert f"../../documents/#{anchor}" in links


def test_the_press_is_listed_by_date(built: Path) -> None:
    """The newest comes first, what has no date last; a case lists what was told of it."""
    html = html_of(built, "/documents/")
    rows = rows_of("coverage")
    wanted = sorted(rows, key=lambda row: row["date"], reverse=True)
    shown = re.findall(r'<li id="coverage-sample-(\w+)">', html)
    assert shown == [row["coverage"] for row in wanted]
    for row in rows:
        line = part_of(html, f'id="coverage-sample-{row["coverage"]}"', "</li>")
        assert (f'href="{row["url"]}" rel="noopener" class="outside"' in line) is bool(row["url"])
        if row["case"]:
            assert f'href="../cases/{row["case"]}/"' in line
            case = text_of(
                part_of(html_of(built, f"/cases/{row['case']}/"), 'id="coverage"', "</ol>")
            )
            assert row["title"] in case
            assert row["outlet"] in case


def test_a_service_shows_only_what_is_stated(built: Path) -> None:
    """Place, hours, telephone and address stand there where the row has them, and nowhere else."""
    html = html_of(built, "/services/")
    labels = {"place": "地点", "hours": "开放时间", "telephone": "办公电话", "url": "办事入口"}
    for row in rows_of("services"):
        card = part_of(html, f'id="sample-{row["service"]}"', "</article>")
        for column, label in labels.items():
            assert (f"<dt>{label}</dt>" in card) is bool(row[column])
            assert row[column] in card
        dialled = re.findall(r'href="tel:([^"]*)"', card)
        assert dialled == ([row["telephone"].replace("-", "")] if row["telephone"] else [])
        assert f'href="../initiatives/{row["initiative"]}/"' in card
        links = page_of(built, f"initiatives/{row['initiative']}").links
        assert f"../../services/#sample-{row['service']}" in links


def test_a_report_shows_what_it_admits(built: Path) -> None:
    """Each shortcoming stands on the report's page with step and state, by who names it."""
    html = html_of(built, "/reports/sample/")
    rows = rows_of("shortcomings")
    section = part_of(html, 'id="shortcomings"', "</section>")
    assert re.findall(r"<h3>(.*?)<span", section) == [
        "报告自述的不足",
        "人大审议意见",
    ]
    for row in rows:
        item = part_of(section, f'id="shortcoming-{row["shortcoming"]}"', "</li>")
        for column in ("title", "step", "evidence"):
            assert row[column] in text_of(item)
        late = standing_of(row, "state") == "已逾期"
        assert ("status-late" in item) is late
        if late:
            assert f"已逾期{(TODAY - last_day(row['due'])).days}天" in text_of(item)
    wanted = Counter(standing_of(row, "state") for row in rows)
    told = re.search(r"对照期限，截至2024年3月5日：(.*?)（本站计算）", text_of(section))
    assert told is not None
    assert {word: int(n) for word, n in re.findall(r"(\D+?)(\d+)项，?", told[1])} == dict(wanted)
    heading = html.partition("<article")[0]
    assert f"共{len(rows)}项" in text_of(heading)


def test_shortcomings_link_both_ways(built: Path) -> None:
    """What a shortcoming is about leads to it, and it leads there."""
    report = html_of(built, "/reports/sample/")
    for row in rows_of("shortcomings"):
        anchor = f"shortcoming-{row['shortcoming']}"
        item = part_of(report, f'id="{anchor}"', "</li>")
        for kind, name in (("initiatives", row["initiative"]), ("indicators", row["indicator"])):
            if name:
                assert f'href="../../{kind}/{name}/"' in item
                links = page_of(built, f"{kind}/{name}").links
                assert f"../../reports/sample/#{anchor}" in links


def test_without_rows_there_is_no_page_and_no_heading(official: Path) -> None:
    """A site without these tables has none of the pages, nor a link to or a heading of them."""
    words = ("文件与政策", "服务与办事入口", "任务进展", "不足与整改", "相关文件", "媒体报道")
    assert not (official / "documents").exists()
    assert not (official / "services").exists()
    for page in official.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not [word for word in words if word in html], page


@pytest.mark.parametrize(
    ("table", "row"), [("documents", "3"), ("services", "2"), ("coverage", "2")]
)
def test_an_address_leads_to_a_host_on_the_list(systems: Path, table: str, row: str) -> None:
    """An address whose host is not allowed is a fault that names table, row and column."""
    path = systems / PACKAGE / f"{table}.csv"
    text = path.read_text(encoding="utf-8").replace("//site.example/", "//elsewhere.example/", 1)
    path.write_text(text, encoding="utf-8")
    outcome = run("check", "--site", str(systems), "--as-of", AS_OF)
    assert outcome.status == 1
    assert f"{table}.csv: 第{row}行，字段 url: 错误 [link-outside]" in outcome.text


def test_documents_can_be_subscribed_to(built: Path) -> None:
    """The feed holds the documents that bear a date, the newest first, each with its address."""
    dated = sorted(
        (row for row in rows_of("documents") if row["date"]), key=lambda row: row["date"]
    )[::-1]
    told = json.loads((built / "documents" / "feed.json").read_text(encoding="utf-8"))
    assert [item["title"] for item in told["items"]] == [row["title"] for row in dated]
    root = ElementTree.parse(built / "documents" / "feed.xml").getroot()
    links = [item.attrib["href"] for item in root.iterfind("{*}entry/{*}link")]
    base = "https://site.example/column/documents/#sample-"
    assert links == [f"{base}{row['document']}" for row in dated]


def test_rows_can_be_found(systems: Path) -> None:
    """Documents, services and the press have records; milestones lead to their initiative."""
    found = {item.path: item for item in findable(site_of(systems)).records}
    for table, kind, start in (
        ("documents", "document", "/documents/#sample-"),
        ("services", "service", "/services/#sample-"),
        ("coverage", "coverage", "/documents/#coverage-sample-"),
    ):
        for row in rows_of(table):
            record = found[f"{start}{row[table.removesuffix('s')]}"]
            assert (record.kind, record.title) == (kind, row["title"])
    for row in rows_of("milestones"):
        assert row["title"] in found[f"/initiatives/{row['initiative']}/"].tail
    for row in rows_of("shortcomings"):
        assert row["title"] in found["/reports/sample/"].tail


def test_pages_bear_the_labels_of_their_columns(built: Path) -> None:
    """The pages of documents and services carry the labels of columns of their own."""
    for path, name in (("documents", "文件与政策（虚构）"), ("services", "服务与办事入口（虚构）")):
        metas = dict(page_of(built, path).metas)
        assert metas["ColumnName"] == name


def test_pages_of_rows_are_as_new_as_their_release(systems: Path) -> None:
    """They have the day on which their package was released, and none before it was."""
    site = site_of(systems)
    routes = route(site)
    dates = page_dates(site, routes)
    assert "/documents/" not in dates
    assert "/services/" not in dates
    (held,) = site.versions["sample"]
    released = Release(
        version=Version(2023, 1, 0),
        date="2024-04-01",
        revision=RevisionKind.INITIAL,
        previous="",
        digest="",
        reason="",
        withdrawn=None,
        row=2,
    )
    site = replace(site, versions={"sample": (replace(held, release=released),)})
    dates = page_dates(site, routes)
    for path in ("/documents/", "/services/", "/reports/sample/", "/cases/free-seals/"):
        assert dates[path] == "2024-04-01"


def test_pages_are_whole(built: Path) -> None:
    """Elements are closed, ids stand once, and links to a part of a page lead to one."""
    pages = read_site(built)
    for page in pages.values():
        assert page.unclosed == [], page.path
        assert len(page.ids) == len(set(page.ids)), page.path
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or not parts.fragment or page.path == "404.html":
                continue
            file = normpath(f"{dirname(page.path)}/{parts.path}index.html").lstrip("/")
            target = page if not parts.path else pages[file]
            assert parts.fragment in target.ids, (page.path, link)
