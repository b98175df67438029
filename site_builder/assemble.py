"""Loaded sources to a site: indexes, and every figure in prose bound to its observation."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.figures.resolve import bind
from site_builder.model.document import Document, DocumentKind
from site_builder.model.figure import BoundFigure
from site_builder.model.glossary import Term
from site_builder.model.image import ImageFile, Unusable
from site_builder.model.package import (
    Area,
    Break,
    Indicator,
    Initiative,
    Observation,
    Package,
    Source,
    Target,
)
from site_builder.model.set_aside import SetAside
from site_builder.model.settings import Settings
from site_builder.model.site import Entry, Site

_Row = TypeVar("_Row", Observation, Target, Break)


def assemble(
    settings: Settings,
    packages: tuple[Package, ...],
    documents: tuple[Document, ...],
    unread: SetAside,
    images: Mapping[str, ImageFile | Unusable],
    glossary: tuple[Term, ...],
    as_of: str | None,
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Return the site, with what contradicts itself across files.

    `unread` names documents that could not be read; `as_of` is the build's date, or None for the
    newest date of a published item.
    """
    kept, diagnostics = _without_repeated_slugs(documents)
    entries, conflicts = _entries(packages)
    areas: dict[str, Area] = {}
    sources: dict[tuple[str, str], Source] = {}
    set_aside = unread
    for package in packages:
        for area in package.areas:
            areas.setdefault(area.ref_area, area)
        for source in package.sources:
            sources[(package.name, source.source)] = source
        set_aside = set_aside.joined(package.set_aside)
    read = {package.name for package in packages}
    missing = frozenset(item.name for item in settings.packages if item.name not in read)
    set_aside = set_aside.joined(SetAside(packages=missing))
    bindings: dict[str, tuple[BoundFigure, ...]] = {}
    faults: list[Diagnostic] = [*diagnostics, *conflicts]
    known = {item.name for item in settings.packages}
    for document in kept:
        hidden = set_aside
        if document.package and document.package not in known:
            hidden = hidden.joined(SetAside(packages=frozenset({document.package})))
        bound, unbound = bind(document, entries, areas, sources, hidden)
        bindings[document.path] = bound
        faults += unbound
    site = Site(
        settings=settings,
        as_of=as_of or _newest(packages, kept),
        packages=packages,
        entries=entries,
        areas=areas,
        sources=sources,
        initiatives=tuple(item for package in packages for item in package.initiatives),
        cases=_sorted(kept, DocumentKind.CASE),
        reports=_sorted(kept, DocumentKind.REPORT),
        pages=_sorted(kept, DocumentKind.PAGE),
        bindings=bindings,
        addresses={document.path: document.address for document in kept},
        images=images,
        glossary=glossary,
        set_aside=set_aside,
    )
    return site, tuple(faults)


def _without_repeated_slugs(
    documents: tuple[Document, ...],
) -> tuple[tuple[Document, ...], list[Diagnostic]]:
    first: dict[tuple[DocumentKind, str], Document] = {}
    faults = []
    for document in documents:
        key = (document.kind, document.slug)
        if key in first:
            span = Span(path=document.path, line=document.line_of("slug"))
            other = first[key].path
            faults.append(error("slug-repeated", span, slug=document.slug, other=other))
        else:
            first[key] = document
    return tuple(first.values()), faults


def _entries(packages: tuple[Package, ...]) -> tuple[dict[str, Entry], list[Diagnostic]]:
    """Join indicators with their rows; an equal slug in two packages must mean the same thing."""
    entries: dict[str, Entry] = {}
    faults = []
    for package in packages:
        observations = _by_indicator(package.observations)
        targets, breaks = _by_indicator(package.targets), _by_indicator(package.breaks)
        initiatives: dict[str, list[Initiative]] = {}
        for initiative in package.initiatives:
            for slug in initiative.indicators:
                initiatives.setdefault(slug, []).append(initiative)
        for indicator in package.indicators:
            slug = indicator.indicator
            entry = Entry(
                indicator=indicator,
                package=package,
                others=(),
                observations=tuple(observations.get(slug, ())),
                targets=tuple(targets.get(slug, ())),
                breaks=tuple(breaks.get(slug, ())),
                initiatives=tuple(initiatives.get(slug, ())),
            )
            known = entries.get(slug)
            if known is None:
                entries[slug] = entry
            elif not _differences(known.indicator, indicator):
                entries[slug] = _joined(known, entry)
            else:
                span = Span(
                    path=f"{package.folder}/indicators.csv",
                    resource="indicators",
                    row=indicator.row,
                    field="indicator",
                )
                faults.append(
                    error(
                        "indicator-conflict",
                        span,
                        name=slug,
                        other=known.package.name,
                        differences="\n".join(_differences(known.indicator, indicator)),
                    )
                )
    return entries, faults


def _differences(one: Indicator, other: Indicator) -> list[str]:
    """Return in what two indicators of one slug differ, as phrases."""
    pairs = (
        ("@unlike-kind", one.kind, other.kind),
        ("@unlike-unit", one.unit_measure, other.unit_measure),
        ("@unlike-denominator", one.denominator, other.denominator),
        ("@unlike-definition", one.definition, other.definition),
    )
    return [phrase for phrase, left, right in pairs if left != right]


def _joined(known: Entry, more: Entry) -> Entry:
    return replace(
        known,
        others=(*known.others, more.package),
        observations=known.observations + more.observations,
        targets=known.targets + more.targets,
        breaks=known.breaks + more.breaks,
        initiatives=known.initiatives + more.initiatives,
    )


def _by_indicator(rows: tuple[_Row, ...]) -> dict[str, list[_Row]]:
    grouped: dict[str, list[_Row]] = {}
    for row in rows:
        grouped.setdefault(row.indicator, []).append(row)
    return grouped


def _newest(packages: tuple[Package, ...], documents: Iterable[Document]) -> str:
    """Return the newest publication date: of a document, or of a source."""
    dates = [document.date[:10] for document in documents]
    dates += [source.published for package in packages for source in package.sources]
    return max((date for date in dates if date), default="1970-01-01")


def _sorted(documents: tuple[Document, ...], kind: DocumentKind) -> tuple[Document, ...]:
    """Newest first; those of one moment by package and slug."""
    chosen = [item for item in documents if item.kind is kind]
    chosen.sort(key=lambda item: item.path)
    return tuple(sorted(chosen, key=lambda item: item.date, reverse=True))
