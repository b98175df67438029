"""A site in which nothing but the bodies of a few cases has changed: their pages are put into it.

The short way through a build, from the same parts as the long one. It is taken where all else that
was read is as it was, and left, with None, wherever a text might show on another page than its own:
then the whole build is the answer.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from site_builder.asked import Config
from site_builder.assemble import assemble
from site_builder.cached import PARSED, Cached
from site_builder.check.of_documents import OF_DOCUMENTS
from site_builder.compiled import load_compiled, save_compiled
from site_builder.diagnostics import Diagnostic
from site_builder.frame import Frame, load_frame
from site_builder.load.parsed import Parsed, Source, document_key, reading_base
from site_builder.lock import alone_in
from site_builder.made_from import amended, sources
from site_builder.model.document import Document, DocumentKind
from site_builder.model.job import Job
from site_builder.model.limits import MEGABYTE
from site_builder.model.loaded import Loaded
from site_builder.model.set_aside import SetAside
from site_builder.model.shelves import Beside, Shelves
from site_builder.model.site import Site
from site_builder.model.text import Text
from site_builder.pages.case import KINDS
from site_builder.pages.kind import page
from site_builder.render import render_batch
from site_builder.settled import Settled, begin, settle
from site_builder.shared import Shared
from site_builder.stamps import Stamp
from site_builder.templating import newly_compiled
from site_builder.traces import MEMORY, Memory, Trace, load_sealed, save_memory, sha256
from site_builder.write import MANIFEST, SiteWriter

FEW = 8
"""So many texts are put in one by one sooner than the whole site is looked through."""


class _Edited(Struct, frozen=True, kw_only=True):
    """A case as it is now, with its text; `before` is what it was."""

    document: Document
    text: Text
    before: Document
    stamp: Stamp
    kept: tuple[str, bytes, bytes]


class _Elsewhere(Exception):  # noqa: N818 - it ends the short way
    """What is asked for is not at hand."""


class _Absent:
    """Stands for what the short way does not know; to look at it ends that way."""

    def _ends(self, *_: object) -> NoReturn:
        raise _Elsewhere

    __iter__ = __len__ = __bool__ = __getitem__ = __contains__ = _ends
    get = keys = values = items = _ends


class _Few(dict[str, Any]):
    """What is known of some documents by their paths; to look for others ends the short way."""

    def __missing__(self, path: str) -> NoReturn:
        raise _Elsewhere


_ABSENT: Any = _Absent()


def amend(config: Config, output: Path, last: Settled) -> int | None:
    """Put the cases that have changed since the `last` build into the output; return how many.

    None where only a whole build can tell what becomes of the site; then nothing was written.
    Raises BuildFailed where the output cannot be written, or another command writes there.
    """
    if config.drafts or last.diagnostics or not 0 < len(last.changed) <= FEW:
        return None
    writer = SiteWriter(output)
    with alone_in(config.cache), writer.alone():
        # What is kept is read only now: its seals tell whether another build came between.
        frame = load_frame(config.cache, last.kept.get("frame", ""))
        memory = load_sealed(config.cache / MEMORY, Memory, last.kept.get("memory", ""))
        if frame is None or memory is None or writer.interrupted:
            return None
        return _put_in(config, writer, last, frame, memory)


def _put_in(
    config: Config, writer: SiteWriter, last: Settled, frame: Frame, memory: Memory
) -> int | None:
    """Do so, nobody else writing meanwhile."""
    if not _at_rest(frame, memory, last):
        return None
    begun, output = begin(config), writer.output
    cached = Cached(config.cache / PARSED, keeps=True)
    try:
        made = _made(config, frame, memory, cached, last.changed)
        changes = _changes(output, last, memory, made)
        writer.amend(changes.files, last.outputs)
        cached.put([one.kept for one in made.edited])
    except _Elsewhere:
        return None
    finally:
        cached.close()
    with suppress(OSError):  # the site stands by now; the next build has more to do
        _remember(config, output, begun, last, memory, made, changes)
    return len(made.pages)


def _at_rest(frame: Frame, memory: Memory, last: Settled) -> bool:
    """Tell whether all that has changed are cases whose text shows on their own pages alone."""
    cases = set(frame.cases)
    if not cases.issuperset(last.changed):
        return False
    shown = {path for trace in memory.traces.values() for path in trace.texts}
    return shown.isdisjoint(last.changed)


class _Made(Struct, frozen=True, kw_only=True):
    """The pages made, by their addresses."""

    site: Site
    edited: tuple[_Edited, ...]
    pages: Mapping[str, tuple[tuple[str, bytes], ...]]


def _made(
    config: Config, frame: Frame, memory: Memory, cached: Cached, changed: tuple[str, ...]
) -> _Made:
    """Read, judge and make the pages of what has changed; _Elsewhere where that does not do."""
    limits = frame.settings.limits
    base = reading_base(frame.builder, frame.names, limits)
    edited = tuple(_edited(config.root, path, base, frame, memory, cached) for path in changed)
    site = _site(frame, memory, cached, base, edited)
    routes = frame.routes()
    judged = replace(site, cases=tuple(one.document for one in edited), reports=(), pages=())
    if any(rule(judged, routes) for rule in OF_DOCUMENTS):
        raise _Elsewhere
    jobs = tuple(_job(site, one.document) for one in edited)
    setup = replace(frame.setup, compiled=load_compiled(config.cache, frame.builder))
    done = render_batch(Shared(setup), jobs)
    if compiled := newly_compiled(Shared(setup)):
        with suppress(OSError):  # the next build compiles them anew
            save_compiled(config.cache, frame.builder, compiled)
    if any(one.failure for one in done):
        raise _Elsewhere
    return _Made(site=site, edited=edited, pages={one.path: one.files for one in done})


def _edited(
    root: Path, path: str, base: str, frame: Frame, memory: Memory, cached: Cached
) -> _Edited:
    """Return a case as it is now; _Elsewhere where more than its body has changed."""
    from site_builder.load.body import with_body  # heavy: where a text is new alone

    before = _read(path, base, memory, cached)
    limits = frame.settings.limits
    with open(root / path, "rb") as file:
        found = os.fstat(file.fileno())
        if found.st_size > limits.text_megabytes * MEGABYTE:
            raise _Elsewhere
        data = file.read()
    sha = sha256(data)
    key = document_key(base, DocumentKind.CASE, path, sha)
    source = Source(kind=DocumentKind.CASE, path=path, data=data, key=key, limits=limits)
    new = with_body(before, source, frame.names)
    if new is None or before.review.digest or memory.judged[1].get(before.digest) != ():
        raise _Elsewhere
    now, text = new
    if _anchors(now) != _anchors(before):
        raise _Elsewhere
    encode = msgspec.msgpack.encode
    parsed = Parsed(document=now, faults=(), draft=now.draft)
    return _Edited(
        document=now,
        text=text,
        before=before,
        stamp=(found.st_size, found.st_mtime_ns, sha),
        kept=(key, encode(parsed), encode(text)),
    )


def _anchors(document: Document) -> frozenset[str]:
    return frozenset(heading.anchor for heading in document.headings)


def _read(path: str, base: str, memory: Memory, cached: Cached) -> Document:
    """Return a case as it was."""
    if path not in memory.stamps:
        raise _Elsewhere
    key = document_key(base, DocumentKind.CASE, path, memory.stamps[path][2])
    head = cached.heads([key]).get(key)
    document = msgspec.msgpack.decode(head, type=Parsed).document if head else None
    if document is None:
        raise _Elsewhere
    return document


def _site(
    frame: Frame, memory: Memory, cached: Cached, base: str, edited: tuple[_Edited, ...]
) -> Site:
    """Return the site as far as the pages of some cases look at it."""
    known = {one.document.path: one.document for one in edited}
    place = {path: number for number, path in enumerate(frame.cases)}

    def case(number: int) -> Document:
        path = frame.cases[number]
        if path not in known:
            known[path] = _read(path, base, memory, cached)
        return known[path]

    beside = _Few()
    for one in edited:
        before, after, related = frame.beside(place[one.document.path])
        beside[one.document.path] = Beside(
            before=None if before is None else case(before),
            after=None if after is None else case(after),
            related=tuple(case(other) for other in related),
        )
    loaded = Loaded(
        settings=frame.settings,
        packages=frame.packages,
        versions=_ABSENT,
        documents=tuple(known.values()),
        texts=_Few({one.document.path: one.text for one in edited}),
        unread=SetAside(),
        images=frame.images,
        glossary=frame.glossary,
        wording=frame.wording,
        calendar=frame.calendar,
    )
    site, _ = assemble(loaded, frame.as_of)
    return replace(
        site,
        cases=_ABSENT,
        reports=_ABSENT,
        pages=_ABSENT,
        charts=_ABSENT,
        releases=_ABSENT,
        notices=frame.notices,
        addresses=frame.addresses,
        set_aside=frame.set_aside,
        shelves=Shelves(
            count=len(frame.cases),
            facets=_ABSENT,
            citing=_ABSENT,
            beside=beside,
            documents=_Few(known),
        ),
    )


def _job(site: Site, case: Document) -> Job:
    (kind,) = KINDS
    route = page(kind.name, case.address, case.slug, case.path)
    return Job(
        kind=kind.name,
        path=route.path,
        output=route.output,
        template=kind.template,
        view=kind.view(site, route),
        digest="",
    )


class _Changes(Struct, frozen=True, kw_only=True):
    """The files that are written, and what is remembered of them."""

    files: tuple[tuple[str, bytes], ...]
    traces: dict[str, Trace]


def _changes(output: Path, last: Settled, memory: Memory, made: _Made) -> _Changes:
    """Return the pages and the list of files, which names their digests; all others stay."""
    traces = {
        path: Trace(digest="", outputs=tuple((name, sha256(data)) for name, data in page))
        for path, page in made.pages.items()
    }
    try:
        listed = (output / MANIFEST).read_bytes()
    except OSError:
        raise _Elsewhere from None
    if memory.traces[MANIFEST].outputs != ((MANIFEST, sha256(listed)),):
        raise _Elsewhere
    changed = {
        name: (before, now)
        for path, trace in traces.items()
        for (name, before), (_, now) in zip(memory.traces[path].outputs, trace.outputs, strict=True)
    }
    data = amended(listed, changed | _made_from(last, memory, made))
    if data is None:
        raise _Elsewhere
    sha = sha256(data)
    traces[MANIFEST] = Trace(digest=sha, outputs=((MANIFEST, sha),))
    files = (*(one for page in made.pages.values() for one in page), (MANIFEST, data))
    return _Changes(files=files, traces=traces)


def _made_from(last: Settled, memory: Memory, made: _Made) -> dict[str, tuple[str, str]]:
    """Return the digests of the folders of sources that have changed, before and now."""
    was = {path: stamp[2] for path, stamp in memory.stamps.items()}
    now = was | {one.document.path: one.stamp[2] for one in made.edited}
    listed = {
        folder: [path for path in last.inputs if path.startswith(f"{folder}/")]
        for folder in last.folders
    }
    if not all(path in was for paths in listed.values() for path in paths):
        raise _Elsewhere
    before, after = (sources(made.site, listed, one.__getitem__) for one in (was, now))
    return {name: (sha, after[name]) for name, sha in before.items() if sha != after[name]}


def _remember(
    config: Config,
    output: Path,
    begun: int,
    last: Settled,
    memory: Memory,
    made: _Made,
    changes: _Changes,
) -> None:
    """Keep what the next build is to know."""
    written = _stamped(output, changes.files)
    now = msgspec.structs.replace(
        memory,
        traces=memory.traces | changes.traces,
        stamps=memory.stamps | {one.document.path: one.stamp for one in made.edited},
        written=memory.written | written,
        judged=(memory.judged[0], _judged(memory.judged[1], made.edited)),
    )
    kept = {**last.kept, "memory": save_memory(config.cache / MEMORY, now)}
    outputs = last.outputs | {path: f"{one[0]} {one[1]}" for path, one in written.items()}
    settle(config, str(output), begun, last.folders, last.inputs, outputs, kept, last.pages, ())


def _stamped(output: Path, files: Iterable[tuple[str, bytes]]) -> dict[str, Stamp]:
    """Return the stamps of files that were written."""
    found = {}
    for path, data in files:
        there = os.stat(output / path)
        found[path] = (there.st_size, there.st_mtime_ns, sha256(data))
    return found


def _judged(
    judged: Mapping[str, tuple[Diagnostic, ...]], edited: tuple[_Edited, ...]
) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the faults of documents by their digests, those of the edited ones anew: none."""
    gone = {one.before.digest for one in edited}
    kept = {key: faults for key, faults in judged.items() if key not in gone}
    return kept | {one.document.digest: () for one in edited}
