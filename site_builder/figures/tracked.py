"""What an initiative was announced with, and how far what is named of it has come on a day."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from site_builder.figures.deadlines import Timing, standing
from site_builder.figures.latest import latest
from site_builder.figures.linked_rows import milestones_of
from site_builder.figures.present import figure_of
from site_builder.model.figure import Figure
from site_builder.model.package import Initiative, Observation
from site_builder.model.site import Site
from site_builder.model.systems import Milestone, Shortcoming
from site_builder.model.vocabulary import Qualifier


class Tracked(Struct, frozen=True, kw_only=True):
    """The milestones of an initiative, and how many of its parts the source does not name.

    `announced` is the published number of its parts; `unnamed` is None where there is no such
    number, where it is not exact, or where more is named than was announced.
    """

    milestones: tuple[Milestone, ...]
    counts: Mapping[Timing, int]
    announced: Figure | None
    unnamed: int | None


def tracked(site: Site, initiative: Initiative) -> Tracked | None:
    """Return how an initiative stands on the day of the build; None of one without milestones."""
    rows = milestones_of(site, initiative.package, initiative.initiative)
    if not rows:
        return None
    entry = site.entries.get(initiative.announced)
    number = latest(entry, initiative.ref_area) if entry else None
    return Tracked(
        milestones=rows,
        counts=timings(rows, site.as_of),
        announced=figure_of(site, entry, number) if entry and number else None,
        unnamed=_unnamed(number, len(rows)) if number else None,
    )


def timings(rows: Iterable[Milestone | Shortcoming], as_of: str) -> Mapping[Timing, int]:
    """Return how many rows are done, open, late and without a deadline on a day, if any are."""
    found = Counter(standing(row, as_of).timing for row in rows)
    return {timing: found[timing] for timing in Timing if found[timing]}


def _unnamed(number: Observation, named: int) -> int | None:
    if number.value is None or number.qualifier is not Qualifier.EXACT:
        return None
    rest = number.value.scaleb(number.unit_mult) - named
    return int(rest) if rest >= 0 and rest == rest.to_integral_value() else None
