"""The charts of an environment's page."""

from collections.abc import Iterator

from site_builder.charted.multiples import multiples_charts
from site_builder.figures.shown import areas_shown, environments_shown, own_entries
from site_builder.model.chart import Chart
from site_builder.model.site import Site


def all_environment_charts(site: Site) -> Iterator[Chart]:
    """Yield the charts of all environments."""
    for item in environments_shown(site):
        yield from environment_charts(site, item.id)


def environment_charts(site: Site, environment: str) -> tuple[Chart, ...]:
    """Return the charts of an environment's page: its indicators' trends, area by area."""
    entries = [entry for entry in own_entries(site) if entry.indicator.environment == environment]
    return tuple(
        chart
        for area in areas_shown(site, demonstration=False)
        for chart in multiples_charts(
            site, f"/environments/{environment}/", f"multiples-{area}", entries, area
        )
    )
