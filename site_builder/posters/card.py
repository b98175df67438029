"""Cards of 1200 by 630 that stand for a page where it is shared: a band of deep sea over sand."""

from msgspec import Struct

from site_builder.markup.widths import broken, shortened, text_width
from site_builder.model.palette import (
    DEEP,
    ENVIRONMENTS,
    MIST,
    ON_DEEP,
    ON_DEEP_MIST,
    RULE,
    SAND,
    SIGNS,
    TIDE,
)
from site_builder.posters.sheet import Column, Value, box, frame, nested, sheet, words

WIDTH, HEIGHT = 1200, 630
"""The size that networks and messengers ask of `og:image`."""

_MARGIN = 72
_INNER = WIDTH - 2 * _MARGIN
_BAND = 96
_GAP = 48


class Shown(Struct, frozen=True, kw_only=True):
    """A figure on a card: what it is, its value, area and period, the words that must stay."""

    title: str
    value: Value
    place: str
    marks: tuple[str, ...]


class Head(Struct, frozen=True, kw_only=True):
    """What each card says of where it comes from; the environment is "" where there is none."""

    site: str
    notice: str
    environment: str = ""
    environment_title: str = ""


class IndicatorCard(Struct, frozen=True, kw_only=True):
    """The card of an indicator: its newest figure."""

    head: Head
    figure: Shown


class CaseCard(Struct, frozen=True, kw_only=True):
    """The card of a case: its title, area and day, its first figures or else what it is about."""

    head: Head
    title: str
    place: str
    summary: str
    figures: tuple[Shown, ...]


class HomeCard(Struct, frozen=True, kw_only=True):
    """The card of the site: what it is, its headlines."""

    head: Head
    description: str
    figures: tuple[Shown, ...]


Card = IndicatorCard | CaseCard | HomeCard


def card_sheet(card: Card) -> str:
    """Return a card as an SVG document."""
    match card:
        case IndicatorCard():
            return _sheet(card.figure.title, [*_band(card.head), *_indicator(card.figure)])
        case CaseCard():
            return _sheet(card.title, [*_band(card.head), *_case(card)])
    return _sheet(card.head.site, _home(card))


def _sheet(title: str, parts: list[str]) -> str:
    return sheet(WIDTH, HEIGHT, title, "", parts)


def _band(head: Head) -> list[str]:
    """Return the ground, the band with the site's name and the environment, the notice."""
    colour = ENVIRONMENTS.get(head.environment, TIDE)
    parts = [
        box(0, 0, WIDTH, HEIGHT, SAND),
        box(0, 0, WIDTH, _BAND, DEEP),
        box(0, _BAND, WIDTH, 8, colour),
        words(head.site, _MARGIN, 61, 36, fill=ON_DEEP, bold=True),
        *_notice(head),
    ]
    if head.environment_title:
        right = WIDTH - _MARGIN
        left = right - text_width(head.environment_title, 30) - 44
        parts.append(words(head.environment_title, right, 59, 30, fill=ON_DEEP, anchor="end"))
        if head.environment in SIGNS:
            sign = f'<path d="{SIGNS[head.environment]}" fill="{ON_DEEP}"/>'
            parts.append(nested(round(left), 33, (30, 30), "0 0 16 16", sign))
    return parts


def _notice(head: Head) -> list[str]:
    if not head.notice:
        return []
    said = shortened(broken(head.notice, 22, _INNER), 1)[0]
    return [
        box(_MARGIN, 568, _INNER, 2, RULE),
        words(said, _MARGIN, 604, 22, fill=MIST),
    ]


def _indicator(figure: Shown) -> list[str]:
    column = Column(_MARGIN, 136, _INNER)
    column.add(figure.title, 52, bold=True, line=1.35, most=2)
    baseline = 412 if column.y < 240 else 438
    size = figure.value.fitting(190, _INNER)
    return [
        *column.parts,
        figure.value.set_at(_MARGIN - 4, baseline, size),
        *_place(figure, baseline + 76, 34),
    ]


def _place(figure: Shown, y: float, size: float) -> list[str]:
    """Return area and period, and beside them, as far as there is room, the marks."""
    parts = [words(figure.place, _MARGIN, y, size, fill=MIST)]
    x = _MARGIN + text_width(figure.place, size) + 16
    for mark in figure.marks:
        width = text_width(mark, size * 0.8) + 24
        if x + width > WIDTH - _MARGIN:
            break
        parts.append(frame(round(x), y - size * 1.02, round(width), size * 1.36, MIST))
        middle = round(x + width / 2)
        parts.append(words(mark, middle, y - 3, size * 0.8, fill=MIST, anchor="middle"))
        x += width + 12
    return parts


def _case(card: CaseCard) -> list[str]:
    column = Column(_MARGIN, 134, _INNER)
    long = len(broken(card.title, 56, _INNER)) > 2
    column.add(card.title, 46 if long else 56, bold=True, line=1.36, most=3)
    column.space(6)
    column.add(card.place, 30, fill=MIST, most=1)
    if not card.figures:
        column.space(16)
        column.add(card.summary, 32, most=3)
    return [*column.parts, *_columns(card.figures, 374, 70, 1)]


def _home(card: HomeCard) -> list[str]:
    column = Column(_MARGIN, 44, _INNER)
    column.add(card.head.site, 84, fill=ON_DEEP, bold=True, line=1.3, most=1)
    column.space(6)
    column.add(card.description, 34, fill=ON_DEEP_MIST, line=1.5, most=2)
    band = round(column.y) + 30
    return [
        box(0, 0, WIDTH, HEIGHT, SAND),
        box(0, 0, WIDTH, band, DEEP),
        *column.parts,
        *_columns(card.figures, band + 18, 64, 2),
        *_notice(card.head),
    ]


def _columns(figures: tuple[Shown, ...], top: float, size: float, names: int) -> list[str]:
    """Return figures side by side: a name of at most so many lines, value, area and period."""
    if not figures:
        return []
    width = (_INNER - _GAP * (len(figures) - 1)) / len(figures)
    each = min(figure.value.fitting(size, width) for figure in figures)
    parts = []
    for place, figure in enumerate(figures):
        x = _MARGIN + round(place * (width + _GAP))
        name = Column(x, top, width)
        name.add(figure.title, 24, line=1.3, most=names)
        baseline = round(top + names * 31 + 6 + size)
        note = Column(x, baseline + 12, width)
        note.add("，".join((figure.place, *figure.marks)), 20, fill=MIST, line=1.3, most=3)
        parts += [*name.parts, figure.value.set_at(x - 1, baseline, each), *note.parts]
    return parts
