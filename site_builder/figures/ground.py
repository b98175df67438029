"""What figures and charts stand on: digests of indicators, and of all that shows beside them."""

from collections.abc import Callable, Collection
from operator import is_
from typing import Any, TypeVar

from msgspec.structs import replace

from site_builder.figures.shown import areas_shown
from site_builder.figures.years import years_of_areas
from site_builder.model.ground import Ground, Keeper
from site_builder.model.package import Package
from site_builder.model.site import Entry, Site
from site_builder.model.systems import Systems
from site_builder.traces import digest

T = TypeVar("T")

NEIGHBOURS = 2
"""So many indicators before and after it, in its environment, are named on an indicator's page."""


def with_ground(site: Site, builder: str, kept: Keeper) -> Site:
    """Return the site with the digests of its data; `builder` is that of code and libraries."""
    return replace(
        site,
        ground=Ground(
            builder=builder,
            around=digest(builder, _around(site)),
            entries={slug: _of_entry(entry) for slug, entry in site.entries.items()},
            beside=_beside(site),
            years=years_of_areas(site),
            of=site.entries,
            told=_told(site),
            rows={slug: _rows(entry) for slug, entry in site.entries.items()},
            kept=kept,
        ),
    )


def _beside(site: Site) -> dict[str, tuple[str, ...]]:
    """Return, with each indicator, those that its page and its charts tell of too."""
    near: dict[tuple[str, str], list[str]] = {}
    parts: dict[str, list[str]] = {}
    for slug, entry in site.entries.items():
        near.setdefault((entry.package.name, entry.indicator.environment), []).append(slug)
        parts.setdefault(entry.indicator.part_of or slug, []).append(slug)
    found: dict[str, tuple[str, ...]] = {}
    for listed in near.values():
        for place, slug in enumerate(listed):
            whole = site.entries[slug].indicator.part_of
            family = (whole, slug, *parts.get(whole, ()), *parts.get(slug, ()))
            beside = (*listed[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1], *family)
            found[slug] = tuple(dict.fromkeys(one for one in beside if one in site.entries))
    return found


def _of_entry(entry: Entry) -> str:
    packages = (entry.package.name, [item.name for item in entry.others])
    rows = (entry.observations, entry.targets, entry.breaks, entry.initiatives)
    return digest(entry.indicator, packages, rows)


def _around(site: Site) -> tuple[object, ...]:
    """Return all but documents and the rows of indicators that figures and charts tell."""
    return (
        site.settings,
        site.as_of,
        site.preview,
        site.language,
        site.areas,
        sorted(site.sources.items()),
        [bare_package(item) for item in site.packages],
        [areas_shown(site, demonstration=flag) for flag in (False, True)],
        [
            (
                item.path,
                item.title,
                item.folder,
                item.release,
                item.withdrawn,
                item.lists_values,
                bare_package(item.contents.package) if item.contents else None,
            )
            for held in site.versions.values()
            for item in held
        ],
    )


def remembered(
    site: Site, entries: tuple[Entry, ...], name: str, form: Any, make: Callable[[], T]
) -> T:
    """Return what is made of some indicators and nothing else of the data, of the type `form`.

    `name` names it among all that is made of these. It is made only where one of them, or what
    shows beside them, has changed since it was made last.
    """
    ground = site.ground
    slugs = [entry.indicator.indicator for entry in entries]
    if not _same(ground.told, _told(site)) or not all(
        _same(ground.rows.get(slug), _rows(entry))
        for slug, entry in zip(slugs, entries, strict=True)
    ):
        return make()
    key = digest(name, ground.around, [ground.entries[slug] for slug in slugs])
    return ground.kept.value(key, form, make)


def _told(site: Site) -> tuple[object, ...]:
    return site.settings, site.language, site.areas, site.sources


def _rows(entry: Entry) -> tuple[object, ...]:
    return entry.indicator, entry.observations, entry.targets, entry.breaks


def _same(known: tuple[object, ...] | None, seen: tuple[object, ...]) -> bool:
    """Tell whether these are the very objects that a digest was made of, and not made over."""
    return known is not None and all(map(is_, known, seen))


def bare_package(package: Package) -> Package:
    """Return a package without the tables whose rows belong to indicators, and without files."""
    return replace(
        package,
        files=(),
        indicators=(),
        observations=(),
        targets=(),
        breaks=(),
        initiatives=(),
        corrections=(),
        systems=Systems(),
    )


def bare_site(site: Site) -> Site:
    """Return the site with its packages bare: what is told of an indicator stands in its entry."""
    packages = {item.name: bare_package(item) for item in site.packages}
    return replace(
        site,
        packages=tuple(packages.values()),
        releases=(),
        entries={
            slug: replace(
                entry,
                package=packages[entry.package.name],
                others=tuple(packages[item.name] for item in entry.others),
            )
            for slug, entry in site.entries.items()
        },
    )


def narrowed(bare: Site, slugs: Collection[str]) -> Site:
    """Return a bare site with some of its indicators, in the site's order."""
    kept = frozenset(slugs)
    return replace(
        bare, entries={slug: item for slug, item in bare.entries.items() if slug in kept}
    )
