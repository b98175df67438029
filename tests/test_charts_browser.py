"""Charts in a browser: read by keyboard, pointer and touch, live on demand, and without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_builder.load import packages
from tests.browsing import PATIENCE, Strict, faults, served
from tests.charted_site import EMBED, PANELS, PROFILE, TREND, make_charted
from tests.conftest import run

pytestmark = pytest.mark.browser


VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with charts, built."""
    site = make_charted(tmp_path_factory.mktemp("charted") / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    return site / "public"


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """The address of the site, on this machine alone."""
    with served(built, handler=Strict) as found:
        yield found


@pytest.fixture(params=[{}], ids=["window"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that must not complain, nor ask for what a strict policy forbids."""
    context = browser.new_context(**request.param)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(VIOLATIONS)
    complaints: list[str] = []
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    yield page
    if request.param.get("java_script_enabled", True):
        complaints += page.evaluate("window.violations")
    context.close()
    assert complaints == []


def marks(page: Page) -> list[str]:
    """Return what the marks of the chart say, in the order in which they are drawn."""
    words: list[str] = page.locator(".chart-frame > svg [aria-label]").evaluate_all(
        "marks => marks.map(mark => mark.getAttribute('aria-label'))"
    )
    return words


def announced(page: Page) -> Locator:
    """Return what a screen reader is told."""
    return page.get_by_role("status")


def tip(page: Page) -> Locator:
    """Return the words beside the mark."""
    return page.locator(".chart-tip")


def centre(mark: Locator) -> tuple[float, float]:
    """Return the middle of a mark in the window."""
    box = mark.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def opened(page: Page, path: str) -> None:
    """Open the live view of the page's chart."""
    page.goto(path)
    page.get_by_role("button", name="交互查看").click()
    expect(page.get_by_role("button", name="回到静态图")).to_be_visible()


@pytest.mark.parametrize("path", [TREND, PROFILE, EMBED])
def test_arrow_keys_read_every_mark_in_order(page: Page, address: str, path: str) -> None:
    """Each mark is announced, shown and ringed, as it is drawn; Escape leaves, so does Tab."""
    page.goto(address + path)
    words = marks(page)
    assert len(words) == {TREND: 8, PROFILE: 4, EMBED: 8}[path]
    reader = page.get_by_role("application", name="图，可用方向键逐点读")
    expect(reader).to_have_accessible_description(re.compile("左右键逐点读"))
    reader.focus()
    expect(tip(page)).to_contain_text("左右键逐点读")
    expect(announced(page)).to_have_text("")
    for place, said in enumerate(words):
        page.keyboard.press("ArrowRight")
        expect(announced(page)).to_have_text(said)
        expect(tip(page)).to_have_text(said)
        drawn = page.locator(".chart-frame > svg [aria-label]").nth(place)
        ring = page.locator(".chart-ring rect").last
        assert centre(ring) == pytest.approx(centre(drawn), abs=1)
    page.keyboard.press("ArrowRight")
    expect(announced(page)).to_have_text(words[-1])
    page.keyboard.press("Home")
    expect(announced(page)).to_have_text(words[0])
    page.keyboard.press("End")
    expect(announced(page)).to_have_text(words[-1])
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    expect(page.locator(".chart-ring")).to_have_count(0)
    expect(reader).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(tip(page)).to_be_hidden()
    expect(reader).not_to_be_focused()


def test_up_and_down_lead_to_the_same_place_of_another_series(page: Page, address: str) -> None:
    """From an area's year to the other area's, or the other year of a subject, and back."""
    page.goto(address + TREND)
    page.locator(".chart-reader").focus()
    for key, said in (
        ("ArrowDown", "样例区，2020年：70.5%"),
        ("ArrowRight", "样例区，2021年：82%"),
        ("ArrowDown", "样例二区，2021年：64%"),
        ("ArrowDown", "样例二区，2021年：64%"),
        ("ArrowRight", "样例二区，2022年：72%"),
        ("ArrowUp", "样例区，2022年：88.5%"),
        ("ArrowLeft", "样例区，2021年：82%"),
    ):
        page.keyboard.press(key)
        expect(announced(page)).to_have_text(said)


def test_a_pointer_shows_the_mark_it_is_near(page: Page, address: str) -> None:
    """Within 24 pixels, as long as it stays there or on the words; Escape sends them away."""
    page.goto(address + TREND)
    mark = page.locator(".chart-frame > svg [aria-label]").first
    mark.scroll_into_view_if_needed()
    x, y = centre(mark)
    page.mouse.move(x - 16, y + 12)
    expect(tip(page)).to_have_text(marks(page)[0])
    expect(announced(page)).to_have_text("")
    tip(page).hover()
    expect(tip(page)).to_have_text(marks(page)[0])
    page.mouse.move(x - 16, y - 60)
    expect(tip(page)).to_be_hidden()
    page.mouse.move(x, y)
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    page.mouse.move(x + 1, y)
    page.mouse.click(x, y)
    expect(announced(page)).to_have_text(marks(page)[0])
    page.mouse.move(0, 0)
    expect(tip(page)).to_be_visible()
    page.mouse.click(2, 2)
    expect(tip(page)).to_be_hidden()


@pytest.mark.parametrize(
    "page",
    [{"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}],
    ids=["phone"],
    indirect=True,
)
@pytest.mark.parametrize("letters", ["100%", "200%"])
def test_a_finger_shows_the_mark_inside_the_window(page: Page, address: str, letters: str) -> None:
    """At 320 pixels and at twice the letters the words of every mark are within the window."""
    page.goto(address + TREND)
    page.evaluate(
        "size => { document.documentElement.style.fontSize = size; }",
        {"100%": "106.25%", "200%": "212.5%"}[letters],
    )
    for place, said in enumerate(marks(page)):
        drawn = page.locator(".chart-frame > svg [aria-label]").nth(place)
        drawn.scroll_into_view_if_needed()
        page.touchscreen.tap(*centre(drawn))
        expect(tip(page)).to_have_text(said)
        box = tip(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 640
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_live_view_is_loaded_on_demand_from_the_site(page: Page, address: str) -> None:
    """Nothing of it before its button is pressed, then three files; it draws the same marks."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + TREND)
    page.locator(".chart-reader").focus()
    page.keyboard.press("ArrowRight")
    before = list(asked)
    assert not [url for url in before if re.search(r"vega|chart-view|\.vl\.json", url)]
    words = marks(page)
    page.get_by_role("button", name="交互查看").click()
    expect(announced(page)).to_have_text("已换成交互图。")
    after = [url.removeprefix(address) for url in asked[len(before) :]]
    assert len(after) == 3
    assert re.fullmatch(r"assets/vega\.\w{10}\.js", after[0])
    assert re.fullmatch(r"assets/chart-view\.\w{10}\.js", after[1])
    assert after[2] == f"{TREND}trend.vl.json"
    live = page.locator(".chart-live svg [aria-label]")
    assert live.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))") == words
    expect(page.locator(".chart-frame > svg")).to_be_hidden()
    page.locator(".chart-reader").focus()
    page.keyboard.press("End")
    expect(announced(page)).to_have_text(words[-1])
    page.get_by_role("button", name="回到静态图").click()
    expect(page.locator(".chart-live")).to_have_count(0)
    expect(page.locator(".chart-frame > svg")).to_be_visible()
    page.get_by_role("button", name="交互查看").click()
    expect(live).to_have_count(len(words))
    assert len(asked) == len(before) + 4


@pytest.mark.parametrize("path", [PROFILE, PANELS])
def test_the_live_view_draws_the_same_marks(page: Page, address: str, path: str) -> None:
    """Whatever the kind of the chart, the live view says what the picture says, in its order."""
    opened(page, address + path)
    live = page.locator(".chart-live svg [aria-label]")
    said = live.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert said == marks(page)
    assert page.locator(".chart-panel").count() == 0


def test_areas_are_chosen(page: Page, address: str) -> None:
    """An area that is switched off leaves the picture with its points, and is said to."""
    opened(page, address + TREND)
    live = page.locator(".chart-live svg [aria-label]")
    expect(live).to_have_count(8)
    page.get_by_role("group", name="显示哪些地区").get_by_label("样例二区").uncheck()
    expect(live).to_have_count(4)
    expect(announced(page)).to_have_text("图中有：样例区。")
    expect(page.locator(".chart-live")).not_to_contain_text("样例二区")
    page.keyboard.press("Space")
    expect(live).to_have_count(8)
    expect(announced(page)).to_have_text("图中有：样例区、样例二区。")


def test_a_base_is_compared_in_the_words_of_the_page(page: Page, address: str) -> None:
    """Every base prints its own table, word for word; points say the change, or why none."""
    opened(page, address + TREND)
    choice = page.get_by_label("选一个基期", exact=True)
    tables = page.locator("details[data-base]")
    options = choice.locator("option")
    assert options.count() == tables.count() + 1 == 7
    for place in range(tables.count()):
        choice.select_option(value=str(place))
        wanted = tables.nth(place).locator("table").text_content()
        expect(page.locator(".chart-panel table")).to_have_text(wanted or "")
    choice.select_option(label="2020年")
    said = page.locator(".chart-live svg [aria-label]").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert said[0] == "样例区，2020年：70.5%"
    reason = "与2020年不可比（两期之间有断点"
    assert all(words.partition("；")[2].startswith(reason) for words in said[1:4])
    assert not any("；" in words for words in said[4:])
    choice.select_option(value="3")
    expect(announced(page)).to_contain_text("样例二区：以2020年（60%）为基期")
    said = page.locator(".chart-live svg [aria-label]").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert said[5] == "样例二区，2021年：64%；比上年提高4个百分点，向好，本站计算"


def test_what_does_not_load_leaves_the_picture(page: Page, address: str) -> None:
    """Where the files are out of reach, the static chart stays; the button may be tried again."""
    page.goto(address + TREND)
    page.route("**/trend.vl.json", lambda route: route.fulfill(status=200, body="{}"))
    page.get_by_role("button", name="交互查看").click()
    expect(announced(page)).to_have_text("交互图没有载入，静态图照常可看。")
    expect(page.locator(".chart-frame > svg")).to_be_visible()
    page.unroute("**/trend.vl.json")
    page.get_by_role("button", name="交互查看").click()
    expect(announced(page)).to_have_text("已换成交互图。")


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no script"], indirect=True)
@pytest.mark.parametrize("path", [TREND, PROFILE])
def test_without_scripts_the_chart_and_its_table_stand(page: Page, address: str, path: str) -> None:
    """The picture is named and described, its numbers are on the page, and no button is dead."""
    page.goto(address + path)
    expect(page.get_by_role("img", name=re.compile("."))).to_be_visible()
    expect(page.locator(".chart-box a[href^='#']").first).to_be_visible()
    expect(page.locator("main table").first).to_be_visible()
    assert page.locator("button:visible, .chart-reader, .chart-tip").count() == 0


@pytest.mark.parametrize("path", [TREND, PROFILE, PANELS])
def test_axe_finds_nothing(page: Page, address: str, path: str) -> None:
    """In light and dark, elder, on paper, on a phone, with a mark read, with the live view."""
    page.goto(address + path)
    found = {"light": faults(page)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = faults(page)
    page.locator(".chart-reader").focus()
    page.keyboard.press("ArrowRight")
    expect(tip(page)).to_be_visible()
    found["dark, read"] = faults(page)
    page.get_by_role("button", name="交互查看").click()
    expect(page.get_by_role("button", name="回到静态图")).to_be_visible()
    if path == TREND:
        page.get_by_label("选一个基期", exact=True).select_option(index=1)
    found["dark, live"] = faults(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 640})
    found["phone, live"] = faults(page)
    page.evaluate("document.documentElement.classList.add('elder')")
    found["elder"] = faults(page)
    page.emulate_media(media="print")
    found["print"] = faults(page)
    assert {state: seen for state, seen in found.items() if seen} == {}
