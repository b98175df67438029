"""Rules over the assembled site, one a file: values in, diagnostics out."""

from site_builder.check import documents, indicators, links, settings

RULES = (settings.check, indicators.check, documents.check, links.check)
"""Every rule, in the order in which they are run."""
