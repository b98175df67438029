"""How far promised things have come: the milestones of initiatives, the shortcomings of reports."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from site_builder.compare.periods import print_period
from site_builder.figures.deadlines import TIMING_WORDS, Timing, standing
from site_builder.figures.linked_rows import (
    report_of,
    shortcoming_anchor,
    shortcomings_about,
    shortcomings_in,
)
from site_builder.figures.tracked import timings, tracked
from site_builder.model.document import Document
from site_builder.model.figure import Figure
from site_builder.model.language import Language, phrase
from site_builder.model.package import Initiative
from site_builder.model.site import Site
from site_builder.model.systems import Milestone, Shortcoming
from site_builder.model.view import Link
from site_builder.model.vocabulary import (
    PROGRESS_WORDS,
    RECTIFICATION_WORDS,
    SHORTCOMING_KIND_WORDS,
    PeriodBasis,
    Progress,
    Rectification,
)

_MOST_MARKS = 60
"""So many marks are still seen as a number of things."""

_STATES: Mapping[Progress | Rectification, str] = {
    Progress.PLANNED: "announced",
    Progress.RUNNING: "running",
    Progress.DONE: "done",
    Progress.NOT_STATED: "not-stated",
    Rectification.OPEN: "announced",
    Rectification.RUNNING: "running",
    Rectification.DONE: "done",
    Rectification.NOT_STATED: "not-stated",
}
"""The mark of each state, as classes of CSS have it: the fuller, the further."""

_LATE = phrase("已逾期")
_ORDER = ("done", "late", "running", "announced", "not-stated")
"""The marks in the order in which they are counted."""


class Tally(Struct, frozen=True, kw_only=True):
    """So many things of one sort, in words; `mark` is its id."""

    mark: str
    words: str
    count: int


class Step(Struct, frozen=True, kw_only=True):
    """A promised thing in words: `state` is the id of its mark, `words` how far it has come.

    What is late says so, and in `beside` how far it has come all the same; else this tells whether
    there is time left. `since` says when it came so far, `due` until when it was promised; "" where
    the source does not say it.
    """

    title: str
    state: str
    words: str
    since: str
    due: str
    beside: str
    place: str


class MilestoneStep(Step, frozen=True, kw_only=True):
    """A milestone of an initiative, and who leads it."""

    lead: str


class Tracker(Struct, frozen=True, kw_only=True):
    """The milestones of an initiative with their counts.

    `marks` are those of its parts, the unnamed ones last, () of too many. `unstated` says what the
    source tells of none of them, `judged` how they stand to their deadlines and on which day, ""
    where it gives none.
    """

    initiative: Link
    area: str
    steps: tuple[MilestoneStep, ...]
    tallies: tuple[Tally, ...]
    marks: tuple[str, ...]
    announced: Figure | None
    unnamed: int | None
    unstated: str
    judged: str


class ShortcomingStep(Step, frozen=True, kw_only=True):
    """A shortcoming, the step promised against it, what shows its state, what it is about."""

    anchor: str
    promised: str
    evidence: str
    about: tuple[Link, ...]
    report: Link | None


class Shortcomings(Struct, frozen=True, kw_only=True):
    """What was found wanting, by who names it; `summary` says the counts of `tallies` in words."""

    groups: tuple[tuple[str, tuple[ShortcomingStep, ...]], ...]
    count: int
    tallies: tuple[Tally, ...]
    summary: str
    unstated: str
    judged: str


def tracker(site: Site, initiative: Initiative) -> Tracker | None:
    """Return the milestones of an initiative as its page shows them; None where it has none."""
    found = tracked(site, initiative)
    if found is None:
        return None
    rows = found.milestones
    steps = tuple(_milestone(site, row) for row in rows)
    tallies = _tallies(site, steps, PROGRESS_WORDS)
    unnamed = found.unnamed or 0
    if unnamed:
        words = site.language.say("未列名")
        tallies += (Tally(mark="unnamed", words=words, count=unnamed),)
    marks = (*(item.state for item in steps), *("unnamed",) * unnamed)
    return Tracker(
        initiative=Link(title=initiative.title, path=f"/initiatives/{initiative.initiative}/"),
        area=site.areas[initiative.ref_area].title,
        steps=steps,
        tallies=tallies,
        marks=marks if len(marks) <= _MOST_MARKS else (),
        announced=found.announced,
        unnamed=found.unnamed,
        unstated=_unstated(
            site.language,
            {
                phrase("进展日期"): any(row.date for row in rows),
                phrase("牵头单位"): any(row.lead for row in rows),
                phrase("期限"): any(row.due for row in rows),
            },
        ),
        judged=_judged(site, found.counts) if any(row.due for row in rows) else "",
    )


def trackers(site: Site) -> tuple[Tracker, ...]:
    """Return the trackers of all initiatives, those whose number of parts was announced first."""
    found = [item for one in site.initiatives if (item := tracker(site, one)) is not None]
    return tuple(sorted(found, key=lambda item: item.announced is None))


def all_judged(site: Site) -> str:
    """Return how the milestones of all initiatives stand to their deadlines; "" without any."""
    rows = site.systems.milestones
    return _judged(site, timings(rows, site.as_of)) if any(row.due for row in rows) else ""


def report_shortcomings(site: Site, report: Document) -> Shortcomings | None:
    """Return what stands on a report's page of what was found wanting; None where nothing is."""
    return _shortcomings(site, shortcomings_in(site, report))


def all_shortcomings(site: Site) -> Shortcomings | None:
    """Return what was found wanting by all reports and by the congress; None where nothing is."""
    return _shortcomings(site, site.systems.shortcomings)


def _shortcomings(site: Site, rows: tuple[Shortcoming, ...]) -> Shortcomings | None:
    if not rows:
        return None
    groups = tuple(
        (site.language.say(words), own)
        for kind, words in SHORTCOMING_KIND_WORDS.items()
        if (own := tuple(_shortcoming(site, row) for row in rows if row.kind is kind))
    )
    steps = tuple(step for _, own in groups for step in own)
    tallies = _tallies(site, steps, RECTIFICATION_WORDS)
    return Shortcomings(
        groups=groups,
        count=len(rows),
        tallies=tallies,
        summary=site.language.clauses(
            site.language.say("{status}{n}项", status=item.words, n=item.count) for item in tallies
        ),
        unstated=_unstated(
            site.language,
            {
                phrase("整改措施"): any(row.step for row in rows),
                phrase("期限"): any(row.due for row in rows),
                phrase("整改依据"): any(row.evidence for row in rows),
            },
        ),
        judged=_judged(site, timings(rows, site.as_of)) if any(row.due for row in rows) else "",
    )


def shortcoming_steps(
    site: Site, *, package: str = "", initiative: str = "", indicator: str = ""
) -> tuple[ShortcomingStep, ...]:
    """Return what was found wanting of an initiative of a package, or of an indicator."""
    rows = shortcomings_about(site, package=package, initiative=initiative, indicator=indicator)
    return tuple(_shortcoming(site, row) for row in rows)


def day_words(when: str, language: Language) -> str:
    """Return a day, month or year in words; "" for none."""
    return print_period(when, PeriodBasis.UNKNOWN, language=language) if when else ""


def _tallies(
    site: Site,
    steps: tuple[Step, ...],
    words: Mapping[Progress, str] | Mapping[Rectification, str],
) -> tuple[Tally, ...]:
    """Return how many steps bear each mark; what is late is counted as late alone."""
    found = Counter(item.state for item in steps)
    named = {"late": _LATE, **{_STATES[code]: said for code, said in words.items()}}
    return tuple(
        Tally(mark=mark, words=site.language.say(named[mark]), count=found[mark])
        for mark in _ORDER
        if found[mark]
    )


def _milestone(site: Site, row: Milestone) -> MilestoneStep:
    language = site.language
    words, beside = _said(site, row, PROGRESS_WORDS[row.status])
    late = standing(row, site.as_of).timing is Timing.LATE
    return MilestoneStep(
        title=row.title,
        state="late" if late else _STATES[row.status],
        words=words,
        since=day_words(row.date, language),
        due=day_words(row.due, language),
        beside=beside,
        place=_place(row.locator, language),
        lead=row.lead,
    )


def _shortcoming(site: Site, row: Shortcoming) -> ShortcomingStep:
    language = site.language
    words, beside = _said(site, row, RECTIFICATION_WORDS[row.state])
    late = standing(row, site.as_of).timing is Timing.LATE
    report = report_of(site, row)
    anchor = shortcoming_anchor(row)
    return ShortcomingStep(
        title=row.title,
        state="late" if late else _STATES[row.state],
        words=words,
        since="",
        due=day_words(row.due, language),
        beside=beside,
        place=_place(row.locator, language),
        anchor=anchor,
        promised=row.step,
        evidence=row.evidence,
        about=_about(site, row),
        report=Link(title=report.title, path=f"{report.address}#{anchor}") if report else None,
    )


def _about(site: Site, row: Shortcoming) -> tuple[Link, ...]:
    found = [
        Link(title=item.title, path=f"/initiatives/{item.initiative}/")
        for item in site.initiatives
        if (item.package, item.initiative) == (row.package, row.initiative)
    ]
    entry = site.entries.get(row.indicator)
    if entry and (entry.observations or entry.targets):
        found.append(Link(title=entry.indicator.title, path=f"/indicators/{row.indicator}/"))
    return tuple(found)


def _said(site: Site, row: Milestone | Shortcoming, words: str) -> tuple[str, str]:
    """Return how far a thing has come, and how that stands to its deadline; "" for neither."""
    found, say = standing(row, site.as_of), site.language.say
    if found.timing is Timing.LATE:
        return say("已逾期{n}天", n=found.days), say(words)
    if found.timing is Timing.OPEN:
        return say(words), say("未到期")
    return say(words), say("晚于期限{n}天", n=found.days) if found.days else ""


def _place(locator: str, language: Language) -> str:
    return locator.replace("｜", language.say("："))


def _unstated(language: Language, told: Mapping[str, bool]) -> str:
    """Return which fields the source states of no row; "" where each is stated of some."""
    missing = language.listed(language.say(label) for label, is_told in told.items() if not is_told)
    return language.say("{fields}原文没有注明。", fields=missing) if missing else ""


def _judged(site: Site, counts: Mapping[Timing, int]) -> str:
    """Return how things stand to their deadlines on the day of the build."""
    say = site.language.say
    told = site.language.clauses(
        say("{status}{n}项", status=say(TIMING_WORDS[timing]), n=count)
        for timing, count in counts.items()
    )
    return say(
        "对照期限，截至{date}：{counts}（本站计算）。",
        date=day_words(site.as_of, site.language),
        counts=told,
    )
