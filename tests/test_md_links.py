"""Links from one Markdown file to another."""

from pathlib import Path

import pytest

from site_builder.markup.targets import beside, is_document, is_relative
from tests.conftest import run
from tests.pages import read_page

CASE = "content/cases/sample/one-window.md"
OLD = "[关于](/about/)"

LINKS = [
    # written in the case, what the page holds
    ("../../reports/sample.md", "../../reports/sample/"),
    ("../../reports/sample.md#投资", "../../reports/sample/#%E6%8A%95%E8%B5%84"),
    ("../../pages/about.md", "../../about/"),
    ("second.md", "../second-window/"),
    ("./second.md#成效", "../second-window/#%E6%88%90%E6%95%88"),
    ("one-window.md#背景", "#%E8%83%8C%E6%99%AF"),
    ('<../../reports/sample.md> "题"', "../../reports/sample/"),
    ("../../reports/%73ample.md", "../../reports/sample/"),
]


def spoilt(site: Path, target: str) -> Path:
    """Let the case link to `target`, and give it a neighbour whose slug is not its file's name."""
    case = site / CASE
    text = case.read_text(encoding="utf-8")
    second = text.replace("slug: one-window", "slug: second-window")
    (case.parent / "second.md").write_text(second, encoding="utf-8")
    case.write_text(text.replace(OLD, f"[见]({target})"), encoding="utf-8")
    return site


@pytest.mark.parametrize(("target", "address"), LINKS)
def test_a_file_is_linked_as_its_page(minimal: Path, target: str, address: str) -> None:
    """A relative file name becomes a relative link to the page, anchor and all."""
    outcome = run("build", "--site", str(spoilt(minimal, target)), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    page = read_page(minimal / "public", minimal / "public" / "cases" / "one-window" / "index.html")
    assert address in page.links
    assert not [link for link in page.links if ".md" in link]


FAULTS = [
    ("secnd.md", "link-dead", "second.md"),
    ("../../report/sample.md", "link-dead", "../../reports/sample.md"),
    ("../../../README.md", "link-dead", ""),
    ("../../../../../etc/passwd.md", "link-dead", ""),
    ("second.md#无此标题", "anchor-dead", ""),
    ("Second.md", "link-dead", "second.md"),
    ("/cases/second.md", "link-dead", ""),
]


@pytest.mark.parametrize(("target", "code", "nearest"), FAULTS)
def test_a_file_that_is_no_page_is_named(
    minimal: Path, target: str, code: str, nearest: str
) -> None:
    """At its line and column, with the nearest file; files outside the content are no pages."""
    outcome = run("check", "--site", str(spoilt(minimal, target)))
    assert outcome.status == 1
    assert f"{CASE}:16:12: 错误 [{code}]" in outcome.text
    assert outcome.text.count("错误 [") == 1
    if nearest:
        assert f"最接近的是“{nearest}”" in outcome.text


def test_a_broken_file_is_no_dead_link_too(minimal: Path) -> None:
    """A link to a file with faults of its own is not reported besides."""
    site = spoilt(minimal, "second.md")
    (site / "content" / "cases" / "sample" / "second.md").write_text("坏", encoding="utf-8")
    outcome = run("check", "--site", str(site))
    assert "[front-matter-missing]" in outcome.text
    assert "link-dead" not in outcome.text


def test_a_new_address_remakes_only_who_links_there(minimal: Path) -> None:
    """A page carries the addresses of just the files it links to."""
    arguments = ("build", "--site", str(spoilt(minimal, "second.md")), "--executor", "serial")
    run(*arguments)
    about = minimal / "content" / "pages" / "about.md"
    text = about.read_text(encoding="utf-8")
    about.write_text(f"{text}\n见[样例](../reports/sample.md)。\n", encoding="utf-8")
    assert "重做1个" in run(*arguments).text


TARGETS = [
    ("a.md", True, True),
    ("../a.md#甲", True, True),
    ("a.md?b", True, True),
    ("a.jpg", True, False),
    ("/a.md", False, False),
    ("\\a.md", False, False),
    ("//example.com/a.md", False, False),
    ("https://example.com/a.md", False, False),
    ("C:\\a.md", False, False),
    ("", False, False),
]


@pytest.mark.parametrize(("target", "relative", "document"), TARGETS)
def test_what_starts_from_a_document(target: str, relative: bool, document: bool) -> None:
    """Only a path without scheme, host, drive or root does."""
    assert (is_relative(target), is_document(target)) == (relative, document)


def test_paths_are_seen_from_the_file() -> None:
    """Steps up and down are taken; what leads out of the site still shows it."""
    assert beside("content/cases/a/b.md", "c.jpg") == "content/cases/a/c.jpg"
    assert beside("content/cases/a/b.md", "../../pages/./d.md") == "content/pages/d.md"
    assert beside("content/a.md", "../../e.jpg") == "../e.jpg"
