"""The reader's tools in a browser: letters, modes, paper, sharing, citing, reading aloud."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from site_builder.load import packages
from tests.browsing import PATIENCE, Strict, faults, served
from tests.charted_site import TREND, make_charted
from tests.conftest import run

pytestmark = pytest.mark.browser


CASE = "cases/one-window/"
PAGES = ("", CASE, TREND, "regions/990001/", "data/sample/2023.1.0/")

SPEECH = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => VOICES.map((lang) => ({ lang, name: lang, localService: true })),
  speak(words) { window.spoken.push(words.text); this.words = words; },
  cancel() {},
} });
window.next = () => speechSynthesis.words.onend();
"""
"""A voice that notes what it is to say, and has said it when `next()` is called."""

BLOCKED = """
Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } });
"""

SHOWN = """
(wanted) => [...document.querySelectorAll(wanted)].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && getComputedStyle(one).visibility !== "hidden";
})
"""

SMALL_TEXT = """
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    const box = one.getBoundingClientRect();
    if (!walker.currentNode.data.trim() || box.width <= 1 || box.height <= 1) continue;
    if (one.closest(".hidden, .skip, thead")) continue;
    const matrix = one.closest("svg") ? one.getScreenCTM() : { a: 1, b: 0 };
    const size = parseFloat(getComputedStyle(one).fontSize) * Math.hypot(matrix.a, matrix.b);
    if (size < 21.9) found.push(`${size} ${one.tagName} ${walker.currentNode.data.trim()}`);
  }
  return found;
}
"""

SMALL_TARGETS = f"""
() => ({SHOWN})("a, button, summary, select, input")
  .filter((one) => !one.matches(".skip, p a, .prose :not(nav) a, dd a, td a, figcaption a"))
  .filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < 48)
  .map((one) => `${{one.textContent.trim()}} ${{one.offsetWidth}}x${{one.offsetHeight}}`)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small site with charts, on this machine alone."""
    site = make_charted(tmp_path_factory.mktemp("tools") / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    with served(site / "public", handler=Strict) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser, with a voice; no page of it may complain or set a cookie."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_init_script(SPEECH.replace("VOICES", '["en-US", "zh-CN"]'))
    complaints: list[str] = []
    context.on("weberror", lambda fault: complaints.append(str(fault.error)))
    context.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    yield context
    cookies = context.cookies()
    context.close()
    assert complaints == []
    assert cookies == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of the reader's browser."""
    return context.new_page()


def tool(page: Page, name: str) -> Locator:
    """Return the first button of this name."""
    return page.get_by_role("button", name=name, exact=True).first


def press(page: Page, name: str) -> None:
    """Press a button as the keyboard does."""
    tool(page, name).focus()
    page.keyboard.press("Enter")


def font_size(page: Page) -> float:
    """Return the size of the text of the page in pixels."""
    size: str = page.evaluate("getComputedStyle(document.body).fontSize")
    return float(size.removesuffix("px"))


def test_letters_and_modes_stay_on_the_next_page(page: Page, address: str) -> None:
    """What the keyboard chose is pressed, told, in force before the next page is painted."""
    page.goto(address + CASE)
    assert font_size(page) == 17
    press(page, "字号大")
    assert font_size(page) == 20
    expect(tool(page, "字号大")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".settings [aria-live]")).to_have_text("字号已改为大")
    press(page, "高对比")
    page.locator(".brand a").click()
    page.wait_for_url(address)
    assert page.evaluate("document.documentElement.className") == "scripted contrast size-large"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    expect(tool(page, "高对比")).to_have_attribute("aria-pressed", "true")
    press(page, "高对比")
    press(page, "字号中")
    page.reload()
    assert page.evaluate("document.documentElement.className") == "scripted"
    assert page.evaluate("localStorage.length") == 0


def test_all_page_tools_are_reached_by_the_keyboard(page: Page, address: str) -> None:
    """From the line of an article Tab leads through its tools in the order in which they stand."""
    page.goto(address + CASE)
    line = page.get_by_role("group", name="本页工具")
    line.get_by_role("button").first.focus()
    names = []
    for _ in range(8):
        names.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert names == ["大", "中", "小", "打印", "关闭", "分享", "复制引用", "朗读"]


def test_nothing_moves_as_the_tools_appear(page: Page, address: str) -> None:
    """The room of the tools is there from the first paint on, in elder mode too."""
    page.add_init_script("localStorage.setItem('reading', 'elder')")
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach("
        "(one) => (window.moved += one.value))).observe({ type: 'layout-shift', buffered: true });"
    )
    for path in PAGES:
        page.goto(address + path)
        expect(tool(page, "长者模式")).to_be_visible()
        assert page.evaluate("window.moved") == 0, path


def test_blocked_storage_is_survived(page: Page, address: str) -> None:
    """Where the browser refuses to remember, the tools hold for this page."""
    page.add_init_script(BLOCKED)
    page.goto(address + CASE)
    press(page, "长者模式")
    expect(tool(page, "长者模式")).to_have_attribute("aria-pressed", "true")
    assert font_size(page) == 24


def test_without_scripts_no_tool_shows(browser: Browser, address: str) -> None:
    """No dead button, no empty room, nothing of paper."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        expect(page.locator(".tools").first).to_be_attached()
        expect(page.locator(".tools, button, .on-paper").locator("visible=true")).to_have_count(0)
    context.close()


def test_print_and_close(page: Page, address: str) -> None:
    """Print asks the browser; close leads to the list where a browser keeps the window."""
    page.goto(address)
    page.goto(address + CASE)
    page.evaluate("window.print = () => (window.printed = true)")
    press(page, "打印")
    assert page.evaluate("window.printed")
    press(page, "关闭")
    page.wait_for_url(f"{address}cases/")


def test_share_and_cite(context: BrowserContext, page: Page, address: str) -> None:
    """Without a share sheet the address is copied; a citation says what, where and since when."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}{CASE}?from=singlemessage#content")
    said = page.locator(".page-tools .said")
    press(page, "分享")
    expect(said).to_have_text("本页地址已复制，可以粘贴给别人")
    assert page.evaluate("navigator.clipboard.readText()") == address + CASE
    press(page, "复制引用")
    expect(said).to_have_text("引用已复制")
    cited = page.evaluate("navigator.clipboard.readText()")
    title = page.locator("h1").inner_text()
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert f"{title}[EB/OL]. " in cited
    assert cited.endswith(f". {canonical}")
    page.goto(address + TREND)
    row = page.locator("details.cite").first
    row.locator("summary").click()
    row.get_by_role("button", name="复制引用").click()
    expect(row.locator(".said")).to_have_text("引用已复制")
    told = row.locator(".citation").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == told


def test_a_citation_that_cannot_be_copied_is_shown(page: Page, address: str) -> None:
    """Where the clipboard is closed, the text stands there to be selected."""
    page.goto(address + TREND)
    page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('closed'));"
        "document.execCommand = () => false;"
    )
    press(page, "复制引用")
    wanted = tool(page, "复制引用").get_attribute("data-text")
    expect(page.locator(".page-tools .said")).to_have_text(
        f"没有复制成功，请选中下面的文字自己复制：{wanted}"
    )


def read_through(page: Page) -> tuple[list[str], list[str]]:
    """Have the page read to its end; return what was said, and what was marked with each."""
    marked = []
    while page.evaluate("CSS.highlights.has('spoken')"):
        marked.append(page.evaluate("[...CSS.highlights.get('spoken')].map(String).join('')"))
        page.evaluate("window.next()")
    said: list[str] = page.evaluate("window.spoken")
    return said, marked


def test_a_case_is_read_aloud(page: Page, address: str) -> None:
    """Sentence by sentence, as it is marked, the article untouched; no navigation is read."""
    page.goto(address + CASE)
    before = page.locator("article.prose").inner_html()
    press(page, "朗读")
    assert page.locator("article.prose").inner_html() == before
    said, marked = read_through(page)
    assert said[:3] == ["政务环境，样例区", "一窗受理（虚构案例）", "网上办理率91.2%。"]
    prose = said.index("背景")
    assert said[prose : prose + 5] == [
        "背景",
        "虚构的背景，见关于。",
        "成效",
        "网上办理率为91.2%（2023年），比上年提高2.7个百分点（本站计算）。",
        "材料来源",
    ]
    assert marked[prose : prose + 3] == said[prose : prose + 3]
    expect(page.locator(".page-tools .said")).to_have_text("朗读完毕")
    expect(page.get_by_role("group", name="朗读", exact=True)).to_be_hidden()


def test_figures_are_read_with_their_units(page: Page, address: str) -> None:
    """A row of a table is one sentence, each cell a part of it; pictures are skipped."""
    page.goto(address + TREND)
    press(page, "朗读")
    said, _ = read_through(page)
    assert "网上办理率，单位：%；" in said
    assert "2023年，70%，初步，比上年降低2个百分点，转差，初步，虚构" in said
    assert "2021年，82%，不可比，两期之间有断点（统计范围扩大（虚构）），虚构" in said
    assert not {"引用这个数", "下载本页数据", "选一个基期来比"} & set(said)


def test_reading_aloud_pauses_and_stops(page: Page, address: str) -> None:
    """A pause begins its sentence anew; stop ends it; focus is never lost."""
    page.goto(address + CASE)
    press(page, "朗读")
    page.evaluate("window.next()")
    held = page.evaluate("window.spoken.at(-1)")
    press(page, "暂停")
    expect(tool(page, "继续")).to_be_focused()
    assert page.evaluate("CSS.highlights.has('spoken')")
    page.keyboard.press("Enter")
    expect(tool(page, "暂停")).to_be_focused()
    assert page.evaluate("window.spoken").count(held) == 2
    press(page, "停止")
    expect(tool(page, "朗读")).to_be_focused()
    assert not page.evaluate("CSS.highlights.has('spoken')")


def test_without_a_voice_nothing_offers_to_read(browser: Browser, address: str) -> None:
    """A browser that speaks no Chinese shows no button for it."""
    context = browser.new_context()
    context.add_init_script(SPEECH.replace("VOICES", '["en-US"]'))
    page = context.new_page()
    page.goto(address + CASE)
    expect(tool(page, "打印")).to_be_visible()
    expect(page.locator('[data-do="speak"]')).to_be_hidden()
    context.close()


def test_paper_has_sources_and_address_and_no_chrome(page: Page, address: str) -> None:
    """Black on white from a dark screen; what is folded is open; the address stands in full."""
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address + CASE)
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    for name in (".masthead", ".crumbs", ".tools", ".skip", ".footer-links", ".downloads"):
        for one in page.locator(name).all():
            expect(one).to_be_hidden()
    expect(page.locator(".imprint")).to_have_text(f"网址：{canonical}")
    expect(page.locator(".letterhead")).to_be_visible()
    expect(page.locator(".provenance-list")).to_be_visible()
    expect(page.get_by_role("heading", name="数据依据")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.goto(address + "data/sample/2023.1.0/")
    folded = page.locator("details .schema").first
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(folded).to_be_hidden()


@pytest.mark.parametrize("path", PAGES)
def test_elder_pages_are_large_and_keep_their_width(page: Page, address: str, path: str) -> None:
    """Text of 22 px, targets of 48 px; on no screen anything that must be scrolled sideways."""
    page.add_init_script("localStorage.setItem('reading', 'elder')")
    page.goto(address + path)
    for width in (320, 390, 900, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.documentElement.className = 'scripted elder'")
        assert page.evaluate(SMALL_TEXT) == []
        assert page.evaluate(SMALL_TARGETS) == []
        page.evaluate("document.documentElement.classList.add('size-large')")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_letters_of_double_size_fit_a_small_phone(page: Page, address: str) -> None:
    """At 320 px with text of 200 % nothing must be scrolled sideways (WCAG 1.4.4, 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 640})
    for path in PAGES:
        page.goto(address + path)
        page.evaluate("document.documentElement.style.fontSize = '34px'")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


@pytest.mark.parametrize("path", [CASE, TREND, ""])
def test_axe_finds_nothing(page: Page, address: str, path: str) -> None:
    """In elder mode, in high contrast, in both, and while the page is read aloud."""
    page.goto(address + path)
    found = {}
    for modes in ("elder", "contrast", "elder contrast"):
        page.evaluate(
            "(modes) => (document.documentElement.className = `scripted ${modes}`)", modes
        )
        found[modes] = faults(page)
    if path:
        press(page, "朗读")
        found["aloud"] = faults(page)
    assert {state: seen for state, seen in found.items() if seen} == {}
