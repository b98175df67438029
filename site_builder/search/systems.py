"""What can be found of evaluations, experience officers' findings, what is watched, the flow."""

from collections.abc import Iterator

from site_builder.figures.evaluations import entrants, round_path
from site_builder.figures.flow import flows
from site_builder.figures.shown import own_entries
from site_builder.model.site import Site
from site_builder.model.vocabulary import (
    EVALUATION_STAGE_WORDS,
    FEEDBACK_STATUS_WORDS,
    FLOW_STEP_WORDS,
    ROUND_KIND_WORDS,
)
from site_builder.search.record import Record


def system_records(site: Site) -> Iterator[Record]:
    """Yield a record for each round, finding and flow, and one for the watch list."""
    yield from _rounds(site)
    yield from _findings(site)
    yield from _flows(site)
    yield from _watch(site)


def _rounds(site: Site) -> Iterator[Record]:
    say = site.language.say
    titles = {(item.package, item.slug): item.title for item in site.cases}
    for one in site.systems.evaluation_rounds:
        cases = (
            (titles.get((one.package, item.case), ""), say(EVALUATION_STAGE_WORDS[item.stage]))
            for item in entrants(site, one)
        )
        yield Record(
            path=round_path(one),
            kind="award",
            names=(one.title,),
            lead=one.summary,
            tail=tuple(site.language.noted(title, (stage,)) for title, stage in cases if title),
            note=say(ROUND_KIND_WORDS[one.kind]),
            years=(one.year,),
        )


def _findings(site: Site) -> Iterator[Record]:
    for row in site.systems.feedback:
        status = site.language.say(FEEDBACK_STATUS_WORDS[row.status])
        yield Record(
            path=f"/feedback/#{row.feedback}",
            kind="feedback",
            names=(row.step,),
            lead=row.finding,
            tail=tuple(text for text in (row.reply, row.department) if text),
            note=site.language.clauses((row.date, status)),
            areas=(row.ref_area,),
            years=(row.date[:4],),
        )


def _flows(site: Site) -> Iterator[Record]:
    say = site.language.say
    for flow in flows(site):
        yield Record(
            path=flow.path,
            kind="initiative",
            names=(say("涉企问题怎样办"),),
            lead=site.language.listed(
                dict.fromkeys(say(FLOW_STEP_WORDS[row.step]) for row in flow.rows)
            ),
            tail=tuple(
                text
                for row in flow.rows
                for text in (row.summary, row.channel, row.promise)
                if text
            ),
            areas=(flow.area,),
        )


def _watch(site: Site) -> Iterator[Record]:
    """Yield the watch list, with what stands on it; each indicator has a record of its own."""
    watched = [
        item.indicator.title
        for item in own_entries(site)
        if item.indicator.watched and (item.observations or item.targets)
    ]
    wanting = [row.title for row in site.systems.shortcomings]
    if watched or wanting:
        yield Record(
            path="/watch/",
            kind="indicator",
            names=(site.language.say("指标晾晒"),),
            lead=site.language.listed(watched),
            tail=tuple(wanting),
        )
