"""The files of each package version beside its page, as they are in the repository."""

from site_builder.model.site import Routes, Site
from site_builder.outputs.kind import Output, Read


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(
        f"data/{package.name}/{package.version}/{file.path}"
        for package in site.packages
        for file in package.files
    )


def _make(site: Site, routes: Routes, read: Read) -> tuple[tuple[str, bytes], ...]:
    """Return every file of every package shown; `read` takes a path relative to the site."""
    return tuple(
        (
            f"data/{package.name}/{package.version}/{file.path}",
            read(f"{package.folder}/{file.path}"),
        )
        for package in site.packages
        for file in package.files
    )


PACKAGES = Output(paths=_paths, make=_make)
