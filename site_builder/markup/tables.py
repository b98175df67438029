"""Tables: a caption from the line above, and cells without style attributes.

A line `表：标题` or `表1 标题` directly above a table is its caption. The first form loses its
`表：`, the second keeps its number, which the text refers to. What ends like a sentence is none.
"""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_NUMBER = "[0-9０-９一二三四五六七八九十]+(?:[-.－–][0-9０-９]+)*"
_MARK = r"表\s*[：:]\s*"
_CAPTION = re.compile(rf"{_MARK}\S.*|表\s*{_NUMBER}(?:[ 　]+|[ 　]*[：:]\s*)\S.*")
_SENTENCE_END = ("。", "；", "：", "，", "！", "？", "…", ".", ";", ":", ",", "!", "?")
_CLASSES = {"text-align:right": "num", "text-align:center": "center"}


def tables(state: StateCore) -> None:
    """Move captions into their tables; give header cells a scope and aligned cells a class."""
    tokens: list[Token] = []
    captions = 0
    for token in state.tokens:
        if token.type == "table_open" and _is_caption(tokens[-3:], token.level):
            captions += 1
            token.meta["caption"] = name = f"table_{captions}"
            tokens[-3:] = [token, *_caption(tokens[-2], name)]
            continue
        if token.type in ("th_open", "td_open"):
            _plain_cell(token)
        tokens.append(token)
    state.tokens = tokens


def _is_caption(before: list[Token], level: int) -> bool:
    if [token.type for token in before] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    children = before[1].children or []
    words = "".join(child.content for child in children if child.type in ("text", "code_inline"))
    return (
        before[0].level == level
        and all(child.type not in ("softbreak", "hardbreak", "image") for child in children)
        and _CAPTION.fullmatch(words) is not None
        and not words.endswith(_SENTENCE_END)
    )


def _caption(inline: Token, name: str) -> tuple[Token, Token, Token]:
    """Return the tokens of a caption; its id holds a `_`, as no heading's does."""
    first = next(child for child in inline.children or [] if child.content)
    first.content = re.sub(f"^{_MARK}", "", first.content)
    opening = Token("caption_open", "caption", 1, attrs={"id": name})
    return opening, inline, Token("caption_close", "caption", -1, block=True)


def _plain_cell(token: Token) -> None:
    style = str(token.attrs.pop("style", ""))
    if style in _CLASSES:
        token.attrSet("class", _CLASSES[style])
    if token.type == "th_open":
        token.attrSet("scope", "col")
