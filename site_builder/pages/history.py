"""Parts of an indicator's page: periods against a chosen base, areas side by side."""

from msgspec import Struct

from site_builder.compare.periods import print_period
from site_builder.figures.history import in_time, pair
from site_builder.figures.present import figure_of
from site_builder.figures.side_by_side import nesting, side_by_side
from site_builder.model.figure import Comparison, Figure
from site_builder.model.language import Language
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import NOT_APPLICABLE

_LEAST = 3
"""A base is worth choosing where an area has at least so many periods."""


class BaseRow(Struct, frozen=True, kw_only=True):
    """A later period against a base."""

    figure: Figure
    comparison: Comparison


class BaseTable(Struct, frozen=True, kw_only=True):
    """A period chosen as base, and all later ones of its series against it."""

    area_title: str
    base: Figure
    rows: tuple[BaseRow, ...]


class AreaRow(Struct, frozen=True, kw_only=True):
    """A period with the values of several areas side by side, in the order of the columns."""

    period: str
    cells: tuple[Figure | None, ...]


class AreaMatrix(Struct, frozen=True, kw_only=True):
    """Areas whose values may stand side by side; `note` says how areas lie in each other."""

    areas: tuple[str, ...]
    rows: tuple[AreaRow, ...]
    note: str


def base_tables(site: Site, entry: Entry) -> tuple[BaseTable, ...]:
    """Return, for each period but the last of a series, all later ones against it."""
    series: dict[tuple[str, str, str], list[Observation]] = {}
    for item in in_time(entry.observations):
        series.setdefault((item.ref_area, item.caliber, item.package), []).append(item)
    return tuple(
        BaseTable(
            area_title=site.areas[own[0].ref_area].title,
            base=figure_of(site, entry, base),
            rows=tuple(
                BaseRow(
                    figure=figure_of(site, entry, later),
                    comparison=pair(base, later, entry, language=site.language).comparison,
                )
                for later in own[place + 1 :]
            ),
        )
        for own in series.values()
        if len(own) >= _LEAST
        for place, base in enumerate(own[:-1])
    )


def area_matrix(site: Site, entry: Entry) -> AreaMatrix | None:
    """Return the periods in which several areas may stand side by side; None where none do.

    Areas keep the order of the package: a whole and its parts are shown together, not ranked.
    """
    rows = tuple(side_by_side(entry))
    if not rows:
        return None
    found = {item.ref_area for items in rows for item in items}
    codes = tuple(
        dict.fromkeys(item.ref_area for item in entry.observations if item.ref_area in found)
    )
    edition = entry.package.edition_periods
    several = len({items[0].caliber for items in rows}) > 1
    return AreaMatrix(
        areas=tuple(site.areas[code].title for code in codes),
        rows=tuple(
            AreaRow(
                period=_period_text(items[0], site.language, edition=edition, caliber=several),
                cells=_cells(site, entry, items, codes),
            )
            for items in rows
        ),
        note=nesting(site, codes),
    )


def _cells(
    site: Site, entry: Entry, items: tuple[Observation, ...], codes: tuple[str, ...]
) -> tuple[Figure | None, ...]:
    figures = {item.ref_area: figure_of(site, entry, item) for item in items}
    return tuple(figures.get(code) for code in codes)


def _period_text(item: Observation, language: Language, *, edition: bool, caliber: bool) -> str:
    said = print_period(item.time_period, item.period_basis, edition=edition, language=language)
    if not caliber or item.caliber == NOT_APPLICABLE:
        return said
    return f"{said}{language.bracketed(language.say('口径{caliber}', caliber=item.caliber))}"
