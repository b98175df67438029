"""The order in which files of a site go where readers are: nothing leads to what is not there yet.

A place that is no folder of ours cannot be exchanged as a whole, so it is changed file by file:
first what nothing leads to yet (assets, then new files, then new pages), then what has changed,
pages after the files they show, and at last what leads to all of them: lists and feeds, deeper ones
first, the home page, and the list of the files itself.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from pathlib import PurePosixPath

from site_builder.store import ASSETS
from site_builder.write import MANIFEST

ENTRIES = ("feed.xml", "feed.json", "sitemap.xml", "catalog.jsonld", "llms.txt")
"""Names of files that list others, like the pages above other pages."""

_PAGE = "index.html"


def steps(
    new: Collection[str], altered: Collection[str], site: Iterable[str]
) -> Iterator[tuple[str, ...]]:
    """Yield the paths that are new and altered in groups, each to go when the one before is there.

    `site` are all paths of the site.
    """
    lists, fresh = _lists(site), frozenset(new)
    ranks = {path: _rank(path, lists, is_new=path in fresh) for path in (*new, *altered)}
    for _, group in groupby(sorted(ranks, key=lambda path: (ranks[path], path)), ranks.__getitem__):
        yield tuple(group)


def _rank(path: str, lists: frozenset[str], *, is_new: bool) -> tuple[int, int]:
    name = PurePosixPath(path).name
    if path == MANIFEST:
        return 7, 0
    if path == _PAGE:
        return 6, 0
    if path in lists or name in ENTRIES:
        return 5, -path.count("/")
    if path.startswith(ASSETS):
        return 0, 0
    return (1 if is_new else 3) + path.endswith(".html"), 0


def _lists(paths: Iterable[str]) -> frozenset[str]:
    """Return the pages with other pages below them."""
    pages = [PurePosixPath(path) for path in paths if path.endswith(f"/{_PAGE}")]
    above = {folder for page in pages for folder in page.parent.parents}
    return frozenset(str(page) for page in pages if page.parent in above)
