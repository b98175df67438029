"""Cases counted by environment and by the year in which they were published."""

from collections import Counter

from site_builder.model.chart import Distribution, Refusal, Tally
from site_builder.model.site import Site

_LEAST = 6
_UNIT = "个"


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
    return Distribution(
        unit=_UNIT,
        years=tuple(f"{year}年" for year in years),
        rows=tuple(
            Tally(name=one.title, counts=tuple(counts[one.id, year] for year in years))
            for one in site.settings.environments
            if any(counts[one.id, year] for year in years)
        ),
    )


def distribution_finding(found: Distribution) -> str:
    """Return how many cases there are, and of which environment most."""
    sums = {row.name: sum(row.counts) for row in found.rows}
    most = max(sums.values())
    leading = [name for name, count in sums.items() if count == most]
    if len(sums) == 1:
        return f"{most}{found.unit}案例都属于{leading[0]}"
    each = "各" if len(leading) > 1 else ""
    total = sum(sums.values())
    return f"{total}{found.unit}案例中，{'、'.join(leading)}最多，{each}有{most}{found.unit}"


def distribution_description(found: Distribution) -> str:
    """Return the finding, then all counts, environment by environment."""
    rows = "；".join(
        f"{row.name}"
        + "，".join(
            f"{year}{count}{found.unit}"
            for year, count in zip(found.years, row.counts, strict=True)
            if count
        )
        for row in found.rows
    )
    return f"{distribution_finding(found)}。{rows}。"
