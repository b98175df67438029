"""The index of the search in its shards, each made only where what is found in it has changed."""

from msgspec import Struct

from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs
from site_builder.search.record import Findable
from site_builder.search.records import findable
from site_builder.search.service import index_folder
from site_builder.search.shards import BOUND, Contents, Shard, contents, shards


class SearchPart(Struct, frozen=True, kw_only=True):
    """A shard to index, what is common to all shards, or both where there is but one."""

    folder: str
    contents: Contents | None = None
    shard: Shard | None = None


def _paths(site: Site) -> tuple[str, ...]:
    return ()  # no text leads to its files, and most are named for what they hold


def _groups(site: Site) -> tuple[FileGroup, ...]:
    if not site.settings.search:
        return ()
    return search_groups(index_folder(site.language), findable(site), BOUND)


def search_groups(folder: str, found: Findable, bound: int) -> tuple[FileGroup, ...]:
    """Return a group for each shard, and one for what is common to them; for one shard a single."""
    cut = shards(found.records, bound)
    common = contents(found, cut)
    if len(cut) == 1:
        return (_group(folder, SearchPart(folder=folder, contents=common, shard=cut[0])),)
    return (
        _group(folder, SearchPart(folder=folder, contents=common)),
        *(_group(f"{folder}{one.code}/", SearchPart(folder=folder, shard=one)) for one in cut),
    )


def _group(path: str, view: SearchPart) -> FileGroup:
    """Return a group; its shard's digest stands for the records and their texts."""
    return FileGroup(
        path=path,
        outputs=(path,),
        view=view,
        made_of=(view.contents, view.shard.digest if view.shard else ""),
        sources=view.shard.sources if view.shard else (),
        texts=view.shard.sources if view.shard else (),
    )


def _make(inputs: Inputs) -> Files:
    from site_builder.search.index import library_files, shard_files, values_file  # heavy

    view = inputs.view
    assert isinstance(view, SearchPart)
    files: dict[str, bytes] = {}
    values = None
    if view.shard is not None:
        files, values = shard_files(view.shard, dict(inputs.sources))
        if view.contents is None:
            files |= values_file(view.shard, values)
    if view.contents is not None:
        files |= library_files(view.contents, values)
    folder = view.folder.lstrip("/")
    return tuple((f"{folder}{path}", data) for path, data in sorted(files.items()))


SEARCH = FileKind(
    name="search", paths=_paths, groups=_groups, make=_make, translated=True, leads=True
)
