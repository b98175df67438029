"""Bind the figures of a document to observations."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from site_builder.compare.periods import PeriodError, order, parse_period
from site_builder.diagnostics import Diagnostic, Span, error, warning
from site_builder.figures.history import change_into
from site_builder.figures.present import present
from site_builder.markup.figures import PARTS
from site_builder.model.document import Document, FigureBinding
from site_builder.model.figure import BoundFigure, Comparison, Figure
from site_builder.model.language import CHINESE, Language
from site_builder.model.package import Area, Observation, Source
from site_builder.model.set_aside import SetAside
from site_builder.model.site import Entry
from site_builder.model.vocabulary import NOT_APPLICABLE


def bind(
    document: Document,
    entries: Mapping[str, Entry],
    areas: Mapping[str, Area],
    sources: Mapping[tuple[str, str], Source],
    set_aside: SetAside,
    *,
    language: Language = CHINESE,
    show: Callable[..., Figure] = present,
    change: Callable[..., Comparison] = change_into,
) -> tuple[tuple[BoundFigure, ...], tuple[Diagnostic, ...]]:
    """Return the document's figures resolved, and what does not resolve.

    Nothing is said again of an indicator of which some row was set aside. `show` and `change` may
    remember what they made of an observation.
    """
    bound: list[BoundFigure] = []
    diagnostics: list[Diagnostic] = list(_unknown_names(document))
    used_changes = {use.name for use in document.uses if use.part == "change"}
    for binding in document.figures:
        entry = entries.get(binding.indicator)
        span = Span(path=document.path, line=binding.line)
        if _doubtful(binding, document, entry, set_aside):
            continue
        if entry is None:
            near = _nearest(binding.indicator, entries)
            unknown = error("indicator-unknown", span, name=binding.indicator, nearest=near)
            diagnostics.append(unknown)
            continue
        candidates = choose(binding, document, entry)
        if len(candidates) > 1:
            held = _held(candidates, areas)
            diagnostics.append(error("figure-ambiguous", span, name=binding.indicator, held=held))
            continue
        if not candidates and document.area and document.area not in areas and not binding.area:
            continue  # the wrong area of the document is a fault of its own
        if not candidates:
            diagnostics.append(
                error("figure-absent", span, name=binding.indicator, held=_all_held(entry, areas))
            )
            continue
        (observation,) = candidates
        area = areas.get(observation.ref_area)
        source = sources.get((observation.package, observation.source))
        if area is None or source is None:
            continue  # the table check has reported the broken reference
        package = entry.package_of(observation)
        figure = show(observation, entry.indicator, package, area, source, language=language)
        used = binding.name in used_changes
        comparison = change(observation, entry, language=language) if used else None
        if comparison is not None and not comparison.comparable:
            diagnostics += _forbidden(document, binding.name, comparison.codes)
        bound.append(BoundFigure(name=binding.name, figure=figure, comparison=comparison))
    return tuple(bound), tuple(diagnostics)


def _doubtful(
    binding: FigureBinding, document: Document, entry: Entry | None, set_aside: SetAside
) -> bool:
    """Tell whether the figure may be missing only because of a fault already reported."""
    if set_aside.item("indicator", binding.indicator):
        return True
    package = binding.package or document.package
    if entry is None:
        table = "indicators"
        return set_aside.table(package, table) if package else set_aside.any_table(table)
    return package in set_aside.packages or set_aside.table(entry.package.name, "observations")


def _all_held(entry: Entry, areas: Mapping[str, Area]) -> str:
    """Return the values an indicator has, as phrases."""
    if not entry.observations:
        return "@only-target" if entry.targets else "@no-observation"
    return _held(entry.observations[:4], areas)


def _held(observations: tuple[Observation, ...], areas: Mapping[str, Area]) -> str:
    return "\n".join(
        f"@held|{areas[item.ref_area].title if item.ref_area in areas else item.ref_area}"
        f"（{item.ref_area}）|{item.time_period}|{item.caliber}"
        for item in observations
    )


def _unknown_names(document: Document) -> list[Diagnostic]:
    names = {binding.name: binding for binding in document.figures}
    found = []
    for use in document.uses:
        span = Span(path=document.path, line=use.line, column=use.column)
        if use.name not in names:
            nearest = _nearest(use.name, names)
            found.append(error("figure-unknown", span, name=use.name, nearest=nearest))
        elif use.part not in PARTS:
            found.append(error("figure-part-unknown", span, name=use.name, part=use.part))
    used = {use.name for use in document.uses}
    for binding in document.figures:
        if binding.name not in used:
            span = Span(path=document.path, line=binding.line)
            found.append(warning("figure-unused", span, name=binding.name))
    return found


def _forbidden(document: Document, name: str, reasons: tuple[str, ...]) -> list[Diagnostic]:
    return [
        warning(
            "change-not-comparable",
            Span(path=document.path, line=use.line, column=use.column),
            name=name,
            reasons="\n".join(reasons),
        )
        for use in document.uses
        if use.name == name and use.part == "change"
    ]


def choose(binding: FigureBinding, document: Document, entry: Entry) -> tuple[Observation, ...]:
    """Return what fits: the latest not after the document's date, of caliber `_Z` if there is one.

    More than one means that area, package or caliber must be named; rows of one key, a fault that
    the table check reports, count once.
    """
    area = binding.area or document.area
    package = binding.package or document.package
    candidates = [
        item
        for item in entry.observations
        if (not package or item.package == package)
        and (not area or item.ref_area == area)
        and (not binding.caliber or item.caliber == binding.caliber)
        and (item.time_period == binding.period if binding.period else _by(document.date, item))
    ]
    newest = max((order(item.time_period) for item in candidates), default=None)
    latest = [item for item in candidates if order(item.time_period) == newest]
    plain = [item for item in latest if item.caliber == NOT_APPLICABLE]
    by_key = {(*item.key, item.package): item for item in plain or latest}
    return tuple(by_key[key] for key in sorted(by_key))


def _by(moment: str, observation: Observation) -> bool:
    try:
        end = parse_period(observation.time_period).end
    except PeriodError:
        return False
    return end is None or end.isoformat() <= moment[:10]


def _nearest(name: str, known: Mapping[str, object]) -> str:
    return next(iter(get_close_matches(name, sorted(known), 1, 0.6)), "")
