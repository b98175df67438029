"""What a machine output is: made anew with every build, or only where it is stale."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from site_builder.model.chart import Drawn
from site_builder.model.drawing import Drawing
from site_builder.model.site import Routes, Site

Read = Callable[[str], bytes]
"""Returns the bytes of an asset of the templates by its name."""

Files = tuple[tuple[str, bytes], ...]
"""Files by their paths: of the output, or of the site's sources."""


class Output(Struct, frozen=True, kw_only=True):
    """Files for machines that need the whole site: which there will be, and what they hold."""

    paths: Callable[[Site], tuple[str, ...]]
    make: Callable[[Site, Routes, Read], Files]


class FileGroup(Struct, frozen=True, kw_only=True):
    """Files that are made together, in a worker, only where what they are made of has changed.

    `path` names the group once in the site. `outputs` are the paths of the files. `view` and the
    bytes of `sources`, paths relative to the site, are all that they are made from; `made_of`
    stands for both in the digest, so it names all content, if only by its own digests. `charts` are
    what is drawn for them, `texts` the documents whose text they show, by their paths.
    """

    path: str
    outputs: tuple[str, ...]
    view: object
    made_of: object
    sources: tuple[str, ...] = ()
    charts: tuple[Drawn, ...] = ()
    texts: tuple[str, ...] = ()


class Pending(Struct, frozen=True, kw_only=True):
    """A group that is put together only where what it is made from may have changed.

    `path` is the group's, `read` is plain data that stands for all that it is made from.
    """

    path: str
    read: object
    group: Callable[[], FileGroup]


class Inputs(Struct, frozen=True, kw_only=True):
    """What a group of files is made from: its view, the bytes of its sources, its drawings."""

    view: object
    sources: Files = ()
    drawings: tuple[Drawing, ...] = ()


class FileKind(Struct, frozen=True, kw_only=True):
    """A kind of such files: which there will be, in which groups, and how a group is made.

    `paths` is asked before a site is checked, `groups` of a site without errors; where such files
    are `translated`, of the site in each of its languages. Where it `leads`, its files bring
    readers to pages, and are put in place after those.
    """

    name: str
    paths: Callable[[Site], tuple[str, ...]]
    groups: Callable[[Site], Iterable[FileGroup | Pending]]
    make: Callable[[Inputs], Files]
    translated: bool = False
    leads: bool = False
