"""Names in a table, matched to the indicators and areas of a package."""

from msgspec import Struct, field

from site_builder.model.package import Area, Indicator, Package
from site_builder.sheets.units import split_unit
from site_builder.sheets.widths import normal


class Names(Struct, frozen=True, kw_only=True):
    """The indicators and areas of a package by their names.

    A name is a slug or a title, equal but for width, blanks and case. It leads to every item that
    bears it: two are as unclear as none.
    """

    indicators: dict[str, tuple[Indicator, ...]] = field(default_factory=dict)
    areas: dict[str, tuple[Area, ...]] = field(default_factory=dict)
    measures: frozenset[str] = frozenset()

    def named(self, text: str) -> tuple[tuple[Indicator, ...], str]:
        """Return the indicators of that name, and the unit in brackets after it or ""."""
        whole = self.indicators.get(normal(text))
        if whole:
            return whole, ""
        name, unit = split_unit(text, self.measures)
        return (self.indicators.get(normal(name), ()), unit) if unit else ((), "")


def names_of(package: Package) -> Names:
    """Return the names of a package."""
    indicators: dict[str, tuple[Indicator, ...]] = {}
    for item in package.indicators:
        for name in dict.fromkeys((normal(item.indicator), normal(item.title))):
            indicators[name] = (*indicators.get(name, ()), item)
    areas: dict[str, tuple[Area, ...]] = {}
    for area in package.areas:
        for name in dict.fromkeys((normal(area.ref_area), normal(area.title))):
            areas[name] = (*areas.get(name, ()), area)
    return Names(
        indicators=indicators,
        areas=areas,
        measures=frozenset(item.unit_measure for item in package.indicators),
    )
