"""`robots.txt`: a demonstration asks not to be indexed, an official site gives its map."""

from collections.abc import Callable

from site_builder.model.site import Routes, Site


def outputs(
    site: Site, routes: Routes, read: Callable[[str], bytes]
) -> tuple[tuple[str, bytes], ...]:
    """Return `robots.txt`."""
    if site.settings.official:
        text = f"User-agent: *\nAllow: /\n\nSitemap: {site.settings.base_url}sitemap.xml\n"
    else:
        text = "# 演示站点，不供收录\nUser-agent: *\nDisallow: /\n"
    return (("robots.txt", text.encode()),)
