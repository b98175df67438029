"""What a document says is still to be written has been written before it is published."""

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the placeholders left in documents that are no drafts."""
    return tuple(
        error("placeholder-left", Span(path=document.path, line=line, column=column), text=words)
        for document in (*site.cases, *site.reports, *site.pages)
        if not document.draft
        for words, line, column in document.to_write
    )
