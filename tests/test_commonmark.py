"""The examples of CommonMark 0.31.2, as the source package of markdown-it-py ships them.

The specification is not copied here: its licence is not this project's.
"""

import json
import re
import sys
import tarfile
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

import pytest
from markdown_it import MarkdownIt

from site_builder.markup.fill import Surroundings
from tests.rendering import render

SHARE = Path(sys.prefix) / "share"
EXAMPLES = "tests/test_cmark_spec/commonmark.json"
COUNT = 652

RAW_HTML = (
    *(21, 31),
    *range(148, 192),
    *(201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536),
    *(613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630, 631, 642, 643),
)
"""HTML that an editor writes is text here: nobody's script, frame or style reaches a page."""

FIGURES = (572, 573, 576, 577, 584, 585, 586, 588, 589, 591)
"""An image with a title alone in its paragraph is a figure, its title the caption."""


class Example(TypedDict):
    """One example: what is written, and what it becomes."""

    example: int
    markdown: str
    html: str


@lru_cache(maxsize=1)
def examples() -> tuple[Example, ...]:
    """Return the examples of the specification."""
    archives = sorted(SHARE.glob("markdown_it_py-*.tar.gz"))
    if not archives:
        pytest.fail(f"the source package of markdown-it-py is not in {SHARE}: run make test")
    with tarfile.open(archives[-1]) as archive:
        (name,) = [name for name in archive.getnames() if name.endswith(EXAMPLES)]
        file = archive.extractfile(name)
        assert file is not None
        return tuple(json.load(file))


def shown(markdown: str) -> str:
    """Return a text as HTML without what the standard leaves open.

    That is ids of headings, marks of outside links, and blanks between elements.
    """
    html = re.sub(r'(<h[2-6]) id="[^"]*"', r"\1", render(markdown, Surroundings()))
    return plain(html.replace(' rel="noopener" class="outside"', ""))


def plain(html: str) -> str:
    """Return HTML without line ends between elements."""
    return html.replace(">\n<", "><")


def test_every_example_but_the_exceptions_is_as_the_standard_says() -> None:
    """All examples of the specification pass, and each exception is one: none is listed in vain."""
    assert len(examples()) == COUNT
    different = tuple(
        item["example"] for item in examples() if shown(item["markdown"]) != plain(item["html"])
    )
    assert different == tuple(sorted((*RAW_HTML, *FIGURES)))


def test_the_exceptions_differ_in_that_alone() -> None:
    """With HTML taken as text the library says the same; a figure is the standard's image."""
    library = MarkdownIt("commonmark", {"html": False})
    for item in examples():
        if item["example"] in RAW_HTML:
            assert shown(item["markdown"]) == plain(library.render(item["markdown"]))
        if item["example"] in FIGURES:
            html = re.sub(
                r"<figure>(.*?) /><figcaption>(.*?)</figcaption></figure>",
                r'<p>\1 title="\2" /></p>',
                shown(item["markdown"]),
            )
            assert html == plain(item["html"])
