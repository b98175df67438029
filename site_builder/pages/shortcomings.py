"""Shortcomings and review points in words: what was promised, by when, what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.figures.deadlines import Timing, standing
from site_builder.model.site import Site
from site_builder.model.systems import Shortcoming
from site_builder.model.view import Link
from site_builder.model.vocabulary import RECTIFICATION_WORDS, SHORTCOMING_KIND_WORDS
from site_builder.pages.row_links import about


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcomingLine:
    """A shortcoming; `step`, `timing` and `evidence` are "" where nothing is stated of them."""

    anchor: str
    title: str
    area: str
    step: str
    timing: str
    late: bool
    status: str
    state: str
    evidence: str
    locator: str
    about: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcomingGroup:
    """Shortcomings of one kind: those a report admits itself, or points of the congress."""

    anchor: str
    title: str
    lines: tuple[ShortcomingLine, ...]


def shortcoming_path(row: Shortcoming) -> str:
    """Return where a shortcoming stands among all of them."""
    return f"/watch/#{row.shortcoming}"


def shortcoming_groups(site: Site, rows: Iterable[Shortcoming]) -> tuple[ShortcomingGroup, ...]:
    """Return shortcomings by kind, in the order of the rows; kinds without any are left out."""
    held = tuple(rows)
    return tuple(
        ShortcomingGroup(
            anchor=kind.value.replace("_", "-"),
            title=site.language.say(words),
            lines=tuple(_line(site, row) for row in held if row.kind is kind),
        )
        for kind, words in SHORTCOMING_KIND_WORDS.items()
        if any(row.kind is kind for row in held)
    )


def _line(site: Site, row: Shortcoming) -> ShortcomingLine:
    late = bool(site.as_of) and standing(row, site.as_of).timing is Timing.LATE
    return ShortcomingLine(
        anchor=row.shortcoming,
        title=row.title,
        area=site.areas[row.ref_area].title,
        step=row.step,
        timing=_timing(site, row),
        late=late,
        status=site.language.say(RECTIFICATION_WORDS[row.state]),
        state=row.state.value.replace(" ", "-"),
        evidence=row.evidence,
        locator=row.locator.replace("｜", site.language.say("：")),
        about=about(site, row),
    )


def _timing(site: Site, row: Shortcoming) -> str:
    """Return how it stands to its deadline; nothing is late without the day of the build."""
    say, found = site.language.say, standing(row, site.as_of)
    if not row.due:
        return say("期限原文未注明")
    if found.timing is Timing.LATE and site.as_of:
        return say("期限{due}，截至{date}逾期{n}天", due=row.due, date=site.as_of, n=found.days)
    if found.timing is Timing.OPEN and site.as_of:
        return say("期限{due}，截至{date}未到期", due=row.due, date=site.as_of)
    return say("期限{due}", due=row.due)
