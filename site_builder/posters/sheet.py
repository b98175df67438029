"""SVG written by hand: plain elements with plain attributes, as Word and Inkscape read them too."""

from collections.abc import Iterable
from html import escape

from msgspec import Struct

from site_builder.markup.widths import broken, shortened, text_width
from site_builder.model.palette import FONT, INK

LINE = 1.5
"""The height of a line of running text, in its size."""


def sheet(width: float, height: float, title: str, description: str, parts: Iterable[str]) -> str:
    """Return a document of the parts, named and described."""
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" '
        'role="img" aria-labelledby="title desc">'
        f'<title id="title">{escape(title)}</title>'
        f'<desc id="desc">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>\n"
    )


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    """Return a filled rectangle."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"/>'


def frame(x: float, y: float, width: float, height: float, stroke: str) -> str:
    """Return the outline of a rectangle."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="none" '
        f'stroke="{stroke}" stroke-width="2"/>'
    )


def nested(x: float, y: float, size: tuple[float, float], frame: str, body: str) -> str:
    """Return a drawing of its own `frame`, a viewBox, at a place and in a size."""
    width, height = size
    return (
        f'<svg x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" viewBox="{frame}">'
        f"{body}</svg>"
    )


def words(
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    fill: str = INK,
    bold: bool = False,
    anchor: str = "start",
) -> str:
    """Return a line of text on the baseline `y`."""
    weight = ' font-weight="700"' if bold else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{weight}{side}>'
        f"{escape(text)}</text>"
    )


class Column:
    """Text set line under line from `y` down, in a column of a width."""

    def __init__(self, x: float, y: float, width: float) -> None:
        self.x = x
        self.y = y
        self.width = width
        self.parts: list[str] = []

    def add(
        self,
        text: str,
        size: float,
        *,
        fill: str = INK,
        bold: bool = False,
        line: float = LINE,
        most: int = 99,
    ) -> None:
        """Set a paragraph in at most so many lines."""
        for one in shortened(broken(text, size, self.width), most):
            # The baseline stands where the middle of the letters is in the middle of the line.
            baseline = self.y + size * (line / 2 + 0.36)
            self.parts.append(words(one, self.x, round(baseline, 1), size, fill=fill, bold=bold))
            self.y = round(self.y + size * line, 1)

    def space(self, height: float) -> None:
        """Leave a gap."""
        self.y += height


class Value(Struct, frozen=True, kw_only=True):
    """A value as it is printed: its number, and what stands around it (超 6 亿元 以上)."""

    before: str
    number: str
    unit: str
    after: str

    def width(self, size: float) -> float:
        """Return about how wide it is with a number of this size."""
        around = text_width(self.before + self.unit + self.after, size / 2)
        return around + text_width(self.number, size) + size * 0.2

    def fitting(self, size: float, width: float) -> float:
        """Return the size at which it fits in a width, at most the one given."""
        return min(size, round(size * width / self.width(size)))

    def set_at(self, x: float, y: float, size: float, *, fill: str = INK) -> str:
        """Return it on the baseline `y`, the number in this size and the rest half as large."""
        parts = (
            (self.before, size / 2, ""),
            (self.number, size, ' font-weight="700"'),
            (self.unit + self.after, size / 2, f' dx="{size * 0.08:g}"'),
        )
        spans = "".join(
            f'<tspan font-size="{each:g}"{rest}>{escape(text)}</tspan>'
            for text, each, rest in parts
            if text
        )
        return f'<text x="{x:g}" y="{y:g}" fill="{fill}">{spans}</text>'
