"""Vega-Lite to SVG, offline; a drawing to what stands in a page, with ids unique on it."""

import json
import re
from functools import lru_cache
from html import escape
from typing import Any

from site_builder.charts.inks import FONT
from site_builder.model.chart import Chart
from site_builder.model.drawing import Drawing

_OPENING = re.compile(r"<svg\b[^>]*>")
_VIEWBOX = re.compile(r'viewBox="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r' id="([^"]+)"')
_REFERENCE = re.compile(r'="url\(#([^)"]+)\)"')
_SPOKEN = re.compile(r' (?:role="graphics-object"|aria-(?:roledescription|hidden)="[^"]*")')
_LABEL = re.compile(r' (?:role|aria-label)="[^"]*"')
_FONT = re.compile(r' font-family="[^"]*"')
_ELSEWHERE = re.compile(r"<(?:a|image|use|script|style|foreignObject)\b| (?:\w+:)?href=\"")
_EMPTY = re.compile(r'<path class="(?:background|foreground)"[^>]*/>')


def drawn_svg(specification: dict[str, Any]) -> Drawing:
    """Return the drawing of a Vega-Lite specification.

    PermissionError or ValueError where it reads data from anywhere, shows a picture or leads to an
    address, which a page would follow. The SVG has no ids of its own but those of clips, no roles
    but those of its marks, and of words only the texts that are drawn and, as `aria-label`, what
    each mark says.
    """
    text = json.dumps(specification, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    found = _renderer().vegalite_to_svg(text)
    opening, viewbox = _OPENING.search(found), _VIEWBOX.search(found)
    if opening is None or viewbox is None:
        raise ValueError("the renderer returned no SVG")
    body = found[opening.end() :]
    if any(_ELSEWHERE.search(tag) for tag in _TAG.findall(body)):
        raise ValueError("the drawing leads elsewhere")
    for superfluous in (_SPOKEN, _EMPTY, _FONT):
        body = _in_tags(superfluous, "", body)
    _, _, width, height = viewbox[1].split()
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{viewbox[1]}" font-family="{FONT}">'
    )
    return Drawing(svg=head + body, specification=text)


@lru_cache(maxsize=1)
def _renderer() -> Any:
    """Return the renderer, which may read nothing from anywhere."""
    import vl_convert

    vl_convert.configure(
        allowed_base_urls=[], base_url=False, auto_google_fonts=False, allow_google_fonts=False
    )
    return vl_convert


def inline(drawing: Drawing, chart: Chart) -> str:
    """Return a drawing as it stands in a page, named by the chart's title and described.

    Its ids begin with the chart's name, which is unique on its page.
    """
    identity = f"chart-{chart.name}"
    opening = _OPENING.search(drawing.svg)
    viewbox = _VIEWBOX.search(drawing.svg)
    assert opening is not None
    assert viewbox is not None
    body = _in_tags(_ID, rf' id="{identity}-\1"', drawing.svg[opening.end() :])
    body = _in_tags(_REFERENCE, rf'="url(#{identity}-\1)"', body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="{viewbox[1]}" '
        f'role="img" aria-labelledby="{identity}-title {identity}-desc">'
        f'<title id="{identity}-title">{escape(chart.title)}</title>'
        f'<desc id="{identity}-desc">{escape(chart.description)}</desc>{body}'
    )


def _in_tags(found: re.Pattern[str], instead: str, svg: str) -> str:
    """Return an SVG with a pattern replaced in its tags: a text may look like one, and stays.

    In the value of an attribute it cannot, as quotation marks are escaped there.
    """
    return _TAG.sub(lambda tag: found.sub(instead, tag[0]), svg)


def small(drawing: Drawing) -> str:
    """Return a drawing, without its words, that only repeats what stands beside it in words."""
    bare = _in_tags(_LABEL, "", drawing.svg)
    return bare.replace("<svg ", '<svg class="spark" aria-hidden="true" focusable="false" ', 1)
