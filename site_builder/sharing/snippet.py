"""How a chart is taken along: the code to put it into another page, and oEmbed 1.0 for programs."""

import math
from html import escape

from msgspec import Struct

from site_builder.json_file import json_file
from site_builder.markup.widths import broken
from site_builder.model.chart import Chart
from site_builder.model.drawing import Drawing, Imprint
from site_builder.posters.card import HEIGHT, WIDTH

_WIDTHS = (320, 600)
"""Widths of the place it is put into, in pixels, that its height must do for."""
_SIDES = 30
_CHART = 510
"""The greatest width of a chart there, as the style sheet has it."""
_TITLE, _NOTE = 20, 15
_OF_VALUE = 560
_AROUND = 160
"""What is no text: margins, the button of the live view, the line of the table."""


class Snippet(Struct, frozen=True, kw_only=True):
    """What is put into another page: its title, its path and its size in pixels."""

    title: str
    path: str
    width: int
    height: int


def chart_snippet(chart: Chart, path: str, drawing: Drawing, imprint: Imprint) -> Snippet:
    """Return what shows a chart without scrolling."""
    across, down = drawing.size
    versions = "、".join(f"{item.title} {item.note}" for item in chart.packages)
    said = (
        chart.subtitle,
        *chart.breaks,
        *chart.notes,
        f"来源：{'；'.join(chart.sources)}。数据包：{versions}。",
        f"在“{imprint.site}”看全部说明　{imprint.notice}",
    )
    height = max(
        _text_height(chart.title, said, width) + min(width - _SIDES, _CHART) * down / across
        for width in _WIDTHS
    )
    return _snippet(chart.title, path, height)


def value_snippet(title: str, path: str) -> Snippet:
    """Return what shows a value; a generous height does for each."""
    return _snippet(title, path, _OF_VALUE)


def _snippet(title: str, path: str, height: float) -> Snippet:
    return Snippet(title=title, path=path, width=_WIDTHS[-1], height=math.ceil(height / 20) * 20)


def _text_height(title: str, lines: tuple[str, ...], width: int) -> float:
    """Return about how high a title and paragraphs are that are set in a width."""
    inner = width - _SIDES
    heights = [len(broken(line, _NOTE, inner)) * _NOTE * 1.6 + 6 for line in lines if line]
    return len(broken(title, _TITLE, inner)) * _TITLE * 1.35 + sum(heights) + _AROUND


def iframe(item: Snippet, imprint: Imprint) -> str:
    """Return the code that puts it into a page; it takes the width it finds."""
    address = f"{imprint.base_url}{item.path.lstrip('/')}"
    return (
        f'<iframe src="{escape(address)}" title="{escape(item.title)}" '
        f'width="{item.width}" height="{item.height}" loading="lazy" '
        'style="width:100%;max-width:40rem;border:0"></iframe>'
    )


class Thumbnail(Struct, frozen=True, kw_only=True):
    """A small picture of it: its path and its size in pixels."""

    path: str
    width: int
    height: int


def card_thumbnail(path: str) -> Thumbnail:
    """Return a card as the small picture."""
    return Thumbnail(path=path, width=WIDTH, height=HEIGHT)


def oembed(item: Snippet, thumbnail: Thumbnail | None, imprint: Imprint) -> bytes:
    """Return the answer of an oEmbed provider (oembed.com, 2.3.4), of type `rich`."""
    answer: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": item.title,
        "provider_name": imprint.site,
        "provider_url": imprint.base_url,
        "html": iframe(item, imprint),
        "width": item.width,
        "height": item.height,
    }
    if thumbnail is not None:
        answer |= {
            "thumbnail_url": f"{imprint.base_url}{thumbnail.path.lstrip('/')}",
            "thumbnail_width": thumbnail.width,
            "thumbnail_height": thumbnail.height,
        }
    return json_file(answer)
