"""Vega-Lite to static SVG, offline, with ids that are unique on a page."""

import re
from html import escape
from typing import Any

import vl_convert as vlc

_OPENING = re.compile(r"<svg\b[^>]*>")
_VIEWBOX = re.compile(r'viewBox="([^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def to_svg(specification: dict[str, Any], identity: str, title: str, description: str) -> str:
    """Return inline SVG named by `title` and described by `description`."""
    drawn = vlc.vegalite_to_svg(specification)
    opening = _OPENING.search(drawn)
    viewbox = _VIEWBOX.search(drawn)
    if opening is None or viewbox is None:
        raise ValueError("the renderer returned no SVG")
    body = drawn[opening.end() :]
    body = _ID.sub(rf'id="{identity}-\1"', body)
    body = _REFERENCE.sub(rf"url(#{identity}-\1)", body)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="{viewbox[1]}" '
        f'role="img" aria-labelledby="{identity}-title {identity}-desc" '
        'preserveAspectRatio="xMidYMid meet">'
        f'<title id="{identity}-title">{escape(title)}</title>'
        f'<desc id="{identity}-desc">{escape(description)}</desc>'
    )
    return head + body
