"""Markdown as Chinese editors write it: emphasis, line breaks, ids, figures, and nothing unsafe.

All texts are made up.
"""

import re
import string
from html import escape
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from site_builder.markup.fill import Surroundings, fill_line
from site_builder.markup.scan import scan
from tests.rendering import render

steady = settings(derandomize=True, deadline=None, max_examples=150)


class Finished(dict[tuple[str, str], str]):
    """Finished HTML for any figure asked for."""

    def __missing__(self, key: tuple[str, str]) -> str:
        return f"<data>{escape(key[0])}|{escape(key[1])}</data>"


def shown(body: str) -> str:
    """Return a body as HTML; site paths get the prefix `../..`."""
    return render(body, Surroundings(figures=Finished(), relative=lambda path: f"../..{path}"))


def paragraph(body: str) -> str:
    """Return the HTML inside the one paragraph a body makes."""
    found = re.fullmatch(r"<p>(.*)</p>\n", shown(body), re.DOTALL)
    assert found is not None, shown(body)
    return found[1]


def tree(html: str) -> Element:
    """Return what a browser makes of the HTML."""
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def tags(html: str) -> set[str]:
    """Return the names of all elements a browser finds."""
    return {str(element.tag) for element in tree(html).iter()} - {"DOCUMENT_FRAGMENT"}


def visible(html: str) -> str:
    """Return the text a browser shows."""
    return "".join(tree(html).itertext())


class Balance(HTMLParser):
    """Checks that elements are closed in order."""

    VOID = ("br", "hr", "img")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.sound = True

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        """Remember an element that must be closed."""
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        """Pass over an element that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        self.sound = self.sound and bool(self.open) and self.open.pop() == tag


EMPHASIS = [
    # the three that CommonMark leaves literal
    ("推行**“一件事”**改革", "推行<strong>“一件事”</strong>改革"),
    ("见**（试行）**文件", "见<strong>（试行）</strong>文件"),
    ("**注意：**办理", "<strong>注意：</strong>办理"),
    # plain
    ("**重点**", "<strong>重点</strong>"),
    ("这是**重点**工作", "这是<strong>重点</strong>工作"),
    ("这是*重点*工作", "这是<em>重点</em>工作"),
    ("**甲**和**乙**", "<strong>甲</strong>和<strong>乙</strong>"),
    ("**甲**、**乙**。", "<strong>甲</strong>、<strong>乙</strong>。"),
    ("（**重点**）", "（<strong>重点</strong>）"),
    ("“**重点**”", "“<strong>重点</strong>”"),
    ("，**重点**，", "，<strong>重点</strong>，"),
    ("推行*“一件事”*改革", "推行<em>“一件事”</em>改革"),
    ("**《办法》**第三条", "<strong>《办法》</strong>第三条"),
    ("依据**《办法》**和**《条例》**", "依据<strong>《办法》</strong>和<strong>《条例》</strong>"),
    ("**一是……**二是", "<strong>一是……</strong>二是"),
    ("前**——后**中", "前<strong>——后</strong>中"),
    ("**“甲”**、**“乙”**并行", "<strong>“甲”</strong>、<strong>“乙”</strong>并行"),
    ("**‘单引’**后", "<strong>‘单引’</strong>后"),
    ("**温州·示例**办", "<strong>温州·示例</strong>办"),
    # Latin marks, digits and words beside Chinese
    ("见**(试行)**文件", "见<strong>(试行)</strong>文件"),
    ("增长**5%**，同比", "增长<strong>5%</strong>，同比"),
    ("达到**100%**以上", "达到<strong>100%</strong>以上"),
    ("温度**20℃**以上", "温度<strong>20℃</strong>以上"),
    ("增长**×3**倍", "增长<strong>×3</strong>倍"),
    ("**Windows**系统", "<strong>Windows</strong>系统"),
    ("使用**Windows**。", "使用<strong>Windows</strong>。"),
    ("注意**！**Windows", "注意<strong>！</strong>Windows"),
    ("Windows**（系统）**版", "Windows<strong>（系统）</strong>版"),
    ("第**1.**条", "第<strong>1.</strong>条"),
    # nested
    ("***粗斜***中文", "<em><strong>粗斜</strong></em>中文"),
    ("**外*内*外**后", "<strong>外<em>内</em>外</strong>后"),
    ("*外**内**外*后", "<em>外<strong>内</strong>外</em>后"),
    ("**“外*内*”**后", "<strong>“外<em>内</em>”</strong>后"),
    ("**外*“内”*外**后", "<strong>外<em>“内”</em>外</strong>后"),
    ("**外_（内）_**后", "<strong>外_（内）_</strong>后"),
    # underscores: at a border they mark, inside a word they do not
    ("_重点_", "<em>重点</em>"),
    ("__重点__", "<strong>重点</strong>"),
    ("_重点_：说明", "<em>重点</em>：说明"),
    ("说明：_重点_。", "说明：<em>重点</em>。"),
    ("“__重点__”", "“<strong>重点</strong>”"),
    ("中文_重点_中文", "中文_重点_中文"),
    ("some_snake_case中", "some_snake_case中"),
    # beside links and code
    ("见**[通知](/a/)**。", '见<strong><a href="../../a/">通知</a></strong>。'),
    ("见**[“通知”](/a/)**后", '见<strong><a href="../../a/">“通知”</a></strong>后'),
    ("[**“通知”**后](/a/)", '<a href="../../a/"><strong>“通知”</strong>后</a>'),
    ("[通知](/a/)**（试行）**后", '<a href="../../a/">通知</a><strong>（试行）</strong>后'),
    ("用**`make`**建", "用<strong><code>make</code></strong>建"),
    ("`make`**（构建）**后", "<code>make</code><strong>（构建）</strong>后"),
    ("**（构建）**`make`", "<strong>（构建）</strong><code>make</code>"),
    ("达**{{网办率}}**，", "达<strong><data>网办率|</data></strong>，"),
    ("**网办率{{网办率}}**。", "<strong>网办率<data>网办率|</data></strong>。"),
    # what is not emphasis
    ("前 ** 中 ** 后", "前 ** 中 ** 后"),
    ("5 * 3 * 2", "5 * 3 * 2"),
    (r"\*\*重点\*\*", "**重点**"),
    ("`**重点**`", "<code>**重点**</code>"),
    ("**没有收尾", "**没有收尾"),
    ("没有开头**", "没有开头**"),
]


@pytest.mark.parametrize(("body", "expected"), EMPHASIS)
def test_emphasis_beside_chinese(body: str, expected: str) -> None:
    """Chinese text and punctuation never keep a delimiter from opening or closing."""
    assert paragraph(body) == expected


MARKS = "，。！？；：、“”‘’（）《》〈〉【】「」『』—…·～％"


@pytest.mark.parametrize("mark", MARKS)
def test_every_chinese_mark_inside_and_outside(mark: str) -> None:
    """Each Chinese mark may stand first or last inside emphasis, or before or after it."""
    for delimiter, tag in (("**", "strong"), ("*", "em")):
        for inside in (f"{mark}中", f"中{mark}", f"{mark}中{mark}", mark):
            for before, after in (("前", "后"), (mark, mark), ("", "后"), ("前", ""), ("a", "后")):
                written = f"{before}{delimiter}{inside}{delimiter}{after}"
                assert paragraph(written) == f"{before}<{tag}>{inside}</{tag}>{after}"


@steady
@given(st.text(alphabet="*_ab ,.()!", max_size=24))
def test_latin_text_keeps_the_rules_of_commonmark(body: str) -> None:
    """Without Chinese beside it, emphasis is exactly the standard's."""
    standard = MarkdownIt("commonmark", {"html": False}).render(body)
    assert shown(body) == standard


SOFT_BREAKS = [
    ("中文\n中文", "中文中文"),
    ("中文，\n中文", "中文，中文"),
    ("中文\n“中文”", "中文“中文”"),
    ("中文 \n  中文", "中文中文"),
    ("中文。\nWord", "中文。Word"),
    ("Word\n，中文", "Word，中文"),
    ("（\nWord", "（Word"),
    ("2024\n年", "2024\n年"),
    ("中文\nWord", "中文\nWord"),
    ("Word\n中文", "Word\n中文"),
    ("Word\nword", "Word\nword"),
    ("Word.\nWord", "Word.\nWord"),
    ("中文  \n中文", "中文<br />\n中文"),
    ("中文\\\n中文", "中文<br />\n中文"),
    ("**中文**\n中文", "<strong>中文</strong>中文"),
    ("中文\n**中文**", "中文<strong>中文</strong>"),
    ("**中\n文**", "<strong>中文</strong>"),
    ("**Word**\n中文", "<strong>Word</strong>\n中文"),
    ("中文\n[中文](/a/)", '中文<a href="../../a/">中文</a>'),
    ("[中文](/a/)\n，后", '<a href="../../a/">中文</a>，后'),
    ("中文\n`make`", "中文\n<code>make</code>"),
    ("`make`\n，后", "<code>make</code>，后"),
    ("达到\n{{甲}}\n以上", "达到<data>甲|</data>以上"),
    ("Word\n{{甲}}", "Word\n<data>甲|</data>"),
    ("中文\n中文\nWord\n中文", "中文中文\nWord\n中文"),
]


@pytest.mark.parametrize(("body", "expected"), SOFT_BREAKS)
def test_soft_breaks_vanish_between_chinese_and_stay_elsewhere(body: str, expected: str) -> None:
    """Between two Han characters or beside Chinese punctuation nothing is left, else a space."""
    assert paragraph(body) == expected


def test_soft_breaks_in_lists_and_quotes() -> None:
    """The rule holds wherever a paragraph may stand."""
    assert "中文中文" in shown("- 中文\n  中文")
    assert "中文中文" in shown("> 中文\n> 中文")
    assert "中文中文" in shown("> 中文\n中文")


def test_a_table_is_a_table_one_can_scroll_to() -> None:
    """A table keeps its cells and alignment and stands in a region that can be scrolled."""
    html = shown("| 指标 | 数值 |\n| --- | ---: |\n| **“甲”**率 | 95% |\n| 乙 | `a|b` |\n")
    region = tree(html).find("div")
    assert region is not None
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert region.get("aria-label")
    assert [cell.text for cell in region.iter("th")] == ["指标", "数值"]
    cells = ["".join(cell.itertext()) for cell in region.iter("td")]
    assert cells[:3] == ["“甲”率", "95%", "乙"]
    assert region.find(".//td/strong") is not None
    assert [cell.get("class") for cell in region.iter("td")][:2] == [None, "num"]
    assert [cell.get("scope") for cell in region.iter("th")] == ["col", "col"]
    assert "style" not in html


def test_footnotes_lead_there_and_back() -> None:
    """A footnote is linked from each mention and back, and every id stands once."""
    html = shown(
        "甲[^一]，乙[^二]，再甲[^一]。\n\n[^一]: **“注”**甲\n[^二]: 注乙\n[^三]: 无人引用\n"
    )
    root = tree(html)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = [str(link.get("href")) for link in root.iter("a")]
    assert {target for target in targets if target.startswith("#")} == set(targets)
    assert {target[1:] for target in targets} <= set(ids)
    notes = ["".join(item.itertext()) for item in root.iter("li")]
    assert len(notes) == 2
    assert "“注”甲" in notes[0]
    assert "注乙" in notes[1]
    assert "无人引用" not in html


def test_a_footnote_defined_inside_a_footnote_keeps_the_page_whole() -> None:
    """However notes are nested, every element that closes was opened."""
    check = Balance()
    check.feed(shown("甲[^1]\n\n[^1]: > [^2]: 注\n\n乙[^2]"))
    assert check.sound


HEADING_IDS = [
    ("## 政务环境", "政务环境"),
    ("## 一、“一件事”改革（2024年）", "一-一件事-改革-2024年"),
    ("## Make Build", "make-build"),
    ("### 7×24 小时 — 服务", "7-24-小时-服务"),
    ("## **重点**工作", "重点工作"),
    ("## 使用 `make` 构建", "使用-make-构建"),
    ("## [链接](/a/)说明", "链接说明"),
    ("## ……", "section"),
]


@pytest.mark.parametrize(("body", "anchor"), HEADING_IDS)
def test_heading_ids_keep_han_characters(body: str, anchor: str) -> None:
    """Letters, Han characters and digits stay; anything else becomes one hyphen."""
    assert [heading.anchor for heading in scan(body).headings] == [anchor]
    assert f'id="{anchor}"' in shown(body)


REPEATED = "## 做法\n\n## 做法\n\n### 做法\n\n## 做法-1\n\n## 做法！\n"


def test_equal_headings_get_distinct_ids_every_time() -> None:
    """No id stands twice, and a text parsed again gets the same ids as before."""
    once = [heading.anchor for heading in scan(REPEATED).headings]
    assert len(once) == len(set(once)) == 5
    assert [heading.anchor for heading in scan(REPEATED).headings] == once
    assert re.findall(r'id="([^"]+)"', shown(REPEATED)) == once


HEADING_TEXTS = [
    ("## 政务环境", 2, "政务环境"),
    ("#### **“一件事”**改革", 4, "“一件事”改革"),
    ("## [通知](/a/)要点", 2, "通知要点"),
    ("## 使用 `make` 构建", 2, "使用 make 构建"),
]


@pytest.mark.parametrize(("body", "level", "text"), HEADING_TEXTS)
def test_heading_texts_are_plain_and_whole(body: str, level: int, text: str) -> None:
    """A list of contents shows a heading's words without its marks."""
    (heading,) = scan(body).headings
    assert (heading.level, heading.text) == (level, text)


RAW = [
    "<script>alert(1)</script>",
    "前<script>alert(1)</script>后",
    "<SCRIPT src=//evil.example></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "前<img src=x onerror=alert(1)>后",
    '<a href="javascript:alert(1)">x</a>',
    "<b>粗</b>",
    "<div>\n\n块\n\n</div>",
    "<!-- 注释 -->",
    "<?php x ?>",
    "<![CDATA[x]]>",
    "<style>p{}</style>",
    "# <script>x</script>",
    "| <script>x</script> | b |\n|---|---|\n| <img src=x onerror=y> | d |",
    "- <script>x</script>",
    "> <iframe src=x></iframe>",
    "文[^1]\n\n[^1]: <script>x</script>",
    "`<script>x</script>`",
    "```\n<script>x</script>\n```",
    "    <script>x</script>",
    "[<script>x</script>](/a/)",
    '[x](/a/ "<script>y</script>")',
    '[x](/a/ "\\" onclick=alert(1) x=\\"")',
    "![<script>x</script>](/a.png)",
    "[x](</a\"onmouseover='alert(1)'>)",
    "&lt;script&gt;x&lt;/script&gt;",
    "``` <script>\nx\n```",
]


@pytest.mark.parametrize("body", RAW)
def test_raw_html_is_text(body: str) -> None:
    """No element and no handler of an editor's own ever reaches a page."""
    html = shown(body)
    made = {"script", "img", "iframe", "style", "b", "div", "svg"}
    if body.startswith("!"):
        made.remove("img")
    if body.startswith("|"):
        made.remove("div")
    assert not made & tags(html)
    for element in tree(html).iter():
        assert not [name for name in element.attrib if name.startswith("on")]
    assert "<!--" not in html
    assert "<script" not in html.lower()


UNSAFE = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x6A;avascript&#58;alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "![x](data:text/html,x)",
    "<javascript:alert(1)>",
    "<vbscript:x>",
    "[x]\n\n[x]: javascript:alert(1)",
    "[x][y]\n\n[y]: <JAVASCRIPT:alert(1)>",
    "![x][y]\n\n[y]: javascript:alert(1)",
]


@pytest.mark.parametrize("body", UNSAFE)
def test_links_that_run_something_are_not_made(body: str) -> None:
    """javascript:, vbscript:, file: and data: pages are no links, however they are written."""
    for element in tree(shown(body)).iter():
        for name in ("href", "src"):
            address = re.sub(r"[\x00-\x20]", "", element.get(name, "")).lower()
            assert not re.match("(javascript|vbscript|file|data):", address)


LINKS = [
    # written, the address on the page, whether it leaves the site
    ("[x](/cases/a/)", "../../cases/a/", False),
    ("[x](/cases/a/#o-1)", "../../cases/a/#o-1", False),
    ("[x](#做法)", "#%E5%81%9A%E6%B3%95", False),
    ("[x](https://www.example.com/a)", "https://www.example.com/a", True),
    ("<https://www.example.com/>", "https://www.example.com/", True),
]


@pytest.mark.parametrize(("body", "address", "outside"), LINKS)
def test_links_inside_are_relative_and_outside_ones_marked(
    body: str, address: str, outside: bool
) -> None:
    """Site paths go through the page's own linker; a link that leaves carries mark and rel."""
    link = tree(shown(body)).find(".//a")
    assert link is not None
    assert link.get("href") == address
    assert ("outside" in link.get("class", "")) is outside
    assert ("noopener" in link.get("rel", "")) is outside


USES = [
    # body, (name, part, line, column) of each figure
    ("{{网办率}}", [("网办率", "", 1, 1)]),
    ("网办率达{{网办率}}。", [("网办率", "", 1, 5)]),
    ("{{ 网办率 }}", [("网办率", "", 1, 1)]),
    ("{{网办率.change}}", [("网办率", "change", 1, 1)]),
    ("{{甲.value}}{{甲.period}}", [("甲", "value", 1, 1), ("甲", "period", 1, 12)]),
    ("甲{{甲}}乙{{乙}}又甲{{甲}}", [("甲", "", 1, 2), ("乙", "", 1, 8), ("甲", "", 1, 15)]),
    ("一\n二{{甲}}\n\n三\n{{甲}}", [("甲", "", 2, 2), ("甲", "", 5, 1)]),
    ("**{{甲}}**", [("甲", "", 1, 3)]),
    ("**达*{{甲}}*，**后", [("甲", "", 1, 5)]),
    ("## 达{{甲}}", [("甲", "", 1, 5)]),
    (
        "- 一{{甲}}\n- 二{{甲}}\n  - 三{{甲}}",
        [("甲", "", 1, 4), ("甲", "", 2, 4), ("甲", "", 3, 6)],
    ),
    ("1. {{甲}}\n\n   {{乙}}", [("甲", "", 1, 4), ("乙", "", 3, 4)]),
    ("> {{甲}}\n> 中{{乙}}\n懒{{甲}}", [("甲", "", 1, 3), ("乙", "", 2, 4), ("甲", "", 3, 2)]),
    ("> - {{甲}}", [("甲", "", 1, 5)]),
    ("| a | b |\n|---|---|\n| 中 | {{甲}} |", [("甲", "", 3, 7)]),
    (
        "| {{甲}} | b |\n|---|---|\n| c | {{乙.change}} |",
        [("甲", "", 1, 3), ("乙", "change", 3, 7)],
    ),
    ("文[^1]{{甲}}\n\n[^1]: 注{{乙}}", [("甲", "", 1, 6), ("乙", "", 3, 8)]),
    ("见[通知](/a/){{甲}}", [("甲", "", 1, 11)]),
    ("`码`{{甲}}", [("甲", "", 1, 4)]),
    ("中  \n{{甲}}", [("甲", "", 2, 1)]),
    (r"\{{甲}} 和 {{甲}}", [("甲", "", 1, 10)]),
    # in code a figure is text
    ("`{{甲}}`", []),
    ("```\n{{甲}}\n```", []),
    ("    {{甲}}", []),
    (r"\{{甲}}", []),
    # what is no figure
    ("{甲}", []),
    ("{{}}", []),
    ("{{甲}", []),
    (
        "| a | b |\n|---|---|\n| {{甲}} | {{甲}} |",
        [("甲", "", 3, 3), ("甲", "", 3, 11)],
    ),
    ("`{{甲}}` 和 {{甲}}", [("甲", "", 1, 11)]),
    ("见[网办率{{甲}}](/a/)。", [("甲", "", 1, 6)]),
    ("[{{甲}}](/a/)和{{甲}}", [("甲", "", 1, 2), ("甲", "", 1, 14)]),
    ("文^[注{{甲}}]", [("甲", "", 1, 5)]),
    # BUG: a cell with an escaped pipe is not found in its row, so its figures stand at its start
    ("| a |\n|---|\n| x\\|y {{甲}} |", [("甲", "", 3, 8)]),
    # BUG: a figure in an inline note is sought as text from the top of the document
    ("{{甲}}文^[注{{甲}}]", [("甲", "", 1, 1), ("甲", "", 1, 10)]),
]


@pytest.mark.parametrize(("body", "expected"), USES)
def test_figures_are_found_where_they_stand(
    body: str, expected: list[tuple[str, str, int, int]]
) -> None:
    """Name, part, line and column of each figure, in lists, quotes, tables, notes and repeated."""
    uses = scan(body).uses
    assert [(use.name, use.part, use.line, use.column) for use in uses] == expected


MALFORMED = [
    ("达{{甲.期间}}。", [("{{甲.期间}}", 1, 2)]),
    ("一\n{{甲.a.b}}", [("{{甲.a.b}}", 2, 1)]),
    ("- {{网 办}}", [("{{网 办}}", 1, 3)]),
    ("{{}}和{{甲}}", [("{{}}", 1, 1)]),
    ("**达{{甲", [("{{甲", 1, 4)]),
    ("{{甲}}{{乙.change}}", []),
    ("`{{甲.期间}}`", []),
    ("{甲}", []),
    (r"\{{甲.a.b}}", []),
    # BUG: each is sought from the start of the block: the second gets the place of the first, and
    # one escaped, or an escaped backslash, hides what is not escaped
    ("{{甲.a.b}}和{{甲.a.b}}", [("{{甲.a.b}}", 1, 1), ("{{甲.a.b}}", 1, 11)]),
    (r"\{{甲.a.b}}和{{甲.a.b}}", [("{{甲.a.b}}", 1, 12)]),
    (r"\\{{甲.a.b}}", [("{{甲.a.b}}", 1, 3)]),
]


@pytest.mark.parametrize(("body", "expected"), MALFORMED)
def test_what_only_looks_like_a_figure_is_told(
    body: str, expected: list[tuple[str, int, int]]
) -> None:
    """No pair of braces in prose reaches a page unnoticed."""
    assert list(scan(body).malformed) == expected


def test_lines_count_from_where_the_body_starts() -> None:
    """A body that starts on line 12 of its file counts from there."""
    found = scan("一\n{{甲}}见[通知](/a/)", 12)
    assert [(use.line, use.column) for use in found.uses] == [(13, 1)]
    assert [(link.target, link.line, link.column) for link in found.links] == [("/a/", 13, 12)]


LINK_PLACES = [
    ("见[通知](/a/)。", [("/a/", 1, 7)]),
    ("[甲](/a/)和[乙](/a/)", [("/a/", 1, 5), ("/a/", 1, 14)]),
    ("- [甲](/a/)\n- [乙](/b/)", [("/a/", 1, 7), ("/b/", 2, 7)]),
    ("> 一\n> [甲](https://www.example.com/)", [("https://www.example.com/", 2, 7)]),
    ("![图](a.png)", []),
    ("[甲](/案例/)", [("/案例/", 1, 5)]),
    ("[甲](#做法)", [("#做法", 1, 5)]),
    ("见[甲][x]。\n\n[x]: /a/", [("/a/", 3, 6)]),
    ("和/或见[首页](/)", [("/", 1, 10)]),
    ("| [甲](/a/) | [乙](/a/) |\n|---|---|", [("/a/", 1, 7), ("/a/", 1, 18)]),
    ("[![图](a.png)](/b/)", [("/b/", 1, 15)]),
    ("[/a/](/a/)", [("/a/", 1, 7)]),
    # BUG: an address that stands again in the link's title is found there
    ('[甲](/a/ "见 /a/")', [("/a/", 1, 5)]),
]


@pytest.mark.parametrize(("body", "expected"), LINK_PLACES)
def test_links_are_found_where_they_stand(body: str, expected: list[tuple[str, int, int]]) -> None:
    """Target, line and column of each link's address."""
    assert [(link.target, link.line, link.column) for link in scan(body).links] == expected


IN_PLACE = [
    ("达{{甲}}。", "<p>达<data>甲|</data>。</p>"),
    ("**{{甲}}**", "<strong><data>甲|</data></strong>"),
    ("| a |\n|---|\n| {{甲.change}} |", "<td><data>甲|change</data></td>"),
    ("[率{{甲}}](/a/)", '<a href="../../a/">率<data>甲|</data></a>'),
    ("## {{甲}}", "<data>甲|</data></h2>"),
    ("- {{甲.source}}", "<li><data>甲|source</data></li>"),
    ("`{{甲}}`", "<code>{{甲}}</code>"),
    ("```\n{{甲}}\n```", "<pre><code>{{甲}}\n</code></pre>"),
    (r"\{{甲}}", "<p>{{甲}}</p>"),
]


@pytest.mark.parametrize(("body", "expected"), IN_PLACE)
def test_figures_are_shown_where_they_stand(body: str, expected: str) -> None:
    """A figure is filled in anywhere in prose, and stays as written in code."""
    assert expected in shown(body)


@pytest.mark.parametrize("before", ["x\n\n{}\n", "> {}\n> ", "- {}\n  ", "{}\n{}\n"])
def test_a_line_of_full_width_spaces_counts(before: str) -> None:
    """The parser cuts it off from the paragraph it begins."""
    text = before.format("\u3000", "\u00a0")
    (use,) = scan(f"{text}{{{{率}}}}，\n\u3000").uses
    assert (use.line, use.column) == (text.count("\n") + 1, len(text.split("\n")[-1]) + 1)


def test_a_line_is_filled_with_words() -> None:
    """Summaries and titles take their figures as plain words."""
    words = {("甲", ""): "95%", ("甲", "change"): "提高2个百分点"}
    assert fill_line("达{{甲}}，{{甲.change}}。", words) == "达95%，提高2个百分点。"


LENGTHS = [
    ("", 0),
    ("营商环境", 4),
    ("make build", 2),
    ("用 make 构建", 4),
    ("，。！？", 0),
    ("**重点**工作", 4),
    ("## 标题\n\n正文", 4),
    ("- 一\n- 二", 2),
    ("见[通知](/very/long/address/)", 3),
    ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", 4),
    ("文[^1]\n\n[^1]: 注释", 3),
    ("𠮷野家", 3),
    ("𠮷𠮷𠮷", 3),
    ("㐂㐂", 2),
]


@pytest.mark.parametrize(("body", "expected"), LENGTHS)
def test_reading_length_counts_han_characters_and_words(body: str, expected: int) -> None:
    """Each Han character counts, each Latin word once, marks and addresses not at all."""
    length = scan(body).length
    assert length.han + length.words == expected


FRAGMENTS = [
    *("中", "，", "“", "”", " ", "a", "1", "\n", "\n\n", "\\", "\t", "    ", "\x00"),
    *("**", "*", "__", "_", "`", "```\n", "~~~\n", "# ", "## ", "- ", "1. ", "> ", "---\n"),
    *("[", "](", ")", "](/a/)", "![", "]", "<", ">", '"', "'", "(", "]: ", "&", ";", "&lt;"),
    *("<script>", "</script>", "<SCRIPT ", "<img src=x onerror=y>", "</p>", "<!--", "-->"),
    *("javascript:alert(1)", "JAVASCRIPT:", "https://", "//", "data:text/html,", "&#106;"),
    *("表：", "表1 甲\n", "| a | b |\n|---|:-:|\n", "|", "{{甲}}", "{{", "}}", "{{甲.change}}"),
    *("^[", "[^1]", "\n\n[^1]: 注"),
]
PIECES = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)
ALLOWED = {
    *("DOCUMENT_FRAGMENT", "p", "em", "strong", "a", "code", "pre", "ul", "ol", "li"),
    *("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br", "img", "data"),
    *("table", "thead", "tbody", "tr", "th", "td", "div", "section", "sup"),
    *("caption", "figure", "figcaption"),
}
ATTRIBUTES = {
    *("href", "src", "alt", "title", "id", "class", "rel", "start", "role", "scope"),
    *("tabindex", "aria-label", "aria-labelledby"),
}


@steady
@given(st.one_of(PIECES, st.text(st.characters(exclude_characters="^"), max_size=60)))
def test_whatever_is_written_becomes_sound_and_harmless_html(body: str) -> None:
    """Nothing raises; only the elements of Markdown come out, closed in order, none that runs."""
    html = shown(body)
    scan(body)
    assert "<script" not in html.lower()
    check = Balance()
    check.feed(html)
    check.close()
    assert check.sound
    assert check.open == []
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    for element in tree(html).iter():
        assert str(element.tag) in ALLOWED
        assert set(element.attrib) <= ATTRIBUTES
        for name in ("href", "src"):
            assert not element.get(name, "").lower().startswith(("javascript:", "data:text"))


PRINTABLE = st.text(
    alphabet=st.characters(
        exclude_categories=("Cc", "Cs", "Cn", "Co", "Zs", "Zl", "Zp"), exclude_characters="\ufeff"
    ),
    min_size=1,
    max_size=40,
)
NAMED = st.text(alphabet=st.sampled_from(list("<>&\"'`*_[](){}|\\/!#=;:ab中“”（）1")), min_size=1)


@steady
@given(st.one_of(PRINTABLE, NAMED))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    """A browser shows the very characters an editor escaped, whatever they are."""
    escaped = "".join(f"\\{mark}" if mark in string.punctuation else mark for mark in text)
    assert visible(shown(f"a{escaped}a")) == f"a{text}a\n"


@steady
@given(st.one_of(PRINTABLE, NAMED))
def test_code_comes_back_as_it_was(text: str) -> None:
    """In a fenced block everything is literal."""
    assert visible(shown(f"~~~~~~~~\n{text}\n~~~~~~~~")) == f"{text}\n\n"


WORDS = st.sampled_from(
    [
        *("中文", "，", "word ", "**“重点”**", "1", "（", "\n中", "\nword", "[x]"),
        *("`{{甲}}`", r"\{{甲}}", "[见](/a/)", "[^1]"),
    ]
)
FIGURES = st.sampled_from(
    [
        ("{{甲}}", 0),
        ("{{乙.change}}", 0),
        ("**{{甲}}**", 2),
        ("*中{{ 丙 }}*", 2),
        ("{{甲.value}}", 0),
    ]
)


@steady
@given(
    st.sampled_from(["", "- ", "> ", "## ", "1. ", "一\n\n", "|a|b|\n|-|-|\n|{{甲}}|"]),
    st.lists(st.one_of(WORDS, FIGURES), min_size=1, max_size=12),
)
def test_every_figure_has_its_own_place(opening: str, pieces: list[str | tuple[str, int]]) -> None:
    """However figures are repeated in prose, each is reported where it was written."""
    body, places = f"{opening}中", [(3, 2)] if opening.startswith("|") else []
    for piece in pieces:
        text, inside = (piece, None) if isinstance(piece, str) else piece
        if opening[:1] in ("#", "|"):
            text = text.replace("\n", "")
        if inside is not None:
            before = body + text[:inside]
            places.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        body += text
    found = [(use.line, use.column) for use in scan(body).uses]
    assert found == places
    assert shown(body).count("<data>") == len(places)


DEEP = ["[" * 3000, "*" * 3000, "> " * 300 + "中", "- " * 300, "(" * 3000, "`" * 3001, "{{" * 2000]


@pytest.mark.parametrize("body", DEEP)
def test_deep_nesting_does_not_break_the_reader(body: str) -> None:
    """A text of nothing but openings is read to its end."""
    assert shown(body)
    assert scan(body).headings == ()
