"""The pages of the site, one kind a file."""

from site_builder.pages import (
    case,
    cases,
    changes,
    comparison,
    data,
    data_version,
    embed,
    environments,
    glossary,
    home,
    indicator,
    indicators,
    initiatives,
    moved,
    prose,
    regions,
    search,
    sitemap,
)

PAGE_KINDS = (
    home.HOME,
    *environments.KINDS,
    *indicators.KINDS,
    *indicator.KINDS,
    *comparison.KINDS,
    *regions.KINDS,
    *cases.KINDS,
    *case.KINDS,
    *initiatives.KINDS,
    *prose.KINDS,
    *data.KINDS,
    *data_version.KINDS,
    *changes.KINDS,
    *embed.KINDS,
    *moved.KINDS,
    *glossary.KINDS,
    *search.KINDS,
    *sitemap.KINDS,
)
"""Every kind of page; a new one is one file and one line."""
