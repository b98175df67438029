"""The glossary: its file, its page, and the first place of each term in prose."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.load.glossary import load_glossary
from site_builder.markup.fill import Surroundings
from site_builder.markup.scan import scan
from site_builder.model.view import TermLink
from tests.conftest import REPOSITORY, run
from tests.pages import read_page
from tests.rendering import render
from tests.test_markup import steady, tree

NAMES = {"口径": "caliber", "统计口径": "caliber", "同比": "yoy", "GDP": "gdp"}
LINKS = {
    name: TermLink(names=(name,), path=f"/glossary/#term-{term}", definition=f"“{term}”<的解释>")
    for name, term in NAMES.items()
}


def linked(body: str) -> list[str]:
    """Return the words that link to the glossary, in order."""
    root = tree(render(body, Surroundings(terms=LINKS, figures={("甲", ""): "<data>口径</data>"})))
    return [str(item.text) for item in root.iter("a") if item.get("class") == "term"]


PROSE = [
    ("口径不同，口径不同。", ["口径"]),
    ("统计口径与口径。", ["统计口径"]),
    ("口径与统计口径，同比。", ["口径", "同比"]),
    ("第一段。\n\n第二段说同比。\n\n- 同比", ["同比"]),
    ("**口径**与*同比*", ["口径", "同比"]),
    ("统计\n口径", ["统计口径"]),
    ("| 同比 |\n|---|\n| 口径 |", ["同比", "口径"]),
    ("文[^1]。\n\n[^1]: 口径", ["口径"]),
    ("国内GDP增长", ["GDP"]),
    ("EGDP与GDP2", []),
    ("## 口径\n\n无", []),
    ("## 口径\n\n口径", ["口径"]),
    ("[看口径](/a/)", []),
    ("[看口径](/a/)，口径", ["口径"]),
    ("`口径`", []),
    ("```\n口径\n```", []),
    ("    口径", []),
    ("![口径](a.png)", []),
    ('![图](a.png "口径")', []),
    ("{{甲}}", []),
    ("《口径》“同比”", []),
    ("《**口径**与同比》", []),
    ("「口径」", []),
    ("“好”，口径", ["口径"]),
    ("> 口径", []),
    ("表：口径\n\n| 甲 |\n|---|\n| 乙 |", []),
]


@pytest.mark.parametrize(("body", "expected"), PROSE)
def test_the_first_place_in_prose_is_linked(body: str, expected: list[str]) -> None:
    """Once each, the longest name first, never in headings, links, code, figures, quotations."""
    assert linked(body) == expected


@pytest.mark.parametrize(("body", "expected"), PROSE)
def test_a_document_knows_its_terms_from_its_scan(body: str, expected: list[str]) -> None:
    """What one reading finds is what the page links."""
    assert list(scan(body, terms=NAMES).terms) == [NAMES[name] for name in expected]


@steady
@given(st.lists(st.sampled_from([*NAMES, "**", "“", "”", "[", "](/a/)", "\n", "`", "。"])))
def test_the_words_stay_as_they_are(pieces: list[str]) -> None:
    """Linking terms changes no word of the text, and links no term twice."""
    body = "".join(pieces)
    with_terms = tree(render(body, Surroundings(terms=LINKS)))
    without = tree(render(body, Surroundings()))
    assert "".join(with_terms.itertext()) == "".join(without.itertext())
    terms = [NAMES[name] for name in linked(body)]
    assert len(terms) == len(set(terms))


def test_a_link_says_what_the_term_means() -> None:
    """It leads to the term's own place and carries the definition, escaped."""
    html = render("口径", Surroundings(terms=LINKS, relative=lambda path: f"../..{path}"))
    (link,) = tree(html).iter("a")
    assert link.get("href") == "../../glossary/#term-caliber"
    assert link.get("title") == "“caliber”<的解释>"


HEADER = "term,title,definition,source,locator,aliases,see\n"
ROWS = (
    "caliber,口径,虚构的解释：数是怎样算的。,,,统计口径|统计范围,yoy\n"
    "yoy,同比,虚构的解释：与上年同期比。,sample-bulletin,一｜同比,,caliber\n"
)


def glossary(site: Path, rows: str, header: str = HEADER) -> Path:
    """Give a site a glossary."""
    (site / "content" / "glossary.csv").write_text(header + rows, encoding="utf-8")
    return site


WRONG = [
    ("yoy,同比,,,,,\n", 2, "definition"),
    (",同比,解释,,,,\n", 2, "term"),
    ("同比,同比,解释,,,,\n", 2, "term"),
    ("yoy,同比,解释,sample-bulletin,,,\n", 2, "locator"),
    ("yoy,同比,解释,,,同比,\n", 2, "aliases"),
    ("yoy,同比,解释,,,,\nyoy-2,同比,解释,,,,\n", 3, "title"),
    ("yoy,同比,解释,,,,\nyoy,环比,解释,,,,\n", 3, "term"),
    ("yoy,同比,解释,,,,mom\n", 2, "see"),
    ("yoy,同比,解释,,,,yoy\n", 2, "see"),
    ("yoy,同比,解释\n", 2, None),
]


@pytest.mark.parametrize(("rows", "row", "field"), WRONG)
def test_a_faulty_row_is_named(minimal: Path, rows: str, row: int, field: str | None) -> None:
    """One fault, at its row and field."""
    _, faults = load_glossary(glossary(minimal, rows), "content")
    assert [(item.code, item.span.row, item.span.field) for item in faults] == [
        ("glossary-invalid", row, field)
    ]


def test_a_faulty_header_is_named_once(minimal: Path) -> None:
    """With a wrong header no row is read."""
    terms, faults = load_glossary(glossary(minimal, ROWS, "词,解释\n"), "content")
    assert (terms, [(item.code, item.span.row) for item in faults]) == (
        (),
        [("glossary-invalid", 1)],
    )


def test_the_page_lists_every_term(minimal: Path) -> None:
    """Each term has a place of its own; its source stands with it, or that this site says so."""
    outcome = run("build", "--site", str(glossary(minimal, ROWS)), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    page = read_page(minimal / "public", minimal / "public" / "glossary" / "index.html")
    assert {"term-caliber", "term-yoy"} <= set(page.ids)
    assert "统计口径、统计范围" in page.text
    assert page.text.count("本站说明") == 1
    assert "一：同比" in page.text
    assert {"#term-yoy", "#term-caliber"} <= set(page.links)
    for other in ("index.html", "sitemap/index.html"):
        links = read_page(minimal / "public", minimal / "public" / other).links
        assert any(link.endswith("glossary/") for link in links)


def test_without_terms_there_is_no_page(minimal: Path) -> None:
    """A glossary without rows, or none, makes no page and no link."""
    for site in (minimal, glossary(minimal, "")):
        assert run("build", "--site", str(site), "--executor", "serial").status == 0
        assert not (site / "public" / "glossary").exists()
        assert "glossary" not in (site / "public" / "index.html").read_text(encoding="utf-8")


def test_a_definition_reaches_only_pages_that_use_the_term(minimal: Path) -> None:
    """Changing what a term means remakes the glossary and the documents that hold the term."""
    about = minimal / "content" / "pages" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n看同比。\n", encoding="utf-8")
    arguments = ("build", "--site", str(glossary(minimal, ROWS)), "--executor", "serial")
    run(*arguments)
    glossary(minimal, ROWS.replace("与上年同期比", "改过的虚构解释"))
    assert "重做2个" in run(*arguments).text
    html = (minimal / "public" / "about" / "index.html").read_text(encoding="utf-8")
    assert "改过的虚构解释" in html


def test_the_shipped_glossary_explains_only_what_is_explained() -> None:
    """A term has its source, or is a word of this site's method; 135 and 三化 are absent."""
    terms, faults = load_glossary(REPOSITORY, "content")
    assert faults == ()
    assert 8 <= len(terms) <= 30
    words = "".join(name for term in terms for name in term.names)
    assert not [name for name in ("135", "十百千", "三化") if name in words]
    own = {term.title for term in terms if not term.source}
    assert {"同比", "环比", "不可比", "百分点", "截至"} <= own
