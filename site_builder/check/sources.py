"""Every source of a package is the source of something."""

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, warning
from site_builder.model.package import Package
from site_builder.model.site import Routes, Site
from site_builder.model.systems import FORMS


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return sources that no row, document or term names; nothing where some were set aside."""
    documents = (*site.cases, *site.reports, *(item.document for item in site.withheld))
    named = {(item.package, item.source) for item in documents}
    terms = {item.source for item in site.glossary}
    if site.set_aside.items:
        return ()
    return tuple(
        warning("source-unused", cell(package, "sources", number, "source"), value=source.source)
        for package in site.packages
        if not any(name == package.name for name, _ in site.set_aside.tables)
        for used in [_used(package) | terms]
        for number, source in enumerate(package.sources, 2)
        if source.source not in used and (package.name, source.source) not in named
    )


def _used(package: Package) -> set[str]:
    return {
        *(item.source for item in package.observations),
        *(item.source for item in package.targets),
        *(item.source for item in package.breaks),
        *(item.source for item in package.initiatives),
        *(
            source
            for form in FORMS
            for item in package.systems.table(form.name)
            if (source := getattr(item, "source", ""))
        ),
    }
