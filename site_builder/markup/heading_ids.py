"""The ids of headings, by which other pages lead to a part of one."""

import re
import unicodedata

from markdown_it.rules_core import StateCore

_OF_THE_PAGE = re.compile(
    "content|based-on|next|initiatives|related|figures-traced|fn(ref)?[0-9]+(-[0-9]+)?"
)
"""Ids in the templates of texts, and those of footnotes."""
_LEVELS = ("h2", "h3", "h4", "h5", "h6")


def heading_id(text: str) -> str:
    """Return the id of a heading: Han characters stay, spaces and marks become hyphens.

    Ids that the page itself may have get a hyphen at their end, which no other heading has.
    """
    kept = "".join(
        character if unicodedata.category(character)[0] in "LN" else "-"
        for character in unicodedata.normalize("NFC", text).lower()
    )
    found = re.sub("-+", "-", kept).strip("-") or "section"
    return f"{found}-" if _OF_THE_PAGE.fullmatch(found) else found


def heading_ids(state: StateCore) -> None:
    """Give each heading below the title an id; equal ones are numbered from 1 in their order.

    The next number is remembered: to try all from the first takes for ever where many are equal.
    """
    taken: set[str] = set()
    following: dict[str, int] = {}
    for place, token in enumerate(state.tokens):
        if token.type != "heading_open" or token.tag not in _LEVELS:
            continue
        children = state.tokens[place + 1].children or ()
        kinds = ("text", "code_inline")
        own = heading_id("".join(child.content for child in children if child.type in kinds))
        found, number = own, following.get(own, 1)
        while found in taken:
            found, number = f"{own}-{number}", number + 1
        following[own] = number
        taken.add(found)
        token.attrSet("id", found)
