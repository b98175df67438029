"""The recipes: check a site, build a site. Read from top to bottom."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.assemble import assemble
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
from site_builder.load.documents import load_documents
from site_builder.load.files import read_text
from site_builder.load.glossary import load_glossary
from site_builder.load.images import load_images
from site_builder.load.packages import load_packages
from site_builder.load.privacy import masked, personal_data
from site_builder.load.settings import load_settings
from site_builder.load.wording import load_wording
from site_builder.model.image import ImageFile
from site_builder.model.job import IMAGE, Job, Setup
from site_builder.model.settings import Settings
from site_builder.model.site import Routes, Site
from site_builder.plan import chrome, plan, route
from site_builder.render import Rendered, render_batch
from site_builder.reporters.baseline import Known, without_known
from site_builder.seal import manifest, site_outputs
from site_builder.traces import (
    Memory,
    Trace,
    builder_digest,
    holds,
    load_memory,
    save_memory,
    sha256,
)
from site_builder.write import FolderWriter

_BATCH = 24
_IN_FLIGHT = 64
"""Batches handed out at a time, so that the sources of images are not all in memory at once."""
_MEMORY = "memory.msgpack"

Progress = Callable[[int, int], None]
Listener = Callable[[str], None]
"""Is told what has been read or made, as a phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a command was asked.

    `root` is the site's folder, `as_of` the date (None: that of the newest item), `cache` the
    folder of what earlier builds remember; `clean` pays no heed to it. `drafts` shows what is not
    to be published yet, marked as such. `baseline` holds the warnings that are known.
    """

    root: Path
    cache: Path
    as_of: str | None
    strict: bool
    clean: bool
    drafts: bool = False
    baseline: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A site without errors, with its addresses and the warnings that remain.

    `memory` is what earlier builds remembered, `sound` the digests of packages that pass now.
    """

    site: Site
    routes: Routes
    memory: Memory
    sound: frozenset[str]
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


def check(config: Config, heard: Listener = _unheard) -> Checked:
    """Load, assemble, route and check the site; raise BuildFailed with every fault found."""
    settings, diagnostics = load_settings(config.root)
    if settings is None:
        raise BuildFailed(ordered(masked(diagnostics)), status=2)
    memory = Memory() if config.clean else load_memory(config.cache / _MEMORY)
    packages, sound, in_packages = load_packages(
        config.root, settings, memory.sound, drafts=config.drafts
    )
    glossary, in_glossary = load_glossary(config.root, settings.content)
    names = {name: term.term for term in glossary for name in term.names}
    documents, unread, in_documents = load_documents(config.root, settings.content, names)
    heard(f"@read-documents|{len(documents)}")
    images = load_images(config.root, settings.content, documents, memory.images)
    rules, in_rules = load_wording(config.root, settings.content)
    personal = personal_data(config.root, settings)
    site, in_site = assemble(
        settings,
        packages,
        documents,
        unread,
        images,
        glossary,
        config.as_of,
        wording=rules,
        preview=config.drafts,
    )
    routes = route(site)
    heard(f"@routed|{len(routes.all)}|{site.as_of}")
    by_rules = [found for rule in RULES for found in rule(site, routes)]
    in_files = (*in_packages, *in_glossary, *in_documents, *in_rules, *personal)
    every = ordered(masked((*in_files, *in_site, *by_rules)))
    found, gone = without_known(every, config.baseline)
    if config.baseline:
        heard(f"@baseline-used|{len(every) - len(found)}")
    for known in gone:
        heard(f"@baseline-gone|{known.path}|{known.code}")
    if config.strict:
        found = strict(found)
    if has_errors(found):
        raise BuildFailed(found)
    return Checked(site=site, routes=routes, memory=memory, sound=sound, diagnostics=found)


def build(
    config: Config,
    output: Path,
    executor: Executor,
    progress: Progress,
    heard: Listener = _unheard,
) -> Built:
    """Build the site into `output`; on faults raise BuildFailed and leave it as it was."""
    writer = FolderWriter(output)
    writer.recover()
    checked = check(config, heard)
    site, routes = checked.site, checked.routes
    templates, assets = _load_templates(config.root, site.settings)
    setup = Setup(
        templates=templates,
        assets=tuple((name, _hashed(name, data)) for name, data in assets),
        chrome=chrome(site, routes),
    )
    jobs = plan(site, routes, setup, builder_digest())
    traces = checked.memory.traces
    writer.open()
    try:
        fresh = {
            job.path: traces[job.path]
            for job in jobs
            if holds(traces.get(job.path), job.digest, output)
        }
        stale = tuple(job for job in jobs if job.path not in fresh)
        made = dict(fresh)
        for trace in fresh.values():
            for name, _ in trace.outputs:
                writer.keep(name)
        digests = {job.path: job.digest for job in stale}
        for count, done in enumerate(_render_all(setup, stale, config.root, executor), 1):
            progress(count, len(stale))
            if done.failure:
                raise RuntimeError(f"{done.path}\n{done.failure}")
            made[done.path] = _put(writer, digests[done.path], done.files)
        others = [
            *((f"assets/{_hashed(name, data)}", data) for name, data in assets),
            *site_outputs(site, routes, lambda path: (config.root / path).read_bytes()),
        ]
        rest = _put(writer, "", others)
        hashes = {
            name: hashed for trace in (*made.values(), rest) for name, hashed in trace.outputs
        }
        writer.put(*manifest(site, hashes))
        writer.commit()
    except BaseException:
        writer.discard()
        raise
    save_memory(config.cache / _MEMORY, _memory(checked, made))
    return Built(
        pages=sum(job.kind != IMAGE for job in jobs),
        rendered=len(stale),
        files=len(hashes) + 1,
        diagnostics=checked.diagnostics,
    )


def _put(writer: FolderWriter, digest: str, files: Iterable[tuple[str, bytes]]) -> Trace:
    outputs = []
    for path, data in files:
        writer.put(path, data)
        outputs.append((path, sha256(data)))
    return Trace(digest=digest, outputs=tuple(outputs))


def _memory(checked: Checked, traces: dict[str, Trace]) -> Memory:
    """Return what the next build is to know."""
    images = (file for file in checked.site.images.values() if isinstance(file, ImageFile))
    sizes = {file.sha256: (file.width, file.height, file.format) for file in images}
    return Memory(traces=traces, sound=checked.sound, images=sizes)


def _render_all(
    setup: Setup, jobs: tuple[Job, ...], root: Path, executor: Executor
) -> Iterator[Rendered]:
    """Yield what the jobs made, in their order, whichever worker was first."""
    handed_out: deque[Future[tuple[Rendered, ...]]] = deque()
    for batch in _batches(jobs, root):
        if len(handed_out) == _IN_FLIGHT:
            yield from handed_out.popleft().result()
        handed_out.append(executor.submit(render_batch, setup, batch))
    while handed_out:
        yield from handed_out.popleft().result()


def _batches(jobs: tuple[Job, ...], root: Path) -> Iterator[tuple[Job, ...]]:
    """Yield pages in batches, and images, which take longer, one by one with their bytes."""
    pages = [job for job in jobs if job.kind != IMAGE]
    for start in range(0, len(pages), _BATCH):
        yield tuple(pages[start : start + _BATCH])
    for job in jobs:
        if isinstance(job.view, ImageFile):
            yield (replace(job, source=(root / job.view.path).read_bytes()),)


def _load_templates(
    root: Path, settings: Settings
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, bytes], ...]]:
    """Return the templates by name, and the assets by name, both sorted.

    Raises BuildFailed where the folder holds no templates.
    """
    folder = root / settings.templates
    templates = []
    for path in sorted(folder.rglob("*.html")):
        text, faults = read_text(path, path.relative_to(root).as_posix())
        if text is None:
            raise BuildFailed(faults, status=2)
        templates.append((path.relative_to(folder).as_posix(), text))
    if not templates:
        span = Span(path="site.toml", line=settings.line_of("templates"))
        missing = error("templates-missing", span, name=settings.templates)
        raise BuildFailed((missing,), status=2)
    assets = tuple(
        (path.relative_to(folder / "assets").as_posix(), path.read_bytes())
        for path in sorted((folder / "assets").rglob("*"))
        if path.is_file()
    )
    return tuple(templates), assets


def _hashed(name: str, data: bytes) -> str:
    """Return an asset's name with its digest, so that it can be cached for good."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{sha256(data)[:10]}{dot}{suffix}"
