"""How a chart is taken along: the code to put it into another page, and oEmbed 1.0 for programs."""

import json
from dataclasses import dataclass
from html import escape

from site_builder.model.chart import Drawing, Imprint
from site_builder.posters.card import HEIGHT, WIDTH

_WIDTH = 600
_AROUND = 330
"""The height, in pixels, of all that stands around a chart, on a phone too."""
_OF_VALUE = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """What is put into another page: its title, its path and its size in pixels."""

    title: str
    path: str
    width: int
    height: int


def snippet(title: str, path: str, drawing: Drawing | None) -> Snippet:
    """Return what shows a drawing, or a value where there is none, without scrolling."""
    height = _OF_VALUE
    if drawing is not None:
        across, down = drawing.size
        height = round(_WIDTH * down / across) + _AROUND
    return Snippet(title=title, path=path, width=_WIDTH, height=height)


def iframe(item: Snippet, imprint: Imprint) -> str:
    """Return the code that puts it into a page; it takes the width it finds."""
    address = f"{imprint.base_url}{item.path.lstrip('/')}"
    return (
        f'<iframe src="{escape(address)}" title="{escape(item.title)}" '
        f'width="{item.width}" height="{item.height}" loading="lazy" '
        'style="width:100%;max-width:40rem;border:0"></iframe>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
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
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()
