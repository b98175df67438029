"""Where enterprises are served: one page that prints as a sheet, and cards for others."""

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.figures.linked_rows import SERVICES, service_anchor, services_of
from site_builder.model.language import phrase
from site_builder.model.package import Initiative
from site_builder.model.site import Route, Site
from site_builder.model.systems import Service
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta, row_source


class ServiceCard(Struct, frozen=True, kw_only=True):
    """A service; what its source does not state is "" and is not shown."""

    anchor: str
    path: str
    title: str
    area: str
    place: str
    hours: str
    telephone: str
    url: str
    summary: str
    initiative: Link | None
    source: str


class ServicesView(Struct, frozen=True, kw_only=True):
    """What the page shows."""

    meta: PageMeta
    cards: tuple[ServiceCard, ...]


def initiative_services(site: Site, item: Initiative) -> tuple[ServiceCard, ...]:
    """Return the services that belong to an initiative."""
    return tuple(_card(site, row) for row in services_of(site, item.package, item.initiative))


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("services", SERVICES),) if site.systems.services else ()


def _view(site: Site, route: Route) -> ServicesView:
    rows, say = site.systems.services, site.language.say
    return ServicesView(
        meta=meta(
            site,
            kind="services",
            path=SERVICES,
            title=say("服务与办事入口"),
            finding=say(
                "{n}处服务场所和入口；地点、时间、电话和网址，来源没有写的不列。", n=len(rows)
            ),
            section="services",
            crumbs=(Link(title=phrase("服务与办事入口"), path=SERVICES),),
            based_on=package_links(site, tuple(dict.fromkeys(row.package for row in rows))),
            following=(Link(title=phrase("改革举措"), path="/initiatives/"),)
            if site.initiatives
            else (),
        ),
        cards=tuple(_card(site, row) for row in rows),
    )


def _card(site: Site, row: Service) -> ServiceCard:
    own = (row.package, row.initiative)
    return ServiceCard(
        anchor=service_anchor(row),
        path=f"{SERVICES}#{service_anchor(row)}",
        title=row.title,
        area=site.areas[row.ref_area].title,
        place=row.place,
        hours=row.hours,
        telephone=row.telephone,
        url=row.url,
        summary=row.summary,
        initiative=next(
            (
                Link(title=item.title, path=f"/initiatives/{item.initiative}/")
                for item in site.initiatives
                if (item.package, item.initiative) == own
            ),
            None,
        ),
        source=row_source(site, row.package, row.source, row.locator),
    )


KINDS = (PageKind(name="services", template="services.html", routes=_routes, view=_view),)
