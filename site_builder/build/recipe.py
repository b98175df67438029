"""Build a site: check it, plan, make what is stale, write. Read from top to bottom."""

from collections.abc import Callable
from concurrent.futures import Executor

from site_builder.asked import Config
from site_builder.build.examine import MEMORY, check, unheard
from site_builder.build.make import Making, holds, keep, make, put
from site_builder.build.outcome import Built, Checked
from site_builder.known import Known
from site_builder.load.sources import Listener
from site_builder.load.templates import load_assets, load_templates
from site_builder.model.image import ImageFile
from site_builder.model.job import Setup
from site_builder.model.site import Site
from site_builder.outputs import OUTPUTS
from site_builder.outputs.chart_library import library_asset
from site_builder.plan import chrome, plan, references
from site_builder.profile import Profile
from site_builder.seal import manifest
from site_builder.seen import data_digest
from site_builder.settled import begin, settle
from site_builder.shelves import with_shelves
from site_builder.stamps import Stamp
from site_builder.traces import Memory, Trace, digest, save_memory, sha256, written_at
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

    A `profile` that is handed in takes down where the time goes.
    """
    known = known or Known()
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
    )
    making = _making(config, checked, setup, writer, executor, times)
    named = references(setup.templates, checked.memory.references)
    planned = plan(site, translations, routes, setup, checked.means.builder, named, known)
    writer.open()
    try:
        with times.stage("make"):
            _assets(making, assets)
            make(making, planned, progress)
        with times.stage("seal"):
            _outputs(making, checked)
            files = _manifest(making, site)
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
        written = _remember(config, checked, making, named)
    if len(written) == files:
        seen = (checked.folders, checked.inputs)
        settle(config, writer.place, begun, *seen, written, done.pages, done.diagnostics)
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
        setup=setup,
        writer=writer,
        executor=executor,
        traces=memory.traces,
        profile=profile,
    )


def _assets(making: Making, assets: tuple[tuple[str, str, bytes], ...]) -> None:
    for name, hashed, data in assets:
        _whole(making, f"asset {name}", sha256(data), ((f"assets/{hashed}", data),))


def _manifest(making: Making, site: Site) -> int:
    """Write the list of all files; return how many there are with it."""
    hashes = {name: sha for trace in making.made.values() for name, sha in trace.outputs}
    path, data = manifest(site, hashes)
    _whole(making, path, sha256(data), ((path, data),))
    return len(hashes) + 1


def _whole(making: Making, name: str, made_of: str, files: tuple[tuple[str, bytes], ...]) -> None:
    """Write files that are at hand already, where they are not what they were."""
    trace = making.traces.get(name)
    if trace and trace.digest == made_of and holds(making, trace):
        keep(making, name, trace)
    else:
        making.made[name] = Trace(digest=made_of, outputs=put(making.writer, files))


def _outputs(making: Making, checked: Checked) -> None:
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
    )
    root = making.config.root
    for number, output in enumerate(OUTPUTS):
        name = f"output {number}"
        trace = making.traces.get(name)
        if trace and trace.digest == made_of and holds(making, trace):
            keep(making, name, trace)
            continue
        files = output.make(site, routes, lambda path: (root / path).read_bytes())
        making.made[name] = Trace(digest=made_of, outputs=put(making.writer, files))


def _remember(
    config: Config, checked: Checked, making: Making, named: dict[str, tuple[str, ...]]
) -> dict[str, Stamp]:
    """Keep what the next build is to know; return the stamps of the files written."""
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
    )
    checked.means.cached.forget(checked.passed.keys)
    checked.means.cached.close()
    checked.kept.close()
    save_memory(config.cache / MEMORY, memory)
    return written
