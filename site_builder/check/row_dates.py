"""The dates of a row come one after the other: no reply before the finding."""

from collections.abc import Iterator
from datetime import date

from site_builder.check.places import cell
from site_builder.compare.periods import parse_period
from site_builder.diagnostics import Diagnostic, error
from site_builder.model.package import Package
from site_builder.model.site import Routes, Site
from site_builder.model.systems import FORMS, TableForm

_IN_ORDER = {
    "evaluation_rounds": (("publicity_from", "publicity_to"),),
    "feedback": (("date", "replied_on"), ("date", "due")),
    "documents": (("date", "valid_until"),),
}
"""Columns of each table of which the first cannot be later than the second."""


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the rows in which a later date is before an earlier one; both must be stated."""
    return tuple(found for package in site.packages for found in check_package(package))


def check_package(package: Package) -> Iterator[Diagnostic]:
    """Yield the same for one package."""
    for form in FORMS:
        for earlier, later in _IN_ORDER.get(form.name, ()):
            yield from _disordered(package, form, earlier, later)


def _disordered(
    package: Package, form: TableForm, earlier: str, later: str
) -> Iterator[Diagnostic]:
    titles = {column.name: column.title for column in form.columns}
    for row in package.systems.table(form.name):
        first, last = getattr(row, earlier), getattr(row, later)
        if first and last and _last_day(last) < _last_day(first):
            said = (titles[later], last, titles[earlier], first, later, earlier)
            cause = "|".join(("@dates-disordered", *said))
            yield error("row-inconsistent", cell(package, form.name, row.row, later), cause=cause)


def _last_day(text: str) -> date:
    return parse_period(text).end or date.max
