"""Text in a picture as outlines of one pinned font, so that the machine's own fonts do not matter.

The renderer of pictures knows every font that is installed and takes another wherever it thinks
fit; it also opens the font anew for each character, which takes longer than all else. Outlines are
found once a character, and what the font lacks is known before it is drawn.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_PACKAGE = "pylopdf_fonts_zh_cn"
_FONT = "NotoSansSC-Regular.otf"
_NEEDED = (("pylopdf-fonts-zh-cn", _PACKAGE), ("fonttools", "fontTools"))

GETA = "〓"
"""What printers set where a character is missing from the case."""

_SVG = "{http://www.w3.org/2000/svg}"
_BOLD = 0.034
"""The strokes of bold letters grow by this part of their size: the font has one weight."""
_OF_TEXT = frozenset(
    ("x", "y", "dx", "dy", "font-size", "font-weight", "font-family", "text-anchor", "transform")
)

Outline = tuple[str, float]
"""A path in units of the font, its y upwards, and how far the next character stands."""


def lacking() -> tuple[str, ...]:
    """Return the packages that pictures need and that are not installed."""
    return tuple(name for name, module in _NEEDED if find_spec(module) is None)


def made_with() -> tuple[str, ...]:
    """Return what the bytes of a picture follow from beside the builder: the font, its reader."""
    return tuple(f"{name} {version(name)}" for name, _ in _NEEDED)


def in_outlines(svg: str) -> str:
    """Return an SVG document with each of its texts drawn as outlines."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - what this program wrote itself
    for parent in list(root.iter()):
        for place, child in enumerate(parent):
            if child.tag == f"{_SVG}text":
                parent[place] = _outlined(child)
    ElementTree.register_namespace("", _SVG.strip("{}"))
    return ElementTree.tostring(root, encoding="unicode")


def unset(text: str) -> str:
    """Return the characters of a text that the font lacks."""
    cmap = _cmap()
    return "".join(sorted({mark for mark in _visible(text) if ord(mark) not in cmap}))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A stretch of one size and weight after a gap, in the colours of `drawn`."""

    text: str
    size: float
    bold: bool
    gap: float
    drawn: Mapping[str, str]

    @property
    def length(self) -> float:
        return self.gap + self.size / _em() * sum(_outline(mark)[1] for mark in _visible(self.text))


def _outlined(text: ElementTree.Element) -> ElementTree.Element:
    """Return a group of outlines that looks as the text does."""
    kept = {name: held for name, held in text.items() if name not in _OF_TEXT}
    if "transform" in text.attrib:
        kept["transform"] = text.attrib["transform"]
    group = ElementTree.Element(f"{_SVG}g", kept)
    x, y = float(text.get("x", "0")), float(text.get("y", "0"))
    runs: list[_Run] = []
    for span in (text, *text):
        if span is not text and "x" in span.attrib:
            _set(group, runs, x, y, text)
            runs = []
            x, y = float(span.attrib["x"]), y + float(span.get("dy", "0"))
        if span.text:
            runs.append(_run(text, span))
    _set(group, runs, x, y, text)
    return group


def _run(text: ElementTree.Element, span: ElementTree.Element) -> _Run:
    held = {**text.attrib, **span.attrib}
    return _Run(
        text=span.text or "",
        size=float(held.get("font-size", "16").removesuffix("px")),
        bold=held.get("font-weight", "400") in ("bold", "600", "700"),
        gap=float(span.get("dx", "0")),
        drawn={name: held[name] for name in ("fill", "stroke", "stroke-width") if name in held},
    )


def _set(
    group: ElementTree.Element, runs: list[_Run], x: float, y: float, text: ElementTree.Element
) -> None:
    """Add the outlines of runs that follow each other, from `x` as the text's anchor says."""
    length = sum(run.length for run in runs)
    x -= {"start": 0.0, "middle": length / 2, "end": length}[text.get("text-anchor", "start")]
    for run in runs:
        scale = run.size / _em()
        colours = dict(run.drawn)
        width = float(colours.get("stroke-width", "1")) if "stroke" in colours else 0.0
        if run.bold and not width:
            colours["stroke"] = colours.get("fill", "#000000")
            width = run.size * _BOLD
        if width:
            colours |= {"stroke-width": f"{width / scale:.4g}", "stroke-linejoin": "round"}
        move = f"translate({x + run.gap:.6g},{y:.6g}) scale({scale:.6g},{-scale:.6g})"
        drawn = ElementTree.SubElement(group, f"{_SVG}g", {**colours, "transform": move})
        place = 0.0
        for path, advance in (_outline(mark) for mark in _visible(run.text)):
            if path:
                shift = f"translate({place:g},0)"
                ElementTree.SubElement(drawn, f"{_SVG}path", {"d": path, "transform": shift})
            place += advance
        x += run.length


def _visible(text: str) -> str:
    """Return a text without what shows nothing: joiners, selectors of variants, marks of order."""
    return "".join(
        mark
        for mark in unicodedata.normalize("NFC", text)
        if unicodedata.category(mark) not in ("Cf", "Cc") and not 0xFE00 <= ord(mark) <= 0xFE0F
    )


@lru_cache(maxsize=4096)
def _outline(mark: str) -> Outline:
    from fontTools.pens.svgPathPen import SVGPathPen

    font = _font()
    name = _cmap().get(ord(mark)) or _cmap()[ord(GETA)]
    glyphs = font.getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:g}")
    glyphs[name].draw(pen)
    return pen.getCommands(), float(font["hmtx"][name][0])


@lru_cache(maxsize=1)
def _font() -> "TTFont":
    from fontTools.ttLib import TTFont  # heavy: only where a picture is made

    spec = find_spec(_PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    return TTFont(Path(spec.origin).with_name(_FONT), lazy=True)


@lru_cache(maxsize=1)
def _cmap() -> dict[int, str]:
    found: dict[int, str] = _font().getBestCmap()
    return found


@lru_cache(maxsize=1)
def _em() -> int:
    return int(_font()["head"].unitsPerEm)
