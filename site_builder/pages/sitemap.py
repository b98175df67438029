"""The site map for people, and the page that is served for what does not exist."""

from dataclasses import dataclass

from site_builder.model.site import Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import areas_shown, environments_shown, meta


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
    own = areas_shown(site, demonstration=False)
    shown = areas_shown(site, demonstration=True)
    groups = (
        (
            "栏目",
            tuple(
                Link(title=title, path=path)
                for title, path, exists in (
                    ("首页", "/", True),
                    ("全部指标", "/indicators/", True),
                    ("典型案例", "/cases/", bool(site.cases)),
                    ("改革举措", "/initiatives/", bool(site.initiatives)),
                    ("年度比较", "/compare/", True),
                    ("地区", "/regions/", True),
                    ("数据", "/data/", True),
                )
                if exists
            ),
        ),
        (
            "环境",
            tuple(
                Link(title=item.title, path=f"/environments/{item.id}/")
                for item in environments_shown(site)
            ),
        ),
        (
            "报告解读",
            tuple(Link(title=item.title, path=f"/reports/{item.slug}/") for item in site.reports),
        ),
        (
            "典型案例",
            tuple(Link(title=item.title, path=f"/cases/{item.slug}/") for item in site.cases),
        ),
        (
            "指标",
            tuple(
                Link(title=entry.indicator.title, path=f"/indicators/{slug}/")
                for slug, entry in site.entries.items()
            ),
        ),
        (
            "地区",
            tuple(
                Link(title=site.areas[area].title, path=f"/regions/{area}/")
                for area in dict.fromkeys(own + shown)
            ),
        ),
        (
            "改革举措",
            tuple(
                Link(title=item.title, path=f"/initiatives/{item.initiative}/")
                for item in site.initiatives
            ),
        ),
        (
            "数据包",
            tuple(
                Link(title=package.title, path=f"/data/{package.name}/{package.version}/")
                for package in site.packages
            ),
        ),
        (
            "关于",
            tuple(Link(title=item.title, path=f"/{item.slug}/") for item in site.pages),
        ),
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
