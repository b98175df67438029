"""Text in Han characters on a page of another language is marked as Chinese."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.markup.foreign import marked

HAN = re.compile("[\u4e00-\u9fff]")
VOID = {"br", "img", "meta", "link", "input", "path", "rect", "line", "circle", "col"}
SKIPPED = {"script", "style", "title", "svg", "textarea"}


class Reader(HTMLParser):
    """Collects the texts of a page with the language that each is in."""

    def __init__(self) -> None:
        """Begin with an English page."""
        super().__init__()
        self.open: list[tuple[str, str]] = [("html", "en")]
        self.texts: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        if tag not in (
            "br",
            "img",
            "meta",
            "link",
            "input",
            "path",
            "rect",
            "line",
            "circle",
            "col",
        ):
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass by an element without content."""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note a text."""
        tags = [tag for tag, _ in self.open]
        aside = next((tag for tag in tags if tag in SKIPPED), tags[-1])
        self.texts.append((data, aside, self.open[-1][1]))


def unmarked(html: str) -> list[str]:
    """Return the texts in Han characters that are not marked as Chinese."""
    reader = Reader()
    reader.feed(html)
    return [
        text
        for text, tag, language in reader.texts
        if HAN.search(text) and tag not in SKIPPED and not language.startswith("zh")
    ]


def text_of(html: str) -> str:
    """Return the text of a page."""
    reader = Reader()
    reader.feed(html)
    return "".join(text for text, _, _ in reader.texts)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>洞头区</p>", '<p><span lang="zh-CN">洞头区</span></p>'),
        ("<p>In 洞头区, 2024</p>", '<p>In <span lang="zh-CN">洞头区</span>, 2024</p>'),
        ("<p>一、2024年（甲）</p>", '<p><span lang="zh-CN">一、2024年（甲）</span></p>'),
        ("<p>plain “text”</p>", "<p>plain “text”</p>"),
        ('<p lang="zh-CN">甲<b>乙</b>丙</p>', '<p lang="zh-CN">甲<b>乙</b>丙</p>'),
        ("<title>甲</title>", "<title>甲</title>"),
        ('<script>"<p>甲</p>"</script>', '<script>"<p>甲</p>"</script>'),
        ("<svg>甲</svg><p>乙</p>", '<svg>甲</svg><p><span lang="zh-CN">乙</span></p>'),
        ("<option>甲</option>", '<option lang="zh-CN">甲</option>'),
        ('<a href="../x/" hreflang="zh-CN">A</a>', '<a href="../x/" hreflang="zh-CN">A</a>'),
        ("<!-- 甲 --><br>", "<!-- 甲 --><br>"),
    ],
)  # fmt: skip
def test_chinese_is_marked_once(html: str, expected: str) -> None:
    """Text nodes are marked where elements may stand, and only what is not marked yet."""
    assert marked(html, "zh-CN") == expected


def test_links_to_chinese_pages_say_so() -> None:
    """A link out of the translation names the language it leads to."""
    found = marked('<a href="../a/#x">A</a><a href="../b/">B</a>', "zh-CN", {"../a/"})
    assert found == '<a href="../a/#x" hreflang="zh-CN">A</a><a href="../b/">B</a>'


PIECES = st.lists(
    st.sampled_from(["甲", "乙丙", "word", " ", "，", "2024", "（", "）", "<b>", "</b>", "<br>"])
)


@given(PIECES)
def test_marking_changes_no_word(pieces: list[str]) -> None:
    """All Chinese is marked, and the text of the page stays the same."""
    html = f"<p>{''.join(pieces)}</p>"
    assert unmarked(marked(html, "zh-CN")) == []
    assert text_of(marked(html, "zh-CN")) == text_of(html)
    assert marked(marked(html, "zh-CN"), "zh-CN") == marked(html, "zh-CN")
