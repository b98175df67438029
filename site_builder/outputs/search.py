"""The index of the search, made only where what can be found has changed."""

from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs
from site_builder.search.record import Findable
from site_builder.search.records import findable
from site_builder.search.service import index_folder


def _paths(site: Site) -> tuple[str, ...]:
    return ()  # no text leads to its files, and most are named for what they hold


def _groups(site: Site) -> tuple[FileGroup, ...]:
    if not site.settings.search:
        return ()
    folder, found = index_folder(site.language), findable(site)
    return (FileGroup(path=folder, outputs=(folder,), view=(folder, found), made_of=found),)


def _make(inputs: Inputs) -> Files:
    from site_builder.search.index import index  # heavy: only where it is stale

    folder, found = _of(inputs.view)
    return tuple((f"{folder.lstrip('/')}{path}", data) for path, data in index(found))


def _of(view: object) -> tuple[str, Findable]:
    assert isinstance(view, tuple)
    folder, found = view
    return folder, found


SEARCH = FileKind(
    name="search", paths=_paths, groups=_groups, make=_make, translated=True, leads=True
)
