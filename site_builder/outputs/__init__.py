"""Machine outputs, one a file: the site to ((path, bytes), ...)."""

from site_builder.outputs import feed, packages, robots, sitemap

OUTPUTS = (feed.outputs, sitemap.outputs, robots.outputs, packages.outputs)
"""Every output; each takes the site, its routes and a reader of package files."""
