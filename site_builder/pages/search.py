"""The page to search on; without its script it offers the list of all pages."""

from msgspec import Struct

from site_builder.linked.articles import SEARCH_PATH
from site_builder.model.language import phrase
from site_builder.model.site import Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages import sitemap
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta
from site_builder.search.service import index_folder


class SearchView(Struct, frozen=True, kw_only=True):
    """What the page shows: the folder of the index for its script, and titled lists of links."""

    meta: PageMeta
    index: str
    groups: tuple[tuple[str, str, tuple[Link, ...]], ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("search", SEARCH_PATH),) if site.settings.search else ()


def _view(site: Site, route: Route) -> SearchView:
    return SearchView(
        meta=meta(
            site,
            kind="search",
            path=route.path,
            title=site.language.say("搜索"),
            finding=site.language.say("指标、案例、举措、报告和术语都能搜，写名称里的几个字就行。"),
            section="about",
            crumbs=(Link(title=phrase("搜索"), path=route.path),),
        ),
        index=index_folder(site.language),
        groups=sitemap.groups(site),
    )


KINDS = (PageKind(name="search", template="search.html", routes=_routes, view=_view),)
