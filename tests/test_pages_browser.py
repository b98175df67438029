"""Built pages in a browser: combined filters of cases, and where a figure comes from."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from site_builder.load import packages
from tests.browsing import PATIENCE, served
from tests.conftest import run
from tests.many_cases import make_many

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site with many cases, on this machine alone."""
    site = make_many(tmp_path_factory.mktemp("many") / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    with served(site / "public") as found:
        yield found


@pytest.fixture(params=[True], ids=["script"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that must not complain, of a browser with or without scripts."""
    context: BrowserContext = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    yield page
    context.close()
    assert complaints == []


def facet(page: Page, name: str, value: str) -> Locator:
    """Return the link of a value."""
    return page.locator(f'[data-facet="{name}"] a[data-value="{value}"]')


def chosen(page: Page) -> set[str]:
    """Return the values marked as chosen."""
    return set(
        page.locator(".facets a[aria-current]").evaluate_all(
            "links => links.map(link => link.dataset.value)"
        )
    )


def titles(page: Page) -> list[str]:
    """Return the titles of the cases that the list shows."""
    return page.locator(".case-list h3").all_inner_texts()


def expect_cases(page: Page, *numbers: int) -> None:
    """Wait until the list shows just these cases, in this order."""
    wanted = [f"案例{number}（虚构）" for number in numbers]
    expect(page.locator(".case-list h3")).to_have_text(wanted)


def test_two_facets_combine_and_the_address_keeps_them(page: Page, address: str) -> None:
    """Chosen values narrow the list; reload, back and the link of a card work; again is off."""
    page.goto(f"{address}cases/")
    status, pages = page.locator("p.filtered"), page.locator("nav.pages")
    first = titles(page)
    expect(status).to_have_text("")
    expect(pages).to_be_visible()
    facet(page, "departments", "tax").click()
    expect_cases(page, 11, 9, 7, 5, 3, 1)
    expect(status).to_have_text("共6个案例")
    expect(pages).to_be_hidden()
    facet(page, "environments", "government").click()
    expect_cases(page, 9, 3)
    expect(status).to_have_text("共2个案例")
    assert page.url == f"{address}cases/?departments=tax&environments=government"
    assert chosen(page) == {"tax", "government"}
    page.reload()
    expect_cases(page, 9, 3)
    assert chosen(page) == {"tax", "government"}
    page.go_back()
    expect_cases(page, 11, 9, 7, 5, 3, 1)
    assert page.url == f"{address}cases/?departments=tax"
    page.go_forward()
    expect_cases(page, 9, 3)
    facet(page, "tags", "night").click()
    expect(page.locator(".case-list li")).to_have_count(0)
    expect(status).to_have_text("没有同时符合这些条件的案例")
    for name, value in (("tags", "night"), ("departments", "tax"), ("environments", "government")):
        facet(page, name, value).click()
    assert page.url == f"{address}cases/"
    expect(status).to_have_text("")
    expect(pages).to_be_visible()
    assert titles(page) == first
    assert chosen(page) == set()
    facet(page, "areas", "990002").click()
    page.get_by_role("link", name="案例9（虚构）").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("案例9（虚构）")


def test_the_page_of_a_value_keeps_it(page: Page, address: str) -> None:
    """On the list of a value others come to it; it leads to all cases, its neighbour to its own."""
    page.goto(f"{address}cases/environments/government/?areas=990002")
    expect_cases(page, 9, 3)
    expect(page.locator("p.filtered")).to_have_text("共2个案例")
    assert chosen(page) == {"government", "990002"}
    facet(page, "years", "2023").click()
    expect_cases(page, 9, 3)
    assert page.url.endswith("/cases/environments/government/?areas=990002&years=2023")
    facet(page, "environments", "market").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("典型案例：市场环境")
    expect_cases(page, 11, 7, 5, 1)
    assert page.url.endswith("/cases/environments/market/?areas=990002&years=2023")
    facet(page, "environments", "market").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("典型案例")
    expect_cases(page, 11, 9, 7, 5, 3, 1)
    assert page.url == f"{address}cases/?areas=990002&years=2023"


def test_from_a_later_page_all_cases_are_filtered(page: Page, address: str) -> None:
    """Page 2 leads to the list itself, so that its title says what is shown."""
    page.goto(f"{address}cases/page/2/")
    facet(page, "tags", "night").click()
    expect_cases(page, 11, 5, 8, 2)
    expect(page.get_by_role("heading", level=1)).to_have_text("典型案例")
    assert page.url == f"{address}cases/?tags=night"


@pytest.mark.parametrize("query", ["?from=singlemessage", "?constructor=x&__proto__=y", "?areas="])
def test_what_is_no_filter_is_let_alone(query: str, page: Page, address: str) -> None:
    """What messengers add to an address filters nothing and breaks nothing."""
    page.goto(f"{address}cases/{query}")
    facet(page, "tags", "night").click()
    if query == "?areas=":
        expect(page.locator("p.filtered")).to_have_text("没有同时符合这些条件的案例")
    else:
        expect_cases(page, 11, 5, 8, 2)


def test_the_keyboard_does_all_of_it(page: Page, address: str) -> None:
    """Tab reaches the values, Enter chooses, focus stays, Enter takes off."""
    page.goto(f"{address}cases/")
    link = facet(page, "tags", "night")
    facet(page, "tags", "one-thing").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect_cases(page, 11, 5, 8, 2)
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-current", "true")
    page.keyboard.press("Enter")
    assert page.url == f"{address}cases/"
    expect(page.locator(".case-list li")).to_have_count(3)


@pytest.mark.parametrize("page", [False], ids=["no script"], indirect=True)
def test_without_scripts_each_value_is_a_page(page: Page, address: str) -> None:
    """The links lead to lists that stand there already."""
    page.goto(f"{address}cases/")
    facet(page, "tags", "night").click()
    assert page.url == f"{address}cases/tags/night/"
    expect_cases(page, 11, 5, 8)
    page.get_by_role("link", name=re.compile("第\\s*2\\s*页")).click()
    expect_cases(page, 2)


@pytest.mark.parametrize("page", [False], ids=["no script"], indirect=True)
def test_focus_and_pointer_show_where_a_figure_comes_from(page: Page, address: str) -> None:
    """Without scripts: keyboard focus opens the card of a figure, the pointer too; else closed."""
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto(f"{address}cases/one-window/")
    figure, card = page.locator(".prose a.figure"), page.locator(".prose .provenance")
    expect(card).to_be_hidden()
    page.locator(".prose a[href]", has_text="关于").focus()
    page.keyboard.press("Tab")
    expect(figure).to_be_focused()
    expect(card).to_be_visible()
    expect(card).to_contain_text("网上办理率")
    expect(card).to_contain_text("版本2023.1.0")
    page.keyboard.press("Shift+Tab")
    expect(card).to_be_hidden()
    figure.hover()
    expect(card).to_be_visible()
    card.hover()
    expect(card).to_be_visible()
    page.mouse.move(0, 0)
    expect(card).to_be_hidden()
    figure.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("网上办理率")
    assert re.search(r"/indicators/online-rate/#o-990001-2023$", page.url)
