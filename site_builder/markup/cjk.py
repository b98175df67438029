"""Emphasis and soft line breaks that are right beside Chinese text.

CommonMark's flanking rules leave `**` literal beside Chinese punctuation (`推行**“一件事”**改革`).
Here a Chinese neighbour never keeps a delimiter run from opening or closing, the approach of the
CommonMark "CJK-friendly" proposal; curly quotes, dashes and ellipses count as Chinese.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from markdown_it.common.utils import isPunctChar, isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

_SHARED_PUNCTUATION = frozenset("“”‘’—…·")


def is_chinese(character: str) -> bool:
    """Tell whether a character is Han, full-width, or punctuation Chinese text shares."""
    if not character:
        return False
    return character in _SHARED_PUNCTUATION or unicodedata.east_asian_width(character) in ("W", "F")


def emphasis(state: StateInline, silent: bool) -> bool:
    """Collect a run of `*` or `_` as delimiters (markdown-it's rule with Chinese flanking)."""
    start = state.pos
    marker = state.src[start]
    if silent or marker not in "*_":
        return False
    end = start
    while end < state.posMax and state.src[end] == marker:
        end += 1
    can_open, can_close = _flanking(state.src, start, end, state.posMax, split=marker == "*")
    for _ in range(end - start):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos = end
    return True


def _flanking(text: str, start: int, end: int, limit: int, *, split: bool) -> tuple[bool, bool]:
    before = text[start - 1] if start > 0 else " "
    after = text[end] if end < limit else " "
    blank_before, blank_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    chinese_before, chinese_after = is_chinese(before), is_chinese(after)
    mark_before = not chinese_before and _is_mark(before)
    mark_after = not chinese_after and _is_mark(after)
    left = not blank_after and (not mark_after or blank_before or mark_before or chinese_before)
    right = not blank_before and (not mark_before or blank_after or mark_after or chinese_after)
    if split:
        return left, right
    return (
        left and (not right or _is_mark(before)),
        right and (not left or _is_mark(after)),
    )


def _is_mark(character: str) -> bool:
    return isPunctChar(character) or unicodedata.category(character)[0] in "PS"


def soft_breaks(state: StateCore) -> None:
    """Drop a soft line break between two Chinese characters or beside Chinese punctuation.

    Elsewhere it stays and shows as a space.
    """
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = [
                child
                for place, child in enumerate(token.children)
                if child.type != "softbreak" or not _joins_chinese(token.children, place)
            ]


def _joins_chinese(children: Sequence[Token], place: int) -> bool:
    before = _side((children[n] for n in range(place - 1, -1, -1)), backwards=True)
    after = _side((children[n] for n in range(place + 1, len(children))), backwards=False)
    if not before or not after:
        return False
    return _MARK in (before, after) or (_HAN in (before, after) and _OTHER not in (before, after))


_HAN, _MARK, _OPEN, _OTHER = "han", "mark", "open", "other"
"""What stands beside a break: open is what goes along with Chinese on the other side."""


def _side(children: Iterable[Token], *, backwards: bool) -> str:
    """Tell what a break meets on one side, reading through emphasis and links; "" for nothing.

    Images and notes are open. So is a curly quote, dash or ellipsis around Latin text: it is
    Chinese beside Chinese (`“GDP”` and then `增长`), and English in an English sentence.
    """
    shared = False
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            break
        if child.type == "image" or (child.type == "footnote_ref" and not backwards):
            return _OPEN
        if child.type == "figure":
            return _MARK if shared else _HAN
        if child.type in ("text", "code_inline"):
            for character in child.content[::-1] if backwards else child.content:
                if character in _SHARED_PUNCTUATION:
                    shared = True
                elif is_chinese(character):
                    return _MARK if shared or _is_mark(character) else _HAN
                else:
                    return _OPEN if shared else _OTHER
    return _MARK if shared else ""
