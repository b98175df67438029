"""What is newest of an indicator, and what is to be said of it first."""

from functools import partial

from msgspec.structs import replace

from site_builder.compare.periods import order
from site_builder.figures.charts.sparkline import sparkline
from site_builder.figures.ground import remembered
from site_builder.figures.history import change_into
from site_builder.figures.present import figure_of
from site_builder.figures.shown import areas_shown
from site_builder.model.chart import Refusal
from site_builder.model.figure import Comparison
from site_builder.model.figure_row import FigureRow
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site


def latest(entry: Entry, area: str) -> Observation | None:
    """Return the newest observation of an area."""
    own = [item for item in entry.observations if item.ref_area == area]
    return max(own, key=lambda item: order(item.time_period), default=None)


def latest_row(site: Site, entry: Entry, area: str) -> FigureRow | None:
    """Return the newest figure of an area, with the change into it if one may be said.

    Where there is an earlier period but no comparison, the reasons stay on the indicator's page.
    """
    return remembered(
        site, (entry,), f"row {area}", FigureRow | None, lambda: _latest_row(site, entry, area)
    )


def _latest_row(site: Site, entry: Entry, area: str) -> FigureRow | None:
    observation = latest(entry, area)
    if observation is None:
        return None
    several = sum(item.ref_area == area for item in entry.observations) > 1
    comparison: Comparison | None = (
        change_into(observation, entry, language=site.language) if several else None
    )
    return FigureRow(figure=figure_of(site, entry, observation), comparison=comparison)


def sparked_row(site: Site, entry: Entry, area: str) -> FigureRow | None:
    """Return the newest figure of an area with the small drawing of its trend, if it has one."""
    return remembered(
        site, (entry,), f"spark {area}", FigureRow | None, lambda: _sparked_row(site, entry, area)
    )


def _sparked_row(site: Site, entry: Entry, area: str) -> FigureRow | None:
    observation = latest(entry, area)
    row = latest_row(site, entry, area)
    if observation is None or row is None:
        return None
    found = sparkline(entry, observation, partial(figure_of, site, entry), language=site.language)
    return row if isinstance(found, Refusal) else replace(row, spark=found)


def headline_rows(site: Site) -> tuple[FigureRow, ...]:
    """Return the headlines of the settings, each for every area of the site's own packages."""
    rows = (
        sparked_row(site, site.entries[slug], area)
        for slug in site.settings.headlines
        for area in areas_shown(site, demonstration=False)
    )
    return tuple(row for row in rows if row is not None)


def headline(site: Site, entry: Entry) -> FigureRow | None:
    """Return the newest figure of an indicator's first area; None where it has targets alone."""
    area = next((item.ref_area for item in entry.observations), "")
    return latest_row(site, entry, area) if area else None


def finding(site: Site, entry: Entry, *, brief: bool = False) -> str:
    """Return what an indicator's newest figure says, with the change or why there is none.

    `brief` leaves out what the reasons say in brackets, where it stands beside.
    """
    row, language = headline(site, entry), site.language
    if row is None:
        return language.say("{title}目前只有目标，尚无公布的数值。", title=entry.indicator.title)
    figure, comparison = row.figure, row.comparison
    said = language.say(
        "{area}{title}：{value}，{period}",
        area=figure.area_title,
        title=figure.title,
        value=language.noted(figure.text, figure.marks),
        period=figure.period,
    )
    if comparison is None:
        return language.say("{finding}。", finding=said)
    if comparison.comparable:
        change = f"{comparison.lead}{comparison.text}"
        return language.say("{finding}，{change}（本站计算）。", finding=said, change=change)
    reasons = [language.bare(one) if brief else one for one in comparison.reasons]
    return language.say(
        "{finding}；与前一期不可比：{reasons}。", finding=said, reasons=language.points(reasons)
    )
