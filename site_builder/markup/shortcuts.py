"""Short ways through the parser for what Chinese prose mostly is: the same tokens, sooner.

A line that begins with a Han character and stands alone can only be a paragraph, and text without
a character that any inline rule begins with can only be text. The parser's own rules, tried one
after the other, would find the same (`tests/test_markup.py` holds both against each other).
"""

import re

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_HAN = re.compile("[\u4e00-\u9fff]")
_INDENTED_CODE = 4


def lone_paragraph(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read a paragraph of one line that begins with a Han character."""
    following = start + 1
    if following < state.lineMax and not state.isEmpty(following):
        return False
    if state.sCount[start] - state.blkIndent >= _INDENTED_CODE:
        return False
    begin = state.bMarks[start] + state.tShift[start]
    if not _HAN.match(state.src, begin):
        return False
    if silent:
        return True
    state.line = following
    state.push("paragraph_open", "p", 1).map = [start, following]
    inline = state.push("inline", "", 0)
    inline.content = state.src[begin : state.eMarks[start]].rstrip(MD_TRIM_CHARS)
    inline.map = [start, following]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def inline(state: StateCore) -> None:
    """Read the inline content of every block; what no rule could begin in is one text."""
    parse, begins = state.md.inline.parse, state.md.inline.terminator_re.search
    for token in state.tokens:
        if token.type != "inline":
            continue
        content = token.content
        if content and not begins(content):
            token.children = [Token("text", "", 0, content=content)]
        else:
            if token.children is None:
                token.children = []
            parse(content, state.md, state.env, token.children)
