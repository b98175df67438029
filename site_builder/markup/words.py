"""What an inline token says, each character with its place in the source."""

from collections.abc import Iterable, Sequence

from markdown_it.token import Token
from msgspec import Struct

HOLE = "\ufffc"
"""Stands for what is no text: a figure, code, an image, an address (U+FFFC)."""


class Words(Struct, frozen=True, kw_only=True):
    """Text without markup; `places` holds the offset in the source of each character."""

    text: str
    places: tuple[int, ...]


def words_of(children: Iterable[Token], source: str) -> Words:
    """Return what the children of an inline token say; `source` is the token's content."""
    text: list[str] = []
    places: list[int] = []
    cursor = 0
    links: list[Token] = []
    for child in children:
        start, end = child.meta.get("start", cursor), child.meta.get("end", cursor)
        if child.type == "text":
            if links and links[-1].markup == "autolink":
                continue
            found = _aligned(child.content, source, cursor)
            text.append(child.content)
            places += found
            cursor = found[-1] + 1 if found else cursor
        elif child.type in ("figure", "code_inline", "image"):
            if child.type == "code_inline":
                start = max(source.find(child.content, cursor), cursor)
            text.append(HOLE)
            places.append(start)
            cursor = end if child.type == "image" else start + len(child.content)
        elif child.type == "hardbreak":
            text.append("\n")
            places.append(cursor)
        elif child.type == "softbreak":
            text.append(" ")
            places.append(cursor)
        elif child.type == "link_open":
            links.append(child)
            cursor = max(cursor, start + 1)
        elif child.type == "link_close" and links:
            cursor = max(cursor, links.pop().meta.get("end", cursor))
        elif child.type == "footnote_ref":
            cursor = max(cursor, end)
    return Words(text="".join(text).replace("\0", " "), places=tuple(places))


def _aligned(content: str, source: str, cursor: int) -> Sequence[int]:
    """Return the place of each character of a run; escapes and entities are stepped over."""
    whole = source.find(content, cursor)
    if whole >= 0:
        return range(whole, whole + len(content))
    places = []
    for character in content:
        found = source.find(character, cursor)
        places.append(found if found >= 0 else cursor)
        cursor = places[-1] + 1
    return places
