"""Machine outputs, one a file: the site to ((path, bytes), ...)."""

from site_builder.outputs import feed, packages, robots, sitemap

OUTPUTS = (feed.FEED, sitemap.SITEMAP, robots.ROBOTS, packages.PACKAGES)
"""Every output."""
