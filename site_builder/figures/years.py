"""The years an area has values in, two by two, with the indicators of both compared."""

from collections.abc import Collection
from itertools import pairwise

from site_builder.compare.periods import order, parse_period, same_span_of_other_year
from site_builder.figures.history import Pair, pair
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site


def paired_years(entries: Collection[Entry], area: str) -> tuple[tuple[int, int], ...]:
    """Return the pairs of years that have an indicator in common.

    The pairs are each year with the one before it, and each with the latest.
    """
    wanted: set[tuple[int, int]] = set()
    for entry in entries:
        ordered = sorted(_by_year(entry, area))
        wanted |= set(pairwise(ordered)) | {(year, ordered[-1]) for year in ordered[:-1]}
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


def year_pairs(
    entries: Collection[Entry], area: str, *, language: Language = CHINESE
) -> dict[tuple[int, int], tuple[tuple[Entry, Pair], ...]]:
    """Return every pair of years of an area with its indicators compared."""
    return {
        years: compared(entries, area, *years, language=language)
        for years in paired_years(entries, area)
    }


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
