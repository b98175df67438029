"""Machine outputs, one a file: the site to ((path, bytes), ...)."""

from site_builder.outputs import (
    api,
    cards,
    case_index,
    catalogue,
    changes_feed,
    chart_files,
    chart_library,
    comparison_files,
    feed,
    images,
    indicator_files,
    oembed,
    packages,
    robots,
    search,
    sitemap,
    version_files,
)
from site_builder.outputs.api import indicator as api_indicator

OUTPUTS = (
    feed.FEED,
    sitemap.SITEMAP,
    robots.ROBOTS,
    case_index.CASE_INDEX,
    changes_feed.CHANGES_FEED,
    catalogue.CATALOGUE,
    api.API,
)
"""Every output that is made anew with every build."""

FILE_KINDS = (
    images.IMAGES,
    packages.PACKAGES,
    version_files.VERSION_FILES,
    indicator_files.INDICATOR_FILES,
    comparison_files.COMPARISON_FILES,
    api_indicator.INDICATOR_FILES,
    chart_files.CHART_FILES,
    oembed.OEMBED,
    cards.CARDS,
    chart_library.CHART_LIBRARY,
    search.SEARCH,
)
"""Every kind of files that are made only where they are stale."""
