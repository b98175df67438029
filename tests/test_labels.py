"""Page labels of government sites (国办发〔2017〕47号), on every page of two built sites."""

from pathlib import Path

import pytest
from lxml import html

from site_builder.linked.labels import column_labels, site_labels
from site_builder.model.government import Government, Portal
from site_builder.model.settings import Settings
from tests.pages import html_files
from tests.test_resolve import blank

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
CONTENT = ("ArticleTitle", "PubDate", "ContentSource")
DOCUMENTS = {"page-case", "page-report", "page-page"}


class Labelled:
    """A built page: its labels in the order of the head, and what a reader sees."""

    def __init__(self, public: Path, file: Path) -> None:
        self.path = file.relative_to(public).as_posix()
        self.tree = html.fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        wanted = (*SITE, *COLUMN, *CONTENT)
        self.labels = [
            (item.get("name"), item.get("content"))
            for item in self.tree.head.iter("meta")
            if item.get("name") in wanted
        ]
        self.is_document = bool(DOCUMENTS & set(self.tree.body.classes))

    def shown(self, expression: str) -> str:
        """Return the text of the first element that an XPath finds."""
        found = self.tree.xpath(expression)
        return "".join(found[0].text_content().split("\n")).strip() if found else ""


def labelled(public: Path) -> list[Labelled]:
    """Return every page of a built site."""
    return [Labelled(public, file) for file in html_files(public)]


@pytest.fixture(scope="module")
def shipped_pages(public: Path) -> list[Labelled]:
    """The pages of the shipped site."""
    return labelled(public)


@pytest.fixture(scope="module")
def official_pages(official: Path) -> list[Labelled]:
    """The pages of an official site."""
    return labelled(official)


@pytest.fixture(params=["shipped_pages", "official_pages"])
def pages(request: pytest.FixtureRequest) -> list[Labelled]:
    """The pages of each in turn."""
    found: list[Labelled] = request.getfixturevalue(request.param)
    return found


def test_no_label_stands_twice_or_empty(pages: list[Labelled]) -> None:
    """Each exact name once at most, and never without content."""
    for page in pages:
        names = [name for name, _ in page.labels]
        assert len(names) == len(set(names)), page.path
        assert all(text.strip() for _, text in page.labels), page.path


def test_every_page_bears_the_column_it_stands_in(pages: list[Labelled]) -> None:
    """All four labels of the column, on pages of lists and of content alike."""
    for page in pages:
        assert {name for name, _ in page.labels} >= set(COLUMN), page.path


def test_content_pages_and_no_others_bear_the_labels_of_content(pages: list[Labelled]) -> None:
    """Texts bear all three; a page without a time of its own does not pretend to have one."""
    assert sum(page.is_document for page in pages) >= 3
    for page in pages:
        held = {name for name, _ in page.labels} & set(CONTENT)
        assert held == (set(CONTENT) if page.is_document else set()), page.path


def test_labels_of_content_say_what_readers_see(pages: list[Labelled]) -> None:
    """The title is the h1, the time the visible one to the minute, the source the visible one."""
    for page in pages:
        if not page.is_document:
            continue
        labels = dict(page.labels)
        assert labels["ArticleTitle"] == page.shown("//h1"), page.path
        seen = page.shown("//*[contains(., '发布日期：') and .//time][last()]")
        assert f"发布日期：{labels['PubDate']}" in seen, page.path
        assert f"来源：{labels['ContentSource']}" in seen, page.path


def test_a_demonstration_has_no_code(shipped_pages: list[Labelled]) -> None:
    """Its pages say their site and domain; a code is not made up."""
    for page in shipped_pages:
        held = {name for name, _ in page.labels}
        assert held >= {"SiteName", "SiteDomain"}, page.path
        assert "SiteIDCode" not in held, page.path


def test_an_official_column_bears_the_labels_of_its_portal(
    official_pages: list[Labelled],
) -> None:
    """Name, domain and code of the portal, which is the first step of the way to each page."""
    for page in official_pages:
        labels = dict(page.labels)
        assert labels["SiteName"] == "虚构区人民政府门户网站", page.path
        assert labels["SiteDomain"] == "www.xugou.gov.cn", page.path
        assert labels["SiteIDCode"] == "3399010103", page.path
        if "page-embed" not in page.tree.body.classes:
            first = page.tree.xpath("//nav[contains(@class, 'crumbs')]//a")[0]
            assert first.get("href") == "https://www.xugou.gov.cn/", page.path


def test_the_foot_says_who_runs_an_official_site(official_pages: list[Labelled]) -> None:
    """Host, contact, both registrations, the code, the emblem, and where to ask and report."""
    for page in official_pages:
        if "page-embed" in page.tree.body.classes:
            continue
        foot = page.tree.xpath("//footer")[0]
        for text in ("虚构区人民政府", "0577-99010102", "浙ICP备99010102号", "3399010103"):
            assert text in foot.text_content(), page.path
        links = [item.get("href") for item in foot.iter("a")]
        for name in ("jiucuo", "zixun", "banshi", "biaoshi"):
            assert f"https://www.xugou.gov.cn/{name}/" in links, page.path
        assert page.tree.xpath("//meta[@name='robots']/@content") in ([], ["noindex"])
    indexed = [page for page in official_pages if not page.tree.xpath("//meta[@name='robots']")]
    assert len(indexed) > 20


def test_labels_follow_the_settings() -> None:
    """Without a portal the site names itself; what is not known is left out."""
    own = blank(Settings, title="虚构的站", base_url="https://xugou.gov.cn/lanmu/")
    assert site_labels(own) == (("SiteName", "虚构的站"), ("SiteDomain", "xugou.gov.cn"))
    portal = blank(Portal, name="虚构门户", domain="www.xugou.gov.cn")
    below = blank(Settings, title="虚构的站", government=Government(column_of=portal))
    assert dict(site_labels(below)) == {"SiteName": "虚构门户", "SiteDomain": "www.xugou.gov.cn"}
    assert column_labels(None) == ()
