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
from site_builder.model.language import phrase
from site_builder.model.site import Entry, Site

_SIGNS = phrase(
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
    language = site.language
    more = (
        (language.say("另有{n}项指标也有走势，没有画在这里，见各指标页。", n=left),) if left else ()
    )
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
            title=language.say(
                "{area}{finding}",
                area=site.areas[area].title,
                finding=multiples_finding(found, language=language),
            ),
            subtitle=language.say(
                "每图一项指标，括号里是单位；{span}",
                span=multiples_span(found, language=language),
            ),
            description=multiples_description(found, language=language),
            breaks=tuple(
                language.say("断点：{title}，{reason}。", title=title, reason=reason)
                for reason, title in reasons.items()
            ),
            notes=(*more, language.say(_SIGNS)),
        ),
    )
