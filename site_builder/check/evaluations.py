"""Every case of a selection is a case of its package."""

from difflib import get_close_matches

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the rows that name no case; one that is not published yet is a case all the same."""
    found = []
    documents = (*site.cases, *(item.document for item in site.withheld))
    for package in site.packages:
        known = sorted({item.slug for item in documents if item.package == package.name})
        for row in package.evaluations:
            if row.case in known or site.set_aside.item("case", row.case):
                continue
            span = cell(package, "evaluations", row.row, "case")
            found.append(
                error(
                    "name-unknown",
                    span,
                    field="@field|案例|case",
                    value=row.case,
                    nearest=next(iter(get_close_matches(row.case, known, 1, 0.5)), ""),
                    advice="@see-spelling",
                )
            )
    return tuple(found)
