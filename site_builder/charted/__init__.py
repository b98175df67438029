"""Which charts stand on which pages, with all that stands around them; one sort of page a file."""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from site_builder.charted.cases import hung_by_cases
from site_builder.charted.comparison import all_comparison_charts
from site_builder.charted.environment import all_environment_charts
from site_builder.charted.hung import Hung
from site_builder.charted.indicator import all_indicator_charts
from site_builder.charted.initiatives import hung_by_initiatives
from site_builder.charted.region import all_region_charts
from site_builder.model.chart import Chart
from site_builder.model.charts import Charts, Names, Wall
from site_builder.model.site import Site
from site_builder.traces import digest

CHARTED: tuple[Callable[[Site], Iterable[Hung]], ...] = (
    all_indicator_charts,
    all_comparison_charts,
    all_environment_charts,
    all_region_charts,
    hung_by_initiatives,
    hung_by_cases,
)
"""Every sort of page with charts."""


def with_charts(site: Site) -> Site:
    """Return the site with the charts of each page."""
    hung = (one for charted in CHARTED for one in charted(site))
    return replace(site, charts=Charts(tuple(_wall(site, one) for one in hung)))


def _wall(site: Site, hung: Hung) -> Wall:
    """Return a page with its charts; of indicators alone, which there are is remembered."""
    ground = site.ground
    made: list[tuple[Chart, ...]] = []

    def charts() -> tuple[Chart, ...]:
        if not made:
            made.append(hung.charts())
        return made[0]

    def names() -> Names:
        return tuple((chart.name, chart.title) for chart in charts())

    if hung.indicators is None or not ground.around:
        return Wall(page=hung.page, read="", names=names, charts=charts)
    stands_on = [ground.entries[slug] for slug in hung.indicators]
    read = digest("charts", hung.page, ground.around, stands_on)
    return Wall(
        page=hung.page,
        read=read,
        names=lambda: ground.kept.value(read, Names, names),
        charts=charts,
    )
