"""Build a site: check it, plan, make what is stale, write. Read from top to bottom."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial

from site_builder.asked import Config
from site_builder.build.examine import check, unheard
from site_builder.build.make import Making, holds, keep, make, put
from site_builder.build.outcome import Built, Checked
from site_builder.compiled import load_compiled, save_compiled
from site_builder.frame import frame_of, save_frame
from site_builder.known import Known
from site_builder.load.sources import Listener
from site_builder.load.templates import load_assets, load_templates, template_files
from site_builder.lock import alone_in
from site_builder.made_from import sources
from site_builder.model.image import ImageFile
from site_builder.model.job import Setup
from site_builder.outputs.chart_library import library_asset
from site_builder.outputs.kinds import OUTPUTS
from site_builder.plan import chrome, plan, references
from site_builder.profile import Profile
from site_builder.seal import checks, manifest
from site_builder.seen import data_digest
from site_builder.settled import begin, settle
from site_builder.shared import Shared
from site_builder.shelves import with_shelves
from site_builder.stamps import Stamp, files_below
from site_builder.templating import newly_compiled
from site_builder.traces import MEMORY, Memory, Trace, digest, save_memory, sha256, written_at
from site_builder.translated import in_language
from site_builder.write import Writer

Progress = Callable[[int], None]


def build(
    config: Config,
    writer: Writer,
    executor: Executor,
    progress: Progress,
    heard: Listener = unheard,
    known: Known | None = None,
    profile: Profile | None = None,
) -> Built:
    """Build the site, `known` as in `check`; BuildFailed on faults, the output left as it was.

    A `profile` that is handed in takes down where the time goes. While another command writes into
    the site or the output, this is refused.
    """
    with alone_in(config.cache), writer.alone():
        return _build(config, writer, executor, progress, heard, known, profile)


def _build(
    config: Config,
    writer: Writer,
    executor: Executor,
    progress: Progress,
    heard: Listener,
    kept: Known | None,
    profile: Profile | None,
) -> Built:
    known = kept or Known()
    begun = begin(config)
    writer.recover()
    times = profile or Profile()
    with times.stage("check"):
        checked = check(config, heard, known, executor, keeps=True)
    site, routes = checked.site, checked.routes
    assets = load_assets(config.root, site.settings, preview=site.preview)
    translations = tuple(
        with_shelves(in_language(site, language)) for language in site.translations
    )
    setup = Setup(
        templates=load_templates(config.root, site.settings),
        assets=(*((name, hashed) for name, hashed, _ in assets), library_asset()),
        chrome=chrome(site, routes),
        translations=tuple(chrome(one, routes) for one in translations),
        profiled=profile is not None,
        compiled=() if config.clean else load_compiled(config.cache, checked.means.builder),
    )
    making = _making(config, checked, setup, writer, executor, times)
    named = references(setup.templates, checked.memory.references, site.settings.templates)
    planned = plan(site, translations, routes, setup, checked.means.builder, named, kept)
    writer.open()
    try:
        with times.stage("make"):
            _assets(making, assets)
            make(making, planned, progress, partial(_outputs, making, checked, assets))
        with times.stage("seal"):
            files = _manifest(making, checked)
        with times.stage("write"):
            writer.commit()
    except BaseException:
        writer.discard()
        raise
    known.forget()
    done = Built(
        pages=len(making.made.keys() & routes.paths()),
        rendered=making.rendered,
        files=files,
        diagnostics=checked.diagnostics,
    )
    with times.stage("remember"):
        written, memory = _remember(config, checked, making, named)
        if len(written) == files:
            with suppress(OSError):  # the site stands; the next build has more to do
                _settle(making, checked, done, begun, written, memory)
    return done


def _making(
    config: Config,
    checked: Checked,
    setup: Setup,
    writer: Writer,
    executor: Executor,
    profile: Profile,
) -> Making:
    """Return what a build has at hand while it makes."""
    memory = checked.memory
    writer.know({} if config.verify else memory.written, written_at(config.cache / MEMORY))
    return Making(
        config=config,
        templates=checked.site.settings.templates,
        setup=setup,
        writer=writer,
        executor=executor,
        traces=memory.traces,
        profile=profile,
    )


def _assets(making: Making, assets: tuple[tuple[str, str, bytes], ...]) -> None:
    for name, hashed, data in assets:
        _whole(making, f"asset {name}", sha256(data), ((f"assets/{hashed}", data),))


def _manifest(making: Making, checked: Checked) -> int:
    """Write the list of all files; return how many there are with it."""
    hashes = {name: sha for trace in making.made.values() for name, sha in trace.outputs}
    site, stamps, root = checked.site, checked.means.stamps, making.config.root
    listed = {folder: files_below(root, folder) for folder in checked.folders}
    templates = template_files(root, site.settings)
    builders = {
        f"{site.settings.templates}/{name}": path
        for name, path in templates.items()
        if not path.is_relative_to(root)
    }
    listed[site.settings.templates] += builders

    def digest_of(path: str) -> str:
        file = builders.get(path)
        return sha256(file.read_bytes()) if file else stamps.digest_read(path)

    made = {
        "sources": sources(site, listed, digest_of),
        "checks": checks(site, checked.diagnostics),
    }
    path, data = manifest(site, hashes, made)
    _whole(making, path, sha256(data), ((path, data),))
    return len(hashes) + 1


def _whole(making: Making, name: str, made_of: str, files: tuple[tuple[str, bytes], ...]) -> None:
    """Write files that are at hand already, where they are not what they were."""
    trace = making.traces.get(name)
    if trace and trace.digest == made_of and holds(making, trace):
        keep(making, name, trace)
    else:
        making.made[name] = Trace(digest=made_of, outputs=put(making.writer, files))


def _outputs(making: Making, checked: Checked, assets: tuple[tuple[str, str, bytes], ...]) -> None:
    """Make the outputs that need the whole site, where anything of it but texts has changed."""
    site, routes = checked.site, checked.routes
    heads = [(item.head, item.digest) for item in site.pages]
    heads += [(item.head, "") for item in (*site.cases, *site.reports)]
    made_of = digest(
        checked.means.builder,
        data_digest(site),
        heads,
        sorted(routes.paths()),
        sorted(routes.files),
        [(item.path, item.revised) for one in site.releases for item in one.pages],
        making.setup.assets,
    )
    held = {name: data for name, _, data in assets}
    for number, output in enumerate(OUTPUTS):
        name = f"output {number}"
        trace = making.traces.get(name)
        if trace and trace.digest == made_of and holds(making, trace):
            keep(making, name, trace)
            continue
        files = output.make(site, routes, held.__getitem__)
        making.made[name] = Trace(digest=made_of, outputs=put(making.writer, files))


def _settle(
    making: Making,
    checked: Checked,
    done: Built,
    begun: int,
    written: Mapping[str, Stamp],
    memory: str,
) -> None:
    """Keep what shorter ways need, which look at sizes and times alone."""
    config, builder = making.config, checked.means.builder
    if compiled := newly_compiled(Shared(making.setup)) or making.compiled:
        save_compiled(config.cache, builder, compiled)
    frame = frame_of(checked.site, checked.routes, making.setup, builder)
    settle(
        config,
        making.writer.place,
        begun,
        checked.folders,
        checked.inputs,
        {path: f"{size} {changed}" for path, (size, changed, _) in written.items()},
        {"memory": memory, "frame": save_frame(config.cache, frame)},
        done.pages,
        done.diagnostics,
    )


def _remember(
    config: Config, checked: Checked, making: Making, named: dict[str, tuple[str, ...]]
) -> tuple[dict[str, Stamp], str]:
    """Keep what the next build is to know; return the stamps of the files written.

    The second value is the SHA-256 of what is kept.
    """
    outputs = {name: sha for trace in making.made.values() for name, sha in trace.outputs}
    written = making.writer.stamps(outputs)
    images = (file for file in checked.site.images.values() if isinstance(file, ImageFile))
    memory = Memory(
        traces=making.made,
        sound=checked.passed.sound,
        clean=checked.passed.clean,
        images={file.sha256: (file.width, file.height, file.format) for file in images},
        catalogues={key: (one.plural, one.phrases) for key, one in checked.catalogues.items()},
        stamps=checked.means.stamps.seen,
        written=written,
        references=named,
        judged=(checked.judged[0], dict(checked.judged[1])),
        builder=(checked.means.seen, checked.means.builder),
    )
    checked.means.cached.forget(checked.passed.keys)
    checked.means.cached.close()
    checked.kept.close()
    try:
        return written, save_memory(config.cache / MEMORY, memory)
    except OSError:  # the site stands; the next build has more to do
        return written, ""
