"""The preview as an editor sees it: save, look, mend, without touching the browser."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
from msgspec import Struct, field
from playwright.sync_api import Page, Request, expect

from tests.browsing import PATIENCE, chromium
from tests.conftest import REPOSITORY, files_of

pytestmark = pytest.mark.browser

CASE = "content/cases/sample/one-window.md"


class Seen(Struct, frozen=True):
    """A page with all it asked for and all it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def address(minimal: Path) -> Iterator[str]:
    """The address of `site-builder serve` on a copy of the minimal site, in its own process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "site_builder", "serve", "--site", str(minimal), "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    lines: Queue[str] = Queue()
    assert process.stdout is not None
    reader = Thread(target=lambda: [lines.put(line) for line in process.stdout or ()], daemon=True)
    reader.start()
    try:
        said = lines.get(timeout=30)
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        yield found[0]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        reader.join(5)
        rest = []
        while True:
            try:
                rest.append(lines.get_nowait())
            except Empty:
                break
        assert rest[-1] == "预览已结束\n"
        assert "Traceback" not in "".join(rest)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


@pytest.fixture
def seen() -> Iterator[Seen]:
    """A page of Chromium that notes its requests and complaints."""
    with chromium() as browser:
        found = Seen(page=browser.new_page())
        found.page.set_default_timeout(PATIENCE)
        found.page.on("request", lambda request: _noted(found, request))
        found.page.on(
            "console",
            lambda message: (
                found.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        found.page.on("pageerror", lambda fault: found.complaints.append(str(fault)))
        yield found
        browser.close()


def _noted(seen: Seen, request: Request) -> None:
    seen.requests.append(request.url)


def test_an_editor_saves_errs_and_mends(minimal: Path, address: str, seen: Seen) -> None:
    """A saved text appears by itself; a fault is shown with its place and line; mended, it goes.

    Nothing is asked of any other origin, nothing is complained of, nothing is published.
    """
    page, case = seen.page, minimal / CASE
    panel = page.locator("#site-builder-panel")
    good = case.read_text(encoding="utf-8")
    page.goto(f"{address}cases/one-window/")
    expect(page.get_by_text("虚构的背景")).to_be_visible()
    expect(panel).to_be_hidden()

    edited = good.replace("虚构的背景", "改过的背景")
    case.write_text(edited, encoding="utf-8")
    expect(page.get_by_text("改过的背景")).to_be_visible()

    case.write_text(edited.replace("title: ", "title："), encoding="utf-8")
    expect(panel).to_contain_text(f"{CASE}:2:6")
    expect(panel).to_contain_text("全角冒号")
    expect(panel.locator(".faulty")).to_contain_text("title：一窗受理（虚构案例）")
    expect(panel.locator(".faulty mark")).to_have_text("：")
    expect(page.get_by_text("改过的背景")).to_be_visible()

    case.write_text(edited.replace("改过的背景", "改好的背景"), encoding="utf-8")
    expect(page.get_by_text("改好的背景")).to_be_visible()
    expect(panel).to_be_hidden()

    assert {url.split("/")[2] for url in seen.requests} == {address.split("/")[2]}
    assert seen.complaints == []
    assert not (minimal / "public").exists()


def test_a_fault_in_data_or_template_is_shown_and_mended(
    minimal: Path, address: str, seen: Seen
) -> None:
    """The cell of a table, the line of a template; a fault mended as it was leaves the page."""
    page, panel = seen.page, seen.page.locator("#site-builder-panel")
    page.goto(f"{address}indicators/online-rate/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for name, old, new, said, marked in (
        ("data/sample/2023.1.0/observations.csv", ",91.2,", ",９１.２,", "第3行", "９１.２"),
        ("templates/indicator.html", "{% block content %}", "{% blok content %}", "blok", None),
    ):
        file = minimal / name
        good = file.read_bytes()
        text = good.decode("utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
        expect(panel).to_contain_text(said)
        expect(panel).to_contain_text(Path(name).name)
        if marked:
            expect(panel.locator("mark")).to_have_text(marked)
        file.write_bytes(good)
        expect(panel).to_be_hidden()
    assert seen.complaints == []


def test_a_broken_site_can_be_mended_from_the_start(
    minimal: Path, seen: Seen, request: pytest.FixtureRequest
) -> None:
    """Where the very first build fails, the panel stands alone; mended, the site appears."""
    case = minimal / CASE
    good = case.read_bytes()
    case.write_bytes(good.replace(b"slug: one-window", b"slug: One Window"))
    address = request.getfixturevalue("address")
    page, panel = seen.page, seen.page.locator("#site-builder-panel")
    page.goto(address)
    expect(panel).to_contain_text(f"{CASE}:3")
    expect(page.get_by_role("heading", level=1)).to_contain_text("还没有可以预览的页面")
    case.write_bytes(good)
    expect(page.get_by_role("link", name="案例").first).to_be_visible()
    expect(panel).to_be_hidden()
    assert "build.json" in files_of(minimal / ".cache" / "preview" / "site")
