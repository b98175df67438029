"""The list of cases, in pages."""

from dataclasses import dataclass

from site_builder.model.site import Route, Site
from site_builder.model.view import CaseCard, Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import case_card, meta

CRUMB = Link(title="典型案例", path="/cases/")


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesView:
    """What one page of the list shows."""

    meta: PageMeta
    cards: tuple[CaseCard, ...]
    total: int
    number: int
    pages: tuple[Link, ...]


def page_path(number: int) -> str:
    """Return the address of a page of the list; the first is the list itself."""
    return "/cases/" if number == 1 else f"/cases/page/{number}/"


def _count(site: Site) -> int:
    return -(-len(site.cases) // site.settings.page_size)


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("cases", page_path(number), str(number)) for number in range(1, _count(site) + 1)
    )


def _view(site: Site, route: Route) -> CasesView:
    number, size = int(route.key), site.settings.page_size
    shown = site.cases[(number - 1) * size : number * size]
    title = "典型案例" if number == 1 else f"典型案例（第{number}页）"
    crumbs = (CRUMB,) if number == 1 else (CRUMB, Link(title=f"第{number}页", path=route.path))
    return CasesView(
        meta=meta(
            site,
            kind="cases",
            path=route.path,
            title=title,
            finding=f"共{len(site.cases)}个案例，依据公开报告编写；文中的数都连到出处。",
            section="cases",
            crumbs=crumbs,
        ),
        cards=tuple(case_card(site, case) for case in shown),
        total=len(site.cases),
        number=number,
        pages=tuple(
            Link(title=str(other), path=page_path(other)) for other in range(1, _count(site) + 1)
        ),
    )


KINDS = (PageKind(name="cases", template="cases.html", routes=_routes, view=_view),)
