"""Build a site: check it, plan, make what is stale, write. Read from top to bottom."""

from collections.abc import Callable
from concurrent.futures import Executor

from site_builder.asked import Config
from site_builder.build.outcome import Built, Checked
from site_builder.build.examine import MEMORY, check, unheard
from site_builder.build.make import Making, keep, make, put
from site_builder.known import Known
from site_builder.load.sources import Listener
from site_builder.load.templates import load_assets, load_templates
from site_builder.model.image import ImageFile
from site_builder.model.job import Setup
from site_builder.outputs import OUTPUTS
from site_builder.outputs.chart_library import library_asset
from site_builder.plan import chrome, data_digest, plan, references
from site_builder.seal import manifest
from site_builder.settled import begin, settle
from site_builder.shelves import with_shelves
from site_builder.stamps import Stamps
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
) -> Built:
    """Build the site, `known` as in `check`; BuildFailed on faults, the output left as it was."""
    known = known or Known()
    begun = begin(config)
    writer.recover()
    checked = check(config, heard, known, executor)
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
    )
    memory, builder = checked.memory, checked.means.builder
    known_files = {} if config.verify else memory.written
    written = Stamps(writer.output, known_files, written_at(config.cache / MEMORY))
    making = Making(
        config=config,
        setup=setup,
        writer=writer,
        executor=executor,
        traces=memory.traces,
        held=written,
    )
    named = references(setup.templates, memory.references)
    planned = plan(site, translations, routes, setup, builder, named, known)
    writer.open()
    try:
        make(making, planned, progress)
        paths = routes.paths()
        pages = sum(path in paths for path in making.made)
        for name, hashed, data in assets:
            _whole(making, f"asset {name}", sha256(data), ((f"assets/{hashed}", data),))
        _outputs(making, checked)
        hashes = {name: sha for trace in making.made.values() for name, sha in trace.outputs}
        last = manifest(site, hashes)
        _whole(making, last[0], sha256(last[1]), (last,))
        writer.commit()
    except BaseException:
        writer.discard()
        raise
    known.forget()
    _remember(config, checked, making, written, named)
    settle(
        config,
        writer.output,
        begun,
        checked.folders,
        checked.inputs,
        written.seen,
        pages,
        checked.diagnostics,
    )
    return Built(
        pages=pages,
        rendered=making.rendered,
        files=len(hashes) + 1,
        diagnostics=checked.diagnostics,
    )


def _whole(
    making: Making, name: str, made_of: str, files: tuple[tuple[str, bytes], ...]
) -> None:
    """Write files that are at hand already, where they are not what they were."""
    trace = making.traces.get(name)
    if trace and trace.digest == made_of and making.held.holds(trace.outputs):
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
        if trace and trace.digest == made_of and making.held.holds(trace.outputs):
            keep(making, name, trace)
            continue
        files = output.make(site, routes, lambda path: (root / path).read_bytes())
        making.made[name] = Trace(digest=made_of, outputs=put(making.writer, files))


def _remember(
    config: Config,
    checked: Checked,
    making: Making,
    written: Stamps,
    named: dict[str, tuple[str, ...]],
) -> None:
    """Keep what the next build is to know."""
    for trace in making.made.values():
        for name, sha in trace.outputs:
            if name not in written.seen or written.seen[name][2] != sha:
                written.note(name, sha)
    written.seen = {
        name: written.seen[name] for trace in making.made.values() for name, _ in trace.outputs
    }
    images = (file for file in checked.site.images.values() if isinstance(file, ImageFile))
    memory = Memory(
        traces=making.made,
        sound=checked.passed.sound,
        clean=checked.passed.clean,
        images={file.sha256: (file.width, file.height, file.format) for file in images},
        catalogues={key: (one.plural, one.phrases) for key, one in checked.catalogues.items()},
        stamps=checked.means.stamps.seen,
        written=written.seen,
        references=named,
        judged=(checked.judged[0], dict(checked.judged[1])),
    )
    checked.means.store.forget(checked.passed.keys)
    checked.means.store.close()
    save_memory(config.cache / MEMORY, memory)
