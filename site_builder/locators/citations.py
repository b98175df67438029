"""What the rows of a package say of where they were taken from."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from site_builder.compare.values import unit_text
from site_builder.locators.match import Sought
from site_builder.model.package import Observation, Package, Target
from site_builder.model.systems import FORMS
from site_builder.model.vocabulary import NOT_APPLICABLE

BAR = "｜"
"""What parts the section of a locator from its phrase."""


class Citation(Struct, frozen=True, kw_only=True):
    """A row that names a place of a source; `figure` is its value with the unit, "" for none."""

    source: str
    table: str
    row: int
    figure: str
    sought: Sought


def phrase_of(locator: str) -> str:
    """Return the phrase of a locator: what stands after the bar, all of it where there is none."""
    return locator.partition(BAR)[2] if BAR in locator else locator


def citations(package: Package) -> Iterator[Citation]:
    """Yield every row with a locator; breaks have none."""
    for observation in package.observations:
        yield _of_figure(package, "observations", observation, observation.obs_value)
    for target in package.targets:
        yield _of_figure(package, "targets", target, target.target_value)
    for initiative in package.initiatives:
        yield _of_words("initiatives", initiative)
    for form in FORMS:
        if {"source", "locator"} <= {column.name for column in form.columns}:
            for row in package.systems.table(form.name):
                yield _of_words(form.name, row)


def _of_words(table: str, row: Any) -> Citation:
    sought = Sought(phrase=phrase_of(row.locator))
    return Citation(source=row.source, table=table, row=row.row, figure="", sought=sought)


def _of_figure(package: Package, table: str, row: Observation | Target, published: str) -> Citation:
    indicator = next(one for one in package.indicators if one.indicator == row.indicator)
    areas = [one for one in package.areas if one.ref_area == row.ref_area]
    figure = f"{published}{unit_text(indicator, row.unit_mult)}" if row.value is not None else ""
    return Citation(
        source=row.source,
        table=table,
        row=row.row,
        figure=figure,
        sought=Sought(
            phrase=phrase_of(row.locator),
            value=row.value,
            unit_mult=row.unit_mult,
            unit=indicator.unit_measure,
            kind=indicator.kind,
            about=(
                (row.time_period, f"{row.time_period}年"),
                (row.ref_area, *(name for area in areas for name in (area.title, area.title_en))),
                () if row.caliber == NOT_APPLICABLE else (row.caliber,),
            ),
        ),
    )
