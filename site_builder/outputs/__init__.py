"""Machine outputs, one a file: the site to ((path, bytes), ...)."""

from site_builder.outputs import (
    api,
    case_index,
    catalogue,
    changes_feed,
    feed,
    images,
    packages,
    robots,
    sitemap,
)
from site_builder.outputs.api.indicator import INDICATOR_FILES

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

FILE_KINDS = (images.IMAGES, packages.PACKAGES, INDICATOR_FILES)
"""Every kind of files that are made only where they are stale."""
