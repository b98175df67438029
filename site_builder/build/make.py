"""Make what is stale and keep the rest: jobs go by in the order of the plan, never all at once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from site_builder.asked import Config
from site_builder.compiled import Compiled
from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.drawings import DRAWINGS, KeptDrawings, drawing_digest, drawing_key
from site_builder.load.causes import quoted
from site_builder.model.chart import Drawn
from site_builder.model.drawing import Drawing
from site_builder.model.job import Job, Setup
from site_builder.plan import Planned
from site_builder.profile import Profile
from site_builder.render import Drew, Rendered, draw_batch, render_batch
from site_builder.shared import Shared
from site_builder.templating import newly_compiled
from site_builder.traces import Trace, sha256
from site_builder.write import Writer, unwritable

_BATCH = 24
_IN_FLIGHT = 64
"""Batches handed out at a time, so that what they are made from is not all in memory at once."""
_WINDOW = 20 * _BATCH
"""Stale jobs that are looked at together for what has to be drawn first."""
_BEGUN = 2
"""Sets of pages, two of each window, that workers have before them while more are planned."""
_FEW = 48
"""So many pages are made here sooner than by workers that have first to start."""
_HEAVY = 3
"""So many jobs with sources are worth workers."""
_DRAWN = 8
"""Charts in a batch: each takes about as long as three pages."""

Progress = Callable[[int], None]
"""Is told how many jobs were made."""


class Making(Struct, kw_only=True):
    """What a build has at hand while it makes: where files go, who works, what is remembered.

    `templates` is the folder of the site's own; `traces` are those of earlier builds; `compiled`
    are the templates that a worker has compiled.
    """

    config: Config
    templates: str
    setup: Setup
    writer: Writer
    executor: Executor
    traces: Mapping[str, Trace]
    profile: Profile = field(default_factory=Profile)
    made: dict[str, Trace] = field(default_factory=dict)
    compiled: Compiled = ()
    rendered: int = 0


def _failed(making: Making, done: Rendered) -> Exception:
    """Return what to raise for a job that failed: a fault in a template of the site is its own."""
    if done.blamed is not None:
        name, line, fault = done.blamed
        path = f"{making.templates}/{name}"
        if (making.config.root / path).is_file():
            span = Span(path=path, line=line)
            cause = f"@template|{quoted(fault)}"
            return BuildFailed((error("template-invalid", span, cause=cause),), status=2)
    return RuntimeError(f"{done.path}\n{done.failure}")


def make(
    making: Making,
    planned: Iterable[Planned],
    progress: Progress,
    meanwhile: Callable[[], None],
) -> None:
    """Make every job that is stale; put the trace of each into `making.made`, in order.

    `meanwhile` is done once all is handed out, while workers make the last of it.
    """
    drawings = _Drawings(making)
    stale = _stale(making, planned, drawings)
    begun: dict[str, tuple[Job, str]] = {}
    pages: deque[Iterator[Rendered]] = deque()
    files: list[Iterator[Rendered]] = []

    def take(made: Iterator[Rendered]) -> None:
        for done in made:
            _take(making, done, *begun.pop(done.path), drawings)
            progress(making.rendered)

    window, executor = _first(making, stale, begun, files)
    aside, paged = _aside(executor), False
    while window:
        begun |= {job.path: (job, read) for job, read in window}
        jobs = [job for job, _ in window]
        shown = [job for job in jobs if job.template]
        paged = paged or bool(shown)
        pages.append(_rendered(making, [job for job in shown if not job.charts], {}, executor))
        drawn = drawings.of(jobs, aside)
        files.append(_rendered(making, [job for job in jobs if not job.template], drawn, aside))
        _renew(aside)
        pages.append(_rendered(making, [job for job in shown if job.charts], drawn, executor))
        while len(pages) > _BEGUN:
            take(pages.popleft())
        window = list(islice(stale, _WINDOW))  # while workers are busy
    meanwhile()
    for made in chain(pages, files):
        take(made)
    if executor is not None and paged and not making.setup.compiled:
        # Whoever takes it has rendered some of these pages.
        making.compiled = executor.submit(newly_compiled, Shared(making.setup)).result()
    drawings.close()


def _first(
    making: Making,
    stale: Iterator[tuple[Job, str]],
    begun: dict[str, tuple[Job, str]],
    files: list[Iterator[Rendered]],
) -> tuple[list[tuple[Job, str]], Executor | None]:
    """Return the first jobs that are stale, and who makes them; None where they are few.

    A job that makes much of what it reads goes to a copy of this process as soon as it is found,
    while more are looked for. It begins before anything is drawn here, for what draws does not bear
    to be copied.
    """
    window: list[tuple[Job, str]] = []
    copied: Executor | None = None
    heavy = 0
    for job, read in islice(stale, _WINDOW):
        alone = bool(job.needs) and not job.charts
        heavy += alone
        copied = copied or (_copied(making.executor) if alone else None)
        if alone and copied is not None and heavy < _HEAVY:
            begun[job.path] = (job, read)
            files.append(_rendered(making, [job], {}, copied))
        else:
            window.append((job, read))
    few = len(window) <= _FEW and heavy < _HEAVY
    return window, None if few else making.executor


def _take(making: Making, done: Rendered, job: Job, read: str, drawings: "_Drawings") -> None:
    """Take what a job has made, for `read` as it was."""
    if done.failure:
        raise _failed(making, done)
    making.profile.made(job.kind, job.template, job.path, done.took, done.calls)
    if making.writer.store and done.unwritten:
        raise unwritable(making.writer.store, done.unwritten)
    making.made[done.path] = Trace(
        digest=job.digest,
        read=read,
        outputs=put(making.writer, done.files, done.written),
        drawings=drawings.keys(job),
        texts=job.texts,
    )
    making.rendered += 1


def _aside(executor: Executor | None) -> Executor | None:
    """Return who draws charts and makes files: what that takes is large, and pages do without."""
    return getattr(executor, "aside", executor)


def _copied(executor: Executor) -> Executor | None:
    """Return who makes something beside the pages: a copy of this process, where there can be."""
    copied: Callable[[], Executor | None] | None = getattr(executor, "copied", None)
    return copied() if copied is not None else None


def _renew(executor: Executor | None) -> None:
    """Let workers end after their last call where others can take their place."""
    renewing: Callable[[], None] | None = getattr(executor, "renew", None)
    if renewing is not None:
        renewing()


def put(
    writer: Writer,
    files: Iterable[tuple[str, bytes]],
    written: tuple[tuple[str, str], ...] = (),
) -> tuple[tuple[str, str], ...]:
    """Take files, and those that a worker has written; return each with its SHA-256."""
    outputs = list(written)
    for path, _ in written:
        writer.keep(path)
    for path, data in files:
        writer.put(path, data)
        outputs.append((path, sha256(data)))
    return tuple(outputs)


def holds(making: Making, trace: Trace) -> bool:
    """Tell whether what a job made is still there."""
    return all(making.writer.holds(path, sha) for path, sha in trace.outputs)


def keep(making: Making, path: str, trace: Trace) -> None:
    """Keep what a job made before."""
    making.made[path] = trace
    for name, _ in trace.outputs:
        making.writer.keep(name)


def _stale(
    making: Making, planned: Iterable[Planned], drawings: "_Drawings"
) -> Iterator[tuple[Job, str]]:
    """Yield the jobs that must be made, with what they were read from; keep the others."""
    for item in planned:
        trace = making.traces.get(item.path)
        stands = trace is not None and holds(making, trace)
        if trace and stands and item.read and trace.read == item.read:
            keep(making, item.path, trace)
            making.profile.kept(item.kind, item.template)
            drawings.shown.update(trace.drawings)
            continue
        job = item.job()
        if trace and stands and trace.digest == job.digest:
            now = Trace(
                digest=trace.digest,
                read=item.read,
                outputs=trace.outputs,
                drawings=drawings.keys(job),
                texts=job.texts,
            )
            keep(making, item.path, now)
            making.profile.kept(item.kind, item.template)
            continue
        making.made[item.path] = Trace(digest="", outputs=())  # its place in the order
        yield job, item.read


class _Drawings:
    """Charts drawn once for all that shows them, now or by an earlier build."""

    def __init__(self, making: Making) -> None:
        self._kept = KeptDrawings(making.config.cache / DRAWINGS)
        if making.config.clean:
            self._kept.clear()
        self._profile = making.profile
        self._by = ""
        self._new = False
        self._known = {key for trace in making.traces.values() for key in trace.drawings}
        self.shown: set[str] = set()

    def keys(self, job: Job) -> tuple[str, ...]:
        """Return the names of all that is drawn in a job, and take down that it is shown."""
        if not job.charts:
            return ()
        self._by = self._by or drawing_digest()
        found = tuple(drawing_key(chart, self._by) for chart in job.charts)
        self.shown.update(found)
        return found

    def of(self, jobs: list[Job], executor: Executor | None) -> dict[Drawn, Drawing]:
        """Return what some jobs show drawn."""
        wanted = dict.fromkeys(chart for job in jobs for chart in job.charts)
        if not wanted:
            return {}
        self._by = self._by or drawing_digest()
        keys = {chart: drawing_key(chart, self._by) for chart in wanted}
        held = self._kept.of(list(dict.fromkeys(keys.values())))
        missing = [chart for chart in wanted if keys[chart] not in held]
        batches = [tuple(missing[at : at + _DRAWN]) for at in range(0, len(missing), _DRAWN)]
        new: dict[str, Drawing] = {}
        for batch, done in zip(batches, _drawn(batches, executor), strict=True):
            if done.failure:
                raise RuntimeError(done.failure)
            for chart, seconds in zip(batch, done.took, strict=True):
                self._profile.drawn(type(chart).__name__, seconds)
            made = zip(batch, done.drawings, strict=True)
            new |= {keys[chart]: drawing for chart, drawing in made}
        if new:
            self._new = True
            self._kept.put(new)
            _renew(executor)
        held |= new
        return {chart: held[keys[chart]] for chart in wanted}

    def close(self) -> None:
        """Let go of what is kept; where there is more than the site shows, the rest is dropped."""
        if self._new or not self.shown >= self._known:
            self._kept.forget(self.shown)
        self._kept.close()


def _drawn(batches: list[tuple[Drawn, ...]], executor: Executor | None) -> Iterator[Drew]:
    if executor is None:
        yield from (draw_batch(batch) for batch in batches)
        return
    futures: list[Future[Drew]] = [executor.submit(draw_batch, batch) for batch in batches]
    for future in futures:
        yield future.result()


def _rendered(
    making: Making,
    jobs: Iterable[Job],
    drawings: Mapping[Drawn, Drawing],
    executor: Executor | None,
) -> Iterator[Rendered]:
    """Let workers begin; return what the jobs made, in their order, whichever worker was first."""
    batches = _batches(list(jobs), drawings, making.config.root)
    shared, store = Shared(making.setup), making.writer.store
    if executor is None:
        return chain.from_iterable(render_batch(shared, batch, store) for batch in batches)

    def begin(batch: tuple[Job, ...]) -> Future[tuple[Rendered, ...]]:
        return executor.submit(render_batch, shared, batch, store)

    handed_out = deque(map(begin, islice(batches, _IN_FLIGHT)))

    def collected() -> Iterator[Rendered]:
        while handed_out:
            made = handed_out.popleft().result()
            handed_out.extend(map(begin, islice(batches, 1)))
            yield from made

    return collected()


def _batches(
    jobs: list[Job], drawings: Mapping[Drawn, Drawing], root: Path
) -> Iterator[tuple[Job, ...]]:
    """Yield jobs in batches, and those with sources, which take longer, one by one with them."""
    light = [_with_drawings(job, drawings) for job in jobs if not job.needs]
    for start in range(0, len(light), _BATCH):
        yield tuple(light[start : start + _BATCH])
    for job in jobs:
        if job.needs:
            sources = tuple((path, (root / path).read_bytes()) for path in job.needs)
            yield (replace(_with_drawings(job, drawings), sources=sources),)


def _with_drawings(job: Job, drawings: Mapping[Drawn, Drawing]) -> Job:
    if not job.charts:
        return job
    return replace(job, drawings=tuple(drawings[chart] for chart in job.charts))
