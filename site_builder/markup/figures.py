"""The inline rule for figures in prose: `{{name}}` and `{{name.part}}`."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline


FIGURE = re.compile(r"\{\{\s*([^{}.\s]+)(?:\.([A-Za-z_]+))?\s*\}\}")
"""A figure as editors write it; groups: name, part."""

PARTS = ("", "value", "period", "change", "source")
"""What can be printed of a figure; "" is value, qualifier and unit with its link."""


def figure(state: "StateInline", silent: bool) -> bool:
    """Read one figure into a token of type `figure` whose `meta` holds name and part."""
    if not state.src.startswith("{{", state.pos):
        return False
    match = FIGURE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("figure", "", 0)
        token.meta = {"name": match[1], "part": match[2] or "", "start": state.pos}
        token.content = match[0]
    state.pos = match.end()
    return True
