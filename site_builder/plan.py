"""The site to jobs: a page or a group of files each, with its complete input and its digest."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.figures.linked_rows import DOCUMENTS, FEEDBACK, SERVICES, WATCH, row_anchors
from site_builder.known import Known
from site_builder.linked.articles import SEARCH_PATH, website
from site_builder.load.causes import quoted
from site_builder.model.calendar import CALENDAR
from site_builder.model.chart import Chart, Drawn
from site_builder.model.explanation import METHODS
from site_builder.model.glossary import GLOSSARY
from site_builder.model.job import Alternate, Chrome, Job, Setup
from site_builder.model.language import Language
from site_builder.model.settings import Settings
from site_builder.model.site import Route, Routes, Site
from site_builder.model.view import Link
from site_builder.outputs.feeds import feeds
from site_builder.outputs.kind import FileGroup, FileKind, Pending
from site_builder.outputs.kinds import FILE_KINDS, OUTPUTS
from site_builder.pages.kind import PageKind
from site_builder.pages.kinds import PAGE_KINDS
from site_builder.pages.methods import ANCHORS as METHODS_ANCHORS
from site_builder.pages.official import identity, services
from site_builder.seen import Data
from site_builder.traces import digest, sha256


def route(site: Site) -> Routes:
    """Return every address of the site, and the anchors of the pages made from documents.

    The pages of the site's own language come first, then those of each translation.
    """
    found = tuple((kind, one) for kind in PAGE_KINDS for one in kind.routes(site))
    routes = (
        *(one for _, one in found),
        *(
            _translated(one, language)
            for language in site.translations
            for kind, one in found
            if not kind.once
        ),
    )
    anchors: dict[str, frozenset[str]] = {}
    for document in (*site.cases, *site.reports, *site.pages):
        ids = frozenset(heading.anchor for heading in document.headings)
        anchors[document.path] = anchors[document.address] = ids
    if site.glossary:
        anchors[GLOSSARY] = frozenset(term.anchor for term in site.glossary)
    anchors[METHODS] = METHODS_ANCHORS
    anchors |= row_anchors(site)
    made = [path for output in OUTPUTS for path in output.paths(site)]
    made += [path for kind in FILE_KINDS for path in kind.paths(site)]
    files = {f"/{path}" for path in made}
    return Routes(all=routes, files=frozenset(files | {"/build.json"}), anchors=anchors)


def _translated(route: Route, language: Language) -> Route:
    """Return the address of a page in a translation."""
    return replace(
        route,
        path=f"{language.prefix}{route.path}",
        output=f"{language.prefix.lstrip('/')}/{route.output}",
        language=language.code,
    )


def _plain(route: Route, language: Language) -> Route:
    """Return the address as views know it: they say nothing of languages."""
    if not route.language:
        return route
    return replace(route, path=route.path.removeprefix(language.prefix))


def chrome(site: Site, routes: Routes) -> Chrome:
    """Return what is around every page; links only to what exists."""
    settings: Settings = site.settings
    paths, say = routes.paths(), site.language.say
    prefix = site.language.prefix
    government = settings.government
    host = government.column_of
    navigation = (
        Link(title=say("环境"), path="/#environments", note="environments"),
        Link(title=say("指标"), path="/indicators/", note="indicators"),
        Link(title=say("案例"), path="/cases/", note="cases"),
        Link(title=say("举措"), path="/initiatives/", note="initiatives"),
        Link(title=say("比较"), path="/compare/", note="compare"),
        Link(title=say("数据"), path="/data/", note="data"),
    )
    footer = [
        *(Link(title=item.title, path=item.address) for item in site.pages),
        Link(title=say("指标晾晒"), path=WATCH),
        Link(title=say("体验官反馈"), path=FEEDBACK),
        Link(title=say("文件与政策"), path=DOCUMENTS),
        Link(title=say("服务与办事入口"), path=SERVICES),
        Link(title=say("数据怎么看"), path=METHODS),
        Link(title=say("术语"), path=GLOSSARY),
        Link(title=say("更正与修订"), path="/changes/"),
        Link(title=say("发布日历"), path=CALENDAR),
        Link(title=say("地区"), path="/regions/"),
        Link(title=say("站点地图"), path="/sitemap/"),
    ]
    return Chrome(
        title=settings.title,
        subtitle=settings.subtitle,
        language=site.language,
        base_url=settings.base_url,
        base_path="/" + settings.base_url.split("//", 1)[1].partition("/")[2],
        official=settings.official,
        notice=settings.notice,
        navigation=tuple(item for item in navigation if item.path.partition("#")[0] in paths),
        footer_links=tuple(item for item in footer if item.path in paths),
        footer=settings.footer,
        as_of=site.as_of,
        preview=site.preview,
        pictures=settings.pictures,
        search=SEARCH_PATH if SEARCH_PATH in paths else "",
        portal=Link(title=host.name, path=host.address) if host else None,
        identity=identity(government),
        services=services(government),
        emblem=government.emblem,
        feeds=tuple(item for item in feeds(settings, site.language) if item.path in routes.files),
        website=website(settings, site.language, search=SEARCH_PATH in paths),
        translated=frozenset(
            item.path.removeprefix(prefix)
            for item in routes.all
            if prefix and item.language == site.language.code
        ),
    )


def page_job(site: Site, routes: Routes, path: str) -> Job:
    """Return the job of one page alone, for a look at it; its digest is empty."""
    kinds = {kind.name: kind for kind in PAGE_KINDS}
    item = next(one for one in routes.all if one.path == path)
    kind = kinds[item.kind]
    return Job(
        kind=kind.name,
        path=item.path,
        output=item.output,
        template=kind.template,
        view=kind.view(site, item),
        digest="",
    )


def _charts(view: object) -> tuple[Drawn, ...]:
    """Return all that is drawn in a page: a view with charts names them all."""
    charts: tuple[Chart, ...] = getattr(view, "charts", ())
    sparks: tuple[Drawn, ...] = getattr(view, "sparks", ())
    return tuple(dict.fromkeys((*(item.drawn for item in charts), *sparks)))


class Planned(Struct, frozen=True, kw_only=True):
    """A job that may not have to be put together: `read` names all that its view is made from.

    "" for `read` tells that only the job itself knows.
    """

    kind: str
    template: str
    path: str
    read: str
    job: Callable[[], Job]


def plan(
    site: Site,
    translations: tuple[Site, ...],
    routes: Routes,
    setup: Setup,
    builder: str,
    named: Mapping[str, tuple[str, ...]],
    known: Known | None = None,
) -> Iterator[Planned]:
    """Yield the jobs of files, which may take long, then those of pages in the order of the routes.

    `builder` is the digest of code and libraries.
    `translations` are the site as it is told in its other languages, in their order; `named` are
    the templates that each names, as `references` tells. Views are kept in what is `known`, for a
    process that builds again and again.
    """
    kinds = {kind.name: kind for kind in PAGE_KINDS}
    closures = _template_digests(setup.templates, named)
    told = {"": site, **{one.language.code: one for one in translations}}
    around = {code: digest(setup.around(code), setup.assets, builder) for code in told}
    data = {code: Data(one) for code, one in told.items()}
    languages = tuple(one.language for one in told.values())
    paths = routes.paths()
    yield from _files(tuple(told.values()), builder)
    for item in routes.all:
        kind = kinds[item.kind]
        spoken = told[item.language]
        own = _plain(item, spoken.language)
        forms = _alternates(own.path, languages, paths) if not kind.once else ()
        made_by = (kind.name, item.output, closures[kind.template], around[item.language], forms)
        made_of, seen = _made_of(kind, spoken, own, data[item.language])
        yield Planned(
            kind=kind.name,
            template=kind.template,
            path=item.path,
            read=digest(made_by, made_of) if made_of else "",
            job=partial(_page_job, kind, seen, item, own, forms, made_by, made_of, known),
        )


def _page_job(
    kind: PageKind,
    seen: Callable[[], Site],
    item: Route,
    own: Route,
    forms: tuple[Alternate, ...],
    made_by: object,
    made_of: str,
    known: Known | None,
) -> Job:
    """Return the job of a page, with its view."""

    def view() -> object:
        return kind.view(seen(), own)

    shown = known.value(("view", made_of), view) if known and made_of else view()
    return Job(
        kind=kind.name,
        path=item.path,
        output=item.output,
        template=kind.template,
        view=shown,
        digest=digest(made_by, shown),
        language=item.language,
        leads=not item.origin,
        alternates=forms,
        charts=_charts(shown),
    )


def _made_of(kind: PageKind, site: Site, item: Route, data: Data) -> tuple[str, Callable[[], Site]]:
    """Return a digest of all that a view is made from, and the site as the view sees it.

    The digest is "" where the kind does not say.
    """
    if kind.reads is None:
        return "", lambda: site
    read = kind.reads(site, item)
    documents = (*read.texts, *read.heads)
    indicators = read.indicators
    if indicators is not None:
        bound = (figure.indicator for one in documents for figure in one.figures)
        indicators = tuple(dict.fromkeys((*indicators, *bound)))
    made_of = digest(
        data.read(indicators),
        item,
        [one.digest for one in read.texts],
        [(one.head, site.hold_of(one)) for one in documents],
        read.also,
        site.charts.read(item.path),
    )
    if kind.narrow and indicators is not None:
        return made_of, partial(data.seen, indicators)
    return made_of, lambda: site


def _alternates(
    path: str, languages: tuple[Language, ...], paths: frozenset[str]
) -> tuple[Alternate, ...]:
    """Return a page in all its languages; () where it has but one."""
    if len(languages) == 1:
        return ()
    found = tuple(
        Alternate(code=one.code, name=one.name, path=f"{one.prefix}{path}")
        for one in languages
        if f"{one.prefix}{path}" in paths
    )
    return found if len(found) > 1 else ()


def _files(told: tuple[Site, ...], builder: str) -> Iterator[Planned]:
    """Yield the jobs of files that are no pages; nothing around a page concerns them.

    `told` is the site in its own language, then in the others.
    """
    for kind in FILE_KINDS:
        groups = (kind.groups(site) for site in (told if kind.translated else told[:1]))
        for group in chain.from_iterable(groups):
            read = group.read if isinstance(group, Pending) else None
            yield Planned(
                kind=kind.name,
                template="",
                path=group.path,
                read=digest(kind.name, read, builder) if read else "",
                job=partial(_file_job, kind, group, builder),
            )


def _file_job(kind: FileKind, item: FileGroup | Pending, builder: str) -> Job:
    group = item.group() if isinstance(item, Pending) else item
    return Job(
        kind=kind.name,
        path=group.path,
        output="",
        template="",
        view=group.view,
        digest=digest(kind.name, group.outputs, group.made_of, builder),
        leads=kind.leads,
        needs=group.sources,
        charts=group.charts,
        texts=group.texts,
    )


def references(
    templates: tuple[tuple[str, str], ...], known: Mapping[str, tuple[str, ...]], folder: str
) -> dict[str, tuple[str, ...]]:
    """Return which templates each names, sorted, by the digest of its text, as `known` is.

    Raises BuildFailed for one that is no template; the site's own lie in `folder`.
    """
    found = {}
    for name, text in templates:
        key = sha256(text.encode())
        found[key] = known[key] if key in known else _referenced(name, text, folder)
    return found


def _template_digests(
    templates: tuple[tuple[str, str], ...], named: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Return, for each template, a digest of it and of all that it extends, includes, imports."""
    digests = {name: sha256(text.encode()) for name, text in templates}

    def closure(name: str, seen: frozenset[str]) -> frozenset[str]:
        for other in named[digests[name]] if name in digests else ():
            if other not in seen:
                seen = closure(other, seen | {other})
        return seen

    return {
        name: digest([(one, digests.get(one)) for one in sorted(closure(name, frozenset({name})))])
        for name in digests
    }


def _referenced(name: str, text: str, folder: str) -> tuple[str, ...]:
    """Return the templates that one names, each time it names them, sorted."""
    # Heavy: only where a template is new.
    from jinja2 import Environment, TemplateSyntaxError, meta

    from site_builder.fragments import Same

    try:
        tree = Environment(autoescape=True, extensions=[Same]).parse(text, filename=name)
    except TemplateSyntaxError as fault:
        span = Span(path=f"{folder}/{name}", line=fault.lineno)
        wrong = error("template-invalid", span, cause=f"@template|{quoted(fault.message)}")
        raise BuildFailed((wrong,), status=2) from fault
    return tuple(sorted(found for found in meta.find_referenced_templates(tree) if found))
