"""Markdown to plain text, as search reads it."""

from collections.abc import Mapping

from markdown_it.token import Token

from site_builder.markup.parser import parser
from site_builder.markup.pictures import alt_text


def plain(body: str, figures: Mapping[tuple[str, str], str]) -> str:
    """Return the words of a body, a line a block; `figures` maps (name, part) to words."""
    lines = []
    for token in parser().parse(body):
        if token.type == "inline":
            lines.append("".join(_words(child, figures) for child in token.children or ()))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content)
    return "\n".join(lines)


def _words(token: Token, figures: Mapping[tuple[str, str], str]) -> str:
    if token.type == "figure":
        return figures[(token.meta["name"], token.meta["part"])]
    if token.type == "image":
        return alt_text(token)
    return token.content or (" " if token.type in ("softbreak", "hardbreak") else "")
