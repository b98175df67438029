"""The Atom feed of cases and reports."""

from site_builder.figures.words import plain_summary
from site_builder.model.document import Document
from site_builder.model.site import Routes, Site
from site_builder.outputs.atom import Entry, Feed, atom
from site_builder.outputs.kind import Files, Output, Read


def _paths(site: Site) -> tuple[str, ...]:
    return ("feed.xml",) if site.cases or site.reports else ()


def _make(site: Site, routes: Routes, read: Read) -> Files:
    """Return `feed.xml`; nothing where there is nothing to announce."""
    documents = sorted((*site.cases, *site.reports), key=lambda item: item.path)
    documents.sort(key=lambda item: item.date, reverse=True)
    if not documents:
        return ()
    base = site.settings.base_url
    feed = Feed(
        id=base,
        title=site.settings.title,
        address=f"{base}feed.xml",
        alternate=base,
        author=site.settings.title,
        language=site.settings.language,
    )
    return (("feed.xml", atom(feed, (_entry(site, item) for item in documents))),)


def _entry(site: Site, document: Document) -> Entry:
    address = f"{site.settings.base_url}{document.address.lstrip('/')}"
    return Entry(
        id=address,
        title=document.title,
        link=address,
        published=document.date,
        updated=max(document.date, document.updated),
        summary=plain_summary(document, site.bindings[document.path]),
    )


FEED = Output(paths=_paths, make=_make)
