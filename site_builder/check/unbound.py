"""A number with a unit in prose is bound to an observation, or the document says why it is not.

It is excused by `literals` (a threshold, a name) and by `claims`. Otherwise the hint offers the
observations of equal value and unit, as bindings ready to paste.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from site_builder.compare.periods import order
from site_builder.diagnostics import Diagnostic, Span, warning
from site_builder.figures.resolve import choose
from site_builder.model.document import Document, FigureBinding, NumeralUse
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Routes, Site

_OFFERED = 3
_NAMED = (
    (),
    ("period",),
    ("area",),
    ("period", "area"),
    ("period", "area", "package"),
    ("period", "area", "package", "caliber"),
)
"""What a binding may name beside its indicator, the shortest first."""


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the numbers with a unit that are neither bound nor listed."""
    found = []
    for document in (*site.cases, *site.reports, *site.pages):
        for use in document.numerals:
            if not _listed(use, document):
                span = Span(path=document.path, line=use.line, column=use.column)
                advice = _advice(use, document, site)
                found.append(warning("figure-unbound", span, text=use.text, advice=advice))
    return tuple(found)


def _listed(use: NumeralUse, document: Document) -> bool:
    """Tell whether a literal or claim covers the number with its unit where it stands."""
    end = use.offset + len(use.core)
    return any(
        match.start() <= use.offset and end <= match.start() + len(text)
        for text, _ in (*document.literals, *document.claims)
        for match in re.finditer(f"(?={re.escape(text)})", use.sentence)
    )


def _advice(use: NumeralUse, document: Document, site: Site) -> str:
    """Return what to write instead, as phrases."""
    head = site.texts[document.path].head
    if any(field == "title" and line == use.line for field, line, _ in head):
        return "@unbound-title"
    offers = _offers(use, document, site)
    return "\n".join(offers[:_OFFERED]) or f"@unbound-unknown|{use.core}"


def _offers(use: NumeralUse, document: Document, site: Site) -> list[str]:
    """Return the bindings that would print the number: declared ones first, then by area, period.

    Newer periods stand before older ones.
    """
    declared = {
        (figure.package, figure.indicator, figure.area, figure.time_period, figure.caliber): name
        for name, figure in ((item.name, item.figure) for item in site.bindings[document.path])
    }
    matches = [
        (declared.get((item.package, *item.key), ""), entry, item)
        for entry, item in _matches(use, document, site)
    ]
    matches.sort(key=lambda match: match[2].address)
    matches.sort(key=lambda match: order(match[2].time_period), reverse=True)
    matches.sort(key=lambda match: (not match[0], match[2].ref_area != document.area))
    offers = []
    for name, entry, observation in matches:
        binding = _binding(entry, observation, document)
        if name:
            offers.append(f"@unbound-declared|{name}")
        elif binding is not None:
            offers.append(f"@unbound-new|{_name(entry, document)}|{binding}")
    return offers


def _matches(
    use: NumeralUse, document: Document, site: Site
) -> Iterator[tuple[Entry, Observation]]:
    """Yield the observations of equal value and unit in the document's package, or in any."""
    if not use.value:
        return
    value, unit = Decimal(use.value), _base(use.unit)
    for entry in site.entries.values():
        if unit and _base(entry.indicator.unit_measure) != unit:
            continue
        for item in entry.observations:
            if document.package and item.package != document.package:
                continue
            if item.value is not None and item.value.scaleb(item.unit_mult) == value:
                yield entry, item


def _base(unit: str) -> str:
    """Return a unit without its measure word: 个工作日 and 工作日 are one."""
    return unit.removeprefix("个") or unit


def _name(entry: Entry, document: Document) -> str:
    """Return a free name for a binding, from the indicator's title."""
    title = re.sub(r"\W", "", entry.indicator.title)
    taken = {binding.name for binding in document.figures}
    names = (title, *(f"{title}{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _binding(entry: Entry, observation: Observation, document: Document) -> str | None:
    """Return the shortest binding that leads to the observation, None where none does."""
    slug = entry.indicator.indicator
    facts = {
        "period": observation.time_period,
        "area": observation.ref_area,
        "package": observation.package,
        "caliber": observation.caliber,
    }
    for named in _NAMED:
        given = {name: fact if name in named else "" for name, fact in facts.items()}
        binding = FigureBinding(name="", indicator=slug, line=0, **given)
        if choose(binding, document, entry) == (observation,):
            written = ", ".join(f'{name}: "{facts[name]}"' for name in named)
            return f"{{indicator: {slug}, {written}}}" if named else slug
    return None
