"""Reports and plain pages: long texts with contents."""

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.model.document import Document
from site_builder.model.language import Language
from site_builder.model.package import Source
from site_builder.model.site import Route, Site
from site_builder.model.view import Fact, Link, PageMeta, Prose, TracedGroup
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import (
    cover_image,
    document_facts,
    meta,
    plain_summary,
    reading,
    traced,
)
from site_builder.pages.progress import Shortcomings, report_shortcomings
from site_builder.prose.view import prose


class ProseView(Struct, frozen=True, kw_only=True):
    """What a report or a page shows; `material` is what a report is about, with its publication.

    `shortcomings` are those that a report admits, or that the congress found.
    """

    meta: PageMeta
    date: str
    updated: str
    held: str
    source: str
    reading: str
    material: Fact | None
    traced: tuple[TracedGroup, ...]
    prose: Prose
    facts: tuple[Fact, ...]
    shortcomings: Shortcomings | None = None


def _report_routes(site: Site) -> tuple[Route, ...]:
    return tuple(page("report", item.address, item.slug, item.path) for item in site.reports)


def _report_view(site: Site, route: Route) -> ProseView:
    report = next(item for item in site.reports if item.slug == route.key)
    source = site.sources[(report.package, report.source)]
    others = tuple(
        Link(title=item.title, path=item.address) for item in site.reports if item is not report
    )
    return ProseView(
        meta=meta(
            site,
            kind="report",
            path=route.path,
            title=report.title,
            finding=plain_summary(site, report),
            section="reports",
            crumbs=(Link(title=report.title, path=route.path),),
            article=(*_article(site, report), ("ContentSource", source.publisher)),
            image=cover_image(site, report),
            document=report,
            based_on=package_links(site, (report.package,)),
            following=(
                *others,
                Link(title=site.areas[report.area].title, path=f"/regions/{report.area}/"),
            ),
        ),
        date=report.date,
        updated=report.updated,
        held=site.hold_of(report),
        source=source.publisher,
        reading=reading(site, report),
        material=_material(source, site.language),
        traced=traced(site, report),
        prose=prose(site, report),
        facts=document_facts(site, report),
        shortcomings=report_shortcomings(site, report),
    )


def _material(source: Source, language: Language) -> Fact:
    if source.published:
        text = language.say("《{title}》，{date}公布", title=source.title, date=source.published)
    else:
        text = language.say("《{title}》，公布日期未注明", title=source.title)
    return Fact(label=language.say("解读的材料"), text=text, path=source.url)


def _article(site: Site, document: Document) -> tuple[tuple[str, str], ...]:
    return (
        ("ArticleTitle", document.title),
        ("PubDate", document.date),
        ("Description", plain_summary(site, document)),
    )


def _page_routes(site: Site) -> tuple[Route, ...]:
    return tuple(page("page", item.address, item.slug, item.path) for item in site.pages)


def _page_view(site: Site, route: Route) -> ProseView:
    document = next(item for item in site.pages if item.slug == route.key)
    return ProseView(
        meta=meta(
            site,
            kind="page",
            path=route.path,
            title=document.title,
            finding=plain_summary(site, document),
            section="about",
            crumbs=(Link(title=document.title, path=route.path),),
            article=(*_article(site, document), ("ContentSource", site.settings.title)),
            image=cover_image(site, document),
            document=document,
        ),
        date=document.date,
        updated=document.updated,
        held=site.hold_of(document),
        source=site.settings.title,
        reading=reading(site, document),
        material=None,
        traced=traced(site, document),
        prose=prose(site, document),
        facts=(),
    )


KINDS = (
    PageKind(name="report", template="prose.html", routes=_report_routes, view=_report_view),
    PageKind(name="page", template="prose.html", routes=_page_routes, view=_page_view),
)
