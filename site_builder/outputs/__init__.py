"""Machine outputs, one a file: the site to ((path, bytes), ...)."""

from site_builder.outputs import case_index, feed, images, packages, robots, sitemap

OUTPUTS = (
    feed.FEED,
    sitemap.SITEMAP,
    robots.ROBOTS,
    packages.PACKAGES,
    case_index.CASE_INDEX,
)
"""Every output that is made anew with every build."""

FILE_KINDS = (images.IMAGES,)
"""Every kind of files that are made only where they are stale."""
