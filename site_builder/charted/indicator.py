"""The charts of an indicator's page."""

from collections.abc import Iterator
from functools import partial

from site_builder.charted.frame import framed
from site_builder.charted.hung import Hung
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
from site_builder.model.language import phrase
from site_builder.model.site import Entry, Site

_HOLLOW = phrase("空心点是部分时段的数，或初步、估计、可靠性低的数。")
_APART = phrase("没有连线的相邻两点不可比，或中间缺期。")


def all_indicator_charts(site: Site) -> Iterator[Hung]:
    """Yield the charts of all indicators' pages."""
    for slug, entry in site.entries.items():
        yield Hung(
            page=_page(entry),
            charts=partial(indicator_charts, site, entry),
            indicators=site.ground.beside.get(slug),
        )


def indicator_charts(site: Site, entry: Entry) -> tuple[Chart, ...]:
    """Return the charts of an indicator's page, the main one first; () where it carries none."""
    found = trend_of(site, entry)
    main = () if isinstance(found, Refusal) else (_trend_chart(site, entry, found),)
    return (*main, *_areas_chart(site, entry), *_share_charts(site, entry))


def trend_of(site: Site, entry: Entry) -> Trend | Refusal:
    """Return the trend of an indicator, or why there is none."""
    names = {code: area.title for code, area in site.areas.items()}
    return trend(entry, names, partial(figure_of, site, entry), language=site.language)


def _areas_chart(site: Site, entry: Entry) -> tuple[Chart, ...]:
    """Return the chart of areas in the newest period in which they may stand side by side."""
    items = next(side_by_side(entry), ())
    found = areas(site, entry, items)
    if isinstance(found, Refusal):
        return ()
    nested = nesting(site, tuple(item.ref_area for item in items))
    language, pattern = site.language, phrase("{title}，单位：{unit}；并列，不排名")
    if found.ranked:
        pattern = (
            phrase("{title}，单位：{unit}；名次在前的在上")
            if found.axis.reverse
            else phrase("{title}，单位：{unit}；由高到低")
        )
    finding = areas_finding(found, language=language)
    return (
        framed(
            site,
            _page(entry),
            "areas",
            found,
            items,
            title=language.say("{period}：{finding}", period=found.period, finding=finding),
            subtitle=language.say(pattern, title=entry.indicator.title, unit=found.axis.unit),
            description=areas_description(found, language=language),
            notes=(language.sentences(language.say("菱形为整体，圆点为部分。"), nested),)
            if nested
            else (),
            table="side-by-side",
        ),
    )


def _page(entry: Entry) -> str:
    return f"/indicators/{entry.indicator.indicator}/"


def _trend_chart(site: Site, entry: Entry, found: Trend) -> Chart:
    reasons = dict.fromkeys(item.reason for item in found.breaks)
    language = site.language
    return framed(
        site,
        _page(entry),
        "trend",
        found,
        entry.observations,
        title=finding(site, entry, brief=True),
        subtitle=language.say(
            "{title}，单位：{unit}；{span}",
            title=entry.indicator.title,
            unit=found.axis.unit,
            span=trend_span(found, language=language),
        ),
        description=trend_description(found, language=language),
        table="data",
        breaks=tuple(
            language.say("断点：{reason}。断点两侧不连线、不比较。", reason=reason)
            for reason in reasons
        ),
        notes=tuple(language.say(sign) for sign in _signs(found)),
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
    figure, language = figure_of(site, *held[0]), site.language
    finding = share_finding(drawn, language=language)
    return (
        framed(
            site,
            _page(entry),
            "share",
            drawn,
            [item for _, item in held],
            title=language.say("{area}{finding}", area=figure.area_title, finding=finding),
            subtitle=language.say("单位：{unit}；{period}", unit=drawn.unit, period=figure.period),
            description=share_description(drawn, language=language),
            notes=(
                language.say(
                    "空框是整体，实心是其中来源点明的部分；来源没有给出占比，本站不计算。"
                ),
            ),
        ),
    )
