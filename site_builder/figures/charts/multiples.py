"""Indicators of one area side by side, each with its trend."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from site_builder.figures.charts.trend import trend, trend_description, trend_span
from site_builder.figures.present import figure_of
from site_builder.model.chart import Line, Multiples, Panel, Refusal
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
    own = replace(
        entry,
        observations=tuple(item for item in entry.observations if item.ref_area == area),
        breaks=tuple(item for item in entry.breaks if item.ref_area == area),
    )
    found = trend(own, {area: site.areas[area].title}, partial(figure_of, site, entry))
    if isinstance(found, Refusal) or len(found.lines) != 1:
        return None
    title = entry.indicator.title
    line = replace(found.lines[0], name=title)
    return Panel(title=title, trend=replace(found, lines=(line,), targets=()))


def multiples_finding(found: Multiples) -> str:
    """Return how the indicators moved into their last points, where that may be said."""
    ways = Counter(way for panel in found.panels if (way := _last_way(panel)))
    compared = sum(ways.values())
    if not compared:
        return f"{len(found.panels)}项指标的走势，最近一期与前一期都不可比"
    said = "，".join(f"{ways[word]}项{word}" for word in ("上升", "下降", "持平") if ways[word])
    which = "都" if compared == len(found.panels) else f"有{compared}项"
    return f"{len(found.panels)}项指标的走势，最近一期与前一期{which}可比：{said}"


def _last_way(panel: Panel) -> str:
    """Return how the last value stands to the one before, "" where the two do not compare."""
    line: Line = panel.trend.lines[0]
    before, last = line.points[-2:]
    if not last.joined:
        return ""
    if last.value == before.value:
        return "持平"
    return "上升" if (last.value > before.value) is not panel.trend.axis.reverse else "下降"


def multiples_span(found: Multiples) -> str:
    """Return the periods of the first and the last point of all panels, in words."""
    lines = tuple(line for panel in found.panels for line in panel.trend.lines)
    return trend_span(replace(found.panels[0].trend, lines=lines))


def multiples_description(found: Multiples) -> str:
    """Return what the panels show, in words, one after the other."""
    said = "".join(trend_description(panel.trend) for panel in found.panels)
    return f"{multiples_finding(found)}。{said}"
