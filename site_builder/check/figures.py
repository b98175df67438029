"""Every figure in prose resolves to one observation, and no forbidden change is asked for."""

from site_builder.diagnostics import Diagnostic
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return what does not resolve in the documents."""
    return tuple(
        fault
        for document in (*site.cases, *site.reports, *site.pages)
        for fault in site.unresolved[document.path]
    )
