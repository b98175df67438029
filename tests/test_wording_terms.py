"""Words not to be used: how the list is read, and where the words are found.

The lists are made up; the shipped one is tried on its own.
"""

from pathlib import Path

import pytest

from site_builder.build import Checked, Config
from site_builder.build import check as check_site
from site_builder.check.wording import check_documents
from site_builder.diagnostics import BuildFailed, Diagnostic, Severity
from site_builder.load.wording import load_wording
from site_builder.markup.scan import NO_HTML
from site_builder.model.document import Document, DocumentKind
from site_builder.model.settings import Settings
from site_builder.model.site import Routes, Site
from site_builder.model.text import Text
from site_builder.model.wording import AvoidedTerm
from site_builder.reporters.catalogue import hint, message
from tests.conftest import REPOSITORY
from tests.test_resolve import blank

HEADER = "term,replacement,severity,reason,except\n"
BLANK_SETTINGS = blank(Settings, official=False, page_size=12)


def term(word: str, *contexts: str, severity: Severity = Severity.WARNING) -> AvoidedTerm:
    """Return a term of an invented list."""
    return AvoidedTerm(
        term=word, replacement="别的词", severity=severity, reason="虚构的理由", contexts=contexts
    )


def said(body: str, *terms: AvoidedTerm) -> tuple[Diagnostic, ...]:
    """Return what is said of a page with this body, which begins on line 10."""
    page = blank(Document, kind=DocumentKind.PAGE, path="page.md")
    text = blank(Text, body=body, body_line=10, html=NO_HTML)
    site = blank(
        Site,
        settings=BLANK_SETTINGS,
        pages=(page,),
        entries={},
        areas={},
        sources={},
        texts={page.path: text},
        bindings={},
        set_aside=None,
        wording=tuple(sorted(terms, key=lambda item: (-len(item.term), item.term))),
    )
    return check_documents(site, blank(Routes, anchors={}))


FOUND = [
    # body, terms, each find as term, line and column
    ("甲错词乙", [term("错词")], [("错词", 10, 2)]),
    ("甲\n乙错词", [term("错词")], [("错词", 11, 2)]),
    ("错词错词", [term("错词")], [("错词", 10, 1), ("错词", 10, 3)]),
    ("- 甲\n  > 错词", [term("错词")], [("错词", 11, 5)]),
    ("甲错\n词", [term("错词")], [("错词", 10, 2)]),
    ("甲错\n\n词", [term("错词")], []),
    ("没有", [term("错词")], []),
    # the longest first, one at a place
    ("错词到", [term("错词"), term("错词到")], [("错词到", 10, 1)]),
    ("大错词", [term("错词"), term("大错")], [("大错", 10, 1)]),
    # contexts in which it is right
    ("纠错词典和错词", [term("错词", "纠错词典")], [("错词", 10, 6)]),
    ("错词典", [term("错词", "错词典", "错词本")], []),
    ("错词到期", [term("错词到", "错词到期"), term("错词")], [("错词", 10, 1)]),
    ("错词", [term("错词", "错词典")], [("错词", 10, 1)]),
    # somebody's words
    ("《错词》，“错词”", [term("错词")], []),
    ("《错词》，“错词”", [term("错词", severity=Severity.ERROR)], [("错词", 10, 7)]),
    ("“没有引完的错词", [term("错词")], [("错词", 10, 7)]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "terms", "expected"), FOUND)
def test_a_term_is_found_where_it_stands(
    body: str, terms: list[AvoidedTerm], expected: list[tuple[str, int, int]]
) -> None:
    """Line and column of each; contexts, titles and quotations are heeded."""
    found = [
        (dict(item.arguments)["term"], item.span.line, item.span.column)
        for item in said(body, *terms)
    ]
    assert found == expected


def test_the_severity_decides_the_code() -> None:
    """Forbidden is an error, discouraged a warning; the hint says what to write."""
    (forbidden,) = said("错词", term("错词", severity=Severity.ERROR))
    (discouraged,) = said("错词", term("错词"))
    assert (forbidden.code, forbidden.severity) == ("term-forbidden", Severity.ERROR)
    assert (discouraged.code, discouraged.severity) == ("term-discouraged", Severity.WARNING)
    assert "虚构的理由" in message(forbidden, "zh")
    assert "改为“别的词”" in hint(discouraged, "zh")


PLACES = [
    # file, what is replaced in it, span as line, column, row, field
    ("content/cases/sample/one-window.md", "title: ", "title: 错词", (2, 8, None, None)),
    ("content/cases/sample/one-window.md", "summary: '", "summary: '错词", (9, 11, None, None)),
    ("content/pages/about.md", "summary: 测", 'summary: "错词测"\n#', (5, 11, None, None)),
    ("content/reports/sample.md", "投资增速", "错词投资增速", (14, 1, None, None)),
    ("site.toml", "虚构的数据和案例", "错词", (4, None, None, None)),
    ("site.toml", '"办事。"', '"错词"', (13, None, None, None)),
    ("data/sample/2023.1.0/indicators.csv", "网上办理率", "错词", (None, None, 2, "title")),
    ("data/sample/2023.1.0/initiatives.csv", "虚构的举措", "错词", (None, None, 2, "summary")),
    (
        "data/sample/2023.1.0/observations.csv",
        "统计制度改变",
        "错词",
        (None, None, 6, "editor_note"),
    ),
]


def test_every_text_is_looked_through(minimal: Path) -> None:
    """Titles, summaries, bodies, settings and the editors' cells, each at its place."""
    (minimal / "content/terms.csv").write_text(f"{HEADER}错词,,error,虚构,\n", encoding="utf-8")
    for name, old, new, _ in PLACES:
        file = minimal / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BuildFailed) as caught:
        check_site(
            Config(root=minimal, cache=minimal / ".cache", as_of=None, strict=False, clean=True)
        )
    found = {
        (item.span.path, (item.span.line, item.span.column, item.span.row, item.span.field))
        for item in caught.value.diagnostics
        if item.code == "term-forbidden"
    }
    assert found == {(name, place) for name, _, _, place in PLACES}


FAULTY = [
    # text of the file, row, field, cause
    ("", 1, None, "@terms-header"),
    ("term,replacement\n", 1, None, "@terms-header"),
    (HEADER + ",乙,error,理由,\n", 2, "term", "@required"),
    (HEADER + "甲,乙,error,,\n", 2, "reason", "@required"),
    (HEADER + "甲,乙,严重,理由,\n", 2, "severity", "@terms-severity"),
    (HEADER + "甲,乙,,理由,\n", 2, "severity", "@terms-severity"),
    (HEADER + "甲,甲,error,理由,\n", 2, "replacement", "@terms-same"),
    (HEADER + "甲,乙,error,理由,丙丁\n", 2, "except", "@terms-except"),
    (HEADER + "甲,乙,error,理由\n", 2, None, "@terms-cells"),
    (HEADER + "甲,乙,error,理由,\n\n甲,丙,error,理由,\n", 4, "term", "@repeated"),
]


@pytest.mark.parametrize(("text", "row", "field", "cause"), FAULTY)
def test_a_faulty_list_is_told(
    text: str, row: int, field: str | None, cause: str, tmp_path: Path
) -> None:
    """Row, field and cause; the other rows are read."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/terms.csv").write_text(text, encoding="utf-8")
    _, (item,) = load_wording(tmp_path, "content")
    assert (item.code, item.span.row, item.span.field) == ("terms-invalid", row, field)
    assert dict(item.arguments)["cause"].split("|")[0] == cause


def test_a_list_is_read_longest_first(tmp_path: Path) -> None:
    """A faulty row keeps no other from being read; a missing file is an empty list."""
    assert load_wording(tmp_path, "content") == ((), ())
    (tmp_path / "content").mkdir()
    rows = "甲,乙,error,理由,\n,乙,error,理由,\n甲甲,,warning,理由, 甲甲甲 | 乙甲甲 \n"
    (tmp_path / "content/terms.csv").write_text(f"\ufeff{HEADER}{rows}", encoding="utf-8")
    terms, faults = load_wording(tmp_path, "content")
    assert [(item.term, item.contexts) for item in terms] == [
        ("甲甲", ("甲甲甲", "乙甲甲")),
        ("甲", ()),
    ]
    assert len(faults) == 1


SENTENCES = [
    # a sentence, what the shipped list says of it
    ("截止目前，已办理。", ["截止目前"]),
    ("截至目前，已办理。", []),
    ("涉及到多个部门", ["涉及到"]),
    ("涉及到期债务", []),
    ("关注消费，注消登记", ["注消"]),
    ("化学反应问题", []),
    ("向政府反应问题", ["反应问题"]),
    ("颁布署名文章", []),
    ("帮扶残废人", ["残废人"]),
    ("不尽如人意", []),
    ("个体工商户", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_shipped_list_knows_right_from_wrong(text: str, expected: list[str]) -> None:
    """The words it names, and not the words that only look like them."""
    terms, faults = load_wording(REPOSITORY, "content")
    assert faults == ()
    assert [dict(item.arguments)["term"] for item in said(text, *terms)] == expected


def test_the_shipped_site_offends_nowhere(shipped: Checked) -> None:
    """The words of the shipped site agree with its own list, which does not contradict itself."""
    assert shipped.site.wording
    codes = {"term-forbidden", "term-discouraged", "figure-unbound", "literal-unused"}
    assert not codes & {item.code for item in shipped.diagnostics}
    words = [item.term for item in shipped.site.wording]
    for item in shipped.site.wording:
        assert not any(word in item.replacement for word in words)
