"""Feeds of texts: read without complaint, whole wherever they are read, alike in both forms."""

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from site_builder.outputs.feeds.documents import full_content
from site_builder.outputs.feeds.entry import Entry, Feed
from site_builder.outputs.feeds.json_feed import json_feed
from tests.machine import missing
from tests.test_resolve import blank

BASE = "https://dongtou.example/"
STEMS = ("feed", "cases/feed", "changes/feed")


def atom(public: Path, stem: str) -> Any:
    """Return a feed as a reader of feeds sees it, which looked at bytes alone."""
    return feedparser.parse((public / f"{stem}.xml").read_bytes(), sanitize_html=False)


def as_json(public: Path, stem: str) -> Any:
    """Return the same feed as JSON."""
    return json.loads((public / f"{stem}.json").read_bytes())


@pytest.mark.parametrize("stem", STEMS)
def test_readers_do_not_complain(public: Path, stem: str) -> None:
    """Well-formed, Atom, with title, moment and author, and no entry twice."""
    found = atom(public, stem)
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.title
    assert found.feed.updated_parsed
    ids = [item.id for item in found.entries]
    assert len(ids) == len(set(ids)) > 0
    assert all(item.updated_parsed and item.title and item.link for item in found.entries)


@pytest.mark.parametrize("stem", STEMS)
def test_both_forms_say_the_same(public: Path, stem: str) -> None:
    """The JSON feed has the required fields of 1.1 and the entries of the Atom feed."""
    one, other = atom(public, stem), as_json(public, stem)
    assert other["version"] == "https://jsonfeed.org/version/1.1"
    assert other["title"] == one.feed.title
    assert other["feed_url"] == f"{BASE}{stem}.json"
    assert len(other["items"]) == len(one.entries)
    for item, entry in zip(other["items"], one.entries, strict=True):
        assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
        assert item["date_published"] == entry.published
        assert "content_html" in item or "content_text" in item
    raw = etree.fromstring((public / f"{stem}.xml").read_bytes())
    contents = [one.text for one in raw.iterfind(".//{http://www.w3.org/2005/Atom}content")]
    assert contents == [item["content_html"] for item in other["items"] if "content_html" in item]


@pytest.mark.parametrize("stem", ["feed", "cases/feed"])
def test_the_whole_text_is_there(public: Path, stem: str) -> None:
    """Every heading of the page and every figure in its prose."""
    assert 'data-observation="' in (public / f"{stem}.json").read_text(encoding="utf-8").replace(
        '\\"', '"'
    )
    for item in as_json(public, stem)["items"]:
        page = html.parse(str(public / item["url"].removeprefix(BASE) / "index.html")).getroot()
        (prose,) = page.xpath("//article[contains(@class, 'prose')]")
        text = html.fromstring(f"<div>{item['content_html']}</div>")
        headings = [one.text_content() for one in text.iter("h2", "h3")]
        shown = [one.text_content() for one in prose.iter("h2", "h3")]
        assert headings == shown[: len(headings)], item["url"]
        assert len(headings) >= 2, item["url"]
        figures = {one.get("data-observation") for one in text.iter("data")}
        assert figures == {
            one.get("data-observation") for one in prose.iter("data") if "value" not in one.classes
        }


@pytest.mark.parametrize("stem", STEMS)
def test_every_address_is_absolute_and_there(public: Path, stem: str) -> None:
    """A reader elsewhere can follow every link and load every picture."""
    found = set()
    for item in as_json(public, stem)["items"]:
        text = html.fromstring(f"<div>{item.get('content_html', '')}</div>")
        found |= {item["url"], *text.xpath("//@href | //@src")}
    assert all(address.startswith("https://") for address in found)
    own = {address.partition("#")[0] for address in found if address.startswith(BASE)}
    assert missing(public, own, BASE, ()) == set()


def test_where_figures_come_from_does_not_interrupt_the_text(public: Path) -> None:
    """The cards that the site's style hides stay on the site; marks stand in brackets."""
    for item in as_json(public, "feed")["items"]:
        assert "provenance" not in item["content_html"]
        assert 'class="mark"' not in item["content_html"]


def test_a_link_within_a_text_leads_to_its_page() -> None:
    """In a feed several texts stand together, so that `#note` alone would lead anywhere."""
    from site_builder.markup.scan import scan
    from site_builder.model.view import Prose

    written = scan("见[下文](#部分)，“#甲”[^1]。\n\n## 部分\n\n[^1]: 注\n")
    text = blank(Prose, html=written.html, cover=None)
    made = full_content(f"{BASE}cases/one/", text, BASE)
    assert set(re.findall(r'href="([^"]*)"', made)) == {
        f"{BASE}cases/one/#%E9%83%A8%E5%88%86",
        f"{BASE}cases/one/#fn1",
        f"{BASE}cases/one/#fnref1",
    }
    assert "“#甲”" in made


def test_json_has_text_where_there_is_no_html() -> None:
    """An entry has content in one form at least (JSON Feed 1.1)."""
    entry = Entry(
        id="a", title="虚构", link=BASE, published="2024-01-01", updated="2024-01-01", summary="甲"
    )
    (item,) = json.loads(json_feed(blank(Feed), [entry]))["items"]
    assert item["content_text"] == "甲"
    assert "content_html" not in item
    assert item["date_published"] == "2024-01-01T00:00:00+08:00"


def test_pages_lead_to_their_feeds(public: Path) -> None:
    """All pages to all texts; cases to theirs, pages of data to changes; in both forms."""
    expected = {
        "index.html": {"feed.xml", "feed.json"},
        "cases/index.html": {"../feed.xml", "../feed.json", "feed.xml", "feed.json"},
        "changes/index.html": {"../feed.xml", "../feed.json", "feed.xml", "feed.json"},
        "data/index.html": {
            *("../feed.xml", "../feed.json"),
            *("../changes/feed.xml", "../changes/feed.json"),
        },
    }
    for path, wanted in expected.items():
        page = html.parse(str(public / path)).getroot()
        links = page.xpath(
            "//link[@rel='alternate'][contains(@type, 'feed') or contains(@type, 'atom')]"
        )
        assert {link.get("href") for link in links} == wanted, path
