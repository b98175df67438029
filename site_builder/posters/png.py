"""A sheet to a PNG of few colours, offline, in the same bytes on each machine.

A sheet is what `sheet` writes: boxes, text and nested drawings, one after the other.
"""

import io
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from msgspec import Struct

from site_builder.posters.lettering import settable, typeface

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_COLOURS = 64
_BOLD = 0.017
"""The strokes of bold letters grow to each side by this part of their size: the font has one."""
_SVG = "{http://www.w3.org/2000/svg}"
_MOVED = re.compile(r"translate\(([-\d.e]+)[, ]([-\d.e]+)\)")
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def png(sheet: str, scale: int) -> bytes:
    """Return the picture, each unit of the sheet `scale` pixels wide."""
    from PIL import Image, ImageDraw

    root = ElementTree.fromstring(sheet)  # noqa: S314 - what this program wrote itself
    size = (round(float(root.attrib["width"]) * scale), round(float(root.attrib["height"]) * scale))
    picture = Image.new("RGB", size, "#ffffff")
    canvas = ImageDraw.Draw(picture)
    for part in root:
        match part.tag.removeprefix(_SVG):
            case "rect":
                _box(canvas, part, scale)
            case "svg":
                _drawing(picture, part, scale)
                origin = (float(part.get("x", "0")), float(part.get("y", "0")))
                for text, x, y in _texts(part, *origin):
                    _set(canvas, text, x, y, scale)
            case "text":
                _set(canvas, part, 0.0, 0.0, scale)
    grounds = {part.get("fill", "none") for part in root if part.tag == f"{_SVG}rect"} - {"none"}
    return _packed(picture, sorted(grounds))


def _box(canvas: "ImageDraw", part: ElementTree.Element, scale: int) -> None:
    x, y, width, height = (
        round(float(part.attrib[name]) * scale) for name in ("x", "y", "width", "height")
    )
    fill, line = part.get("fill", "none"), part.get("stroke")
    canvas.rectangle(
        (x, y, x + width - 1, y + height - 1),
        fill=None if fill == "none" else fill,
        outline=line,
        width=round(float(part.get("stroke-width", "0")) * scale) if line else 0,
    )


def _drawing(picture: "Image", part: ElementTree.Element, scale: int) -> None:
    """Paint a nested drawing without its texts."""
    from PIL import Image

    bare = ElementTree.fromstring(ElementTree.tostring(part))  # noqa: S314 - a copy
    for parent in list(bare.iter()):
        for child in list(parent):
            if child.tag == f"{_SVG}text" or _is_nothing(child):
                parent.remove(child)
    place = tuple(round(float(bare.attrib.pop(name, "0")) * scale) for name in ("x", "y"))
    data = _renderer().svg_to_png(ElementTree.tostring(bare, encoding="unicode"), scale=scale)
    with Image.open(io.BytesIO(data), formats=("PNG",)) as drawn:
        picture.paste(drawn, (place[0], place[1]), drawn.convert("RGBA"))


def _is_nothing(element: ElementTree.Element) -> bool:
    """Tell whether an element is a line without length, of which the renderer complains."""
    ends = (element.get(name, "0") for name in ("x1", "x2", "y1", "y2"))
    x1, x2, y1, y2 = (float(end) for end in ends) if element.tag == f"{_SVG}line" else (0, 1, 0, 0)
    return (x1, y1) == (x2, y2)


def _texts(
    part: ElementTree.Element, x: float, y: float
) -> Iterator[tuple[ElementTree.Element, float, float]]:
    """Yield the texts of a drawing with the places of their origins; what turns is refused."""
    for child in part:
        found = _MOVED.fullmatch(child.get("transform", "translate(0,0)"))
        inside = child.find(f".//{_SVG}text") is not None or child.tag == f"{_SVG}text"
        if found is None and inside:
            raise ValueError(f"text that is turned or scaled: {child.get('transform')}")
        if found is not None and inside:
            at = (x + float(found[1]), y + float(found[2]))
            if child.tag == f"{_SVG}text":
                yield child, *at
            else:
                yield from _texts(child, *at)


class _Run(Struct, frozen=True, kw_only=True):
    """A stretch of text of one size, weight and colour, after a gap."""

    text: str
    size: float
    gap: float
    fill: str
    stroke: str
    swell: float

    @property
    def length(self) -> float:
        return self.gap + typeface(self.size).getlength(self.text)


def _set(canvas: "ImageDraw", text: ElementTree.Element, x: float, y: float, scale: int) -> None:
    """Paint a text whose origin is at a place of the sheet, span after span."""
    x, y = x + float(text.get("x", "0")), y + float(text.get("y", "0"))
    origin = x - float(text.get("x", "0"))
    runs: list[_Run] = []
    anchor = _ANCHORS[text.get("text-anchor", "start")]
    for span in (text, *text):
        if span is not text and "x" in span.attrib:
            _paint(canvas, runs, x * scale, y * scale, anchor)
            runs = []
            x, y = origin + float(span.attrib["x"]), y + float(span.get("dy", "0"))
        if span.text:
            runs.append(_run(text, span, scale))
    _paint(canvas, runs, x * scale, y * scale, anchor)


def _run(text: ElementTree.Element, span: ElementTree.Element, scale: int) -> _Run:
    held = {**text.attrib, **span.attrib}
    size = float(held.get("font-size", "16").removesuffix("px")) * scale
    bold = held.get("font-weight", "400") in ("bold", "600", "700")
    stroke = held.get("stroke", "")
    around = float(held.get("stroke-width", "1")) / 2 * scale if stroke else 0.0
    return _Run(
        text=settable(span.text or ""),
        size=size,
        gap=float(span.get("dx", "0")) * scale,
        fill=held.get("fill", "#000000"),
        stroke=stroke,
        swell=around or (size * _BOLD if bold else 0.0),
    )


def _paint(canvas: "ImageDraw", runs: list[_Run], x: float, y: float, anchor: float) -> None:
    x -= anchor * sum(run.length for run in runs)
    for run in runs:
        canvas.text(
            (x + run.gap, y),
            run.text,
            fill=run.fill,
            font=typeface(run.size),
            anchor="ls",
            stroke_width=run.swell,
            stroke_fill=run.stroke or run.fill,
        )
        x += run.length


@lru_cache(maxsize=1)
def _renderer() -> Any:
    """Return the renderer, which may read nothing from anywhere."""
    import vl_convert

    vl_convert.configure(
        allowed_base_urls=[], base_url=False, auto_google_fonts=False, allow_google_fonts=False
    )
    return vl_convert


def _packed(picture: "Image", grounds: list[str]) -> bytes:
    """Return a PNG with a palette, packed as runs, which come out alike on every processor.

    The colours of the `grounds` stay as they are; those near them are drawn to the mean of few.
    """
    from PIL import Image, ImageColor

    few = picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    found = few.getpalette() or []
    palette = [tuple(found[at : at + 3]) for at in range(0, len(found), 3)]
    for ground in grounds:
        exact = ImageColor.getrgb(ground)[:3]
        far = [
            sum((one - other) ** 2 for one, other in zip(exact, held, strict=True))
            for held in palette
        ]
        palette[far.index(min(far))] = exact
    few.putpalette([part for colour in palette for part in colour])
    file = io.BytesIO()
    few.save(file, "PNG", compress_level=6, compress_type=zlib.Z_RLE)
    return file.getvalue()
