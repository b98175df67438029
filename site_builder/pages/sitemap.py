"""The site map for people, and the page that is served for what does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.figures.shown import areas_shown, environments_shown
from site_builder.model.calendar import CALENDAR
from site_builder.model.explanation import METHODS
from site_builder.model.glossary import GLOSSARY
from site_builder.model.site import Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapView:
    """What the site map shows: titled lists of links."""

    meta: PageMeta
    groups: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """What the 404 page shows."""

    meta: PageMeta


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("sitemap", "/sitemap/"),)


def _view(site: Site, route: Route) -> SitemapView:
    groups = (
        ("栏目", _columns(site)),
        (
            "环境",
            _links((item.title, "environments", item.id) for item in environments_shown(site)),
        ),
        ("报告解读", _links((item.title, "reports", item.slug) for item in site.reports)),
        ("典型案例", _links((item.title, "cases", item.slug) for item in site.cases)),
        (
            "指标",
            _links(
                (entry.indicator.title, "indicators", slug) for slug, entry in site.entries.items()
            ),
        ),
        ("地区", _links((site.areas[area].title, "regions", area) for area in _areas(site))),
        (
            "改革举措",
            _links((item.title, "initiatives", item.initiative) for item in site.initiatives),
        ),
        (
            "数据包",
            _links((item.title, f"data/{item.name}", item.version) for item in site.packages),
        ),
        ("关于", tuple(Link(title=item.title, path=item.address) for item in site.pages)),
    )
    return SitemapView(
        meta=meta(
            site,
            kind="sitemap",
            path="/sitemap/",
            title="站点地图",
            finding="本站的全部页面。",
            section="about",
            crumbs=(Link(title="站点地图", path="/sitemap/"),),
        ),
        groups=tuple((title, links) for title, links in groups if links),
    )


def _columns(site: Site) -> tuple[Link, ...]:
    columns = (
        ("首页", "/", True),
        ("全部指标", "/indicators/", True),
        ("典型案例", "/cases/", bool(site.cases)),
        ("改革举措", "/initiatives/", bool(site.initiatives)),
        ("年度比较", "/compare/", True),
        ("地区", "/regions/", True),
        ("数据", "/data/", True),
        ("更正与修订", "/changes/", bool(site.releases)),
        ("发布日历", CALENDAR, bool(site.releases or site.calendar)),
        ("数据怎么看", METHODS, True),
        ("术语", GLOSSARY, bool(site.glossary)),
        ("找错与更正", "/contact/", True),
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
            title="没有这个页面",
            finding="地址可能写错了，或者页面已经移走。",
            section="about",
        )
    )


KINDS = (
    PageKind(name="sitemap", template="sitemap.html", routes=_routes, view=_view),
    PageKind(
        name="not-found", template="not_found.html", routes=_missing_routes, view=_missing_view
    ),
)
