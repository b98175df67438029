"""The charts of an environment's page."""

from collections.abc import Iterator
from functools import partial

from site_builder.charted.hung import Hung
from site_builder.charted.multiples import multiples_charts
from site_builder.figures.shown import areas_shown, environments_shown, own_entries
from site_builder.model.chart import Chart
from site_builder.model.site import Entry, Site


def all_environment_charts(site: Site) -> Iterator[Hung]:
    """Yield the charts of all environments."""
    for item in environments_shown(site):
        yield Hung(
            page=_page(item.id),
            charts=partial(environment_charts, site, item.id),
            indicators=tuple(one.indicator.indicator for one in _entries(site, item.id)),
        )


def environment_charts(site: Site, environment: str) -> tuple[Chart, ...]:
    """Return the charts of an environment's page: its indicators' trends, area by area."""
    entries = _entries(site, environment)
    return tuple(
        chart
        for area in areas_shown(site, demonstration=False)
        for chart in multiples_charts(site, _page(environment), f"multiples-{area}", entries, area)
    )


def _page(environment: str) -> str:
    return f"/environments/{environment}/"


def _entries(site: Site, environment: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in own_entries(site) if entry.indicator.environment == environment)
