"""Rules over the assembled site, one a file: values in, diagnostics out."""

from site_builder.check import (
    addresses,
    breaks,
    calendar,
    columns,
    corrections,
    cumulative,
    document_links,
    facts,
    feedback,
    glossary,
    indicators,
    moved,
    named_documents,
    natures,
    observations,
    official,
    parts,
    periods,
    rates,
    rounds,
    row_addresses,
    row_dates,
    series,
    settings,
    sources,
    targets,
    wording,
)

OF_PACKAGES = (
    indicators.check,
    observations.check,
    series.check,
    periods.check,
    natures.check,
    rates.check,
    parts.check,
    cumulative.check,
    facts.check,
    targets.check,
    breaks.check,
)
"""The rules that need nothing but packages."""

OF_ROWS = (
    document_links.check_package,
    rounds.check_package,
    row_dates.check_package,
    feedback.check_package,
)
"""The rules of single rows of the optional tables, each for one package."""

RULES = (
    settings.check,
    official.check,
    *OF_PACKAGES,
    sources.check,
    moved.check,
    named_documents.check,
    document_links.check,
    rounds.check,
    row_dates.check,
    row_addresses.check,
    feedback.check,
    corrections.check,
    addresses.check,
    glossary.check,
    calendar.check,
    columns.check,
    wording.check,
)
"""Every rule that judges a site as a whole, in the order in which they are run."""
