"""Terms of the glossary in prose: the first place where each stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from markdown_it.token import Token

from site_builder.markup.claims import QUOTED

_SILENT = tuple(
    f"{block}_{end}" for block in ("heading", "blockquote", "caption") for end in ("open", "close")
)
_HIDDEN = "\0"
"""Stands for what is no prose: links, code, figures, images."""


def mark_terms(tokens: Iterable[Token], names: Mapping[str, str]) -> tuple[str, ...]:
    """Put a `term` token where each term first stands in prose; return the terms in that order.

    `names` maps what may be written to the term it means; the longest name at a place counts.
    Headings, captions, quotations, links, code and figures are left alone.
    """
    found: dict[str, None] = {}
    if not names:
        return ()
    silent = 0
    for token in tokens:
        if token.type in _SILENT:
            silent += token.nesting
        elif token.type == "inline" and not silent and token.children:
            token.children = _marked(_joined(token.children), names, found)
    return tuple(found)


def _joined(children: Sequence[Token]) -> list[Token]:
    """Return the children with neighbouring texts made one, as a line break left them."""
    joined: list[Token] = []
    for child in children:
        if child.type == "text" and joined and joined[-1].type == "text":
            joined[-1].content += child.content
        else:
            joined.append(child)
    return joined


def _marked(
    children: Sequence[Token], names: Mapping[str, str], found: dict[str, None]
) -> list[Token]:
    pieces = list(_prose(children))
    text = QUOTED.sub(lambda match: _HIDDEN * len(match[0]), "".join(pieces))
    marked: list[Token] = []
    start = 0
    for child, piece in zip(children, pieces, strict=True):
        end = start + len(piece)
        written = start
        if child.type == "text" and _HIDDEN not in piece:
            for match in _pattern(tuple(names)).finditer(text, start, end):
                term = names[match[0]]
                if term in found:
                    continue
                found[term] = None
                before = child.content[written - start : match.start() - start]
                marked += [
                    Token("text", "", 0, content=before),
                    Token("term", "", 0, content=match[0], meta={"term": term}),
                ]
                written = match.end()
        if written > start:
            marked.append(Token("text", "", 0, content=child.content[written - start :]))
        else:
            marked.append(child)
        start = end
    return marked


def _prose(children: Sequence[Token]) -> Iterable[str]:
    """Yield the text of each child, hidden where no term is looked for."""
    links = 0
    for child in children:
        if child.type in ("link_open", "link_close"):
            links += child.nesting
            yield ""
        elif child.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif child.type == "text":
            yield _HIDDEN * len(child.content) if links else child.content
        else:
            yield "" if child.nesting else _HIDDEN


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of the names, longest first; Latin ones as whole words."""
    written = (
        ("(?<![A-Za-z0-9])" if _is_latin(name[0]) else "")
        + re.escape(name)
        + ("(?![A-Za-z0-9])" if _is_latin(name[-1]) else "")
        for name in sorted(names, key=lambda name: (-len(name), name))
    )
    return re.compile("|".join(written))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
