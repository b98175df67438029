"""Loaded sources to a site: indexes, and every figure in prose bound to its observation."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.figures.resolve import bind
from site_builder.model.document import Document, DocumentKind
from site_builder.model.figure import BoundFigure
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
from site_builder.model.settings import Settings
from site_builder.model.site import Entry, Site

_Row = TypeVar("_Row", Observation, Target, Break)


def assemble(
    settings: Settings,
    packages: tuple[Package, ...],
    documents: tuple[Document, ...],
    unread: frozenset[str],
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
    set_aside = set(unread)
    for package in packages:
        for area in package.areas:
            areas.setdefault(area.ref_area, area)
        for source in package.sources:
            sources[(package.name, source.source)] = source
        set_aside |= package.set_aside
    if len(packages) < len(settings.packages):
        set_aside.add("*")
    bindings: dict[str, tuple[BoundFigure, ...]] = {}
    faults: list[Diagnostic] = [*diagnostics, *conflicts]
    for document in kept:
        bound, unbound = bind(document, entries, areas, sources, frozenset(set_aside))
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
        set_aside=frozenset(set_aside),
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
            elif _same_meaning(known.indicator, indicator):
                entries[slug] = _joined(known, entry)
            else:
                span = Span(
                    path=f"{package.folder}/indicators.csv",
                    resource="indicators",
                    row=indicator.row,
                    field="indicator",
                )
                other = known.package.name
                faults.append(error("indicator-conflict", span, name=slug, other=other))
    return entries, faults


def _same_meaning(one: Indicator, other: Indicator) -> bool:
    return (one.kind, one.unit_measure, one.denominator, one.definition) == (
        other.kind,
        other.unit_measure,
        other.denominator,
        other.definition,
    )


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
