"""Every address outside that a site leads to, with the places where it stands."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urldefrag

from site_builder.check.places import cell
from site_builder.diagnostics import Span
from site_builder.load.settings import FILE as SETTINGS
from site_builder.load.source_rows import rows_of_sources
from site_builder.markup.targets import split_address
from site_builder.model.site import Site


def addresses(site: Site, root: Path) -> Mapping[str, tuple[Span, ...]]:
    """Return the places of each address by the address without its fragment, in their order.

    Looked at are the documents that are published, the tables that name a web page, and the
    settings.
    """
    found: dict[str, list[Span]] = {}
    for address, span in (*_of_documents(site), *_of_packages(site, root), *_of_settings(site)):
        if split_address(address).scheme in ("http", "https"):
            found.setdefault(urldefrag(address).url, []).append(span)
    return {address: tuple(spans) for address, spans in found.items()}


def _of_documents(site: Site) -> Iterator[tuple[str, Span]]:
    for document in (*site.cases, *site.reports, *site.pages):
        for link in document.links:
            yield link.target, Span(path=document.path, line=link.line, column=link.column)


def _of_packages(site: Site, root: Path) -> Iterator[tuple[str, Span]]:
    packages = {package.name: package for package in site.packages}
    for package in site.packages:
        rows = rows_of_sources(root, package)
        for source in package.sources:
            yield source.url, cell(package, "sources", rows.get(source.source, 1), "url")
    tables = (
        ("documents", site.systems.documents),
        ("services", site.systems.services),
        ("coverage", site.systems.coverage),
    )
    for table, rows_of_table in tables:
        for row in rows_of_table:
            yield row.url, cell(packages[row.package], table, row.row, "url")


def _of_settings(site: Site) -> Iterator[tuple[str, Span]]:
    settings = site.settings
    government, portal = settings.government, settings.government.column_of
    named = [
        ("government.icp_address", government.icp_address),
        ("government.police_address", government.police_address),
        ("government.report_error", government.report_error),
        ("contact.consultation", settings.contact.consultation),
    ]
    if government.emblem is not None:
        named.append(("government.emblem", government.emblem.address))
    if portal is not None:
        named += [
            ("government.column_of", address)
            for address in (portal.address, portal.consultation, portal.services)
        ]
    for name, address in named:
        yield address, Span(path=SETTINGS, line=settings.line_of(name))
