"""Rules over the assembled site, one a file: values in, diagnostics out."""

from site_builder.check import (
    addresses,
    claims,
    corrections,
    documents,
    evaluations,
    glossary,
    images,
    indicators,
    links,
    literals,
    observations,
    placeholders,
    series,
    settings,
    unbound,
    wording,
)

RULES = (
    settings.check,
    indicators.check,
    observations.check,
    series.check,
    documents.check,
    evaluations.check,
    corrections.check,
    addresses.check,
    links.check,
    images.check,
    glossary.check,
    claims.check,
    unbound.check,
    literals.check,
    wording.check,
    placeholders.check,
)
"""Every rule, in the order in which they are run."""
