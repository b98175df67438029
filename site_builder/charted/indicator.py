"""The charts of an indicator's page."""

from collections.abc import Iterator
from functools import partial

from site_builder.charted.frame import framed
from site_builder.figures.charts.areas import areas, areas_description, areas_finding
from site_builder.figures.charts.share import (
    share,
    share_description,
    share_finding,
    whole_of,
)
from site_builder.figures.charts.trend import trend, trend_description, trend_span
from site_builder.figures.latest import finding
from site_builder.figures.present import figure_of
from site_builder.figures.side_by_side import nesting, side_by_side
from site_builder.model.chart import Chart, Refusal, Trend
from site_builder.model.site import Entry, Site

_HOLLOW = "空心点是部分时段的数，或初步、估计、可靠性低的数。"
_APART = "没有连线的相邻两点不可比，或中间缺期。"


def all_indicator_charts(site: Site) -> Iterator[Chart]:
    """Yield the charts of all indicators' pages."""
    for entry in site.entries.values():
        yield from indicator_charts(site, entry)


def indicator_charts(site: Site, entry: Entry) -> tuple[Chart, ...]:
    """Return the charts of an indicator's page, the main one first; () where it carries none."""
    found = trend_of(site, entry)
    main = () if isinstance(found, Refusal) else (_trend_chart(site, entry, found),)
    return (*main, *_areas_chart(site, entry), *_share_charts(site, entry))


def trend_of(site: Site, entry: Entry) -> Trend | Refusal:
    """Return the trend of an indicator, or why there is none."""
    names = {code: area.title for code, area in site.areas.items()}
    return trend(entry, names, partial(figure_of, site, entry))


def _areas_chart(site: Site, entry: Entry) -> tuple[Chart, ...]:
    """Return the chart of areas in the newest period in which they may stand side by side."""
    items = next(side_by_side(entry), ())
    found = areas(site, entry, items)
    if isinstance(found, Refusal):
        return ()
    nested = nesting(site, tuple(item.ref_area for item in items))
    order = "名次在前的在上" if found.axis.reverse else "由高到低"
    return (
        framed(
            site,
            _page(entry),
            "areas",
            found,
            items,
            title=f"{found.period}：{areas_finding(found)}",
            subtitle=f"{entry.indicator.title}，单位：{found.axis.unit}；"
            f"{order if found.ranked else '并列，不排名'}",
            description=areas_description(found),
            notes=(f"菱形为整体，圆点为部分。{nested}",) if nested else (),
            table="side-by-side",
        ),
    )


def _page(entry: Entry) -> str:
    return f"/indicators/{entry.indicator.indicator}/"


def _trend_chart(site: Site, entry: Entry, found: Trend) -> Chart:
    reasons = dict.fromkeys(item.reason for item in found.breaks)
    breaks = tuple(f"断点：{reason}。断点两侧不连线、不比较。" for reason in reasons)
    return framed(
        site,
        _page(entry),
        "trend",
        found,
        entry.observations,
        title=finding(site, entry, brief=True),
        subtitle=f"{entry.indicator.title}，单位：{found.axis.unit}；{trend_span(found)}",
        description=trend_description(found),
        table="data",
        notes=(*breaks, *_signs(found)),
    )


def _signs(found: Trend) -> Iterator[str]:
    """Yield what those signs mean that occur in a trend."""
    if not all(point.solid for line in found.lines for point in line.points):
        yield _HOLLOW
    if not all(point.joined for line in found.lines for point in line.points[1:]):
        yield _APART


def _share_charts(site: Site, entry: Entry) -> tuple[Chart, ...]:
    """Return the chart of the whole that an indicator is or is part of; () where there is none."""
    whole = whole_of(site, entry)
    found = share(site, whole)
    if isinstance(found, Refusal):
        return ()
    drawn, held = found
    if entry not in [one for one, _ in held]:
        return ()
    figure = figure_of(site, *held[0])
    return (
        framed(
            site,
            _page(entry),
            "share",
            drawn,
            [item for _, item in held],
            title=f"{figure.area_title}{share_finding(drawn)}",
            subtitle=f"单位：{drawn.unit}；{figure.period}",
            description=share_description(drawn),
            notes=("空框是整体，实心是其中来源点明的部分；来源没有给出占比，本站不计算。",),
        ),
    )
