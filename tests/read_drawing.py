"""Drawings read back: what is marked where, and which texts stand where."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

from site_builder.model.drawing import Drawing

SIZE = 14
"""The size of all text in a drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the drawing, in its units; `words` are drawn in it or said of it."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    fill: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        """Return the point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def covers(self, other: "Box") -> bool:
        """Tell whether two rectangles have a pixel or more in common, both ways."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 1


def read(drawing: Drawing) -> Element:
    """Return a drawing as XML, without namespaces."""
    return fromstring(drawing.svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))


def size(drawing: Drawing) -> tuple[float, float]:
    """Return width and height of a drawing."""
    svg = read(drawing)
    return float(svg.get("width", "")), float(svg.get("height", ""))


def _placed(element: Element, x: float = 0, y: float = 0) -> Iterator[tuple[Element, float, float]]:
    moved = re.match(r"translate\(([-\d.e]+),([-\d.e]+)\)", element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    yield element, x, y
    for child in element:
        yield from _placed(child, x, y)


def _outline(path: str) -> tuple[float, float, float, float]:
    """Return the bounds of a path of absolute starts, relative strokes and half circles."""
    x = y = 0.0
    xs, ys = [], []
    plain = re.sub(r"-?[\d.]+e-?\d+", lambda number: f"{float(number[0]):.6f}", path)
    for letter, numbers in re.findall(r"([MhvHVALZ])([^a-zA-Z]*)", plain):
        found = [float(one) for one in re.findall(r"-?[\d.]+", numbers)]
        if letter == "Z":
            continue
        if letter in "ML":
            x, y = found[-2:]
        elif letter == "H":
            x = found[-1]
        elif letter == "h":
            x += found[-1]
        elif letter == "V":
            y = found[-1]
        elif letter == "v":
            y += found[-1]
        elif letter == "A":
            x, y = found[-2:]
            ys += [y - found[0], y + found[0]]
        xs.append(x)
        ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def marked(drawing: Drawing) -> list[Box]:
    """Return what has words for those who listen, in the order in which it is drawn."""
    found = []
    for element, x, y in _placed(read(drawing)):
        said = element.get("aria-label")
        if said:
            left, top, right, bottom = _outline(element.get("d", ""))
            found.append(
                Box(
                    words=said,
                    left=x + left,
                    top=y + top,
                    right=x + right,
                    bottom=y + bottom,
                    fill=element.get("fill", ""),
                )
            )
    return found


def texts(drawing: Drawing) -> list[Box]:
    """Return every line of text, with about the room it takes in any font."""
    found = []
    for element, x, y in _placed(read(drawing)):
        if element.tag != "text":
            continue
        parts = [element, *element]
        for part in parts:
            words = (part.text or "").strip()
            y += float(part.get("dy", "0"))
            if words:
                found.append(_line(words, element.get("text-anchor", "start"), x, y))
    return found


def _line(words: str, anchor: str, x: float, y: float) -> Box:
    wide = sum(unicodedata.east_asian_width(mark) in "WF" for mark in words)
    width = SIZE * (wide + 0.55 * (len(words) - wide))
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(words=words, left=left, right=left + width, top=y - 0.8 * SIZE, bottom=y + 2)


def assert_readable(drawing: Drawing) -> None:
    """Hold that every text lies within the drawing, and none on another."""
    width, height = size(drawing)
    found = texts(drawing)
    for text in found:
        inside = text.left >= -1 and text.right <= width + 1
        assert inside, text
        assert text.top >= -1, text
        assert text.bottom <= height + 1, text
    for one, other in combinations(found, 2):
        assert not one.covers(other), (one, other)
