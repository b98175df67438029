"""A stub at each old address of a document, which leads to the new one."""

from msgspec import Struct
from msgspec.structs import replace

from site_builder.model.site import Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta

KIND = "moved"


class MovedView(Struct, frozen=True, kw_only=True):
    """What a stub shows: where the page is now."""

    meta: PageMeta
    target: Link


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page(KIND, alias, document.path, document.path)
        for document in (*site.cases, *site.reports, *site.pages)
        for alias in document.aliases
    )


def _view(site: Site, route: Route) -> MovedView:
    documents = (*site.cases, *site.reports, *site.pages)
    document = next(item for item in documents if item.path == route.key)
    about = meta(
        site,
        kind=KIND,
        path=route.path,
        title=document.title,
        finding="这一页已经移到新的地址。",
        section="about",
    )
    return MovedView(
        meta=replace(about, canonical=document.address),
        target=Link(title=document.title, path=document.address),
    )


KINDS = (PageKind(name=KIND, template="moved.html", routes=_routes, view=_view, once=True),)
