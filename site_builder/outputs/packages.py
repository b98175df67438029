"""The files of every version beside its page, byte for byte as they are in the repository."""

from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(path for group in _groups(site) for path in group.outputs)


def _groups(site: Site) -> tuple[FileGroup, ...]:
    """Return a group for each version that was not withdrawn."""
    return tuple(
        FileGroup(
            path=f"{held.path}files",
            outputs=tuple(f"{held.path.lstrip('/')}{file.path}" for file in held.files),
            view=(held.folder, held.path.lstrip("/")),
            made_of=(held.folder, held.path, held.files),
            sources=tuple(f"{held.folder}/{file.path}" for file in held.files),
        )
        for versions in site.versions.values()
        for held in versions
        if held.files
    )


def _make(inputs: Inputs) -> Files:
    """Return the files at their addresses; `view` is the folder they lie in, and the page's."""
    view = inputs.view
    assert isinstance(view, tuple)
    folder, place = view
    return tuple(
        (f"{place}{path.removeprefix(f'{folder}/')}", data) for path, data in inputs.sources
    )


PACKAGES = FileKind(name="package-files", paths=_paths, groups=_groups, make=_make)
