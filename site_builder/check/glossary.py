"""What the glossary takes from a source names one of the packages' sources."""

from difflib import get_close_matches

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the terms whose source is unknown."""
    known = {source for _, source in site.sources}
    hidden = site.set_aside
    path = f"{site.settings.content}/glossary.csv"
    return tuple(
        error(
            "glossary-invalid",
            Span(path=path, row=term.row, field="source"),
            cause="@glossary-source",
            nearest=next(iter(get_close_matches(term.source, sorted(known), 1, 0.5)), ""),
        )
        for term in site.glossary
        if term.source and term.source not in known
        if not hidden.item("source", term.source) and not hidden.any_table("sources")
    )
