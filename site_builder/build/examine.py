"""Check a site: load, assemble, route, judge. Nothing is rendered while errors stand."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor

from msgspec.structs import replace

from site_builder.asked import Config
from site_builder.assemble import assemble
from site_builder.build.outcome import Checked
from site_builder.cached import PARSED, Cached
from site_builder.charted import with_charts
from site_builder.check.of_documents import OF_DOCUMENTS
from site_builder.check.rules import RULES
from site_builder.diagnostics import (
    BuildFailed,
    Diagnostic,
    Span,
    error,
    has_errors,
    ordered,
    strict,
)
from site_builder.figures.ground import with_ground
from site_builder.kept import Kept
from site_builder.known import Known
from site_builder.load.documents import Means
from site_builder.load.settings import FILE as SETTINGS
from site_builder.load.settings import understood
from site_builder.load.sources import Listener, load_sources
from site_builder.load.survey import folders_of, open_site
from site_builder.markup.masked import masked
from site_builder.model.settings import Settings
from site_builder.model.site import Routes, Site
from site_builder.package_folder import recover
from site_builder.plan import route
from site_builder.posters import lettering
from site_builder.releases.history import with_releases
from site_builder.reporters.baseline import KnownWarning, without_known
from site_builder.search import service
from site_builder.seen import data_digest
from site_builder.settled import builder_stamp, listing
from site_builder.shelves import with_shelves
from site_builder.stamps import Stamps
from site_builder.traces import MEMORY, Memory, builder_digest, digest, load_memory, written_at

_KEPT = "kept.sqlite"


def unheard(phrase: str) -> None:
    """Do nothing: nobody has asked."""


def check(
    config: Config,
    heard: Listener = unheard,
    known: Known | None = None,
    executor: Executor | None = None,
    *,
    keeps: bool = False,
) -> Checked:
    """Load, assemble, route and check the site; raise BuildFailed with every fault found.

    `known` is what the caller keeps from one call to the next in its process; `executor` parses
    documents where they are many; `keeps` tells whether the cache may be written.
    """
    checked = examine(config, heard, known, executor, keeps=keeps)
    settings = checked.site.settings
    if settings.official and config.as_of is None and not config.drafts:
        place = Span(path=SETTINGS, line=settings.line_of("official"))
        undated = (*checked.diagnostics, error("as-of-missing", place))
        checked = replace(checked, diagnostics=ordered(undated))
    if has_errors(checked.diagnostics):
        raise BuildFailed(checked.diagnostics)
    return checked


def examine(
    config: Config,
    heard: Listener = unheard,
    known: Known | None = None,
    executor: Executor | None = None,
    *,
    keeps: bool = False,
) -> Checked:
    """Do the same, and return the site with its errors; only settings must be right."""
    known = known or Known()
    memory, means = _means(config, known, executor, keeps=keeps)
    kept = Kept(config.cache / _KEPT, keeps=keeps)
    if config.clean:
        kept.clear()
    settings = _settings(config, means.builder, kept)
    folders = folders_of(settings)
    inputs = listing(config.root, folders)
    loaded, passed, in_sources = load_sources(
        config.root,
        settings,
        memory,
        known,
        heard,
        means,
        drafts=config.drafts,
        chosen=config.chosen,
    )
    assembled, in_site = assemble(loaded, config.as_of, preview=config.drafts)
    site = with_shelves(with_releases(assembled))
    if not has_errors((*in_sources, *in_site)):
        # What is faulty carries no chart, and nothing is drawn while faults stand.
        site = with_charts(with_ground(site, means.builder, kept))
    routes = route(site)
    heard(f"@routed|{len(routes.all)}|{site.as_of}")
    by_rules = [found for rule in RULES for found in rule(site, routes)]
    judged = _judged(site, routes, means.builder, memory)
    by_rules += [fault for faults in judged[1].values() for fault in faults]
    found = _new(ordered(masked((*in_sources, *in_site, *by_rules))), config.baseline, heard)
    if config.strict:
        found = strict(found)
    return Checked(
        site=site,
        routes=routes,
        memory=memory,
        means=means,
        kept=kept,
        passed=passed,
        judged=judged,
        catalogues=loaded.catalogues,
        folders=folders,
        inputs=inputs,
        diagnostics=found,
    )


def _settings(config: Config, builder: str, kept: Kept) -> Settings:
    """Return the settings of a site that may be read; BuildFailed where it is not to be.

    So it is where they ask for what is not installed. What was understood before is remembered.
    """

    def understand(text: str) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
        key = digest("settings", builder, text)
        found = kept.value(key, Settings | None, lambda: understood(text)[0])
        return (found, ()) if found is not None else understood(text)

    settings = open_site(config.root, understand)
    if missing := _missing(settings):
        raise BuildFailed(missing, status=2)
    for package in settings.packages:
        home = f"{settings.data}/{package.name}"
        recover(config.root / home, home)
    return settings


def _means(
    config: Config, known: Known, executor: Executor | None, *, keeps: bool
) -> tuple[Memory, Means]:
    """Return what earlier builds remembered, and what reading makes use of."""
    path = config.cache / MEMORY
    memory = Memory() if config.clean else load_memory(path)
    prepare: Callable[[], None] | None = getattr(executor, "prepare", None)
    if prepare is not None and not memory.traces:
        prepare()  # there is much to do, and settings and packages are read first
    cached = Cached(config.cache / PARSED, keeps=keeps)
    if config.clean:
        cached.clear()
    seen, builder = known.value("builder", lambda: _builder(memory))
    means = Means(
        stamps=Stamps(config.root, memory.stamps, written_at(path)),
        cached=cached,
        executor=executor,
        builder=builder,
        seen=seen,
    )
    return memory, means


def _builder(memory: Memory) -> tuple[str, str]:
    """Return what code and libraries look like, "" where that is unknown, and their digest.

    Their files are read where they look different.
    """
    try:
        seen = builder_stamp()
    except OSError:
        return "", builder_digest()
    return memory.builder if seen == memory.builder[0] else (seen, builder_digest())


def _judged(
    site: Site, routes: Routes, builder: str, memory: Memory
) -> tuple[str, Mapping[str, tuple[Diagnostic, ...]]]:
    """Return what the documents were judged by, and the faults of each by its digest.

    A document that was judged by the same before is not judged again.
    """
    anchors = sorted((path, sorted(ids)) for path, ids in routes.anchors.items())
    by = digest(builder, data_digest(site), sorted(routes.paths()), sorted(routes.files), anchors)
    before = memory.judged[1] if memory.judged[0] == by else {}
    everything = (*site.cases, *site.reports, *site.pages)
    found: dict[str, tuple[Diagnostic, ...]] = {
        item.digest: before.get(item.digest, ()) for item in everything
    }
    new = replace(
        site,
        cases=tuple(item for item in site.cases if item.digest not in before),
        reports=tuple(item for item in site.reports if item.digest not in before),
        pages=tuple(item for item in site.pages if item.digest not in before),
    )
    digests = {item.path: item.digest for item in everything}
    for rule in OF_DOCUMENTS:
        for fault in rule(new, routes):
            found[digests[fault.span.path]] += (fault,)
    return by, found


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
