"""What a document says is still to be written has been written before it is published."""

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.markup.placeholders import placeholders
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the placeholders left in documents that are no drafts."""
    found = []
    for document in (*site.cases, *site.reports, *site.pages):
        if document.draft:
            continue
        whole = site.texts[document.path]
        lines = [(number, text) for _, number, text in whole.head]
        lines += enumerate(whole.body.split("\n"), whole.body_line)
        for number, text in lines:
            for words, column in placeholders(text):
                span = Span(path=document.path, line=number, column=column)
                found.append(error("placeholder-left", span, text=words))
    return tuple(found)
