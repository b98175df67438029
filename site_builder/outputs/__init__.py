"""Machine outputs, one a file: the site to ((path, bytes), ...)."""

from site_builder.outputs import (
    case_index,
    comparison_files,
    feed,
    images,
    indicator_files,
    packages,
    robots,
    sitemap,
    version_files,
)

OUTPUTS = (
    feed.FEED,
    sitemap.SITEMAP,
    robots.ROBOTS,
    case_index.CASE_INDEX,
)
"""Every output that is made anew with every build."""

FILE_KINDS = (
    images.IMAGES,
    packages.PACKAGES,
    version_files.VERSION_FILES,
    indicator_files.INDICATOR_FILES,
    comparison_files.COMPARISON_FILES,
)
"""Every kind of files that are made only where they are stale."""
