"""Where else an indicator, a case or an initiative stands: what leads back from there."""

from collections.abc import Iterator

from msgspec import Struct

from site_builder.figures.evaluations import entrants, round_path
from site_builder.figures.flow import flows
from site_builder.figures.linked_rows import FEEDBACK, WATCH
from site_builder.figures.shown import watched_entries
from site_builder.model.document import Document
from site_builder.model.language import phrase
from site_builder.model.package import Initiative
from site_builder.model.site import Entry, Site
from site_builder.model.systems import Feedback
from site_builder.model.vocabulary import (
    EVALUATION_STAGE_WORDS,
    FEEDBACK_STATUS_WORDS,
    FLOW_STEP_WORDS,
    EvaluationStage,
)


class Mention(Struct, frozen=True, kw_only=True):
    """A place where something stands: what it is there, its name, address, and how it stands."""

    word: str
    title: str
    path: str
    note: str = ""


def mentions_of_indicator(site: Site, entry: Entry) -> tuple[Mention, ...]:
    """Return where an indicator is watched, counts a step, or is what a finding is about."""
    slug, say = entry.indicator.indicator, site.language.say
    found = []
    if entry in watched_entries(site):
        found.append(Mention(word=phrase("晾晒"), title=say("指标晾晒"), path=f"{WATCH}#{slug}"))
    found += [
        Mention(
            word=phrase("闭环"),
            title=say("涉企问题怎样办"),
            path=flow.path,
            note=site.language.listed(
                dict.fromkeys(
                    say(FLOW_STEP_WORDS[row.step]) for row in flow.rows if row.indicator == slug
                )
            ),
        )
        for flow in flows(site)
        if any(row.indicator == slug for row in flow.rows)
    ]
    return (*found, *(_finding(site, row) for row in _findings(site) if row.indicator == slug))


def mentions_of_initiative(site: Site, item: Initiative) -> tuple[Mention, ...]:
    """Return the ways of issues that an initiative is a step of elsewhere, and findings of it."""
    own, say = (item.package, item.initiative), site.language.say
    steps = (
        Mention(
            word=phrase("闭环"),
            title=say("涉企问题怎样办"),
            path=flow.path,
            note=site.language.listed(
                dict.fromkeys(
                    say(FLOW_STEP_WORDS[row.step])
                    for row in flow.rows
                    if (row.package, row.initiative) == own
                )
            ),
        )
        for flow in flows(site)
        if flow.initiative != item.initiative
        and any((row.package, row.initiative) == own for row in flow.rows)
    )
    findings = (row for row in _findings(site) if (row.package, row.initiative) == own)
    return (*steps, *(_finding(site, row) for row in findings))


def mentions_of_case(site: Site, case: Document) -> tuple[Mention, ...]:
    """Return the rounds that a case came into without being selected, and findings about it.

    Where it was selected a badge says so.
    """
    own, say = (case.package, case.slug), site.language.say
    rounds = (
        Mention(
            word=phrase("评选"),
            title=one.title,
            path=round_path(one),
            note=say(EVALUATION_STAGE_WORDS[item.stage]),
        )
        for one in site.systems.evaluation_rounds
        if one.package == case.package
        for item in entrants(site, one)
        if item.case == case.slug and item.stage is not EvaluationStage.SELECTED
    )
    findings = (row for row in _findings(site) if (row.package, row.case) == own)
    return (*rounds, *(_finding(site, row) for row in findings))


def _findings(site: Site) -> Iterator[Feedback]:
    """Yield the findings, the newest first."""
    yield from sorted(site.systems.feedback, key=lambda row: row.date, reverse=True)


def _finding(site: Site, row: Feedback) -> Mention:
    status = site.language.say(FEEDBACK_STATUS_WORDS[row.status])
    return Mention(
        word=phrase("体验反馈"),
        title=row.step,
        path=f"{FEEDBACK}#{row.feedback}",
        note=site.language.clauses((row.date, status)),
    )
