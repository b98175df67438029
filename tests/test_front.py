"""Home and lists: what is new, why a figure stands without a change, what an empty part says."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.figures.latest import headline_rows
from site_builder.figures.single_period import ALL_ONE_PERIOD, said_of_all, why_no_change
from site_builder.load.templates import load_assets, load_templates
from site_builder.model.figure import Comparison
from site_builder.model.figure_row import FigureRow
from site_builder.model.job import Setup
from site_builder.model.site import Site
from site_builder.pages.home import HOME, HomeView
from site_builder.pages.news import news
from site_builder.plan import chrome, page_job, route
from site_builder.render import render_alone
from site_builder.shelves import with_shelves
from tests.conftest import REPOSITORY
from tests.pages import Page, read_html


def home(site: Site) -> HomeView:
    """Return what the home page of a site shows."""
    (only,) = HOME.routes(site)
    view = HOME.view(site, only)
    assert isinstance(view, HomeView)
    return view


def drawn(site: Site, path: str) -> Page:
    """Return a page of a site with the shipped templates."""
    routes = route(site)
    setup = Setup(
        templates=load_templates(REPOSITORY, site.settings),
        assets=tuple(
            (name, name) for name, _, _ in load_assets(REPOSITORY, site.settings, preview=True)
        ),
        chrome=chrome(site, routes),
    )
    return read_html(render_alone(setup, page_job(site, routes, path), {}).decode())


def compared(*reasons: str) -> Comparison:
    """Return a comparison, refused for these reasons."""
    return Comparison(
        lead="比上年",
        text="" if reasons else "提高2个百分点",
        arrow="↑",
        judgement="",
        footnote="",
        marks=(),
        reasons=reasons,
        codes=reasons,
    )


@pytest.fixture
def row(shipped: Checked) -> FigureRow:
    """A headline figure that has a single period."""
    return headline_rows(shipped.site)[0]


def test_a_headline_has_a_direction_or_one_line_why_not(row: FigureRow) -> None:
    """A change needs no reason; without an earlier period, or refused, there is exactly one."""
    assert why_no_change(replace(row, comparison=compared())) == ""
    assert "只公布了这一期" in why_no_change(row)
    refused = compared("两期跨度不同（一年、十个月）", "之间有断点")
    assert why_no_change(replace(row, comparison=refused)) == "与前一期不可比：两期跨度不同"


def test_what_holds_for_all_headlines_is_said_once(row: FigureRow) -> None:
    """Only where no figure has an earlier period does one line stand for all of them."""
    assert said_of_all((row, row)) == ALL_ONE_PERIOD
    assert said_of_all((row, replace(row, comparison=compared()))) == ""
    assert said_of_all(()) == ""


def test_the_home_page_says_it_once_or_beside_each(shipped: Checked) -> None:
    """No headline is left without a change and without a reason."""
    view = home(shipped.site)
    assert len(view.headlines) == 4
    for item in view.headlines:
        comparison = item.row.comparison
        assert view.note or item.why or (comparison and comparison.comparable)
        assert not (view.note and item.why)


def test_what_is_new_goes_by_the_days_of_the_sources(shipped: Checked) -> None:
    """The newest first; the last release of each own package alone; no demonstration."""
    site = shipped.site
    items = news(site)
    days = [item.date for item in items]
    assert days == sorted(days, reverse=True)
    assert all(day <= site.as_of for day in days)
    data = [item for item in items if item.version]
    assert {item.version for item in data} <= {package.version for package in site.packages}
    assert not [item for item in items if "世界银行" in item.title]
    assert [item.word for item in items if not item.version] == ["典型案例"]


def test_an_update_makes_a_text_new_again(shipped: Checked) -> None:
    """A text counts by its last update; what is withheld is never news."""
    last = shipped.site.cases[-1]
    site = replace(
        shipped.site,
        cases=(*shipped.site.cases[:-1], replace(last, updated="2099-01-02 10:00")),
    )
    assert (news(site)[0].title, news(site)[0].date) == (last.title, "2099-01-02")


def test_typical_cases_are_of_different_environments_and_not_told_twice(shipped: Checked) -> None:
    """One case of an environment; none that already stands under what is new."""
    view = home(shipped.site)
    assert len({card.environment for card in view.cases}) == len(view.cases) > 1
    assert not {card.path for card in view.cases} & {item.path for item in view.news}


def test_an_environment_shows_a_figure_that_is_no_headline(shipped: Checked) -> None:
    """The home page does not print the same figure twice."""
    view = home(shipped.site)
    headlines = {item.row.figure.indicator for item in view.headlines}
    for tile in view.tiles:
        assert tile.row is not None
        assert tile.row.figure.indicator not in headlines


@pytest.mark.parametrize(
    ("gone", "path", "said"),
    [
        ({"cases": ()}, "/environments/government/", "这个环境还没有典型案例"),
        ({"cases": ()}, "/", "还没有公布案例"),
        ({"initiatives": ()}, "/environments/government/", "报告没有点名属于这个环境的举措"),
        ({"entries": {}}, "/environments/government/", "这个环境还没有公开的数据"),
        ({}, "/regions/", "目前一项也没有"),
    ],
)
def test_an_empty_part_says_so(
    gone: dict[str, object], path: str, said: str, shipped: Checked
) -> None:
    """What is not there is named, and what will stand there."""
    site = with_shelves(replace(shipped.site, **gone))  # type: ignore[arg-type]
    assert said in drawn(site, path).text


@pytest.mark.parametrize("path", ["/environments/government/", "/indicators/", "/sitemap/"])
def test_contents_lead_to_what_they_count(path: str, shipped: Checked) -> None:
    """Each line of a page's contents leads to an id of the page."""
    page = drawn(shipped.site, path)
    anchors = [link[1:] for link in page.links if link.startswith("#") and link != "#content"]
    assert len(anchors) > 2
    assert set(anchors) <= set(page.ids)


def test_a_period_of_many_figures_is_said_once(public: Path) -> None:
    """In a long list the period stands over its figures, not beside each of them."""
    text = (public / "environments/government/index.html").read_text(encoding="utf-8")
    table = text[text.index('<table class="figures') : text.index("</table>")]
    assert table.count("2024年5月28日") == table.count('class="shared"') == 2
    assert table.count("<tr data-name") > 15
