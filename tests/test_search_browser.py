"""Search in a browser, under a base path and the policy that its page will have."""

import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from site_builder.build import Checked
from site_builder.outputs.kind import Inputs
from site_builder.outputs.search import SEARCH, search_groups
from site_builder.search.records import findable
from site_builder.search.service import index_folder
from site_builder.translated import in_language
from tests.browsing import PATIENCE, Quiet, served
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.browser

BASE = "/a/b/"
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
FIRST_VIEW, FIRST_REQUESTS = 60_000, 6
"""Bytes, compressed, that a page may load before anybody types, and in how many requests."""

QUERIES = (
    ("一网通办", "/indicators/one-network-rate/"),
    ("网办率", "/indicators/self-employed-online-rate/"),
    ("民间投资增速", "/indicators/private-investment-growth/"),
    ("监管执法率", "/indicators/coordinated-supervision-rate/"),
    ("免申即享 兑现金额", "/indicators/no-application-payout/"),
    ("纳税得分", "/indicators/db-paying-taxes-score/"),
    ("paying taxes", "/indicators/db-paying-taxes-score/"),
    ("99.78", "/indicators/one-network-rate/"),
    ("掌上办比例", "/indicators/items-mobile-rate/"),
    ("伟望汽配园", "/cases/completion-to-licence/"),
    ("竣工即领证", "/cases/completion-to-licence/"),
    ("七小时", "/cases/seven-hour-opening/"),
    ("海洋食品", "/cases/marine-food-compliance/"),
    ("海经区", "/cases/commercial-mediation-centre/"),
    ("新设小微企业免费代理记账", "/initiatives/free-bookkeeping/"),
    ("政策计算器", "/initiatives/policy-calculator/"),
    ("洞头报告解读", "/reports/dongtou-2024/"),
    ("鹿城区", "/regions/330302/"),
    ("统计口径", "/glossary/#term-caliber"),
    ("人文环境", "/environments/humanities/"),
)
"""What readers may write, and the page that must be among the first three results."""

MOST = 64
"""Records in a shard, at most, where the shipped site is cut into many."""

IN_ENGLISH = (
    ("private investment", "/en/indicators/private-investment-growth/"),
    ("Lucheng District", "/en/regions/330302/"),
    ("paying taxes score", "/en/indicators/db-paying-taxes-score/"),
    ("not comparable", "/en/methods/#not-comparable"),
    ("竣工即领证", "/en/cases/completion-to-licence/"),
)
"""The same on the English page; what is only in Chinese is found by Chinese words."""


class Handler(Quiet):
    """Serves files under a base path and with the policy."""

    def translate_path(self, path: str) -> str:
        """Return the file of an address; none outside the base path."""
        inside = path.removeprefix(BASE) if path.startswith(BASE) else "nowhere"
        return super().translate_path(f"/{inside}")

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def sharded(public: Path, shipped: Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site with its search in many shards."""
    output = tmp_path_factory.mktemp("sharded") / "public"
    copytree(public, output, copy_function=os.link)
    site = shipped.site
    for one in (site, *(in_language(site, language) for language in site.translations)):
        folder = index_folder(one.language)
        rmtree(output / folder.strip("/"))
        for group in search_groups(folder, findable(one), MOST):
            sources = tuple((path, (REPOSITORY / path).read_bytes()) for path in group.sources)
            for path, data in SEARCH.make(Inputs(view=group.view, sources=sources)):
                (output / path).parent.mkdir(parents=True, exist_ok=True)
                (output / path).write_bytes(data)
    return output


@pytest.fixture(scope="module", params=["public", "sharded"], ids=["one index", "shards"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the shipped site, below a base path, on this machine alone."""
    with served(request.getfixturevalue(request.param), handler=Handler) as found:
        yield f"{found.rstrip('/')}{BASE}"


@pytest.fixture(params=[True], ids=["script"])
def page(browser: Browser, request: pytest.FixtureRequest, address: str) -> Iterator[Page]:
    """A page that must not complain nor ask elsewhere, with or without scripts."""
    context: BrowserContext = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(address) else complaints.append(asked.url),
    )
    yield page
    context.close()
    assert complaints == []


def shards_of(folder: Path) -> int:
    """Return how many shards the search of a site has."""
    told = next((folder / "search").glob("*/choices.json")).read_bytes()
    return len(json.loads(told)["shards"])


def paths(page: Page) -> list[str]:
    """Return the paths of the results on screen, once the search has come to its end."""
    page.locator('.results[aria-busy="false"]').wait_for(state="attached")
    return page.locator(".results h2 a").evaluate_all(
        f"links => links.map((link) => link.pathname.replace('{BASE}', '/') + link.hash)"
    )


def search(page: Page, words: str) -> list[str]:
    """Write words, press Enter, and return the paths found."""
    page.locator("#search-words").fill(words)
    page.locator("#search-words").press("Enter")
    return paths(page)


def test_names_their_parts_and_figures_are_found(page: Page, address: str) -> None:
    """Each of twenty queries finds its page among the first three results."""
    page.goto(f"{address}search/")
    missed = [
        (words, wanted, found)
        for words, wanted in QUERIES
        if wanted not in (found := search(page, words)[:3])
    ]
    assert missed == []


def test_the_english_page_searches_the_english_site(page: Page, address: str) -> None:
    """English queries lead to English pages; results in Chinese say that they are."""
    page.goto(f"{address}en/search/")
    missed = [
        (words, wanted, found)
        for words, wanted in IN_ENGLISH
        if wanted not in (found := search(page, words)[:3])
    ]
    assert missed == []
    assert page.locator('.results h2 a[lang="zh-CN"]').count() >= 1
    search(page, "paying taxes score")
    assert page.locator(".results h2 a").first.get_attribute("lang") is None
    assert page.locator(".search-choices legend").first.inner_text() == "Category"


def test_results_say_what_they_are_and_can_be_narrowed(page: Page, address: str) -> None:
    """A result has kind, value and period; a choice narrows the list, and both can be linked."""
    page.goto(f"{address}search/?q=一网通办")
    assert "/cases/one-thing-matters/" in paths(page)
    status, before = page.locator(".search-status"), page.locator(".search-status").inner_text()
    page.locator('.search-choices input[value="indicator"]').check()
    expect(status).not_to_have_text(before)
    narrowed = paths(page)
    assert all(path.startswith("/indicators/") for path in narrowed)
    expect(status).to_have_text(f"找到{len(narrowed)}条结果。")
    first = page.locator(".results li").filter(has_text="依申请政务服务")
    expect(first.locator(".result-note")).to_have_text("99.78%，截至报告时（不晚于2024年5月28日）")
    expect(first.locator("h2 mark")).to_have_text("一网通办")
    linked = page.url
    page.goto("about:blank")
    page.goto(linked)
    assert paths(page) == narrowed


def answers(browser: Browser, folder: Path) -> tuple[list[str], *tuple[object, ...]]:
    """Return what a site says to a query, and to the same narrowed by two choices."""
    with served(folder, handler=Handler) as found:
        page = browser.new_page()
        page.goto(f"{found.rstrip('/')}{BASE}search/?q=一网通办")
        first, status = paths(page), page.locator(".search-status")
        boxes = page.locator(".search-choices label").all_text_contents()
        every = status.inner_text()
        page.goto(f"{page.url}&kind=case&area=330302")
        narrowed = (set(paths(page)), status.inner_text())
        page.close()
    return first, every, boxes, *narrowed


def test_one_query_searches_all_shards(browser: Browser, public: Path, sharded: Path) -> None:
    """Shards give the results, counts and choices of one index, and nearly its order."""
    (first, *one), (other, *many) = (answers(browser, folder) for folder in (public, sharded))
    assert shards_of(sharded) >= 8
    assert many == one
    assert len(set(first) & set(other)) >= 7


def asked_at_the_start(browser: Browser, folder: Path) -> set[str]:
    """Return the addresses that a server is asked for from the first focus to the first query."""
    asked: list[str] = []

    class Counting(Handler):
        """Writes down what it is asked for."""

        def send_response(self, code: int, message: str | None = None) -> None:
            """Write it down."""
            asked.append(self.path.partition("?")[0])
            super().send_response(code, message)

    with served(folder, handler=Counting) as found:
        page = browser.new_page()
        page.goto(f"{found.rstrip('/')}{BASE}search/", wait_until="networkidle")
        asked.clear()
        page.locator("#search-words").focus()
        page.locator(".search-choices label").first.wait_for(state="attached")
        page.close()
    return set(asked)


def test_a_shard_costs_one_file_at_the_start(browser: Browser, public: Path, sharded: Path) -> None:
    """Before the first query the server is asked for one small file more for each shard."""
    one, many = (asked_at_the_start(browser, folder) for folder in (public, sharded))
    assert len(one) == 5
    assert len(many) == len(one) + shards_of(sharded) - 1
    sizes = [(sharded / path.removeprefix(BASE)).stat().st_size for path in many - one]
    assert max(sizes) < 10_000


def test_what_is_not_there_is_said(page: Page, address: str) -> None:
    """Words that nothing holds find nothing; of several, those that were found are named."""
    page.goto(f"{address}search/")
    for words in ("abcxyz", "饕餮", '<img src="x" onerror="alert(1)">'):
        assert search(page, words) == []
        expect(page.locator(".search-status")).to_contain_text(f"没有找到“{words}”")
        expect(page.locator(".search-browse")).to_be_visible()
    assert search(page, "饕餮 民宿")
    expect(page.locator(".search-status")).to_contain_text("写到了其中的“民宿”")


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    """From any page: write, search, see more, follow a result, all by keys."""
    page.goto(address)
    page.locator("#site-search").focus()
    page.keyboard.type("洞头")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q="))
    assert len(paths(page)) == 10
    page.locator(".more").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".results li")).to_have_count(20)
    eleventh = page.locator(".results li").nth(10).locator("a")
    expect(eleventh).to_be_focused()
    target = str(eleventh.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(target.lstrip("./"))))
    page.go_back()
    assert len(paths(page)) == 10


def test_little_is_loaded_before_anybody_types(page: Page, address: str) -> None:
    """The first view is small; what searches comes with the first focus."""
    loaded: list[Response] = []
    page.on("response", lambda answer: loaded.append(answer))
    page.goto(f"{address}search/", wait_until="networkidle")
    assert not [answer.url for answer in loaded if "pagefind" in answer.url]
    assert len(loaded) <= FIRST_REQUESTS
    assert sum(len(gzip.compress(answer.body())) for answer in loaded) <= FIRST_VIEW
    page.locator("#search-words").focus()
    with page.expect_request(re.compile("pf_meta")):
        pass


@pytest.mark.parametrize("page", [False], indirect=True, ids=["no script"])
def test_without_script_the_page_lists_all_pages(page: Page, address: str) -> None:
    """Without a script every page is still one link away, and the page says why."""
    page.goto(f"{address}search/")
    expect(page.get_by_text("脚本没有运行")).to_be_visible()
    links = page.locator(".search-browse a")
    assert links.count() > 200
    expect(page.locator(".search-columns")).to_be_hidden()
