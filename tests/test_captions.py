"""Captions of tables, their header cells, and alignment without style attributes."""

import pytest

from site_builder.markup.fill import Surroundings
from site_builder.markup.scan import scan
from tests.rendering import render
from tests.test_markup import tree

TABLE = "| 项目 | 数值 | 说明 |\n| --- | ---: | :-: |\n| 甲 | 95% | 无 |\n"


def shown(body: str) -> str:
    """Return a body as HTML."""
    return render(body, Surroundings(figures={("甲", ""): "<data>95%</data>"}))


CAPTIONS = [
    ("表：办件情况", "办件情况"),
    ("表: 办件情况", "办件情况"),
    ("表1 办件情况", "表1 办件情况"),
    ("表1：办件情况", "表1：办件情况"),
    ("表 2-1　办件情况（2024年）", "表 2-1　办件情况（2024年）"),
    ("表三 办件情况", "表三 办件情况"),
    ("**表1 办件情况**", "表1 办件情况"),
    ("**表：办件情况**", "办件情况"),
    ("表：**办件**情况", "办件情况"),
    ("表：{{甲}}的办件", "95%的办件"),
]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(("line", "caption"), CAPTIONS)
def test_a_line_above_a_table_is_its_caption(line: str, caption: str, between: str) -> None:
    """With or without a blank line between; `表：` goes, a number stays; the region is named so."""
    root = tree(shown(f"上文。\n\n{line}{between}{TABLE}"))
    (found,) = root.iter("caption")
    assert "".join(found.itertext()) == caption
    region = root.find("div")
    assert region is not None
    assert region.get("aria-labelledby") == found.get("id")
    assert region.get("aria-label") is None
    assert ["".join(item.itertext()) for item in root.iter("p")] == ["上文。"]


NOT_CAPTIONS = [
    "表1 列出了办件情况。",
    "各项情况如下表：",
    "表明办件情况",
    "表1列出办件情况",
    "表1",
    "表：",
    "见表：办件情况",
    "上文\n表：办件情况",
]


@pytest.mark.parametrize("line", NOT_CAPTIONS)
def test_a_sentence_above_a_table_stays_one(line: str) -> None:
    """What ends like a sentence, or only begins with 表, remains a paragraph."""
    root = tree(shown(f"{line}\n\n{TABLE}"))
    assert list(root.iter("caption")) == []
    region = root.find("div")
    assert region is not None
    assert region.get("aria-label") == "表格"


def test_a_caption_belongs_to_the_table_below_it_alone() -> None:
    """Something between them, or no table at all, leaves a paragraph; names are distinct."""
    root = tree(shown(f"表：甲\n\n中间。\n\n{TABLE}\n表：乙\n\n{TABLE}\n表：丙\n\n{TABLE}\n表：丁"))
    captions = ["".join(item.itertext()) for item in root.iter("caption")]
    assert captions == ["乙", "丙"]
    assert len({item.get("id") for item in root.iter("caption")}) == 2
    assert ["".join(item.itertext()) for item in root.iter("p")] == ["表：甲", "中间。", "表：丁"]


def test_no_heading_takes_the_id_of_a_caption() -> None:
    """Whatever a heading says, its id is another."""
    root = tree(shown(f"## table_1\n\n## 表 1\n\n表：甲\n\n{TABLE}"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 3


def test_cells_say_what_they_are_without_styles() -> None:
    """Header cells head their column; numbers stand to the right by a class, not by a style."""
    html = shown(TABLE)
    assert "style=" not in html
    root = tree(html)
    assert [cell.get("scope") for cell in root.iter("th")] == ["col"] * 3
    for cells in (root.iter("th"), root.iter("td")):
        assert [cell.get("class") for cell in cells] == [None, "num", "center"]


def test_figures_in_a_caption_are_found_at_their_place() -> None:
    """A caption is read like any line: what stands in it is reported there."""
    found = scan(f"上文。\n\n表：{{{{甲}}}}与[乙](/b/)\n\n{TABLE}")
    assert [(use.name, use.line, use.column) for use in found.uses] == [("甲", 3, 3)]
    assert [(link.line, link.column) for link in found.links] == [(3, 13)]
