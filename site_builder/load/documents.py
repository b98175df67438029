"""Read the Markdown files of `content/`: those that are new are parsed, the others remembered."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from site_builder.cached import Cached
from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import system_cause
from site_builder.load.parsed import Parsed, Source, document_key, reading_base
from site_builder.load.texts import Texts
from site_builder.model.document import Document, DocumentKind
from site_builder.model.limits import DEFAULT, Limits
from site_builder.model.set_aside import SetAside
from site_builder.model.text import Text
from site_builder.stamps import Stamps
from site_builder.traces import sha256

FOLDERS = (
    (DocumentKind.CASE, "cases"),
    (DocumentKind.REPORT, "reports"),
    (DocumentKind.PAGE, "pages"),
)
"""The folder of `content/` that each kind of document stands in."""

_BATCH = 32
_FEW = 2 * _BATCH
"""So many files are parsed here sooner than by workers that have first to start."""
_IN_FLIGHT = 16
_KEPT_AT_ONCE = 512
_DECODER = msgspec.msgpack.Decoder(Parsed)

Made = tuple[str, bytes, bytes]
"""A key, what was parsed, the text."""


class Means(Struct, frozen=True, kw_only=True):
    """What reading makes use of: digests of files, what was made before, and who makes the rest.

    `builder` is the digest of code and libraries, `seen` that of what their files look like.
    """

    stamps: Stamps
    cached: Cached
    executor: Executor | None
    builder: str
    seen: str = ""


class Documents(Struct, frozen=True, kw_only=True):
    """The documents that could be read, with their texts by path.

    `unread` names the others, by kind and file name. `paths` are all files there are, `keys` what
    the cache is to keep.
    """

    documents: tuple[Document, ...]
    texts: Mapping[str, Text]
    unread: SetAside
    paths: frozenset[str]
    keys: tuple[str, ...]


def load_documents(
    root: Path,
    content: str,
    terms: Mapping[str, str],
    means: Means,
    *,
    drafts: bool = True,
    limits: Limits = DEFAULT,
) -> tuple[Documents, tuple[Diagnostic, ...]]:
    """Return every case, report and page under `content`, with what is wrong in them.

    A document whose text alone is faulty carries its faults: whether they matter depends on whether
    it is published. Without `drafts` nothing is said of front matter that cannot be read but says
    it is a draft's. `terms` maps what may be written to the term of the glossary it means.
    """
    said = tuple(terms.items())
    base = reading_base(means.builder, terms, limits)
    sources, items, faults = _listed(root, content, base, means.stamps)
    diagnostics = list(faults)
    heads = means.cached.heads([source.key for source in sources.values()])
    unkept: dict[str, bytes] = {}
    missing = [source for source in sources.values() if source.key not in heads]

    def read(source: Source) -> Source:
        """Return a source with its bytes, named for these: it may be saved while it is read."""
        data = (root / source.path).read_bytes()
        key = document_key(base, source.kind, source.path, sha256(data))
        sources[source.path] = replace(source, key=key)
        return replace(source, key=key, data=data, limits=limits)

    for made in _chunks(_parsed(read, missing, said, means.executor)):
        heads |= {key: head for key, head, _ in made}
        if not means.cached.put(made):
            unkept |= {key: text for key, _, text in made}

    def again(path: str) -> bytes:
        return next(_parsed(read, [sources[path]], said, None))[2]

    found = []
    for path, source in sources.items():
        parsed = _DECODER.decode(heads.pop(source.key))
        diagnostics += parsed.personal
        if parsed.document is not None:
            found.append(parsed.document)
        elif drafts or not parsed.draft:
            diagnostics += parsed.faults
            items.add((source.kind, PurePosixPath(path).stem))
    documents = Documents(
        documents=tuple(found),
        texts=Texts({item.path: item.digest for item in found}, means.cached, unkept, again),
        unread=SetAside(items=frozenset(items)),
        paths=frozenset(sources),
        keys=tuple(source.key for source in sources.values()),
    )
    return documents, tuple(diagnostics)


def _listed(
    root: Path, content: str, base: str, stamps: Stamps
) -> tuple[dict[str, Source], set[tuple[str, str]], list[Diagnostic]]:
    """Return every file that can be read, by path and without its bytes, and what cannot be."""
    listed: dict[str, Source] = {}
    items: set[tuple[str, str]] = set()
    faults = []
    for kind, folder in FOLDERS:
        for path in markdown_files(root, f"{content}/{folder}"):
            try:
                key = document_key(base, kind, path, stamps.digest(path))
            except OSError as fault:
                cause = system_cause(fault)
                faults.append(error("file-unreadable", Span(path=path), cause=cause))
                items.add((kind, PurePosixPath(path).stem))
            else:
                listed[path] = Source(kind=kind, path=path, data=b"", key=key)
    return listed, items, faults


def markdown_files(root: Path, folder: str) -> list[str]:
    """Return the Markdown files under a folder of the site, by their paths in it, in order."""
    found = []
    start = len(str(root)) + 1
    for here, folders, names in os.walk(root / folder):
        inside = here[start:].replace(os.sep, "/")
        # A folder of such a name cannot be read, which its editor is told.
        found += [f"{inside}/{name}" for name in (*folders, *names) if name.endswith(".md")]
    return sorted(found, key=lambda path: path.split("/"))


def _parsed(
    read: Callable[[Source], Source],
    sources: Sequence[Source],
    terms: tuple[tuple[str, str], ...],
    executor: Executor | None,
) -> Iterator[Made]:
    """Yield what became of each source, in their order; many are parsed by workers."""
    if not sources:
        return
    from site_builder.load.parse import parse_batch  # heavy: where a text is new alone

    batches = (
        tuple(read(one) for one in sources[at : at + _BATCH])
        for at in range(0, len(sources), _BATCH)
    )
    if executor is None or len(sources) <= _FEW:
        for batch in batches:
            yield from parse_batch(terms, batch)
        return
    handed_out: deque[Future[tuple[Made, ...]]] = deque()
    for batch in batches:
        if len(handed_out) == _IN_FLIGHT:
            yield from handed_out.popleft().result()
        handed_out.append(executor.submit(parse_batch, terms, batch))
    while handed_out:
        yield from handed_out.popleft().result()


def _chunks(made: Iterable[Made]) -> Iterator[list[Made]]:
    chunk: list[Made] = []
    for one in made:
        chunk.append(one)
        if len(chunk) == _KEPT_AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
