"""The site that ships: complete, closed in itself, and true to its tables."""

import csv
import re
from collections import deque
from itertools import pairwise
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from site_builder.build import Checked
from tests.conftest import REPOSITORY
from tests.pages import Page

BASE = "https://dongtou.example/"


@pytest.fixture(scope="module")
def pages(own_pages: dict[str, Page], translated_pages: dict[str, Page]) -> dict[str, Page]:
    """Every page of the shipped site."""
    return {**own_pages, **translated_pages}


def tables(name: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return the rows of a table in every shipped package, with package and version."""
    found = []
    for path in sorted((REPOSITORY / "data").glob(f"*/*/{name}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [
                (path.parent.parent.name, path.parent.name, row) for row in csv.DictReader(file)
            ]
    return found


def target_of(page: Page, link: str) -> tuple[str, str]:
    """Return the file and the anchor a link leads to."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if path.startswith("/"):
        joined = path.lstrip("/")
    else:
        joined = normpath(join(page.path.rpartition("/")[0], path)) if path else page.path
    if path.endswith(("/", "..")) or joined == "." or not path.rpartition("/")[2]:
        joined = page.path if not path else normpath(join(joined, "index.html"))
    return joined, unquote(parts.fragment)


def test_the_page_kinds_are_there(public: Path, pages: dict[str, Page]) -> None:
    """At least 20 cases, 7 environments, every indicator, and the pages of the issue."""
    cases = [path for path in pages if path.startswith("cases/") and "/page/" not in path]
    assert len(cases) - 1 >= 20
    assert len([path for path in pages if path.startswith("environments/")]) == 7
    for _, _, row in tables("indicators"):
        assert f"indicators/{row['indicator']}/index.html" in pages
    for path in (
        "index.html",
        "indicators/index.html",
        "compare/index.html",
        "regions/index.html",
        "cases/page/2/index.html",
        "initiatives/index.html",
        "reports/dongtou-2024/index.html",
        "reports/lucheng-2020/index.html",
        "data/index.html",
        "about/index.html",
        "accessibility/index.html",
        "sitemap/index.html",
        "404.html",
    ):
        assert path in pages
    for path in ("sitemap.xml", "feed.xml", "robots.txt", "build.json"):
        assert (public / path).is_file()


def test_no_link_leads_nowhere(public: Path, pages: dict[str, Page]) -> None:
    """Every link and anchor inside the site leads to a file and an id that exist."""
    dead = []
    for page in pages.values():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            file, anchor = target_of(page, link)
            if not (public / file).is_file():
                dead.append(f"{page.path} -> {link}")
            elif anchor and anchor not in pages[file].ids:
                dead.append(f"{page.path} -> {link} (anchor)")
    assert dead == []


def test_nothing_is_loaded_from_elsewhere(public: Path, pages: dict[str, Page]) -> None:
    """Style sheets, images and scripts are the site's own, and exist."""
    for page in pages.values():
        for address in page.loaded:
            assert not urlsplit(address).scheme
            assert not urlsplit(address).netloc
            assert (public / target_of(page, address)[0]).is_file(), (page.path, address)
    for style in public.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert "@import" not in text
        assert "url(" not in text


def test_no_link_leaves_the_site_unlisted(pages: dict[str, Page]) -> None:
    """The shipped settings allow no outside host, so no page links to one."""
    outside = {link for page in pages.values() for link in page.links if urlsplit(link).scheme}
    assert outside == set()


def test_ids_are_unique_and_elements_closed(pages: dict[str, Page]) -> None:
    """No id stands twice on a page, and every element is closed in order."""
    for page in pages.values():
        assert len(page.ids) == len(set(page.ids)), page.path
        assert page.unclosed == [], page.path


def test_pages_are_well_formed_html(public: Path) -> None:
    """A strict HTML parser finds no error on a page of each kind."""
    kinds: dict[str, Path] = {}
    for path in sorted(public.rglob("*.html")):
        kinds.setdefault(path.read_text(encoding="utf-8").partition('<body class="')[2][:24], path)
    assert len(kinds) >= 18
    for path in kinds.values():
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(path.read_text(encoding="utf-8"))
        assert parser.errors == [], path


def test_headings_do_not_skip(pages: dict[str, Page]) -> None:
    """Each page has one h1, first, and no level is skipped on the way down."""
    for page in pages.values():
        levels = [level for level, _ in page.headings]
        assert levels[0] == 1, page.path
        assert levels.count(1) == 1, page.path
        skips = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert skips == [], (page.path, page.headings)


def test_every_number_on_an_indicator_page_is_its_observation(
    pages: dict[str, Page], shipped: Checked
) -> None:
    """Each figure names an observation of its table, with that very value, and none is missing.

    Pages of older versions show what these say; the indicators' pages show the newest.
    """
    newest = {f"{item.name}@{item.version}" for item in shipped.site.packages}
    rows = {
        "|".join(
            (
                f"{package}@{version}",
                row["indicator"],
                row["ref_area"],
                row["time_period"],
                row["caliber"],
            )
        ): row
        for package, version, row in tables("observations")
    }
    shown = set()
    for path, page in pages.items():
        for observation, value, _ in page.figures:
            if not observation:
                continue
            assert rows[observation]["obs_value"] == value, path
            if path.startswith("indicators/"):
                shown.add(observation)
    assert shown == {address for address in rows if address.partition("|")[0] in newest}


def test_every_observation_is_within_three_clicks(pages: dict[str, Page]) -> None:
    """From the home page three links at most lead to the page of any observation."""
    distance = {"index.html": 0}
    queue = deque(["index.html"])
    while queue:
        here = queue.popleft()
        for link in pages[here].links:
            file, _ = target_of(pages[here], link)
            if file in pages and file not in distance:
                distance[file] = distance[here] + 1
                queue.append(file)
    for _, _, row in tables("observations"):
        assert distance[f"indicators/{row['indicator']}/index.html"] <= 3


def test_every_page_says_it_is_a_demonstration(pages: dict[str, Page]) -> None:
    """Every page says that it is no government site and asks not to be indexed."""
    for page in pages.values():
        said = "not a government website" if page.path.startswith("en/") else "不是政府网站"
        assert said in page.text, page.path
        assert ("robots", "noindex") in page.metas, page.path


def test_page_labels(pages: dict[str, Page]) -> None:
    """Labels stand once, never empty; on content pages they say what the page shows."""
    for page in pages.values():
        names = [name for name, _ in page.metas if name != "theme-color"]
        assert len(names) == len(set(names)), page.path
        assert all(content for _, content in page.metas), page.path
        metas = dict(page.metas)
        english = page.path.startswith("en/")
        assert metas["SiteName"] == (
            "Dongtou Business Environment" if english else "营商环境看洞头"
        )
        if page.path != "404.html" and not page.path.startswith("sitemap"):
            assert metas["ColumnName"]
        if "ArticleTitle" in metas and not english:
            assert metas["ArticleTitle"] == page.headings[0][1]
            assert f"发布日期：{metas['PubDate']}" in page.text
            assert f"来源：{metas['ContentSource']}" in page.text
    articles = [path for path, page in pages.items() if "ArticleTitle" in dict(page.metas)]
    assert len([path for path in articles if not path.startswith("en/")]) == 24
    assert {f"en/{path}" for path in articles if not path.startswith("en/")} <= set(articles)


def test_private_investment_is_never_compared(public: Path, pages: dict[str, Page]) -> None:
    """Two spans and a break: no change anywhere, both reasons on each of the three pages."""
    for path in (
        "indicators/private-investment-growth/index.html",
        "compare/330302/2019-2020/index.html",
        "reports/lucheng-2020/index.html",
    ):
        text = pages[path].text
        assert "不可比" in text
        assert "两期跨度不同" in text
        assert "断点" in text
    for page in pages.values():
        assert "75.5" not in page.text, page.path
    drawn = (public / "indicators/private-investment-growth/index.html").read_text("utf-8")
    assert 'class="mark-line' not in drawn


def test_world_bank_stands_apart(pages: dict[str, Page]) -> None:
    """Doing Business never shows among the environments, the headlines or 洞头's own pages."""
    for path, page in pages.items():
        own = path.startswith(("environments/", "cases/", "regions/3303", "reports/"))
        if own or path == "index.html":
            assert not [one for one in page.figures if one[0].startswith("world-bank")], path
        if path.startswith("indicators/db-"):
            assert "2018年版的数据后来有更正" in page.text
            assert "不是B-READY" in page.text


def test_world_bank_changes(pages: dict[str, Page]) -> None:
    """The overall score's changes as published, and none that touches a doubtful value."""
    text = pages["indicators/db-ease-of-doing-business-score/index.html"].text
    assert "提高3.98分" in text
    assert "提高1.51分" in text
    assert "按未四舍五入数据计算" in text
    doubtful = pages["compare/CN/2017-2018/index.html"]
    assert re.search(r"7项可以比较（[^）]*），4项不可比", doubtful.text)


def test_personnel_discipline_stays_out(pages: dict[str, Page]) -> None:
    """Nothing on discipline of officials reaches a public page."""
    for page in pages.values():
        for word in ("受处分", "能下干部库", "回访教育", "处分处理"):
            assert word not in page.text, (page.path, word)


def test_unexplained_names_stay_unexplained(pages: dict[str, Page]) -> None:
    """The two classes of projects whose names the source lost are neither summed nor charted."""
    for page in pages.values():
        assert "329个" not in page.text, page.path
    for name in ("first", "second"):
        page = pages[f"indicators/government-projects-{name}/index.html"]
        assert "类名原文缺失" in page.text
        assert not [one for one in page.ids if one.startswith("chart-")]


def test_charts_stand_where_two_periods_do(pages: dict[str, Page]) -> None:
    """Eleven scores, private investment, a whole with its part; other single values are not."""
    drawn = {
        path.split("/")[1]
        for path, page in pages.items()
        if path.startswith("indicators/")
        and any(one.startswith("chart-") and one.endswith("-title") for one in page.ids)
    }
    scores = {row["indicator"] for _, _, row in tables("indicators") if row["kind"] == "score"}
    share = {"enterprise-issues-resolved", "difficult-issues-resolved"}
    assert drawn == scores | share | {"private-investment-growth"}
    assert len(scores) == 11
