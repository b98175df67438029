"""Pages of every kind in a browser: none breaks its policy, none asks another origin."""

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, expect, sync_playwright

from tests.test_pages_browser import PATIENCE, Quiet

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    """The address of the shipped site, on this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(public)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run `make chromium`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


def one_of_each_kind(public: Path) -> dict[str, str]:
    """Return a page of every kind, of charts where the kind has any."""
    found: dict[str, str] = {}
    for file in sorted(public.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        kind = next(iter(html.fromstring(text.encode()).body.classes))
        if kind not in found or ("data-spec" in text and "!" not in found[kind]):
            mark = "!" if "data-spec" in text else ""
            found[kind] = mark + file.relative_to(public).as_posix()
    return {kind: path.lstrip("!") for kind, path in found.items()}


def test_no_page_breaks_its_policy_or_asks_another_origin(
    browser: Browser, public: Path, address: str
) -> None:
    """Scripts, styles, pictures, live charts: all of it from the site itself, nothing inline."""
    pages = one_of_each_kind(public)
    assert len(pages) >= 20
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    opened = 0
    for kind, path in sorted(pages.items()):
        if kind == "page-moved":
            continue
        page.goto(address + path)
        button = page.get_by_role("button", name="交互查看")
        if not opened and button.count():
            button.first.click()
            expect(page.locator(".chart-live svg").first).to_be_visible(timeout=PATIENCE)
            opened += 1
        assert said == [], (kind, path)
    context.close()
    assert opened == 1
    own = urlsplit(address).netloc
    assert {urlsplit(url).netloc for url in asked} == {own}


def test_the_policy_is_in_force(browser: Browser, address: str) -> None:
    """What someone put into a page would not run, would not load, and would be told."""
    page = browser.new_page()
    page.goto(address)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>x</p>");
          const image = new Image();
          image.src = "http://127.0.0.1:9/x.png";
          document.body.append(image);
        }"""
    )
    assert page.evaluate("window.ran") is None
    page.wait_for_function("document.images[document.images.length - 1].complete")
    page.close()
    assert sum("Content Security Policy" in text for text in said) == 3
