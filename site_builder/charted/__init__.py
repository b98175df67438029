"""Which charts stand on which pages, with all that stands around them; one sort of page a file."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from site_builder.charted.cases import cases_charts
from site_builder.charted.comparison import all_comparison_charts
from site_builder.charted.environment import all_environment_charts
from site_builder.charted.indicator import all_indicator_charts
from site_builder.charted.initiatives import initiatives_charts
from site_builder.charted.region import all_region_charts
from site_builder.model.chart import Chart
from site_builder.model.site import Site

CHARTED: tuple[Callable[[Site], Iterable[Chart]], ...] = (
    all_indicator_charts,
    all_comparison_charts,
    all_environment_charts,
    all_region_charts,
    initiatives_charts,
    cases_charts,
)
"""Every sort of page with charts."""


def all_charts(site: Site) -> tuple[Chart, ...]:
    """Return every chart of the site that can be taken away, in the order of the pages."""
    return tuple(chart for charts in CHARTED for chart in charts(site))


def with_charts(site: Site) -> Site:
    """Return the site with the charts of each page."""
    found: dict[str, tuple[Chart, ...]] = {}
    for chart in all_charts(site):
        found[chart.page] = (*found.get(chart.page, ()), chart)
    return replace(site, charts=found)
