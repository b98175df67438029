"""Initiatives counted by environment and by how far they have come."""

from collections import Counter

from site_builder.figures.charts.axis import chart_words
from site_builder.model.chart import Progress, Refusal, Tally
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.site import Site
from site_builder.model.vocabulary import INITIATIVE_STATUS_WORDS

_LEAST = 5


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
    language = site.language
    return Progress(
        unit=language.word("unit", "项"),
        statuses=tuple(language.say(word) for word in INITIATIVE_STATUS_WORDS.values()),
        rows=rows,
        words=chart_words(language),
    )


def progress_finding(found: Progress, *, language: Language = CHINESE) -> str:
    """Return how many there are, and what most of them have come to."""
    sums = [sum(row.counts[place] for row in found.rows) for place in range(len(found.statuses))]
    most = max(sums)
    leading = [
        language.say("“{word}”", word=word)
        for word, count in zip(found.statuses, sums, strict=True)
        if count == most
    ]
    if max(sums) == sum(sums):
        return language.say("{n}项举措都是{status}", n=most, status=leading[0])
    pattern = (
        phrase("{n}项举措中，{statuses}的最多，各有{most}项")
        if len(leading) > 1
        else phrase("{n}项举措中，{statuses}的最多，有{most}项")
    )
    return language.say(pattern, n=sum(sums), statuses=language.listed(leading), most=most)


def progress_description(found: Progress, *, language: Language = CHINESE) -> str:
    """Return the finding, then all counts, environment by environment."""
    rows = language.points(
        language.say(
            "{name}共{n}项，{counts}",
            name=row.name,
            n=sum(row.counts),
            counts=_counts(found, row, language),
        )
        for row in found.rows
    )
    finding = progress_finding(found, language=language)
    return language.say("{finding}。{rows}。", finding=finding, rows=rows)


def _counts(found: Progress, row: Tally, language: Language) -> str:
    return language.clauses(
        language.say("{status}{n}项", status=word, n=count)
        for word, count in zip(found.statuses, row.counts, strict=True)
        if count
    )
