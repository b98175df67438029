"""`robots.txt`: a demonstration asks not to be indexed, an official site gives its map."""

from site_builder.model.site import Routes, Site
from site_builder.outputs.kind import Output, Read


def _paths(site: Site) -> tuple[str, ...]:
    return ("robots.txt",)


def _make(site: Site, routes: Routes, read: Read) -> tuple[tuple[str, bytes], ...]:
    """Return `robots.txt`."""
    if site.settings.official:
        text = f"User-agent: *\nAllow: /\n\nSitemap: {site.settings.base_url}sitemap.xml\n"
    else:
        text = "# 演示站点，不供收录\nUser-agent: *\nDisallow: /\n"
    return (("robots.txt", text.encode()),)


ROBOTS = Output(paths=_paths, make=_make)
