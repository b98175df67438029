"""The Markdown parser: one configuration for scanning and for rendering."""

from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, autolink, image, link
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_inline, footnote_ref

from site_builder.markup.cjk import emphasis, soft_breaks
from site_builder.markup.figures import figure
from site_builder.markup.heading_ids import heading_ids
from site_builder.markup.pictures import pictures
from site_builder.markup.shortcuts import inline, leading
from site_builder.markup.tables import tables

DEEPEST = 20
"""Levels of quotations and lists within each other, a list and its items two: what lies deeper the
parser leaves out."""


def _placed(rule: Callable[[StateInline, bool], bool], kind: str) -> Callable[..., bool]:
    """Return a rule that also notes where in the block its token of type `kind` was written."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[count:]:
            if token.type == kind and "start" not in token.meta:
                token.meta["start"], token.meta["end"] = start, state.pos
                break
        return True

    return placed


def _top_level(rule: Callable[..., bool]) -> Callable[..., bool]:
    """Return a block rule that applies outside of other blocks alone.

    A footnote defined inside another block would leave its closing tags behind.
    """

    def at_top(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return (silent or state.level == 0) and rule(state, start, end, silent)

    return at_top


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the parser; raw HTML is text, tables and footnotes are on."""
    options = {"html": False, "maxNesting": DEEPEST}
    markdown = MarkdownIt("commonmark", options).enable("table")
    markdown.use(footnote_plugin)
    markdown.core.ruler.push("heading_ids", heading_ids)
    markdown.inline.ruler.before("escape", "figure", figure)
    markdown.inline.ruler.at("emphasis", emphasis)
    markdown.inline.ruler.at("link", _placed(link, "link_open"))
    markdown.inline.ruler.at("image", _placed(image, "image"))
    markdown.inline.ruler.at("autolink", _placed(autolink, "link_open"))
    for rule in (footnote_inline, footnote_ref):
        markdown.inline.ruler.at(rule.__name__, _placed(rule, "footnote_ref"))
    markdown.block.ruler.at(
        "footnote_def", _top_level(footnote_def), {"alt": ["paragraph", "reference"]}
    )
    markdown.block.ruler.before("table", "leading", leading)
    markdown.core.ruler.at("inline", inline)
    markdown.core.ruler.push("chinese_soft_breaks", soft_breaks)
    markdown.core.ruler.push("captioned_pictures", pictures)
    markdown.core.ruler.push("captioned_tables", tables)
    return markdown
