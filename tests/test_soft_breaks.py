"""Line breaks inside a paragraph, where something stands beside them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.markup.fill import Surroundings
from tests.rendering import render
from tests.test_markup import steady

FIGURE = {("甲", ""): "<data>95%</data>"}


def paragraph(body: str) -> str:
    """Return the HTML inside the first paragraph."""
    html = render(body, Surroundings(figures=FIGURE))
    return html.split("<p>")[1].split("</p>")[0]


NOTE = '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>'
IMAGE = '<img src="a.png" alt="图" />'

BREAKS = [
    # beside marks that Chinese shares with other scripts
    ("他说“好”\n再办", "他说“好”再办"),
    ("他说\n“好”", "他说“好”"),
    ("等等……\n再办", "等等……再办"),
    ("等等\n……再办", "等等……再办"),
    ("就是——\n再办", "就是——再办"),
    ("就是\n——再办", "就是——再办"),
    ("推行“GDP”\n核算", "推行“GDP”核算"),
    ("增长……\nGDP", "增长……GDP"),
    ("·\n中", "·中"),
    ("He said “yes”\nand left", "He said “yes”\nand left"),
    ("it is — \nor was", "it is —\nor was"),
    ("the editor’s\nnotes", "the editor’s\nnotes"),
    ("editors’\nnotes", "editors’\nnotes"),
    # beside emphasis
    ("见**《条例》**\n第一条", "见<strong>《条例》</strong>第一条"),
    ("见\n*“条例”*", "见<em>“条例”</em>"),
    ("**重点：**\nWord", "<strong>重点：</strong>Word"),
    ("**甲**\n**乙**", "<strong>甲</strong><strong>乙</strong>"),
    # beside links and code
    ("见[《条例》](/a/)\n第一条", '见<a href="/a/">《条例》</a>第一条'),
    ("见\n[**条例**](/a/)", '见<a href="/a/"><strong>条例</strong></a>'),
    ("运行`make`，\n再看", "运行<code>make</code>，再看"),
    ("字段`数值`\n之后", "字段<code>数值</code>之后"),
    ("运行`make`\n之后", "运行<code>make</code>\n之后"),
    # beside images and notes
    ("见\n![图](a.png)", f"见{IMAGE}"),
    ("![图](a.png)\n见上", f"{IMAGE}见上"),
    ("see\n![图](a.png)", f"see\n{IMAGE}"),
    ("![图](a.png)\n![图](a.png)", f"{IMAGE}\n{IMAGE}"),
    ("办理[^1]\n之后\n\n[^1]: 注", f"办理{NOTE}之后"),
    ("办理\n[^1]之后\n\n[^1]: 注", f"办理{NOTE}之后"),
    ("办理。\n[^1]\n\n[^1]: 注", f"办理。{NOTE}"),
    ("办理\n[^1]\n\n[^1]: 注", f"办理{NOTE}"),
    ("word[^1]\nword\n\n[^1]: 注", f"word{NOTE}\nword"),
    ("word\n[^1]\n\n[^1]: 注", f"word\n{NOTE}"),
    # beside figures
    ("达到“\n{{甲}}", "达到“<data>95%</data>"),
    ("{{甲}}\n{{甲}}", "<data>95%</data><data>95%</data>"),
]


@pytest.mark.parametrize(("body", "expected"), BREAKS)
def test_no_space_comes_into_chinese(body: str, expected: str) -> None:
    """A break vanishes beside Chinese text and marks, whatever wraps them, and stays in Latin."""
    assert paragraph(body) == expected


WRAPS = ("{}", "**{}**", "*{}*", "[{}](/a/)", "**[{}](/a/)**")


@steady
@given(
    st.text(alphabet="中文字，。“”《》……——（）", min_size=1, max_size=6),
    st.text(alphabet="中文字，。“”《》……——（）", min_size=1, max_size=6),
    st.sampled_from(WRAPS),
    st.sampled_from(WRAPS),
)
def test_wrapped_lines_read_as_one(before: str, after: str, left: str, right: str) -> None:
    """Chinese text is the same whether a line is broken in it or not."""
    one, other = left.format(f"甲{before}"), right.format(f"{after}乙")
    assert re.sub("<[^>]*>", "", paragraph(f"{one}\n{other}")) == f"甲{before}{after}乙"
