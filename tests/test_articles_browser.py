"""Articles, lists and data pages in a browser: nothing runs over, contrasts hold."""

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, sync_playwright

from site_builder.load import packages
from tests.conftest import make_site, run

pytestmark = pytest.mark.browser

PAGES = (
    "cases/",
    "cases/tags/one-thing/",
    "cases/free-bookkeeping/",
    "reports/dongtou-2024/",
    "initiatives/",
    "initiatives/new-generation-entrepreneurs/",
    "about/",
    "indicators/one-network-rate/",
    "indicators/private-investment-growth/",
    "indicators/clean-private-enterprises/",
    "indicators/db-starting-a-business-score/",
)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def served(folder: Path) -> Iterator[str]:
    """Yield the address of a folder, on this machine alone."""
    handler = partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    """The address of the shipped site."""
    yield from served(public)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a preview of the minimal site."""
    site = make_site(tmp_path_factory.mktemp("preview") / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        outcome = run("build", "--drafts", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    yield from served(site / "public")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run `make chromium`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_runs_over_its_side(width: int, browser: Browser, address: str) -> None:
    """Every kind of page fits the width of a small phone, a phone and a desk."""
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    wider = {}
    for path in PAGES:
        response = page.goto(f"{address}{path}")
        assert response is not None
        assert response.ok, path
        wider[path] = page.evaluate(WIDER)
    page.context.close()
    assert {path: more for path, more in wider.items() if more > 0} == {}


def test_contents_and_filters_fold_on_phones_alone(browser: Browser, address: str) -> None:
    """Without scripts they are closed at 390 pixels and open at 1280; a tap opens them."""
    for path, inside in (
        ("reports/dongtou-2024/", ".contents ol"),
        ("cases/", ".facets ul >> nth=0"),
    ):
        for width, shown in ((390, False), (1280, True)):
            context = browser.new_context(
                viewport={"width": width, "height": 800}, java_script_enabled=False
            )
            page = context.new_page()
            page.goto(f"{address}{path}")
            assert page.locator(inside).is_visible() == shown, (path, width)
            if not shown:
                page.locator(".fold > summary").first.click()
                assert page.locator(inside).is_visible()
            context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_components_fit_and_their_contrasts_hold(
    scheme: str, browser: Browser, preview: str
) -> None:
    """The page of components fits 320 pixels; text reaches 4.5, marks reach 3, as measured."""
    context = browser.new_context(
        viewport={"width": 320, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{preview}styleguide/")
    assert page.evaluate(WIDER) <= 0
    measured = page.locator(".swatch output").all_inner_texts()
    assert len(measured) > 10
    assert all(float(ratio) >= 3 for ratio in measured)
    assert page.locator(".swatch.failed").all_inner_texts() == []
    context.close()
