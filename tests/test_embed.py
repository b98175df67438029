"""Pages to be put into others: small, closed in themselves, known to oEmbed, not listed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from site_builder.build import Checked
from site_builder.sharing.embeds import embeds
from tests.browsing import served
from tests.pages import Page

BASE = "https://dongtou.example/"


@pytest.fixture(scope="module")
def pages(own_pages: dict[str, Page]) -> dict[str, Page]:
    """Every page to be put into others."""
    return {path: page for path, page in own_pages.items() if path.startswith("embed/")}


def test_each_chart_and_each_value_has_its_page(pages: dict[str, Page], shipped: Checked) -> None:
    """Every indicator with values and every chart has one; they stand where links expect them."""
    paths = {f"{item.path.lstrip('/')}index.html" for item in embeds(shipped.site)}
    assert paths == set(pages)
    for slug, entry in shipped.site.entries.items():
        assert (f"embed/indicators/{slug}/index.html" in pages) == bool(entry.observations)
    shown = [(item.page, item.chart) for item in embeds(shipped.site) if item.chart]
    assert shown == [(chart.page, chart.name) for chart in shipped.site.every_chart]


def test_such_a_page_is_small_and_leads_back(pages: dict[str, Page], public: Path) -> None:
    """No navigation; not to be indexed; canonical is the page it stands for, which it links to."""
    for path, page in pages.items():
        text = (public / path).read_text(encoding="utf-8")
        assert "<nav" not in text
        assert '<base target="_top">' in text
        assert '<meta name="robots" content="noindex">' in text
        found = re.search(r'<link rel="canonical" href="([^"]*)">', text)
        assert found is not None
        target = urlsplit(found[1]).path
        assert (public / target.lstrip("/") / "index.html").is_file()
        assert target.strip("/") in path
        assert any(link.endswith(target.lstrip("/")) for link in page.links), path
        assert "来源：" in page.text
        assert "版本" in page.text


def test_a_value_says_why_it_has_no_chart(pages: dict[str, Page]) -> None:
    """A single value is shown with unit, area and period, and with the reason in words."""
    page = pages["embed/indicators/one-network-rate/index.html"]
    assert "99.78%" in page.text
    assert "洞头区" in page.text
    assert "没有画图：" in page.text


def test_lists_do_not_name_them(public: Path) -> None:
    """Neither the site maps nor the feeds lead to them."""
    for name in ("sitemap.xml", "sitemap/index.html", "feed.xml", "robots.txt"):
        assert "embed/" not in (public / name).read_text(encoding="utf-8"), name


def test_oembed_has_what_the_specification_asks_for(
    pages: dict[str, Page], public: Path, shipped: Checked
) -> None:
    """Version, type, title, size and code of a `rich` answer; a thumbnail is whole or absent."""
    for item in embeds(shipped.site):
        answer = json.loads((public / item.path.lstrip("/") / "oembed.json").read_bytes())
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        assert answer["title"] == item.title
        assert isinstance(answer["width"], int)
        assert isinstance(answer["height"], int)
        assert f'src="{BASE}{item.path.lstrip("/")}"' in answer["html"]
        assert answer["provider_url"] == BASE
        thumbnail = {name for name in answer if name.startswith("thumbnail")}
        assert thumbnail in (set(), {"thumbnail_url", "thumbnail_width", "thumbnail_height"})
        if thumbnail:
            assert (public / answer["thumbnail_url"].removeprefix(BASE)).is_file()


def test_pages_with_charts_name_their_oembed(public: Path, shipped: Checked) -> None:
    """The head of the page leads programs to the answer, the page's text has the same code."""
    for item in embeds(shipped.site):
        text = (public / item.page.lstrip("/") / "index.html").read_text(encoding="utf-8")
        links = re.findall(r'type="application/json\+oembed" title="[^"]*" href="([^"]*)"', text)
        assert any(link.endswith(f"{item.path.lstrip('/')}oembed.json") for link in links)
        answer = json.loads((public / item.path.lstrip("/") / "oembed.json").read_bytes())
        codes = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", text)
        assert any(f"{item.path.lstrip('/')}&#34;" in code for code in codes)
        assert any(f"height=&#34;{answer['height']}&#34;" in code for code in codes)


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    """The address of the shipped site, on this machine alone."""
    with served(public) as found:
        yield found


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 800])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_into_a_page_of_another_origin(
    width: int, scheme: str, public: Path, tmp_path: Path, browser: Browser, address: str
) -> None:
    """In a frame of another site nothing scrolls or is asked for outside; links open on top."""
    path = "embed/indicators/private-investment-growth/"
    answer = json.loads((public / path / "oembed.json").read_bytes())
    code = answer["html"].replace(BASE, address)
    (tmp_path / "index.html").write_text(
        f"<!DOCTYPE html><title>别的网站</title><body style='margin:0'>{code}", encoding="utf-8"
    )
    with served(tmp_path) as other:
        # The name differs, so that the two are different sites to the browser.
        elsewhere = other.replace("127.0.0.1", "localhost")
        page = browser.new_page(
            viewport={"width": width, "height": 1200},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(elsewhere)
        frame = page.frame_locator("iframe")
        frame.locator("svg.chart").wait_for()
        assert {urlsplit(url).netloc for url in asked} == {
            urlsplit(address).netloc,
            urlsplit(elsewhere).netloc,
        }
        assert not [url for url in asked if urlsplit(url).path == "/favicon.ico" and address in url]
        size = frame.locator("html").evaluate(
            "e => [e.scrollWidth, e.clientWidth, e.scrollHeight, e.clientHeight]"
        )
        assert size[0] <= size[1]
        assert size[2] <= size[3]
        frame.get_by_role("link", name=re.compile("看全部说明")).click()
        page.wait_for_url(f"{address}indicators/private-investment-growth/")
        page.close()
