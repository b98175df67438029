"""Every case and report that a row of the optional tables names is there."""

from difflib import get_close_matches

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error
from site_builder.model.package import Package
from site_builder.model.site import Routes, Site
from site_builder.model.systems import FORMS

_KINDS = {"cases": ("case", "@field|案例|case"), "reports": ("report", "@field|报告|report")}


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the rows that name no document; one that is not published yet is one all the same."""
    return tuple(
        error(
            "name-unknown",
            cell(package, form.name, row.row, column.name),
            field=words,
            value=value,
            nearest=next(iter(get_close_matches(value, sorted(known), 1, 0.5)), ""),
            advice="@see-spelling",
        )
        for package in site.packages
        for form in FORMS
        for column in form.columns
        if column.of_content
        for kind, words in [_KINDS[column.refers]]
        for known in [_known(site, package, kind)]
        for row in package.systems.table(form.name)
        if (value := getattr(row, column.name))
        and value not in known
        and not site.set_aside.item(kind, value)
    )


def _known(site: Site, package: Package, kind: str) -> set[str]:
    """Return the names of the documents of a package of that kind, withheld ones included."""
    documents = (*site.cases, *site.reports, *(item.document for item in site.withheld))
    return {
        item.slug for item in documents if item.package == package.name and item.kind.value == kind
    }
