"""The short ways through the parser find what its own rules find. All texts are made up."""

from functools import lru_cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_core import inline

from site_builder.markup.parser import parser

steady = settings(derandomize=True, deadline=None, max_examples=1500)

BEGINNINGS = st.sampled_from(
    [
        *(
            "",
            "",
            "- ",
            "* ",
            "+ ",
            "1. ",
            "2) ",
            "1234567890. ",
            "# ",
            "## ",
            "#",
            "> ",
            ">",
            "| ",
        ),
        *("  ", "    ", "\t", " - ", "   - ", "  1. ", "     - ", "> - ", "- > ", "- - ", "- # "),
        *("- [ ] ", "> > ", "-\t", "[^1]: ", "表：", "- | ", "> | "),
    ]
)
WORDS = st.sampled_from(
    [
        *(
            "",
            "",
            "中文",
            "“中",
            "**中",
            "**中**文",
            "word",
            "a|b",
            "中|文|",
            "|-|-|",
            "---",
            "===",
            "-",
            "- -",
        ),
        *(
            ":-:|-",
            "***",
            "```",
            "<b>",
            "[中](/a/)",
            "{{甲}}",
            "中 ",
            "中\\",
            "| 甲 | 乙 |",
            "1",
            "#",
        ),
    ]
)
LINES = st.lists(st.tuples(BEGINNINGS, WORDS).map("".join), max_size=9).map("\n".join)


@lru_cache(maxsize=1)
def _without() -> MarkdownIt:
    plain = parser.__wrapped__()
    plain.block.ruler.disable("leading")
    plain.core.ruler.at("inline", inline)
    return plain


def _told(markdown: MarkdownIt, text: str) -> list[dict[str, Any]]:
    return [token.as_dict() for token in markdown.parse(text)]


@steady
@given(LINES)
def test_the_same_tokens_come_of_any_lines(text: str) -> None:
    """However lines begin and follow each other, no token differs from the rules' own."""
    assert _told(parser(), text) == _told(_without(), text)


def test_chinese_prose_takes_the_short_ways() -> None:
    """A common text is read without a try of the rules of fences, so that the short ways pay."""
    tried: list[int] = []
    plain = parser.__wrapped__()
    fence = next(rule.fn for rule in plain.block.ruler.__rules__ if rule.name == "fence")

    def counted(state: Any, start: int, end: int, silent: bool) -> bool:
        tried.extend([] if silent else [start])
        return bool(fence(state, start, end, silent))

    plain.block.ruler.at("fence", counted, {"alt": ["paragraph", "reference"]})
    plain.parse(
        "## 甲\n\n乙。\n\n- 丙\n- **丁**戊\n\n1. 己\n2. 庚\n\n> 辛\n\n"
        "| 壬 | 癸 |\n|--|--|\n| 1 | 2 |\n"
    )
    assert tried == []
