"""Indicators of one area side by side, each with its trend."""

from collections import Counter
from collections.abc import Iterable
from functools import partial

from msgspec.structs import replace

from site_builder.figures.charts.trend import trend, trend_description, trend_span
from site_builder.figures.ground import remembered
from site_builder.figures.present import figure_of
from site_builder.model.chart import Line, Multiples, Panel, Refusal
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.site import Entry, Site

LEAST, MOST = 3, 12
"""How many panels stand side by side; the first of more are drawn."""


def multiples(panels: tuple[Panel, ...]) -> Multiples | Refusal:
    """Return the first of the panels side by side; refused where there are too few."""
    return Multiples(panels=panels[:MOST]) if len(panels) >= LEAST else Refusal.TOO_FEW


def panels_of(site: Site, entries: Iterable[Entry], area: str) -> tuple[Panel, ...]:
    """Return the indicators that have one line of the area, without targets, in their order."""
    return tuple(panel for entry in entries if (panel := _panel(site, entry, area)) is not None)


def _panel(site: Site, entry: Entry, area: str) -> Panel | None:
    return remembered(
        site, (entry,), f"panel {area}", Panel | None, lambda: _panel_of(site, entry, area)
    )


def _panel_of(site: Site, entry: Entry, area: str) -> Panel | None:
    own = replace(
        entry,
        observations=tuple(item for item in entry.observations if item.ref_area == area),
        breaks=tuple(item for item in entry.breaks if item.ref_area == area),
    )
    found = trend(
        own,
        {area: site.areas[area].title},
        partial(figure_of, site, entry),
        language=site.language,
    )
    if isinstance(found, Refusal) or len(found.lines) != 1:
        return None
    title = entry.indicator.title
    line = replace(found.lines[0], name=title)
    return Panel(title=title, trend=replace(found, lines=(line,), targets=()))


def multiples_finding(found: Multiples, *, language: Language = CHINESE) -> str:
    """Return how the indicators moved into their last points, where that may be said."""
    ways = Counter(way for panel in found.panels if (way := _last_way(panel)))
    compared, count = sum(ways.values()), len(found.panels)
    if not compared:
        return language.say("{n}项指标的走势，最近一期与前一期都不可比", n=count)
    said = language.clauses(
        language.say(pattern, n=ways[word]) for word, pattern in _COUNTED.items() if ways[word]
    )
    if compared == count:
        return language.say("{n}项指标的走势，最近一期与前一期都可比：{ways}", n=count, ways=said)
    return language.say(
        "{n}项指标的走势，最近一期与前一期有{compared}项可比：{ways}",
        n=count,
        compared=compared,
        ways=said,
    )


_COUNTED = {
    "上升": phrase("{n}项上升"),
    "下降": phrase("{n}项下降"),
    "持平": phrase("{n}项持平"),
}
"""How many went which way."""


def _last_way(panel: Panel) -> str:
    """Return how the last value stands to the one before, "" where the two do not compare."""
    line: Line = panel.trend.lines[0]
    before, last = line.points[-2:]
    if not last.joined:
        return ""
    if last.value == before.value:
        return "持平"
    return "上升" if (last.value > before.value) is not panel.trend.axis.reverse else "下降"


def multiples_span(found: Multiples, *, language: Language = CHINESE) -> str:
    """Return the periods of the first and the last point of all panels, in words."""
    lines = tuple(line for panel in found.panels for line in panel.trend.lines)
    return trend_span(replace(found.panels[0].trend, lines=lines), language=language)


def multiples_description(found: Multiples, *, language: Language = CHINESE) -> str:
    """Return what the panels show, in words, one after the other."""
    finding = multiples_finding(found, language=language)
    return language.sentences(
        language.say("{finding}。", finding=finding),
        *(trend_description(panel.trend, language=language) for panel in found.panels),
    )
