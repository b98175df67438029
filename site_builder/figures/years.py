"""The years an area has values in, two by two, with the indicators of both compared."""

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from site_builder.compare.periods import order, parse_period, same_span_of_other_year
from site_builder.figures.history import Pair, pair
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site

Years = tuple[int, int]
"""An earlier and a later year."""


def paired_years(site: Site, area: str) -> tuple[Years, ...]:
    """Return the pairs of years in which an area has an indicator in common.

    The pairs are each year with the one before it, and each with the latest.
    """
    return tuple(_known(site).get(area, ()))


def paired_entries(site: Site, area: str) -> dict[Years, tuple[Entry, ...]]:
    """Return the same pairs, each with the indicators that have values in both years."""
    return {
        years: tuple(site.entries[slug] for slug in slugs)
        for years, slugs in _known(site).get(area, {}).items()
    }


def _known(site: Site) -> Mapping[str, Mapping[Years, tuple[str, ...]]]:
    known = site.ground
    return known.years if known.of is site.entries else years_of_areas(site)


def years_of_areas(site: Site) -> dict[str, dict[Years, tuple[str, ...]]]:
    """Return the pairs of years of all areas, with the indicators that have values in both."""
    held: dict[str, dict[str, set[int]]] = {}
    for slug, entry in site.entries.items():
        for item in entry.observations:
            own = held.setdefault(item.ref_area, {}).setdefault(slug, set())
            if end := parse_period(item.time_period).end:
                own.add(end.year)
    return {
        area: {
            (first, second): tuple(
                slug for slug, own in years.items() if first in own and second in own
            )
            for first, second in _pairs(years.values())
        }
        for area, years in held.items()
    }


def _pairs(held: Iterable[set[int]]) -> tuple[Years, ...]:
    wanted: set[Years] = set()
    for years in held:
        own = sorted(years)
        wanted |= set(pairwise(own)) | {(year, own[-1]) for year in own[:-1]}
    return tuple(sorted(wanted))


def years_title(site: Site, area: str, first: int, second: int, *, editions: bool) -> str:
    """Return what the comparison of two years is called; `editions` are those of a publication."""
    say = site.language.say
    year = phrase("{year}年版") if editions else phrase("{year}年")
    return say(
        "{area}：{first}与{second}",
        area=site.areas[area].title,
        first=say(year, year=first),
        second=say(year, year=second),
    )


def compared(
    entries: Collection[Entry],
    area: str,
    first: int,
    second: int,
    *,
    language: Language = CHINESE,
) -> tuple[tuple[Entry, Pair], ...]:
    """Return the indicators with values in both years, each with its values compared.

    Where a year has several periods, the one whose span the other year has too stands for it,
    else the last.
    """
    found = []
    for entry in entries:
        years = _by_year(entry, area)
        if first in years and second in years:
            chosen = _chosen(years[first], years[second])
            found.append((entry, pair(*chosen, entry, language=language)))
    return tuple(found)


def _by_year(entry: Entry, area: str) -> dict[int, list[Observation]]:
    """Return an area's observations by the year in which they end, in time order."""
    years: dict[int, list[Observation]] = {}
    own = [item for item in entry.observations if item.ref_area == area]
    for item in sorted(own, key=lambda one: (order(one.time_period), one.caliber)):
        end = parse_period(item.time_period).end
        if end is not None:
            years.setdefault(end.year, []).append(item)
    return years


def _chosen(
    earlier: list[Observation], later: list[Observation]
) -> tuple[Observation, Observation]:
    for one in reversed(later):
        for other in reversed(earlier):
            alike = same_span_of_other_year(
                parse_period(other.time_period), parse_period(one.time_period)
            )
            if alike and other.caliber == one.caliber and other.package == one.package:
                return other, one
    return earlier[-1], later[-1]
