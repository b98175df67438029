"""A value never breaks from its unit: runs of digits with what belongs to them stay on one line."""

import re

from markupsafe import Markup, escape

_UNIT = (
    "个百分点|个工作日|人次|场次|小时|分钟"
    "|[千万亿]{0,2}[元件项个家人次名套条类场分位天户点]|年版|年|月|日|%|‰|[千万亿]"
)
VALUE = re.compile(
    f"(?:[第−-]?(?<![0-9.])[0-9][0-9.]*+余?(?:{_UNIT})(?:以上|以内|以前|以后|左右)?)+"
)
"""Read from the first digit of a number to its last, so that a long one takes no longer."""
_DIGIT = re.compile("[0-9]")


def keep(text: str) -> Markup:
    """Return text escaped for HTML, with each value held together with its unit."""
    if _DIGIT.search(text) is None:  # most texts, and far sooner seen
        return escape(text)
    pieces: list[str] = []
    position = 0
    for match in VALUE.finditer(text):
        pieces.append(str(escape(text[position : match.start()])))
        pieces.append(f'<span class="keep">{escape(match[0])}</span>')
        position = match.end()
    pieces.append(str(escape(text[position:])))
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped
