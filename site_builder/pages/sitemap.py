"""The site map for people, and the page that is served for what does not exist."""

from collections.abc import Iterable

from msgspec import Struct

from site_builder.facets import FACETS
from site_builder.figures.evaluations import award_years
from site_builder.figures.linked_rows import DOCUMENTS, FEEDBACK, SERVICES, WATCH
from site_builder.figures.shown import areas_shown, environments_shown
from site_builder.model.calendar import CALENDAR
from site_builder.model.explanation import METHODS
from site_builder.model.glossary import GLOSSARY
from site_builder.model.language import phrase
from site_builder.model.site import Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta
from site_builder.pages.watch import has_watch


class SitemapView(Struct, frozen=True, kw_only=True):
    """What the site map shows: lists of links, each with its id and its title."""

    meta: PageMeta
    contents: tuple[Link, ...]
    groups: tuple[tuple[str, str, tuple[Link, ...]], ...]


class NotFoundView(Struct, frozen=True, kw_only=True):
    """What the 404 page shows: where to look instead."""

    meta: PageMeta
    columns: tuple[Link, ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("sitemap", "/sitemap/"),)


def groups(site: Site) -> tuple[tuple[str, str, tuple[Link, ...]], ...]:
    """Return the pages of the site as lists of links, each with an id and a title."""
    found = (
        ("columns", phrase("栏目"), _columns(site)),
        (
            "environments",
            phrase("环境"),
            _links((item.title, "environments", item.id) for item in environments_shown(site)),
        ),
        (
            "reports",
            phrase("报告解读"),
            _links((item.title, "reports", item.slug) for item in site.reports),
        ),
        (
            "cases",
            phrase("典型案例"),
            _links((item.title, "cases", item.slug) for item in site.cases),
        ),
        *_lists_of_cases(site),
        ("awards", phrase("评选和评价"), _awards(site)),
        (
            "indicators",
            phrase("指标"),
            _links(
                (entry.indicator.title, "indicators", slug) for slug, entry in site.entries.items()
            ),
        ),
        (
            "regions",
            phrase("地区"),
            _links((site.areas[area].title, "regions", area) for area in _areas(site)),
        ),
        (
            "initiatives",
            phrase("改革举措"),
            _links((item.title, "initiatives", item.initiative) for item in site.initiatives),
        ),
        (
            "packages",
            phrase("数据包"),
            _links((item.title, f"data/{item.name}", item.version) for item in site.packages),
        ),
        (
            "about",
            phrase("关于"),
            tuple(Link(title=item.title, path=item.address) for item in site.pages),
        ),
        ("machines", phrase("给程序用的文件"), _for_machines(site)),
    )
    return tuple(group for group in found if group[2])


def _view(site: Site, route: Route) -> SitemapView:
    shown = groups(site)
    count = sum(len(links) for _, _, links in shown)
    return SitemapView(
        meta=meta(
            site,
            kind="sitemap",
            path="/sitemap/",
            title=site.language.say("站点地图"),
            finding=site.language.say(
                "本站的主要页面，共{n}个；各年比较、案例分类和嵌入页从这些页面进入。", n=count
            ),
            section="about",
            crumbs=(Link(title=phrase("站点地图"), path="/sitemap/"),),
        ),
        contents=tuple(
            Link(title=title, path=f"#{anchor}", note=str(len(links)))
            for anchor, title, links in shown
        ),
        groups=shown,
    )


def _lists_of_cases(site: Site) -> Iterable[tuple[str, str, tuple[Link, ...]]]:
    """Yield the lists of cases by what they may be listed by."""
    for facet in FACETS:
        values = site.shelves.facets[facet.name]
        yield (
            f"cases-{facet.name}",
            site.language.say("案例，按{facet}", facet=site.language.say(facet.title)),
            tuple(Link(title=value.title, path=value.path) for value in values),
        )


def _awards(site: Site) -> tuple[Link, ...]:
    say = site.language.say
    return tuple(
        Link(title=say("{year}年评选和评价", year=year), path=f"/awards/{year}/")
        for year in award_years(site)
    )


def _for_machines(site: Site) -> tuple[Link, ...]:
    """Return the files that lead programs to all others."""
    feeds = (
        Link(title=phrase("订阅全部内容（Atom）"), path="/feed.xml"),
        Link(title=phrase("订阅典型案例（Atom）"), path="/cases/feed.xml"),
        Link(title=phrase("订阅数据变更（Atom）"), path="/changes/feed.xml"),
        Link(title=phrase("订阅文件与政策（Atom）"), path="/documents/feed.xml"),
    )
    there = (
        bool(site.cases or site.reports),
        bool(site.cases),
        bool(site.releases),
        any(row.date for row in site.systems.documents),
    )
    return (
        Link(title=phrase("接口目录（JSON）"), path="/api/index.json"),
        Link(title=phrase("数据目录（DCAT，JSON-LD）"), path="/catalog.jsonld"),
        *(link for link, exists in zip(feeds, there, strict=True) if exists),
        Link(title=phrase("站点地图（XML）"), path="/sitemap.xml"),
        Link(title=phrase("纯文字索引（llms.txt）"), path="/llms.txt"),
    )


def _columns(site: Site) -> tuple[Link, ...]:
    columns = (
        (phrase("首页"), "/", True),
        (phrase("全部指标"), "/indicators/", True),
        (phrase("典型案例"), "/cases/", bool(site.cases)),
        (phrase("改革举措"), "/initiatives/", bool(site.initiatives)),
        (phrase("指标晾晒"), WATCH, has_watch(site)),
        (phrase("体验官反馈"), FEEDBACK, bool(site.systems.feedback)),
        (phrase("文件与政策"), DOCUMENTS, bool(site.systems.documents or site.systems.coverage)),
        (phrase("服务与办事入口"), SERVICES, bool(site.systems.services)),
        (phrase("年度比较"), "/compare/", True),
        (phrase("地区"), "/regions/", True),
        (phrase("数据"), "/data/", True),
        (phrase("更正与修订"), "/changes/", bool(site.releases)),
        (phrase("发布日历"), CALENDAR, bool(site.releases or site.calendar)),
        (phrase("数据怎么看"), METHODS, True),
        (phrase("术语"), GLOSSARY, bool(site.glossary)),
        (phrase("找错与更正"), "/contact/", True),
    )
    return tuple(Link(title=title, path=path) for title, path, exists in columns if exists)


def _links(items: Iterable[tuple[str, str, str]]) -> tuple[Link, ...]:
    return tuple(Link(title=title, path=f"/{folder}/{name}/") for title, folder, name in items)


def _areas(site: Site) -> tuple[str, ...]:
    own, shown = (areas_shown(site, demonstration=flag) for flag in (False, True))
    return tuple(dict.fromkeys(own + shown))


def _missing_routes(site: Site) -> tuple[Route, ...]:
    return (Route(kind="not-found", key="", path="/404.html", output="404.html", origin=""),)


def _missing_view(site: Site, route: Route) -> NotFoundView:
    return NotFoundView(
        meta=meta(
            site,
            kind="not-found",
            path="/404.html",
            title=site.language.say("没有这个页面"),
            finding=site.language.say("地址可能写错了，或者页面已经移走。"),
            section="about",
            crumbs=(Link(title=phrase("没有这个页面"), path="/404.html"),),
        ),
        columns=_columns(site)[1:],
    )


KINDS = (
    PageKind(name="sitemap", template="sitemap.html", routes=_routes, view=_view),
    PageKind(
        name="not-found",
        template="not_found.html",
        routes=_missing_routes,
        view=_missing_view,
        once=True,
    ),
)
