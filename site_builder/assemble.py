"""Loaded sources to a site: indexes, and every figure in prose bound to its observation."""

from pathlib import PurePosixPath
from typing import TypeVar

from msgspec.structs import replace

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.figures.bindings import Bindings, Digests, Unresolved
from site_builder.load.days import is_day
from site_builder.model.document import Document, DocumentKind
from site_builder.model.language import CHINESE
from site_builder.model.loaded import Loaded
from site_builder.model.package import (
    Area,
    Break,
    Indicator,
    Initiative,
    Observation,
    Package,
    Target,
)
from site_builder.model.publication import Withheld
from site_builder.model.set_aside import SetAside
from site_builder.model.site import Entry, Site
from site_builder.model.systems import (
    Coverage,
    DocumentLink,
    Feedback,
    SystemRow,
    Systems,
    joined,
)
from site_builder.publication import newest_day, review_faults, withheld

_Row = TypeVar("_Row", Observation, Target, Break)


def assemble(
    loaded: Loaded, as_of: str | None, *, preview: bool = False
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Return the site, with what contradicts itself across files.

    `as_of` is the build's date, or None for the newest date of a published item. Documents that
    are not to be published are left out, with their faults, unless it is a `preview`.
    """
    settings, packages = loaded.settings, loaded.packages
    entries, conflicts = _entries(packages)
    areas = _areas(packages)
    sources = {(item.name, one.source): one for item in packages for one in item.sources}
    set_aside = _set_aside(loaded)
    documents = {item.path: item for item in loaded.documents}
    named = frozenset(item.name for item in settings.packages)
    bindings = Bindings(documents, entries, areas, sources, set_aside, named)
    digests = Digests(documents, loaded.texts, bindings, loaded.images)
    required = settings.review_required
    day = as_of or newest_day(loaded.documents, _days(loaded), digests, required=required)
    held = withheld(loaded.documents, day, digests, required=required)
    hidden = frozenset() if preview else frozenset(item.document.path for item in held)
    open_ones = tuple(item for item in loaded.documents if item.path not in hidden)
    faulty = tuple(item for item in open_ones if item.faults)
    shown, repeated = _without_repeated_slugs(open_ones)
    shown = tuple(item for item in shown if not item.faults)
    aside = frozenset((item.kind, PurePosixPath(item.path).stem) for item in faulty)
    site = Site(
        settings=settings,
        as_of=day,
        packages=packages,
        versions=loaded.versions,
        entries=entries,
        areas=areas,
        sources=sources,
        initiatives=tuple(item for package in packages for item in package.initiatives),
        cases=_sorted(shown, DocumentKind.CASE),
        reports=_sorted(shown, DocumentKind.REPORT),
        pages=_sorted(shown, DocumentKind.PAGE),
        texts=loaded.texts,
        bindings=bindings,
        unresolved=Unresolved(bindings),
        digests=digests,
        addresses={document.path: document.address for document in shown},
        images=loaded.images,
        glossary=loaded.glossary,
        wording=loaded.wording,
        calendar=loaded.calendar,
        systems=_systems(packages, held if not preview else ()),
        set_aside=set_aside.joined(SetAside(items=aside)),
        withheld=held,
        preview=preview,
        language=replace(CHINESE, code=settings.language),
        translations=loaded.languages,
    )
    own = (fault for item in faulty for fault in item.faults)
    signed = review_faults(loaded.documents, digests, hidden)
    return site, (*conflicts, *repeated, *own, *signed)


def _systems(packages: tuple[Package, ...], held: tuple[Withheld, ...]) -> Systems:
    """Return the rows of the optional tables; those about withheld cases only are left out.

    Of other rows the link to such a case alone is.
    """
    hidden = {(item.document.package, item.document.slug) for item in held}

    def shown(row: SystemRow) -> SystemRow | None:
        if (row.package, getattr(row, "case", "")) not in hidden:
            return row
        if isinstance(row, Feedback | Coverage):
            return replace(row, case="")
        if isinstance(row, DocumentLink) and row.initiative:
            return replace(row, case="")
        return None

    return joined(package.systems for package in packages).mapped(shown)


def _areas(packages: tuple[Package, ...]) -> dict[str, Area]:
    """Return the areas by their codes, each as the first package has it."""
    areas: dict[str, Area] = {}
    for package in packages:
        for area in package.areas:
            areas.setdefault(area.ref_area, area)
    return areas


def _days(loaded: Loaded) -> list[str]:
    """Return the days on which sources were published and versions released or withdrawn."""
    versions = [item for held in loaded.versions.values() for item in held]
    days = [item.published for package in loaded.packages for item in package.sources]
    days += [item.release.date for item in versions if item.release]
    days += [item.withdrawn.date for item in versions if item.withdrawn]
    return [day for day in days if is_day(day)]


def _set_aside(loaded: Loaded) -> SetAside:
    """Return what faults kept out of the sources: documents, packages, rows."""
    read = {package.name for package in loaded.packages}
    named = (item.name for item in loaded.settings.packages)
    found = loaded.unread.joined(SetAside(packages=frozenset(named) - read))
    for package in loaded.packages:
        found = found.joined(package.set_aside)
    return found


def _without_repeated_slugs(
    documents: tuple[Document, ...],
) -> tuple[tuple[Document, ...], list[Diagnostic]]:
    first: dict[tuple[DocumentKind, str], Document] = {}
    faults = []
    for document in documents:
        key = (document.kind, document.slug)
        if key in first:
            other = first[key].path
            span = document.span_of("slug")
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
        once = {item.indicator: item for item in reversed(package.indicators)}
        for indicator in reversed(once.values()):  # a repeated row is a fault of the table
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


def _sorted(documents: tuple[Document, ...], kind: DocumentKind) -> tuple[Document, ...]:
    """Newest first; those of one moment by package and slug."""
    chosen = [item for item in documents if item.kind is kind]
    chosen.sort(key=lambda item: item.path)
    return tuple(sorted(chosen, key=lambda item: item.date, reverse=True))
