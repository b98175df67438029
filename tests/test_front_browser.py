"""The front of the site in a browser: one screen, no sideways scrolling, finding by name."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PATIENCE, served

pytestmark = pytest.mark.browser

KINDS = (
    "",
    "environments/government/",
    "environments/general/",
    "indicators/",
    "compare/",
    "compare/CN/2017-2018/",
    "regions/",
    "regions/CN/",
    "data/",
    "data/dongtou/",
    "data/dongtou/2024.2.0/",
    "changes/",
    "sitemap/",
    "404.html",
)
PARTS = (".hero .finding", ".headlines", "#environments", "#new", "#cases", "#how")
"""What the home page must answer: what this is, figures, environments, new, cases, checking."""

FIRST_VIEW = 60 * 1024
REQUESTS = 6


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    """The address of the shipped site, on this machine alone."""
    with served(public) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without memory of others."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844 * 3 // 2)])
def test_home_answers_in_one_screen(width: int, height: int, page: Page, address: str) -> None:
    """On a desktop all parts end within one screen; on a phone all begin within one and a half."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    for part in PARTS:
        shown = page.locator(part)
        if width > 1000 and part.startswith("#"):
            shown = page.locator(f"section:has({part})")
        box = shown.bounding_box()
        assert box is not None, part
        assert box["y"] + box["height"] <= height, (part, box)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(width: int, page: Page, address: str) -> None:
    """Each kind of page fits the width of the screen, long names and digests included."""
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for path in KINDS:
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


def test_the_first_view_is_light(page: Page, address: str, public: Path) -> None:
    """Home and the longest list come in few requests and few bytes, compressed."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "indicators/"):
        asked.clear()
        page.goto(address + path, wait_until="networkidle")
        files = [url.removeprefix(address) or "index.html" for url in dict.fromkeys(asked)]
        files = [f"{name}index.html" if name.endswith("/") else name for name in files]
        sizes = [len(gzip.compress((public / name).read_bytes())) for name in files]
        assert len(files) <= REQUESTS, files
        assert sum(sizes) <= FIRST_VIEW, (files, sizes)


def test_a_long_list_is_found_by_a_part_of_a_name(page: Page, address: str) -> None:
    """The field narrows rows and hides empty groups; what is not there is said; empty shows all."""
    page.goto(f"{address}indicators/")
    field, status = page.get_by_label("按名称找指标"), page.locator(".list-filter p")
    rows = page.locator("[data-name]:visible")
    everything = rows.count()
    field.fill("一网通办")
    expect(rows).to_have_count(1)
    expect(status).to_have_text("1项指标的名称含“一网通办”")
    expect(page.locator(".listed h2:visible")).to_have_count(1)
    field.fill("没有这样的指标")
    expect(rows).to_have_count(0)
    expect(status).to_contain_text("没有名称含“没有这样的指标”的指标")
    field.fill("")
    expect(rows).to_have_count(everything)
    expect(status).to_have_text("")
