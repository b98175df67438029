"""Areas of an indicator that may stand side by side, period by period."""

import itertools
from collections.abc import Collection, Iterator

from site_builder.compare.areas import reasons_against_areas
from site_builder.compare.periods import order
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site


def side_by_side(entry: Entry) -> Iterator[tuple[Observation, ...]]:
    """Yield the values of several areas that may stand side by side, the newest period first.

    The areas of each keep the order of the package.
    """
    alike: dict[tuple[str, str, str], list[Observation]] = {}
    for item in entry.observations:
        alike.setdefault((item.time_period, item.caliber, item.package), []).append(item)
    for key in sorted(alike, key=lambda one: (order(one[0]), one[1:]), reverse=True):
        items = alike[key]
        if len(items) > 1 and not any(
            reasons_against_areas(one, other, entry.indicator)
            for one, other in itertools.combinations(items, 2)
        ):
            yield tuple(items)


def parts_among(site: Site, codes: Collection[str]) -> tuple[str, ...]:
    """Return those areas that are parts of another one of them."""
    return tuple(code for code in codes if site.areas[code].parent in codes)


def wholes_among(site: Site, codes: Collection[str]) -> tuple[str, ...]:
    """Return those areas of which others among them are parts."""
    return tuple(dict.fromkeys(site.areas[code].parent for code in parts_among(site, codes)))


def nesting(site: Site, codes: Collection[str]) -> str:
    """Return how areas lie in each other, in words; "" where none does."""
    parts = parts_among(site, codes)
    if not parts:
        return ""
    language = site.language
    return language.say(
        "{wholes}为整体，{parts}为其中的部分，一并列出，不排名。",
        wholes=language.listed(site.areas[code].title for code in wholes_among(site, codes)),
        parts=language.listed(site.areas[code].title for code in parts),
    )
