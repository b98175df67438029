"""The recipes: check a site, build a site. Read from top to bottom."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
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
from site_builder.known import Known
from site_builder.load.documents import load_documents
from site_builder.load.files import read_text
from site_builder.load.packages import load_packages
from site_builder.load.settings import load_settings
from site_builder.model.job import Job, Setup
from site_builder.model.settings import Settings
from site_builder.model.site import Routes, Site
from site_builder.plan import chrome, plan, route
from site_builder.render import Rendered, render_batch
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
from site_builder.write import Writer

_BATCH = 24
_MEMORY = "memory.msgpack"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a command was asked.

    `root` is the site's folder, `as_of` the date (None: that of the newest item), `cache` the
    folder of what earlier builds remember; `clean` pays no heed to it. `drafts` shows what is not
    to be published yet, marked as such.
    """

    root: Path
    cache: Path
    as_of: str | None
    strict: bool
    clean: bool
    drafts: bool = False


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
    """What a build did: numbers of pages, of pages rendered anew, of files; the warnings."""

    pages: int
    rendered: int
    files: int
    diagnostics: tuple[Diagnostic, ...]


def check(config: Config, known: Known | None = None) -> Checked:
    """Load, assemble, route and check the site; raise BuildFailed with every fault found.

    `known` is what the caller keeps from one call to the next in its process.
    """
    known = known or Known()
    settings, diagnostics = load_settings(config.root)
    if settings is None:
        raise BuildFailed(ordered(diagnostics), status=2)
    memory = Memory() if config.clean else load_memory(config.cache / _MEMORY)
    packages, sound, in_packages = load_packages(
        config.root, settings, memory.sound, known, drafts=config.drafts
    )
    documents, unread, in_documents = load_documents(config.root, settings.content, known)
    site, in_site = assemble(settings, packages, documents, unread, config.as_of)
    routes = route(site)
    by_rules = [found for rule in RULES for found in rule(site, routes)]
    found = ordered((*in_packages, *in_documents, *in_site, *by_rules))
    if config.strict:
        found = strict(found)
    if has_errors(found):
        raise BuildFailed(found)
    return Checked(site=site, routes=routes, memory=memory, sound=sound, diagnostics=found)


def build(
    config: Config,
    writer: Writer,
    executor: Executor,
    progress: Progress,
    known: Known | None = None,
) -> Built:
    """Build the site, `known` as in `check`; BuildFailed on faults, the output left as it was."""
    known = known or Known()
    writer.recover()
    checked = check(config, known)
    site, routes = checked.site, checked.routes
    templates, assets = _load_templates(config.root, site.settings)
    setup = Setup(
        templates=templates,
        assets=tuple((name, _hashed(name, data)) for name, data in assets),
        chrome=chrome(site, routes),
    )
    jobs = plan(site, routes, setup, known.value("builder", builder_digest), known)
    traces = checked.memory.traces
    writer.open()
    try:
        fresh = {
            job.path: traces[job.path]
            for job in jobs
            if holds(traces.get(job.path), job.digest, writer.output)
        }
        stale = tuple(job for job in jobs if job.path not in fresh)
        made = dict(fresh)
        for trace in fresh.values():
            for name, _ in trace.outputs:
                writer.keep(name)
        digests = {job.path: job.digest for job in stale}
        for done in _render_all(setup, stale, executor, progress):
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
    known.forget()
    save_memory(config.cache / _MEMORY, Memory(traces=made, sound=checked.sound))
    return Built(
        pages=len(jobs),
        rendered=len(stale),
        files=len(hashes) + 1,
        diagnostics=checked.diagnostics,
    )


def _put(writer: Writer, digest: str, files: Iterable[tuple[str, bytes]]) -> Trace:
    outputs = []
    for path, data in files:
        writer.put(path, data)
        outputs.append((path, sha256(data)))
    return Trace(digest=digest, outputs=tuple(outputs))


def _render_all(
    setup: Setup, jobs: tuple[Job, ...], executor: Executor, progress: Progress
) -> Iterator[Rendered]:
    """Yield what the jobs made, in their order, whichever worker was first."""
    batches = [jobs[start : start + _BATCH] for start in range(0, len(jobs), _BATCH)]
    futures = [executor.submit(render_batch, setup, batch) for batch in batches]
    count = 0
    for future in futures:
        for done in future.result():
            count += 1
            progress(count, len(jobs))
            yield done


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
