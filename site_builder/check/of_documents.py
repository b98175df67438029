"""The rules that judge each document by itself, by the data and by the addresses of the site."""

from site_builder.check import (
    claims,
    documents,
    figures,
    images,
    links,
    literals,
    placeholders,
    unbound,
    wording,
)

OF_DOCUMENTS = (
    documents.check,
    figures.check,
    links.check,
    images.check,
    claims.check,
    unbound.check,
    literals.check,
    wording.check_documents,
    placeholders.check,
)
"""In the order in which they are run."""
