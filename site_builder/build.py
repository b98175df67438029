"""The recipes: check a site, build a site. Read from top to bottom."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from site_builder.assemble import assemble
from site_builder.charted import with_charts
from site_builder.check import RULES
from site_builder.diagnostics import (
    BuildFailed,
    Diagnostic,
    Span,
    error,
    has_errors,
    ordered,
    strict,
)
from site_builder.drawings import drawing_digest, drawing_key, load_drawings, save_drawings
from site_builder.known import Known
from site_builder.load.privacy import masked
from site_builder.load.settings import FILE as SETTINGS
from site_builder.load.settings import load_settings
from site_builder.load.sources import Listener, load_sources
from site_builder.load.templates import load_assets, load_templates
from site_builder.model.chart import Drawn
from site_builder.model.drawing import Drawing
from site_builder.model.image import ImageFile
from site_builder.model.job import Job, Setup
from site_builder.model.language import Catalogue
from site_builder.model.settings import Settings
from site_builder.model.site import Routes, Site
from site_builder.outputs.chart_library import library_asset
from site_builder.package_folder import recover
from site_builder.plan import chrome, plan, route
from site_builder.posters import lettering
from site_builder.releases.history import with_releases
from site_builder.render import Drew, Rendered, draw_batch, render_batch
from site_builder.reporters.baseline import KnownWarning, without_known
from site_builder.seal import manifest, site_outputs
from site_builder.search import service
from site_builder.shared import Shared
from site_builder.store import Store
from site_builder.traces import (
    Memory,
    Trace,
    builder_digest,
    holds,
    load_memory,
    save_memory,
    sha256,
)
from site_builder.translated import in_language
from site_builder.write import Writer, unwritable

_BATCH = 24
_IN_FLIGHT = 64
"""Batches handed out at a time, so that the sources of images are not all in memory at once."""
_DRAWN = 8
"""Charts in a batch: each takes about as long as three pages."""
_MEMORY = "memory.msgpack"
_DRAWINGS = "drawings.msgpack"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a command was asked.

    `root` is the site's folder, `as_of` the date (None: that of the newest item), `cache` the
    folder of what earlier builds remember; `clean` pays no heed to it. `drafts` shows what is not
    to be published yet, marked as such. `baseline` holds the warnings that are known. `chosen` are
    the folders of packages of which another version than the newest is to be shown.
    """

    root: Path
    cache: Path
    as_of: str | None
    strict: bool
    clean: bool
    drafts: bool = False
    baseline: tuple[KnownWarning, ...] = ()
    chosen: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A site with its addresses and what is wrong with it.

    `memory` is what earlier builds remembered, `sound` the digests of packages that pass now,
    `catalogues` are those that were read.
    """

    site: Site
    routes: Routes
    memory: Memory
    sound: frozenset[str]
    catalogues: Mapping[str, Catalogue]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: numbers of pages, of pages and images made anew, of files; the warnings."""

    pages: int
    rendered: int
    files: int
    diagnostics: tuple[Diagnostic, ...]


def _unheard(phrase: str) -> None:
    """Do nothing: nobody has asked."""


def check(config: Config, heard: Listener = _unheard, known: Known | None = None) -> Checked:
    """Load, assemble, route and check the site; raise BuildFailed with every fault found.

    `known` is what the caller keeps from one call to the next in its process.
    """
    checked = examine(config, heard, known)
    settings = checked.site.settings
    if settings.official and config.as_of is None and not config.drafts:
        place = Span(path=SETTINGS, line=settings.line_of("official"))
        undated = (*checked.diagnostics, error("as-of-missing", place))
        checked = replace(checked, diagnostics=ordered(undated))
    if has_errors(checked.diagnostics):
        raise BuildFailed(checked.diagnostics)
    return checked


def examine(config: Config, heard: Listener = _unheard, known: Known | None = None) -> Checked:
    """Do the same, and return the site with its errors; only settings must be right."""
    settings, diagnostics = load_settings(config.root)
    if settings is None:
        raise BuildFailed(ordered(masked(diagnostics)), status=2)
    if missing := _missing(settings):
        raise BuildFailed(missing, status=2)
    for package in settings.packages:
        home = f"{settings.data}/{package.name}"
        recover(config.root / home, home)
    memory = Memory() if config.clean else load_memory(config.cache / _MEMORY)
    loaded, sound, in_sources = load_sources(
        config.root,
        settings,
        memory,
        known or Known(),
        heard,
        drafts=config.drafts,
        chosen=config.chosen,
    )
    assembled, in_site = assemble(loaded, config.as_of, preview=config.drafts)
    site = with_releases(assembled)
    if not has_errors((*in_sources, *in_site)):
        # What is faulty carries no chart, and nothing is drawn while faults stand.
        site = with_charts(site)
    routes = route(site)
    heard(f"@routed|{len(routes.all)}|{site.as_of}")
    by_rules = [found for rule in RULES for found in rule(site, routes)]
    found = _new(ordered(masked((*in_sources, *in_site, *by_rules))), config.baseline, heard)
    if config.strict:
        found = strict(found)
    return Checked(
        site=site,
        routes=routes,
        memory=memory,
        sound=sound,
        catalogues=loaded.catalogues,
        diagnostics=found,
    )


def _missing(settings: Settings) -> tuple[Diagnostic, ...]:
    """Return what the settings ask for and no package installed here can do."""
    found = []
    if settings.pictures and (lacks := lettering.lacking()):
        place = Span(path=SETTINGS, line=settings.line_of("pictures"))
        found.append(error("pictures-missing", place, name=" ".join(lacks)))
    if settings.search and (lacks := service.lacking()):
        place = Span(path=SETTINGS, line=settings.line_of("search"))
        found.append(error("search-missing", place, name=" ".join(lacks)))
    return tuple(found)


def _new(
    diagnostics: tuple[Diagnostic, ...], baseline: tuple[KnownWarning, ...], heard: Listener
) -> tuple[Diagnostic, ...]:
    """Return what the baseline does not know."""
    found, gone = without_known(diagnostics, baseline)
    if baseline:
        heard(f"@baseline-used|{len(diagnostics) - len(found)}")
    for item in gone:
        heard(f"@baseline-gone|{item.path}|{item.code}")
    return found


def build(
    config: Config,
    writer: Writer,
    executor: Executor,
    progress: Progress,
    heard: Listener = _unheard,
    known: Known | None = None,
) -> Built:
    """Build the site, `known` as in `check`; BuildFailed on faults, the output left as it was."""
    known = known or Known()
    writer.recover()
    checked = check(config, heard, known)
    site, routes = checked.site, checked.routes
    assets = load_assets(config.root, site.settings, preview=site.preview)
    translations = tuple(in_language(site, language) for language in site.translations)
    setup = Setup(
        templates=load_templates(config.root, site.settings),
        assets=(*((name, hashed) for name, hashed, _ in assets), library_asset()),
        chrome=chrome(site, routes),
        translations=tuple(chrome(one, routes) for one in translations),
    )
    builder = known.value("builder", builder_digest)
    jobs = plan(site, translations, routes, setup, builder, known)
    writer.open()
    try:
        shown = _put(writer, "", ((f"assets/{hashed}", data) for _, hashed, data in assets))
        made, rendered = _make(jobs, setup, config, checked, writer, executor, progress)
        others = site_outputs(site, routes, lambda path: (config.root / path).read_bytes())
        rest = _put(writer, "", others)
        traces = (shown, *made.values(), rest)
        hashes = {name: hashed for trace in traces for name, hashed in trace.outputs}
        writer.put(*manifest(site, hashes))
        writer.commit()
    except BaseException:
        writer.discard()
        raise
    known.forget()
    save_memory(config.cache / _MEMORY, _memory(checked, made))
    return Built(
        pages=sum(bool(job.template) for job in jobs),
        rendered=rendered,
        files=len(hashes) + 1,
        diagnostics=checked.diagnostics,
    )


def _make(
    jobs: tuple[Job, ...],
    setup: Setup,
    config: Config,
    checked: Checked,
    writer: Writer,
    executor: Executor,
    progress: Progress,
) -> tuple[dict[str, Trace], int]:
    """Keep what still holds and make the rest; return every job's trace, and how many were made."""
    traces = checked.memory.traces
    made = {
        job.path: traces[job.path]
        for job in jobs
        if holds(traces.get(job.path), job.digest, writer.holds)
    }
    for trace in made.values():
        for name, _ in trace.outputs:
            writer.keep(name)
    stale = tuple(job for job in jobs if job.path not in made)
    digests = {job.path: job.digest for job in stale}
    drawings = _drawings(stale, jobs, config, executor)
    batches = _batches(stale, drawings, config.root)
    for count, done in enumerate(_render_all(setup, batches, writer.store, executor), 1):
        progress(count, len(stale))
        if done.failure:
            raise RuntimeError(f"{done.path}\n{done.failure}")
        if writer.store and done.unwritten:
            raise unwritable(writer.store, done.unwritten)
        made[done.path] = _put(writer, digests[done.path], done.files, done.written)
    return made, len(stale)


def _drawings(
    stale: tuple[Job, ...], jobs: tuple[Job, ...], config: Config, executor: Executor
) -> dict[Drawn, Drawing]:
    """Return what stale jobs show drawn: as an earlier build did, or now, each once."""
    wanted = dict.fromkeys(chart for job in stale for chart in job.charts)
    if not wanted:
        return {}
    path, drawn_by = config.cache / _DRAWINGS, drawing_digest()
    held = {} if config.clean else load_drawings(path)
    keys = {chart: drawing_key(chart, drawn_by) for chart in wanted}
    missing = [chart for chart in wanted if keys[chart] not in held]
    batches = [tuple(missing[at : at + _DRAWN]) for at in range(0, len(missing), _DRAWN)]
    futures: list[Future[Drew]] = [executor.submit(draw_batch, batch) for batch in batches]
    for batch, future in zip(batches, futures, strict=True):
        done = future.result()
        if done.failure:
            raise RuntimeError(done.failure)
        held |= {keys[chart]: made for chart, made in zip(batch, done.drawings, strict=True)}
    shown = {drawing_key(chart, drawn_by) for job in jobs for chart in job.charts}
    if missing or held.keys() - shown:
        save_drawings(path, {key: held[key] for key in sorted(shown & held.keys())})
    return {chart: held[keys[chart]] for chart in wanted}


def _put(
    writer: Writer,
    digest: str,
    files: Iterable[tuple[str, bytes]],
    written: tuple[tuple[str, str], ...] = (),
) -> Trace:
    """Take the files of a job, and those that its worker has written; return its trace."""
    outputs = list(written)
    for path, _ in written:
        writer.keep(path)
    for path, data in files:
        writer.put(path, data)
        outputs.append((path, sha256(data)))
    return Trace(digest=digest, outputs=tuple(outputs))


def _memory(checked: Checked, traces: dict[str, Trace]) -> Memory:
    """Return what the next build is to know."""
    images = (file for file in checked.site.images.values() if isinstance(file, ImageFile))
    sizes = {file.sha256: (file.width, file.height, file.format) for file in images}
    known = {key: (one.plural, one.phrases) for key, one in checked.catalogues.items()}
    return Memory(traces=traces, sound=checked.sound, images=sizes, catalogues=known)


def _render_all(
    setup: Setup, batches: Iterator[tuple[Job, ...]], store: Store | None, executor: Executor
) -> Iterator[Rendered]:
    """Yield what the jobs made, in their order, whichever worker was first."""
    handed_out: deque[Future[tuple[Rendered, ...]]] = deque()
    shared = Shared(setup)
    for batch in batches:
        if len(handed_out) == _IN_FLIGHT:
            yield from handed_out.popleft().result()
        handed_out.append(executor.submit(render_batch, shared, batch, store))
    while handed_out:
        yield from handed_out.popleft().result()


def _batches(
    jobs: tuple[Job, ...], drawings: Mapping[Drawn, Drawing], root: Path
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
