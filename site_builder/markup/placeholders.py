"""Words that stand where an editor has still to write something: （待写：…）, （待补替代文字）."""

import re

ALT = "（待补替代文字）"
"""Stands for the words in the place of a picture that came without any."""

_PLACEHOLDER = re.compile("（待(?:写|补)[^（）\n]*）")


def to_write(what: str = "") -> str:
    """Return the words that stand for a text to come, with a hint of what it is about."""
    return f"（待写：{what}）" if what else "（待写）"


def picture_to_come(name: str) -> str:
    """Return the words that stand for a picture that could not be used."""
    return f"（待补图片：{name}）"


def placeholders(line: str) -> tuple[tuple[str, int], ...]:
    """Return the placeholders of a line of text, each with its column."""
    return tuple((found[0], found.start() + 1) for found in _PLACEHOLDER.finditer(line))


def may_hold_placeholders(text: str) -> bool:
    """Tell quickly whether it is worth looking for placeholders."""
    return "（待" in text
