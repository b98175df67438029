"""Short ways through the parser for what Chinese prose mostly is: the same tokens, sooner.

The parser tries one rule after the other on every line. What a line begins with often tells the
only rule that can apply; a paragraph of one line needs none of them, and text without a character
that any inline rule begins with can only be text. The parser's own rules, tried in turn, find the
same (`tests/test_shortcuts.py` holds both against each other).
"""

import re

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock, blockquote, heading, list_block, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_WORDS = r"(?:\*\*|[“‘（《])?[\u4e00-\u9fff]"
"""How a line of words begins."""
_BEGINS = re.compile(
    rf"(?P<paragraph>{_WORDS})|(?P<heading>\#)|(?P<quote>>)|(?P<table>\|)"
    rf"|(?P<list>(?:[-+*]|[0-9]{{1,9}}[.)])[ ]{_WORDS})"
)
_ITEM = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])[ ]")
_ITEM_OF_WORDS = re.compile(rf"{_ITEM.pattern}{_WORDS}")
_INDENTED_CODE = 4
LONGEST = 20_000
"""Characters of a paragraph; what is longer is left unread, since some rules look back for each
mark of a paragraph at all before it."""


def leading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a block by the rule that the first characters of its line call for.

    Returns False where these do not settle it; then the rules are tried in turn.
    """
    indent = state.sCount[start] - state.blkIndent
    found = _BEGINS.match(state.src, state.bMarks[start] + state.tShift[start])
    if found is None or indent >= _INDENTED_CODE:
        return False
    kind = found.lastgroup
    if kind == "table":
        return table(state, start, end, silent)
    alone = start + 1 >= state.lineMax or state.isEmpty(start + 1)
    if kind == "paragraph":
        return (alone or _before_item(state, start + 1)) and _paragraph(state, start, silent)
    if kind == "list":
        # A line of marks under it would make it the head of a table.
        return (alone or _item_of_words(state, start + 1)) and list_block(state, start, end, silent)
    rule = heading if kind == "heading" else blockquote
    return alone and rule(state, start, end, silent)


def _before_item(state: StateBlock, line: int) -> bool:
    """Tell whether the next item of the list around a paragraph begins on the line after it."""
    indent = state.sCount[line]
    return (
        0 <= indent < state.blkIndent
        and state.listIndent >= 0
        and indent - state.listIndent < _INDENTED_CODE
        and line < state.lineMax
        and _ITEM.match(state.src, state.bMarks[line] + state.tShift[line]) is not None
    )


def _item_of_words(state: StateBlock, line: int) -> bool:
    """Tell whether a line is an item that begins with words."""
    begin = state.bMarks[line] + state.tShift[line]
    return _ITEM_OF_WORDS.match(state.src, begin) is not None


def _paragraph(state: StateBlock, start: int, silent: bool) -> bool:
    """Read a paragraph of one line."""
    if silent:
        return True
    following = start + 1
    state.line = following
    state.push("paragraph_open", "p", 1).map = [start, following]
    inline = state.push("inline", "", 0)
    begin = state.bMarks[start] + state.tShift[start]
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
        if len(content) > LONGEST:
            token.content, token.children, token.meta["too_long"] = "", [], True
        elif content and not begins(content):
            token.children = [Token("text", "", 0, content=content)]
        else:
            if token.children is None:
                token.children = []
            parse(content, state.md, state.env, token.children)
