"""The files of each package version beside its page, as they are in the repository."""

from collections.abc import Callable

from site_builder.model.site import Routes, Site


def outputs(
    site: Site, routes: Routes, read: Callable[[str], bytes]
) -> tuple[tuple[str, bytes], ...]:
    """Return every file of every package shown; `read` takes a path relative to the site."""
    return tuple(
        (
            f"data/{package.name}/{package.version}/{file.path}",
            read(f"{package.folder}/{file.path}"),
        )
        for package in site.packages
        for file in package.files
    )
