"""The charts of an area's page."""

from collections.abc import Iterator
from functools import partial

from site_builder.charted.hung import Hung
from site_builder.charted.multiples import multiples_charts
from site_builder.figures.shown import areas_shown, own_entries
from site_builder.model.chart import Chart
from site_builder.model.site import Entry, Site


def all_region_charts(site: Site) -> Iterator[Hung]:
    """Yield the charts of all areas."""
    own, others = (areas_shown(site, demonstration=flag) for flag in (False, True))
    for area in dict.fromkeys((*own, *others)):
        yield Hung(
            page=f"/regions/{area}/",
            charts=partial(region_charts, site, area),
            indicators=tuple(one.indicator.indicator for one in _entries(site, area)),
        )


def region_charts(site: Site, area: str) -> tuple[Chart, ...]:
    """Return the charts of an area's page: its indicators' trends side by side."""
    return multiples_charts(site, f"/regions/{area}/", "multiples", _entries(site, area), area)


def _entries(site: Site, area: str) -> tuple[Entry, ...]:
    demonstration = area not in areas_shown(site, demonstration=False)
    return own_entries(site, demonstration=demonstration)
