"""The site to jobs: a page or a group of files each, with its complete input and its digest."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import lru_cache
from itertools import chain

from jinja2 import Environment as JinjaEnvironment
from jinja2 import meta

from site_builder.figures.linked_rows import DOCUMENTS, FEEDBACK, SERVICES, WATCH, row_anchors
from site_builder.known import Known
from site_builder.linked.articles import SEARCH_PATH, website
from site_builder.model.calendar import CALENDAR
from site_builder.model.chart import Chart, Drawn
from site_builder.model.document import DocumentKind
from site_builder.model.explanation import METHODS
from site_builder.model.glossary import GLOSSARY
from site_builder.model.job import Alternate, Chrome, Job, Setup
from site_builder.model.language import Language
from site_builder.model.settings import Settings
from site_builder.model.site import Route, Routes, Site
from site_builder.model.view import Link
from site_builder.outputs import FILE_KINDS, OUTPUTS
from site_builder.outputs.feeds import feeds
from site_builder.pages import PAGE_KINDS
from site_builder.pages.kind import PageKind
from site_builder.pages.methods import ANCHORS as METHODS_ANCHORS
from site_builder.pages.official import identity, services
from site_builder.traces import digest


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


def plan(
    site: Site,
    translations: tuple[Site, ...],
    routes: Routes,
    setup: Setup,
    builder: str,
    known: Known,
) -> tuple[Job, ...]:
    """Return the jobs in the order of the routes; `builder` is the digest of code and libraries.

    `translations` are the site as it is told in its other languages, in their order.
    """
    kinds = {kind.name: kind for kind in PAGE_KINDS}
    closures = known.value(
        ("templates", setup.templates), lambda: _template_digests(setup.templates)
    )
    told = {"": site, **{one.language.code: one for one in translations}}
    around = {code: digest(setup.around(code), setup.assets, builder) for code in told}
    data = {code: _data_digest(one) for code, one in told.items()}
    languages = tuple(one.language for one in told.values())
    paths = routes.paths()
    jobs = []
    for item in routes.all:
        kind = kinds[item.kind]
        spoken = told[item.language]
        own = _plain(item, spoken.language)
        view = _view(kind, spoken, own, data[item.language], known)
        forms = _alternates(own.path, languages, paths) if not kind.once else ()
        jobs.append(
            Job(
                kind=kind.name,
                path=item.path,
                output=item.output,
                template=kind.template,
                view=view,
                digest=digest(
                    kind.name,
                    item.output,
                    view,
                    closures[kind.template],
                    around[item.language],
                    forms,
                ),
                language=item.language,
                leads=not item.origin,
                alternates=forms,
                charts=_charts(view),
            )
        )
    return (*jobs, *_file_jobs(tuple(told.values()), builder))


def _alternates(
    path: str, languages: tuple[Language, ...], paths: frozenset[str]
) -> tuple[Alternate, ...]:
    """Return a page in all its languages; () where it has but one."""
    found = tuple(
        Alternate(code=one.code, name=one.name, path=f"{one.prefix}{path}")
        for one in languages
        if f"{one.prefix}{path}" in paths
    )
    return found if len(found) > 1 else ()


def _file_jobs(told: tuple[Site, ...], builder: str) -> Iterator[Job]:
    """Yield the jobs of files that are no pages; nothing around a page concerns them.

    `told` is the site in its own language, then in the others.
    """
    for kind in FILE_KINDS:
        groups = (kind.groups(site) for site in (told if kind.translated else told[:1]))
        for group in chain.from_iterable(groups):
            yield Job(
                kind=kind.name,
                path=group.path,
                output="",
                template="",
                view=group.view,
                digest=digest(kind.name, group.outputs, group.made_of, builder),
                leads=kind.leads,
                needs=group.sources,
                charts=group.charts,
            )


_DOCUMENTS = frozenset(("cases", "reports", "pages", "bindings", "digests", "withheld"))
_FROM_PACKAGES = frozenset(
    ("packages", "versions", "releases", "entries", "areas", "sources", "initiatives", "charts")
)
"""Fields of a site that hold its documents, and those that follow from its packages' files."""


def _data_digest(site: Site) -> str:
    """Return a digest of all that a site holds but its documents."""
    rest = [
        (field.name, getattr(site, field.name))
        for field in fields(site)
        if field.name not in _DOCUMENTS | _FROM_PACKAGES
    ]
    packages = [
        (item.name, item.version, item.folder, item.demonstration, item.files)
        for item in site.packages
    ]
    versions = [
        (item.path, item.release, item.withdrawn, item.files)
        for held in site.versions.values()
        for item in held
    ]
    return digest(rest, packages, versions)


def _view(kind: PageKind, site: Site, item: Route, data: str, known: Known) -> object:
    """Return a page's view; one that names what it reads is made only where that is new."""
    if kind.reads is None:
        return kind.view(site, item)
    read = kind.reads(site, item)
    charts = {item.path: site.charts[item.path]} if item.path in site.charts else {}
    narrow = replace(
        site,
        cases=tuple(one for one in read if one.kind is DocumentKind.CASE),
        reports=tuple(one for one in read if one.kind is DocumentKind.REPORT),
        pages=tuple(one for one in read if one.kind is DocumentKind.PAGE),
        bindings={one.path: site.bindings[one.path] for one in read},
        digests={},
        releases=(),
        charts=charts,
        withheld=tuple(one for one in site.withheld if one.document in read),
    )
    made_of = digest(data, item, read, narrow.bindings, narrow.withheld, charts)
    return known.value(("view", made_of), lambda: kind.view(narrow, item))


def _template_digests(templates: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return, for each template, a digest of it and of all that it extends, includes, imports."""
    sources = dict(templates)
    direct = {name: _referenced(name, text) for name, text in templates}

    def closure(name: str, seen: frozenset[str]) -> frozenset[str]:
        for other in direct[name]:
            if other not in seen:
                seen = closure(other, seen | {other})
        return seen

    return {
        name: digest([(one, sources[one]) for one in sorted(closure(name, frozenset({name})))])
        for name in sources
    }


@lru_cache(maxsize=256)
def _referenced(name: str, text: str) -> tuple[str, ...]:
    """Return the templates that one names, each time it names them, sorted."""
    tree = JinjaEnvironment(autoescape=True).parse(text, filename=name)
    return tuple(sorted(found for found in meta.find_referenced_templates(tree) if found))
