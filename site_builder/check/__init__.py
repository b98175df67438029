"""Rules over the assembled site, one a file: values in, diagnostics out."""

from site_builder.check import (
    addresses,
    breaks,
    claims,
    corrections,
    cumulative,
    documents,
    evaluations,
    facts,
    glossary,
    images,
    indicators,
    links,
    literals,
    moved,
    natures,
    observations,
    periods,
    placeholders,
    rates,
    series,
    settings,
    sources,
    targets,
    unbound,
    wording,
)

OF_PACKAGES = (
    indicators.check,
    observations.check,
    series.check,
    periods.check,
    natures.check,
    rates.check,
    cumulative.check,
    facts.check,
    targets.check,
    breaks.check,
)
"""The rules that need nothing but packages."""

RULES = (
    settings.check,
    *OF_PACKAGES,
    sources.check,
    moved.check,
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
