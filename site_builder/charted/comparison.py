"""The charts of a comparison of two years."""

from collections.abc import Iterator

from site_builder.charted.frame import framed
from site_builder.figures.charts.profile import (
    profile,
    profile_description,
    profile_finding,
)
from site_builder.figures.history import Pair
from site_builder.figures.years import year_pairs
from site_builder.model.chart import Chart, Refusal
from site_builder.model.site import Entry, Site

Pairs = tuple[tuple[Entry, Pair], ...]


def all_comparison_charts(site: Site) -> Iterator[Chart]:
    """Yield the charts of all comparisons."""
    for area in dict.fromkeys(
        item.ref_area for entry in site.entries.values() for item in entry.observations
    ):
        for years, pairs in year_pairs(site.entries.values(), area).items():
            yield from comparison_charts(site, area, years, pairs)


def comparison_charts(
    site: Site, area: str, years: tuple[int, int], pairs: Pairs
) -> tuple[Chart, ...]:
    """Return the charts of an area's comparison of two years, the main one first."""
    found = profile(site, pairs)
    if isinstance(found, Refusal):
        return ()
    first, second = found.rows[0].earlier.name, found.rows[0].later.name
    drawn = {row.name for row in found.rows}
    return (
        framed(
            site,
            f"/compare/{area}/{years[0]}-{years[1]}/",
            "profile",
            found,
            [
                item
                for entry, pair in pairs
                if entry.indicator.title in drawn
                for item in (pair.earlier, pair.later)
            ],
            title=profile_finding(found),
            subtitle=f"{site.areas[area].title}，{first}（空心点）与{second}（实心点），"
            f"单位：{found.axis.unit}",
            description=profile_description(found),
            table="comparable",
            computed=True,
        ),
    )
