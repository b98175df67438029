"""The Markdown parser: one configuration for scanning and for rendering."""

import re
import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.footnote import footnote_plugin

from site_builder.markup.cjk import emphasis, soft_breaks
from site_builder.markup.figures import figure


def heading_id(text: str) -> str:
    """Return the id of a heading: Han characters stay, spaces and marks become hyphens."""
    kept = "".join(
        character if unicodedata.category(character)[0] in "LN" else "-"
        for character in unicodedata.normalize("NFC", text).lower()
    )
    return re.sub("-+", "-", kept).strip("-") or "section"


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the parser; raw HTML is text, tables and footnotes are on."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.use(footnote_plugin).use(
        anchors_plugin, min_level=2, max_level=6, slug_func=heading_id
    )
    markdown.inline.ruler.before("escape", "figure", figure)
    markdown.inline.ruler.at("emphasis", emphasis)
    markdown.core.ruler.push("chinese_soft_breaks", soft_breaks)
    return markdown
