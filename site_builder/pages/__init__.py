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
    methods,
    moved,
    prose,
    regions,
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
    *methods.KINDS,
    *sitemap.KINDS,
)
"""Every kind of page; a new one is one file and one line."""
