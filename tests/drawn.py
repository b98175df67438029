"""Charts read back in tests: what is drawn, where it stands, and what covers what."""

import itertools
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring

import altair as alt

from site_builder.charts.draw import draw
from site_builder.model.chart import Drawn

Placed = tuple[Element, float, float]
_SHIFT = re.compile(r"translate\(([-\d.e]+),([-\d.e]+)\)")


@dataclass(frozen=True)
class Box:
    """A text with about the room it takes."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def covers(self, other: "Box") -> bool:
        """Tell whether two texts lie on each other."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


@lru_cache(maxsize=64)
def svg(drawn: Drawn) -> Element:
    """Draw a chart and read it back, without namespaces."""
    return fromstring(draw(drawn).svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))


def check_schema(drawn: Drawn) -> None:
    """Raise where the specification is not as the schema of Vega-Lite has it."""
    alt.LayerChart.from_dict(json.loads(draw(drawn).specification), validate=True)


def placed(element: Element, x: float = 0, y: float = 0) -> Iterator[Placed]:
    """Yield every element with where its origin lies on the drawing."""
    found = _SHIFT.match(element.get("transform", ""))
    if found:
        x, y = x + float(found[1]), y + float(found[2])
    yield element, x, y
    for child in element:
        yield from placed(child, x, y)


def dots(drawn: Drawn) -> list[Placed]:
    """Return the marks that are read aloud, in the order in which they are drawn."""
    return [item for item in placed(svg(drawn)) if item[0].get("aria-label")]


def said(drawn: Drawn) -> list[str]:
    """Return the words of the marks as the drawing has them."""
    return [dot.get("aria-label", "") for dot, _, _ in dots(drawn)]


def boxes(drawn: Drawn) -> list[Box]:
    """Return every line of text with its room: a Chinese character is a square."""
    found = []
    for element, x, y in placed(svg(drawn)):
        if element.tag != "text":
            continue
        text = "".join(element.itertext())
        wide = sum(unicodedata.east_asian_width(mark) in "WF" for mark in text)
        width = 14 * (wide + 0.55 * (len(text) - wide))
        anchor = element.get("text-anchor", "start")
        left = {"middle": x - width / 2, "end": x - width}.get(anchor, x)
        found.append(Box(text, left, left + width, y - 12, y + 3))
    return found


def faults(drawn: Drawn) -> list[str]:
    """Return what is wrong with the texts of a drawing: outside, on each other, on a mark."""
    _, _, width, height = map(float, svg(drawn).get("viewBox", "").split())
    texts = boxes(drawn)
    wrong = [
        f"outside: {box.text}"
        for box in texts
        if box.left < 0 or box.right > width or box.top < 0 or box.bottom > height
    ]
    wrong += [
        f"covered: {one.text} | {other.text}"
        for one, other in itertools.combinations(texts, 2)
        if one.covers(other)
    ]
    for _, x, y in dots(drawn):
        dot = Box("a mark", x - 5, x + 5, y - 5, y + 5)
        wrong += [f"on a mark: {box.text}" for box in texts if box.covers(dot)]
    return wrong
