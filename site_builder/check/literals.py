"""What a document lists under `literals` and `claims` stands in it."""

import re

from site_builder.diagnostics import Diagnostic, warning
from site_builder.model.document import Document
from site_builder.model.site import Routes, Site

_MARKUP = re.compile(r"\n[ \t>]*|[*_`\\]")
"""Line breaks inside a paragraph and marks of emphasis, which a listed text passes over."""


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the literals and claims whose text is not in their document."""
    return tuple(
        warning(
            "literal-unused",
            document.span_of(f"{field}.{text}"),
            field=field,
            text=text,
        )
        for document in (*site.cases, *site.reports, *site.pages)
        for field, listed in (("literals", document.literals), ("claims", document.claims))
        for text, _ in listed
        if not _holds(site, document, text)
    )


def _holds(site: Site, document: Document, text: str) -> bool:
    return any(
        text in whole or text in _MARKUP.sub("", whole)
        for whole in (document.title, document.summary, site.texts[document.path].body)
    )
