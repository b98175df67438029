"""Reading a drawn chart back: what an SVG shows, where it stands, and what it says.

Nothing of the product is imported: a drawing is read as any viewer reads it.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from math import dist, isclose
from xml.etree.ElementTree import Element, fromstring

from msgspec import Struct

_MOVED = re.compile(r"translate\(([-\d.e]+)[,\s]+([-\d.e]+)\)")
_STEP = re.compile(r"([MLHVAZ])([^MLHVAZ]*)", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_BIG = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}


class Box(Struct, frozen=True):
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> bool:
        """Tell whether two boxes have more than an edge in common."""
        return min(self.right, other.right) > max(self.left, other.left) and min(
            self.bottom, other.bottom
        ) > max(self.top, other.top)

    def with_air(self, air: float) -> "Box":
        """Return the box with more room above and below it."""
        return Box(self.left, self.top - air, self.right, self.bottom + air)


class Text(Struct, frozen=True):
    """One line of text: where it begins to be read from, and about the room it takes."""

    words: str
    x: float
    y: float
    anchor: str
    size: float
    colour: str
    role: str

    @property
    def box(self) -> Box:
        """Return the room the text takes: a Chinese character is a square, another 0.55 of it."""
        wide = text_width(self.words, self.size)
        left = {"middle": self.x - wide / 2, "end": self.x - wide}.get(self.anchor, self.x)
        return Box(left, self.y - 0.82 * self.size, left + wide, self.y + 0.12 * self.size)


class Said(Struct, frozen=True):
    """A mark that says something: its words, its middle, its colours, its outline and its box."""

    words: str
    x: float
    y: float
    fill: str
    stroke: str
    outline: str
    box: Box

    @property
    def room(self) -> Box:
        """Return the room no text may take: 5 around the middle at least, of a mere stroke 2."""
        least = 5 if self.box.bottom > self.box.top else 2
        return Box(
            min(self.box.left, self.x - least),
            min(self.box.top, self.y - least),
            max(self.box.right, self.x + least),
            max(self.box.bottom, self.y + least),
        )


class Stroke(Struct, frozen=True):
    """A straight or broken line: its corners, and how it is drawn."""

    corners: tuple[tuple[float, float], ...]
    colour: str
    dashed: bool
    role: str


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is."""
    wide = sum(unicodedata.east_asian_width(mark) in ("W", "F") for mark in text)
    return size * (wide + 0.55 * (len(text) - wide))


class Picture(Struct, frozen=True):
    """A drawing, read back."""

    root: Element
    width: float
    height: float

    def placed(self) -> Iterator[tuple[Element, float, float, str]]:
        """Yield every element with where its origin lies and the role of its group."""
        yield from _placed(self.root, 0, 0, "")

    @property
    def said(self) -> list[Said]:
        """Return the marks that are read aloud, in their order."""
        found = []
        for element, x, y, _ in self.placed():
            words = element.get("aria-label")
            if words is None:
                continue
            box = _box(element, x, y)
            at = (x, y) if element.get("transform") and not _corner(element) else _middle(box)
            found.append(
                Said(
                    words,
                    *at,
                    element.get("fill", ""),
                    element.get("stroke", ""),
                    element.get("d", ""),
                    box,
                )
            )
        return found

    @property
    def texts(self) -> list[Text]:
        """Return every line of text that is not empty, those of the axes too."""
        return _lines(self.placed())

    @property
    def axes(self) -> list[list[Text]]:
        """Return the labels of each axis that has some."""
        groups = [
            (element, x, y)
            for element, x, y, role in self.placed()
            if element.tag == "g" and role == "axis-label"
        ]
        return [
            _lines(item for child in element for item in _placed(child, x, y, "axis-label"))
            for element, x, y in groups
        ]

    def labels(self, *, upright: bool) -> list[Text]:
        """Return the labels of the upright axes, or of the level ones."""
        return [text for axis in self.axes if _upright(axis) == upright for text in axis]

    @property
    def beside(self) -> list[Text]:
        """Return the texts that stand in the plot or beside it, not those of the axes."""
        return [text for text in self.texts if text.role != "axis-label"]

    def faults(self, *, air: float = 0) -> list[str]:
        """Return what is wrong with the texts: cut short, outside the drawing, on each other.

        `air` is what each text needs above and below it.
        """
        texts = [(text.words, text.box.with_air(air)) for text in self.texts]
        cut = [f"cut short: {words}" for words, _ in texts if "…" in words or "..." in words]
        outside = [f"outside: {words}" for words, box in texts if not self._holds(box)]
        covered = [f"covered: {one} | {other}" for one, other in covering(texts)]
        return [*cut, *outside, *covered]

    def _holds(self, box: Box) -> bool:
        across = box.left >= 0 and box.right <= self.width
        return across and box.top >= 0 and box.bottom <= self.height

    def on_marks(self, *, air: float = 0) -> list[str]:
        """Return the texts that stand on a mark."""
        rooms = [item.room for item in self.said]
        return [
            text.words
            for text in self.texts
            if any(text.box.with_air(air).covers(room) for room in rooms)
        ]

    def strokes(self, role: str) -> list[Stroke]:
        """Return the lines of a role: `line`, `rule`, `axis-grid`, `axis-tick`, `axis-domain`."""
        found = []
        for element, x, y, own in self.placed():
            if own != role or element.tag not in ("line", "path"):
                continue
            if element.tag == "line":
                end = (x + float(element.get("x2", "0")), y + float(element.get("y2", "0")))
                corners: tuple[tuple[float, float], ...] = ((x, y), end)
            else:
                corners = tuple((x + one, y + other) for one, other in _path(element.get("d", "")))
            dashed = bool(element.get("stroke-dasharray"))
            found.append(Stroke(corners, element.get("stroke", ""), dashed, own))
        return found

    def scale(self, *, upright: bool) -> list[tuple[Decimal, float]]:
        """Return what the labels of an axis of values say, and where their grid lines stand."""
        along = 1 if upright else 0
        places = sorted(
            stroke.corners[0][along]
            for stroke in self.strokes("axis-grid")
            if stroke.corners[0][along] == stroke.corners[1][along]
        )
        labels = sorted(
            (text.y if upright else text.x, number(text.words))
            for text in self.labels(upright=upright)
        )
        assert len(places) == len(labels)
        return [(value, place) for (_, value), place in zip(labels, places, strict=True)]

    def place_of(self, value: Decimal, *, upright: bool) -> float:
        """Return where a value belongs by the labels of its axis."""
        scale = self.scale(upright=upright)
        (first, start), (last, end) = scale[0], scale[-1]
        return start + float((value - first) / (last - first)) * (end - start)


def number(words: str) -> Decimal:
    """Return the number an axis writes, 万 and 亿 counted in."""
    big = _BIG.get(words[-1], Decimal(1))
    return Decimal(words.rstrip("万亿").replace("−", "-")) * big


def picture(svg: str) -> Picture:
    """Return a drawing read back, without namespaces."""
    root = fromstring(svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))
    left, top, width, height = map(float, root.get("viewBox", "").split())
    assert (left, top) == (0, 0)
    return Picture(root, width, height)


def _lines(placed: Iterator[tuple[Element, float, float, str]]) -> list[Text]:
    found = []
    for element, x, y, role in placed:
        if element.tag != "text":
            continue
        anchor = element.get("text-anchor", "start")
        size = float(element.get("font-size", "14px").removesuffix("px"))
        below = 0.0
        for line in list(element) or [element]:
            below += float(line.get("dy", "0"))
            if line.text:
                colour = element.get("fill", "")
                found.append(Text(line.text, x, y + below, anchor, size, colour, role))
    return found


def _upright(axis: list[Text]) -> bool:
    """Tell whether labels stand above each other."""
    return len({text.x for text in axis}) == 1 and (len(axis) > 1 or axis[0].anchor == "end")


def covering(boxes: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    """Return the pairs of names whose boxes cover each other."""
    return [
        (name, other)
        for (name, one), (other, two) in itertools.combinations(boxes, 2)
        if one.covers(two)
    ]


def _placed(
    element: Element, x: float, y: float, role: str
) -> Iterator[tuple[Element, float, float, str]]:
    moved = _MOVED.match(element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    kind = dict(part.split("-", 1) for part in element.get("class", "").split() if "-" in part)
    if kind.get("mark") in ("group", None):
        role = role if "role" not in kind else ""
    else:
        role = kind["mark"] if kind.get("role") == "mark" else kind.get("role", "")
    yield element, x, y, role
    for child in element:
        yield from _placed(child, x, y, role)


def _path(outline: str) -> list[tuple[float, float]]:
    """Return the corners of an outline; of half a circle its end and the circle's square."""
    x = y = 0.0
    corners: list[tuple[float, float]] = []
    for letter, rest in _STEP.findall(outline):
        numbers = [float(item) for item in _NUMBER.findall(rest)]
        base = (x, y) if letter.islower() else (0.0, 0.0)
        upper = letter.upper()
        if upper == "H":
            x = base[0] + numbers[-1]
        elif upper == "V":
            y = base[1] + numbers[-1]
        elif upper == "A":
            end = (base[0] + numbers[-2], base[1] + numbers[-1])
            corners += _square(numbers[0], (x, y), end)
            x, y = end
        elif upper != "Z":
            for one, other in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = base[0] + one, base[1] + other
                corners.append((x, y))
                if letter == "l":
                    base = (x, y)
            continue
        else:
            continue
        corners.append((x, y))
    return corners


def _square(
    radius: float, start: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return two corners of the square around a circle of which an arc is half; else none."""
    if not isclose(dist(start, end), 2 * radius, rel_tol=0.01):
        return []
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return [(x - radius, y - radius), (x + radius, y + radius)]


def _corner(element: Element) -> bool:
    """Tell whether an outline begins at the origin, as that of a bar does and no symbol's."""
    return element.get("d", "").startswith("M0,0")


def _box(element: Element, x: float, y: float) -> Box:
    if element.tag == "line":
        corners = [(0.0, 0.0), (float(element.get("x2", "0")), float(element.get("y2", "0")))]
    else:
        corners = _path(element.get("d", ""))
    across = [x + one for one, _ in corners]
    down = [y + other for _, other in corners]
    return Box(min(across), min(down), max(across), max(down))


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
