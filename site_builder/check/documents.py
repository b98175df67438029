"""What a document's front matter names exists: package, environment, area, source, initiatives."""

from difflib import get_close_matches

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.facets import RESERVED
from site_builder.model.document import Document, DocumentKind
from site_builder.model.settings import Label
from site_builder.model.site import Routes, Site

_FIELD_WORDS = {
    "package": "@field|数据包|package",
    "environment": "@field|环境|environment",
    "area": "@field|地区|area",
    "source": "@field|来源|source",
    "initiatives": "@field|有关举措|initiatives",
    "departments": "@field|部门|departments",
    "tags": "@field|标签|tags",
}


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return every name in front matter that leads nowhere."""
    found: list[Diagnostic] = []
    for document in (*site.cases, *site.reports):
        found += _names(document, site)
    for case in site.cases:
        found += _terms(case, "departments", case.departments, site.settings.departments)
        found += _terms(case, "tags", case.tags, site.settings.tags)
        if case.slug in RESERVED:
            found.append(error("slug-reserved", case.span_of("slug"), slug=case.slug))
    return tuple(found)


def _terms(
    case: Document, field: str, given: tuple[str, ...], terms: tuple[Label, ...]
) -> list[Diagnostic]:
    """Return the words of a case that `site.toml` does not list; addresses are made of its ids."""
    known = {item.title for item in terms}
    return [
        error(
            "name-unknown",
            case.span_of(f"{field}.{place}"),
            field=_FIELD_WORDS[field],
            value=word,
            nearest=_nearest(word, known),
            advice=f"@register|{field}",
        )
        for place, word in enumerate(given, 1)
        if word not in known and word not in {item.id for item in terms}
    ]


def _names(document: Document, site: Site) -> list[Diagnostic]:
    packages = {setting.name for setting in site.settings.packages}
    if document.package not in packages:
        if document.kind is not DocumentKind.CASE:
            return [_unknown(document, "package", document.package, packages)]
        nearest = _nearest(document.package, packages)
        span = Span(path=document.path, line=1)
        return [error("folder-unknown", span, value=document.package, nearest=nearest)]
    hidden = site.set_aside
    found = []
    environments = {item.id for item in site.settings.environments}
    if document.environment and document.environment not in environments:
        found.append(_unknown(document, "environment", document.environment, environments))
    if document.area not in site.areas and not (
        hidden.item("ref_area", document.area) or hidden.table(document.package, "areas")
    ):
        found.append(_unknown(document, "area", document.area, set(site.areas)))
    sources = {name for package, name in site.sources if package == document.package}
    if document.source not in sources and not (
        hidden.item("source", document.source) or hidden.table(document.package, "sources")
    ):
        found.append(_unknown(document, "source", document.source, sources))
    initiatives = {item.initiative for item in site.initiatives}
    for name in document.initiatives:
        if name not in initiatives and not (
            hidden.item("initiative", name) or hidden.table(document.package, "initiatives")
        ):
            found.append(_unknown(document, "initiatives", name, initiatives))
    return found


def _unknown(document: Document, field: str, value: str, known: set[str]) -> Diagnostic:
    return error(
        "name-unknown",
        document.span_of(field),
        field=_FIELD_WORDS[field],
        value=value,
        nearest=_nearest(value, known),
        advice="@see-spelling",
    )


def _nearest(value: str, known: set[str]) -> str:
    return next(iter(get_close_matches(value, sorted(known), 1, 0.5)), "")
