"""The charts of an area's page."""

from collections.abc import Iterator

from site_builder.charted.multiples import multiples_charts
from site_builder.figures.shown import areas_shown, own_entries
from site_builder.model.chart import Chart
from site_builder.model.site import Site


def all_region_charts(site: Site) -> Iterator[Chart]:
    """Yield the charts of all areas."""
    own, others = (areas_shown(site, demonstration=flag) for flag in (False, True))
    for area in dict.fromkeys((*own, *others)):
        yield from region_charts(site, area)


def region_charts(site: Site, area: str) -> tuple[Chart, ...]:
    """Return the charts of an area's page: its indicators' trends side by side."""
    demonstration = area not in areas_shown(site, demonstration=False)
    entries = own_entries(site, demonstration=demonstration)
    return multiples_charts(site, f"/regions/{area}/", "multiples", entries, area)
