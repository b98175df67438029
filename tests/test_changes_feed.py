"""The feed of data changes: releases and withdrawals, as RFC 4287 wants them."""

from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from tests.conftest import REPOSITORY
from tests.machine import missing

BASE = "https://site.example/column/"
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def text(node: Element, name: str) -> str:
    """Return the text of the one child of this name."""
    (found,) = node.findall(f"a:{name}", NAMES)
    return found.text or ""


def feed(public: Path) -> Element:
    """Return the feed."""
    return fromstring((public / "changes/feed.xml").read_bytes())


def test_the_feed_has_what_atom_requires(versioned: Path) -> None:
    """Each feed and entry has one id, title and moment; ids are unlike; the feed names itself."""
    root = feed(versioned / "public")
    entries = root.findall("a:entry", NAMES)
    ids = [text(item, "id") for item in (root, *entries)]
    assert len(set(ids)) == len(ids) == 5
    for item in (root, *entries):
        assert text(item, "title")
        assert datetime.fromisoformat(text(item, "updated")).tzinfo
    assert text(root, "updated") == max(text(item, "updated") for item in entries)
    links = {item.get("rel"): item.get("href") for item in root.findall("a:link", NAMES)}
    assert links == {
        "self": f"{BASE}changes/feed.xml",
        "alternate": f"{BASE}changes/",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    (author,) = root.findall("a:author", NAMES)
    assert text(author, "name")


def test_entries_say_what_happened_why_and_where(versioned: Path) -> None:
    """A correction links the pages it concerns, a withdrawal says what is gone; newest first."""
    public = versioned / "public"
    gone, corrected, mended, first = feed(public).findall("a:entry", NAMES)
    assert [
        text(item, "title").rpartition("：")[2] for item in (gone, corrected, mended, first)
    ] == [
        "撤回版本2023.1.0",
        "发布版本2023.1.2",
        "发布版本2023.1.1",
        "发布版本2023.1.0",
    ]
    assert text(gone, "summary") == "撤回的内容：一行（虚构）。原因：误收（虚构）。"
    assert text(corrected, "summary") == "差错更正，影响：重大。原因：虚构。"
    content = text(corrected, "content")
    assert "更正的值：1个" in content
    assert f'<a href="{BASE}indicators/online-rate/">网上办理率</a>' in content
    addresses = {
        item.find("a:link", NAMES).get("href") for item in feed(public).findall("a:entry", NAMES)
    }
    assert missing(public, addresses, BASE, ()) == set()


def test_pages_of_changes_lead_to_the_feed(versioned: Path) -> None:
    """Readers of feeds find it from the page it stands for."""
    page = (versioned / "public/changes/index.html").read_text(encoding="utf-8")
    assert 'type="application/atom+xml"' in page
    assert 'href="feed.xml"' in page


def test_without_releases_there_is_no_feed(public: Path) -> None:
    """An empty feed would say that nothing ever changed; none says nothing."""
    released = list((REPOSITORY / "data").glob("*/releases.csv"))
    assert (public / "changes/feed.xml").exists() is bool(released)
