"""Cases counted by environment and by the year in which they were published."""

from collections import Counter

from site_builder.figures.charts.axis import chart_words
from site_builder.model.chart import Distribution, Refusal, Tally
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.site import Site

_LEAST = 6


def distribution(site: Site) -> Distribution | Refusal:
    """Return how many cases of each environment were published in which year.

    Years without a case stand between the first and the last. Refused below six cases.
    """
    known = {item.id for item in site.settings.environments}
    counts = Counter(
        (case.environment, int(case.date[:4])) for case in site.cases if case.environment in known
    )
    if counts.total() < _LEAST:
        return Refusal.TOO_FEW
    found = [year for _, year in counts]
    years = range(min(found), max(found) + 1)
    language = site.language
    return Distribution(
        unit=language.word("unit", "个"),
        years=tuple(language.say("{year}年", year=year) for year in years),
        rows=tuple(
            Tally(name=one.title, counts=tuple(counts[one.id, year] for year in years))
            for one in site.settings.environments
            if any(counts[one.id, year] for year in years)
        ),
        words=chart_words(language),
    )


def distribution_finding(found: Distribution, *, language: Language = CHINESE) -> str:
    """Return how many cases there are, and of which environment most."""
    sums = {row.name: sum(row.counts) for row in found.rows}
    most = max(sums.values())
    leading = [name for name, count in sums.items() if count == most]
    if len(sums) == 1:
        return language.say("{n}个案例都属于{environment}", n=most, environment=leading[0])
    pattern = (
        phrase("{n}个案例中，{environments}最多，各有{most}个")
        if len(leading) > 1
        else phrase("{n}个案例中，{environments}最多，有{most}个")
    )
    total, names = sum(sums.values()), language.listed(leading)
    return language.say(pattern, n=total, environments=names, most=most)


def distribution_description(found: Distribution, *, language: Language = CHINESE) -> str:
    """Return the finding, then all counts, environment by environment."""
    rows = language.points(
        language.say("{name}{counts}", name=row.name, counts=_counts(found, row, language))
        for row in found.rows
    )
    finding = distribution_finding(found, language=language)
    return language.say("{finding}。{rows}。", finding=finding, rows=rows)


def _counts(found: Distribution, row: Tally, language: Language) -> str:
    return language.clauses(
        language.say("{year}{n}个", year=year, n=count)
        for year, count in zip(found.years, row.counts, strict=True)
        if count
    )
