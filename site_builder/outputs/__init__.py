"""Machine outputs, one a file: the site to ((path, bytes), ...)."""

from site_builder.outputs import case_index, feed, packages, robots, sitemap

OUTPUTS = (
    feed.FEED,
    sitemap.SITEMAP,
    robots.ROBOTS,
    packages.PACKAGES,
    case_index.CASE_INDEX,
)
"""Every output."""
