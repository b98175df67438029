"""Every kind of page, in every mode, for everybody: WCAG 2.2 A and AA, room, keyboard, origin."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from site_builder.build import Checked
from site_builder.pages.kinds import PAGE_KINDS
from tests.browsing import PATIENCE, complaints_of, faults, served

pytestmark = pytest.mark.browser

MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "elder": {},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "print": {},
}

KINDS = tuple(kind.name for kind in PAGE_KINDS)


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    """The address of the shipped site, on this machine alone."""
    with served(public) as found:
        yield found


def pages_of(kind: str, site: Checked, public: Path) -> list[str]:
    """Return the shortest and the longest page of a kind; () where the shipped site has none."""
    paths = [item.path.lstrip("/") for item in site.routes.all if item.kind == kind]
    sizes = {path: (public / path.removesuffix("404.html") / _file(path)) for path in paths}
    by_size = sorted(paths, key=lambda path: sizes[path].stat().st_size)
    return list(dict.fromkeys((*by_size[:1], *by_size[-1:])))


def _file(path: str) -> str:
    return "404.html" if path.endswith("404.html") else "index.html"


def look(browser: Browser, mode: str, address: str, path: str) -> list[str]:
    """Return everything that is wrong with a page in a mode."""
    context = browser.new_context(**MODES[mode])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    wrong = complaints_of(page, address)
    page.goto(f"{address}{path}")
    if mode == "elder":
        page.evaluate("document.documentElement.classList.add('elder')")
    if mode == "print":
        page.emulate_media(media="print")
    wrong += faults(page, but=("target-size",) if mode == "print" else ())  # nobody taps on paper
    if mode != "print":
        wrong += _too_wide(page)
    context.close()
    return [f"/{path} ({mode}): {item}" for item in wrong]


def _too_wide(page: Page) -> list[str]:
    root = "document.documentElement"
    over = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    return [f"{over} px too wide"] if over > 0 else []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_open_to_all_in_one_mode(
    kind: str, browser: Browser, address: str, shipped: Checked, public: Path
) -> None:
    """The longest page of each kind has no fault of WCAG 2.2 AA, stays in the window, at home."""
    mode = tuple(MODES)[KINDS.index(kind) % len(MODES)]
    found = pages_of(kind, shipped, public)[-1:]
    assert [fault for path in found for fault in look(browser, mode, address, path)] == []


@pytest.mark.thorough
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_open_to_all_in_every_mode(
    kind: str, mode: str, browser: Browser, address: str, shipped: Checked, public: Path
) -> None:
    """The shortest and the longest page of each kind, in every mode."""
    found = pages_of(kind, shipped, public)
    assert [fault for path in found for fault in look(browser, mode, address, path)] == []


@pytest.mark.parametrize("kind", ["home", "indicator", "case"])
def test_the_keyboard_reaches_everything(
    kind: str, browser: Browser, address: str, shipped: Checked, public: Path
) -> None:
    """Tab comes first to the skip link, then to every link and control; focus always shows."""
    path = pages_of(kind, shipped, public)[-1]
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}{path}")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll(
             'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
           .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== 'radio' &&
             one.checkVisibility({visibilityProperty: true})).length"""
    )
    reached, shown = 0, True
    seen: set[str] = set()
    for _ in range(2 * wanted + 10):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const one = document.activeElement;
                 if (one === document.body) return null;
                 if (!one.dataset.seen) one.dataset.seen = String(Math.random());
                 let ringed = false;
                 for (let at = one; at !== document.body; at = at.parentElement)
                   ringed ||= getComputedStyle(at).outlineStyle !== 'none';
                 return [one.dataset.seen, one.className, one.type || '', ringed]; }"""
        )
        if here is None or here[0] in seen:
            break
        if not seen:
            assert here[1] == "skip"
        seen.add(here[0])
        reached += here[2] != "radio"
        shown = shown and here[3]
    context.close()
    assert shown
    assert reached >= wanted
