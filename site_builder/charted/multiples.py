"""Small multiples, as they stand on the pages of environments and of areas."""

from collections.abc import Iterable

from site_builder.charted.frame import framed
from site_builder.figures.charts.multiples import (
    multiples,
    multiples_description,
    multiples_finding,
    multiples_span,
    panels_of,
)
from site_builder.model.chart import Chart, Refusal
from site_builder.model.site import Entry, Site

_SIGNS = (
    "各图同一时间轴，各有各的数值轴，高低不能跨图比较；只标最后一期的数。"
    "空心点为部分时段或可靠性低的数，不可比的相邻两点之间不连线。"
)


def multiples_charts(
    site: Site, page: str, name: str, entries: Iterable[Entry], area: str
) -> tuple[Chart, ...]:
    """Return the indicators of a page with a trend of the area, side by side; () of too few."""
    held = tuple(entries)
    panels = panels_of(site, held, area)
    found = multiples(panels)
    if isinstance(found, Refusal):
        return ()
    drawn = {panel.title for panel in found.panels}
    reasons = {item.reason: panel.title for panel in found.panels for item in panel.trend.breaks}
    left = len(panels) - len(found.panels)
    more = (f"另有{left}项指标也有走势，没有画在这里，见各指标页。",) if left else ()
    return (
        framed(
            site,
            page,
            name,
            found,
            [
                item
                for entry in held
                if entry.indicator.title in drawn
                for item in entry.observations
                if item.ref_area == area
            ],
            title=f"{site.areas[area].title}{multiples_finding(found)}",
            subtitle=f"每图一项指标，括号里是单位；{multiples_span(found)}",
            description=multiples_description(found),
            notes=(
                *(f"断点：{title}，{reason}。" for reason, title in reasons.items()),
                *more,
                _SIGNS,
            ),
        ),
    )
