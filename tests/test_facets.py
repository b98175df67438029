"""Lists of cases: each holds exactly its cases, counts them, and needs no script."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.build import Checked, Config, check
from site_builder.facets import FACETS, RESERVED
from site_builder.load import packages
from site_builder.model.document import Document
from tests.conftest import run
from tests.many_cases import make_many
from tests.pages import Page, read_site

SIZE = 3
CARD = re.compile(r'<h3><a href="(?:\.\./)*(?:cases/)?([a-z0-9-]+)/">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
COUNTED = re.compile(
    r'<a href="([^"]+)" data-value="([^"]+)"( aria-current="true")?>\s*(?:<svg.*?</svg>)?'
    r'<span class="name">([^<]+)</span><span class="count">(\d+)'
    r'<span class="hidden">个</span></span></a>'
)


@pytest.fixture(scope="module", autouse=True)
def _tables_are_sound() -> Iterator[None]:
    """The tables are those of the minimal site with an area more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        yield


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with many cases, built."""
    site = make_many(tmp_path_factory.mktemp("many") / "site")
    outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    return site


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Its pages."""
    return read_site(site / "public")


@pytest.fixture(scope="module")
def checked(site: Path) -> Checked:
    """The same site in memory."""
    return check(Config(root=site, cache=site / ".cache", as_of=None, strict=False, clean=True))


def wanted(checked: Checked) -> dict[str, list[str]]:
    """Return what each list is to hold, by its folder under `cases/`, newest first.

    Made from the cases alone: their front matter names values by title or by id.
    """
    ids = {item.title: item.id for item in (*checked.site.settings.tags,)}
    ids |= {item.title: item.id for item in checked.site.settings.departments}
    found: dict[str, list[str]] = {"": []}
    newest = sorted(checked.site.cases, key=lambda case: case.date, reverse=True)
    for case in newest:
        found[""].append(case.slug)
        for folder in (
            f"environments/{case.environment}",
            f"areas/{case.area}",
            f"years/{case.date[:4]}",
            *(f"departments/{ids.get(name, name)}" for name in case.departments),
            *(f"tags/{ids.get(name, name)}" for name in case.tags),
        ):
            found.setdefault(folder, []).append(case.slug)
    return found


def listed(public: Path, folder: str) -> list[list[str]]:
    """Return the cases that a list shows, page by page, as its own pagination leads."""
    found, number = [], 1
    while True:
        file = public / "cases" / folder / (f"page/{number}" if number > 1 else "") / "index.html"
        if not file.is_file():
            return found
        html = file.read_text(encoding="utf-8")
        found.append(CARD.findall(html.split('class="case-list"')[1].split("</ul>")[0]))
        number += 1


def test_each_list_holds_exactly_its_cases_in_pages(site: Path, checked: Checked) -> None:
    """Every value that a case has makes a list of just the cases with it, newest first."""
    lists = wanted(checked)
    assert len(lists[""]) == 12
    for folder, slugs in lists.items():
        cut = [slugs[start : start + SIZE] for start in range(0, len(slugs), SIZE)]
        assert listed(site / "public", folder) == cut, folder
    made = {
        path.parent.relative_to(site / "public/cases").as_posix()
        for facet in FACETS
        for path in (site / "public/cases" / facet.name).glob("*/index.html")
    }
    assert made == set(lists) - {""}
    assert "tags/unused" not in made


def test_counts_and_marks_are_right_on_every_page(site: Path, checked: Checked) -> None:
    """Beside each value stands the number of its cases; the list shown is marked, no other."""
    lists = wanted(checked)
    for path in sorted((site / "public/cases").rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        folder = re.sub(
            r"/?page/\d+$", "", path.parent.relative_to(site / "public/cases").as_posix()
        )
        folder = "" if folder == "." else folder
        if 'class="facets"' not in html:
            assert folder in lists[""]
            continue
        found = {
            f"{match[0].strip('./').removeprefix('cases/')}": (
                match[1],
                bool(match[2]),
                int(match[4]),
            )
            for match in COUNTED.findall(html)
        }
        facets = [name for name in lists if name]
        assert sorted(value for value, _, _ in found.values()) == sorted(
            name.split("/")[1] for name in facets
        )
        for address, (value, current, count) in found.items():
            name = next(name for name in facets if name.split("/")[1] == value)
            assert count == len(lists[name]), (path, address)
            assert current == (name == folder), (path, address)
        assert 'role="status"' in html


def test_addresses_titles_and_crumbs_are_those_of_the_page(
    site: Path, pages: dict[str, Page], checked: Checked
) -> None:
    """Each page of a list stands for itself, says its value and number, and leads back."""
    titles = {
        "environments/market": "典型案例：市场环境",
        "areas/990002": "典型案例：样例二区",
        "years/2023": "典型案例：2023年",
        "departments/tax": "典型案例：税务局（虚构）",
        "tags/night": "典型案例：夜间办理",
        "": "典型案例",
    }
    lists = wanted(checked)
    for folder, title in titles.items():
        for number in range(1, -(-len(lists[folder]) // SIZE) + 1):
            step = "/".join(
                part for part in ("cases", folder, f"page/{number}" if number > 1 else "") if part
            )
            page = pages[f"{step}/index.html"]
            shown = title if number == 1 else f"{title}（第{number}页）"
            assert page.title.startswith(f"{shown} - ")
            assert [text for level, text in page.headings if level == 1] == [shown]
            html = (site / "public" / page.path).read_text(encoding="utf-8")
            assert CANONICAL.findall(html) == [f"https://site.example/column/{step}/"]
            crumbs = re.findall(
                r"<li>(?:<a [^>]*>|<span [^>]*>)(.*?)<",
                html.split('class="crumbs')[1].split("</ol>")[0],
            )
            facet = next((item.title for item in FACETS if folder.startswith(item.name)), "")
            assert crumbs == [
                "首页",
                "典型案例",
                *([f"{facet}：{title.split('：')[-1]}"] if folder else []),
                *([f"第{number}页"] if number > 1 else []),
            ]
            labels = dict(page.metas)
            assert labels["SiteName"] == "样例站（虚构）"
            assert "ArticleTitle" not in labels


def test_the_index_says_the_same_as_the_lists(site: Path, checked: Checked) -> None:
    """`cases/index.json` holds every case once, newest first, with the same values."""
    items = json.loads((site / "public/cases/index.json").read_text(encoding="utf-8"))["cases"]
    found: dict[str, list[str]] = {"": [item["path"].strip("/") for item in items]}
    for item in items:
        assert item.keys() == {"title", "path", "summary", "date", "labels", "facets"}
        for name, values in item["facets"].items():
            for value in values:
                found.setdefault(f"{name}/{value}", []).append(item["path"].strip("/"))
    assert found == wanted(checked)


def test_the_map_lists_every_page_once(site: Path, pages: dict[str, Page]) -> None:
    """All lists and their pages stand in `sitemap.xml`."""
    text = (site / "public/sitemap.xml").read_text(encoding="utf-8")
    found = re.findall(r"<loc>https://site\.example/column/(cases/[^<]*)</loc>", text)
    assert sorted(found) == sorted(
        path.removesuffix("index.html") for path in pages if path.startswith("cases/")
    )


def test_links_of_a_case_lead_to_its_lists(site: Path, checked: Checked) -> None:
    """A case names its departments and tags by title, each with the list of that value."""
    html = (site / "public/cases/case-5/index.html").read_text(encoding="utf-8")
    assert '<a href="../departments/tax/">税务局（虚构）</a>' in html
    assert '<a href="../tags/one-thing/">一件事</a>' in html
    assert '<a href="../tags/night/">夜间办理</a>' in html


def test_a_single_value_divides_nothing(minimal: Path) -> None:
    """Where all cases are alike no filters are offered, nor the script for them."""
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    html = (minimal / "public/cases/index.html").read_text(encoding="utf-8")
    assert "facets" not in html
    assert "assets/cases." not in html


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_words_of_lists_are_refused_as_slugs(word: str, minimal: Path) -> None:
    """No case may stand where a list does; the place of the slug is told."""
    case = minimal / "content/cases/sample/one-window.md"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("slug: one-window", f"slug: {word}"), encoding="utf-8")
    report = run("check", "--site", str(minimal)).text
    assert f"one-window.md:3:7: 错误 [slug-reserved] 网址名“{word}”" in report


def test_every_folder_under_cases_is_reserved() -> None:
    """What addresses of lists are made of cannot be a slug."""
    assert {facet.name for facet in FACETS} | {"page"} <= RESERVED


def test_no_value_names_an_address_twice(checked: Checked) -> None:
    """A tag written once by its id and once by its title is one value."""
    tags = next(facet for facet in FACETS if facet.name == "tags")
    case: Document = checked.site.cases[0]
    from msgspec.structs import replace

    both = replace(case, tags=("night", "夜间办理"))
    assert list(tags.of(checked.site, both)) == [("night", "夜间办理")]
