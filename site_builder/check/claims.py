"""Words of direction and rank in prose agree with the figure they stand beside.

A contradiction is an error. What the data cannot prove is a warning, unless the document lists it
under `claims` with its source.
"""

from site_builder.compare.change import Change, NotComparable
from site_builder.compare.periods import order, parse_period
from site_builder.compare.wording import change_text, lead_words, reason_phrase
from site_builder.diagnostics import Diagnostic, Span, error, warning
from site_builder.figures.history import change_result, in_time
from site_builder.model.document import ClaimKind, ClaimUse, Document
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Routes, Site
from site_builder.model.vocabulary import Kind

_TIMES = {"翻番": 2, "翻一番": 2, "翻两番": 4}
_SIGNS = {ClaimKind.UP: 1, ClaimKind.DOWN: -1, ClaimKind.LEVEL: 0}


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the claims that the data contradicts, and those it does not support."""
    found: list[Diagnostic] = []
    for document in (*site.cases, *site.reports, *site.pages):
        bound = {item.name: item.figure for item in site.bindings[document.path]}
        for use in document.claim_uses:
            figure = bound.get(use.figure)
            if figure is None or _listed(use, document):
                continue
            entry = site.entries[figure.indicator]
            observation = next(
                item
                for item in entry.observations
                if item.key == (figure.indicator, figure.area, figure.time_period, figure.caliber)
                and item.package == figure.package
            )
            found += _judged(use, document, entry, observation)
    return tuple(found)


def _listed(use: ClaimUse, document: Document) -> bool:
    return any(use.word in text and text in use.clause for text, _ in document.claims)


def _judged(
    use: ClaimUse, document: Document, entry: Entry, observation: Observation
) -> list[Diagnostic]:
    verdict, says = _verdict(use, entry, observation)
    span = Span(path=document.path, line=use.line, column=use.column)
    if verdict == "contradicted":
        return [error("claim-contradicted", span, word=use.word, clause=use.clause, says=says)]
    if verdict == "unsupported":
        return [warning("claim-unsupported", span, word=use.word, clause=use.clause, says=says)]
    return []


def _verdict(use: ClaimUse, entry: Entry, observation: Observation) -> tuple[str, str]:
    """Return supported, contradicted or unsupported, and what the data says, as a phrase."""
    if use.kind in (ClaimKind.FIRST_RANK, ClaimKind.TIED_FIRST):
        return _of_rank(use, entry, observation)
    if use.kind is ClaimKind.FIRST_TIME:
        return _first_time(entry, observation)
    value = observation.value
    growth = entry.indicator.kind is Kind.GROWTH
    if value is not None and use.kind is ClaimKind.DOUBLED and growth:
        fits = value == (_TIMES[use.word] - 1) * 100
        says = f"@says-value|{observation.obs_value}"
        return ("supported", "") if fits else ("contradicted", says)
    if value is not None and use.kind in _SIGNS and growth:
        sign = (value > 0) - (value < 0)
        if sign != _SIGNS[use.kind]:
            return "contradicted", f"@says-value|{observation.obs_value}"
        return ("contradicted", "@says-double") if sign < 0 else ("supported", "")
    if value is not None and entry.indicator.kind is Kind.REDUCTION and value > 0:
        return ("supported", "") if use.kind is ClaimKind.DOWN else ("unsupported", "@says-base")
    result = change_result(observation, entry)
    if result is None:
        return "unsupported", "@reason-no-earlier-period"
    if isinstance(result, NotComparable):
        return "unsupported", "\n".join(reason_phrase(reason) for reason in result.reasons)
    return _of_change(use, result)


def _of_change(use: ClaimUse, change: Change) -> tuple[str, str]:
    says = f"@says-change|{lead_words(change)}{change_text(change)}"
    if use.kind is ClaimKind.DOUBLED:
        assert change.later.value is not None
        base = change.later.value - change.difference
        fits = base > 0 and change.later.value == _TIMES[use.word] * base
        return ("supported" if fits else "contradicted"), says
    sign = (change.difference > 0) - (change.difference < 0)
    if change.indicator.kind is Kind.RANK:
        sign = -sign
    return ("supported" if sign == _SIGNS[use.kind] else "contradicted"), says


def _of_rank(use: ClaimUse, entry: Entry, observation: Observation) -> tuple[str, str]:
    if entry.indicator.kind is not Kind.RANK:
        return "unsupported", "@says-no-rank"
    tied = use.kind is ClaimKind.TIED_FIRST
    if observation.value == 1 and observation.tied is tied:
        return "supported", ""
    said = "@says-tied" if observation.tied else "@says-rank"
    return "contradicted", f"{said}|{observation.obs_value}"


def _first_time(entry: Entry, observation: Observation) -> tuple[str, str]:
    """Return how the series stands to a first time: it can refute one, never prove it."""
    earlier = [
        item
        for item in in_time(entry.observations)
        if item.ref_area == observation.ref_area
        and item.value
        and parse_period(item.time_period).end is not None
        and order(item.time_period) < order(observation.time_period)
    ]
    if earlier:
        return "contradicted", f"@says-earlier|{earlier[0].time_period}|{earlier[0].obs_value}"
    return "unsupported", "@says-first-time"
