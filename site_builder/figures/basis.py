"""What values are based on: the sources they are taken from, the versions they stand in."""

from collections.abc import Iterable

from site_builder.model.site import Site
from site_builder.model.view import Link


def package_links(site: Site, names: tuple[str, ...]) -> tuple[Link, ...]:
    """Return the versions of packages a page is based on."""
    return tuple(
        Link(
            title=package.title,
            path=f"/data/{package.name}/{package.version}/",
            note=site.language.say("版本{version}", version=package.version),
        )
        for package in site.packages
        if package.name in names
    )


def source_titles(site: Site, keys: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return publisher and title of sources by their packages and names, each once."""
    found = (site.sources[key] for key in dict.fromkeys(keys))
    return tuple(
        dict.fromkeys(
            site.language.say("{publisher}《{title}》", publisher=item.publisher, title=item.title)
            for item in found
        )
    )
