"""The charts of a comparison of two years."""

from collections.abc import Collection, Iterator
from functools import partial

from site_builder.charted.frame import framed
from site_builder.charted.hung import Hung
from site_builder.figures.charts.changes import changes, changes_description, changes_finding
from site_builder.figures.charts.profile import (
    profile,
    profile_description,
    profile_finding,
)
from site_builder.figures.history import Pair
from site_builder.figures.years import compared, paired_entries
from site_builder.model.chart import Changes, Chart, Profile, Refusal
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site

Pairs = tuple[tuple[Entry, Pair], ...]


def all_comparison_charts(site: Site) -> Iterator[Hung]:
    """Yield the charts of all comparisons."""
    for area in dict.fromkeys(
        item.ref_area for entry in site.entries.values() for item in entry.observations
    ):
        for years, entries in paired_entries(site, area).items():
            yield Hung(
                page=_page(area, years),
                charts=partial(_charts, site, area, years, entries),
                indicators=tuple(one.indicator.indicator for one in entries),
            )


def _page(area: str, years: tuple[int, int]) -> str:
    return f"/compare/{area}/{years[0]}-{years[1]}/"


def _charts(
    site: Site, area: str, years: tuple[int, int], entries: tuple[Entry, ...]
) -> tuple[Chart, ...]:
    pairs = compared(entries, area, *years, language=site.language)
    return comparison_charts(site, area, years, pairs)


def comparison_charts(
    site: Site, area: str, years: tuple[int, int], pairs: Pairs
) -> tuple[Chart, ...]:
    """Return the charts of an area's comparison of two years, the main one first."""
    page = _page(area, years)
    both, changed = profile(site, pairs), changes(site, pairs)
    return (
        *(() if isinstance(both, Refusal) else (_profile_chart(site, area, page, pairs, both),)),
        *(
            ()
            if isinstance(changed, Refusal)
            else (_changes_chart(site, area, page, pairs, changed),)
        ),
    )


def _profile_chart(site: Site, area: str, page: str, pairs: Pairs, found: Profile) -> Chart:
    language = site.language
    first, second = found.rows[0].earlier.name, found.rows[0].later.name
    return framed(
        site,
        page,
        "profile",
        found,
        _observations(pairs, {row.name for row in found.rows}),
        title=profile_finding(found, language=language),
        subtitle=language.say(
            "{area}，{first}（空心点）与{second}（实心点），单位：{unit}",
            area=site.areas[area].title,
            first=first,
            second=second,
            unit=found.axis.unit,
        ),
        description=profile_description(found, language=language),
        computed=True,
        table="comparable",
    )


def _changes_chart(site: Site, area: str, page: str, pairs: Pairs, found: Changes) -> Chart:
    language = site.language
    hollow = any(not row.solid for row in found.rows)
    return framed(
        site,
        page,
        "changes",
        found,
        _observations(pairs, {row.name for row in found.rows}),
        title=language.say(
            "{area}：{finding}",
            area=site.areas[area].title,
            finding=changes_finding(found, language=language),
        ),
        subtitle=language.say(
            "{span}，单位：{unit}；由升到降排列", span=found.span, unit=found.unit
        ),
        description=changes_description(found, language=language),
        notes=(language.say("空心点所比的数不是正式数。"),) if hollow else (),
        computed=True,
        table="comparable",
    )


def _observations(pairs: Pairs, titles: Collection[str]) -> list[Observation]:
    """Return the observations of the indicators drawn."""
    return [
        item
        for entry, pair in pairs
        if entry.indicator.title in titles
        for item in (pair.earlier, pair.later)
    ]
