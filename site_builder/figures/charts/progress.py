"""Initiatives counted by environment and by how far they have come."""

from collections import Counter

from site_builder.model.chart import Progress, Refusal, Tally
from site_builder.model.site import Site
from site_builder.model.vocabulary import INITIATIVE_STATUS_WORDS

_LEAST = 5
_UNIT = "项"


def progress(site: Site) -> Progress | Refusal:
    """Return how many initiatives of each environment have which status.

    Refused below five, and where all are of one environment.
    """
    counts = Counter((item.environment, item.status) for item in site.initiatives)
    rows = tuple(
        Tally(
            name=one.title,
            counts=tuple(counts[one.id, status] for status in INITIATIVE_STATUS_WORDS),
        )
        for one in site.settings.environments
        if any(counts[one.id, status] for status in INITIATIVE_STATUS_WORDS)
    )
    if len(rows) < 2 or sum(sum(row.counts) for row in rows) < _LEAST:
        return Refusal.TOO_FEW
    return Progress(unit=_UNIT, statuses=tuple(INITIATIVE_STATUS_WORDS.values()), rows=rows)


def progress_finding(found: Progress) -> str:
    """Return how many there are, and what most of them have come to."""
    sums = [sum(row.counts[place] for row in found.rows) for place in range(len(found.statuses))]
    most = max(sums)
    leading = [word for word, count in zip(found.statuses, sums, strict=True) if count == most]
    if max(sums) == sum(sums):
        return f"{most}{found.unit}举措都是“{leading[0]}”"
    each = "各" if len(leading) > 1 else ""
    words = "、".join(f"“{word}”" for word in leading)
    return f"{sum(sums)}{found.unit}举措中，{words}的最多，{each}有{most}{found.unit}"


def progress_description(found: Progress) -> str:
    """Return the finding, then all counts, environment by environment."""
    rows = "；".join(
        f"{row.name}共{sum(row.counts)}{found.unit}，"
        + "，".join(
            f"{word}{count}{found.unit}"
            for word, count in zip(found.statuses, row.counts, strict=True)
            if count
        )
        for row in found.rows
    )
    return f"{progress_finding(found)}。{rows}。"
