"""Rules over the assembled site, one a file: values in, diagnostics out."""

from site_builder.check import addresses, documents, indicators, links, observations, settings

RULES = (
    settings.check,
    indicators.check,
    observations.check,
    documents.check,
    addresses.check,
    links.check,
)
"""Every rule, in the order in which they are run."""
