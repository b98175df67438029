"""The rounds of evaluation of a year: rules, publicity, scores as the rule makes them, results."""

from decimal import Decimal

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.figures.evaluations import (
    Entrant,
    Publicity,
    award_years,
    criteria,
    entrants,
    is_final,
    publicity,
)
from site_builder.model.language import phrase
from site_builder.model.site import Route, Site
from site_builder.model.systems import EvaluationRound
from site_builder.model.view import Fact, Link, PageMeta
from site_builder.model.vocabulary import (
    AGGREGATION_WORDS,
    EVALUATION_STAGE_WORDS,
    ROUND_KIND_WORDS,
    Aggregation,
    EvaluationStage,
)
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta, source_facts


class EntrantLine(Struct, frozen=True, kw_only=True):
    """A case of a round: how far it came, in a word, and its way there, by stage and day."""

    case: Link
    stage: str
    state: str
    steps: tuple[Fact, ...]


class ScoreRow(Struct, frozen=True, kw_only=True):
    """The scores of a case in the order of the criteria, "" for none; `total` "" where none is."""

    case: Link
    scores: tuple[str, ...]
    total: str
    arithmetic: str


class ScoreTable(Struct, frozen=True, kw_only=True):
    """The scores at a stage; `criteria` with their weights, `note` says why there are no totals."""

    title: str
    criteria: tuple[Fact, ...]
    rows: tuple[ScoreRow, ...]
    computed: bool
    note: str

    @property
    def totalled(self) -> bool:
        """Whether some case has a total."""
        return any(row.total for row in self.rows)


class RoundView(Struct, frozen=True, kw_only=True):
    """A round; `results` says how its results stand, which are `final` or not."""

    anchor: str
    title: str
    summary: str
    publicity: str
    results: str
    state: str
    final: bool
    objection: str
    facts: tuple[Fact, ...]
    sources: tuple[Fact, ...]
    entrants: tuple[EntrantLine, ...]
    tables: tuple[ScoreTable, ...]


class AwardsView(Struct, frozen=True, kw_only=True):
    """What the page of a year shows."""

    meta: PageMeta
    contents: tuple[Link, ...]
    rounds: tuple[RoundView, ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(page("awards", f"/awards/{year}/", year) for year in award_years(site))


def _view(site: Site, route: Route) -> AwardsView:
    year, say = route.key, site.language.say
    rounds = [item for item in site.systems.evaluation_rounds if item.year == year]
    title = say("{year}年评选和评价", year=year)
    return AwardsView(
        meta=meta(
            site,
            kind="awards",
            path=route.path,
            title=title,
            finding=say(
                "{n}轮评选和评价的规则、标准、公示和结果；总分按各轮自己的计分办法算，算式列在旁边。",
                n=len(rounds),
            ),
            section="cases",
            crumbs=(
                Link(title=phrase("典型案例"), path="/cases/"),
                Link(title=title, path=route.path),
            ),
            based_on=package_links(site, tuple(item.package for item in rounds)),
            following=_following(site, year),
        ),
        contents=tuple(Link(title=item.title, path=f"#{item.round}") for item in rounds),
        rounds=tuple(_round(site, item) for item in rounds),
    )


def _following(site: Site, year: str) -> tuple[Link, ...]:
    say = site.language.say
    selected = any(
        item.year == year and item.stage is EvaluationStage.SELECTED
        for item in site.systems.evaluations
    )
    own = Link(title=say("{year}年入选的案例", year=year), path=f"/cases/awards/{year}/")
    others = (
        Link(title=say("{year}年评选和评价", year=other), path=f"/awards/{other}/")
        for other in award_years(site)
        if other != year
    )
    return (*((own,) if selected else ()), *others, Link(title=phrase("全部案例"), path="/cases/"))


def _round(site: Site, one: EvaluationRound) -> RoundView:
    found, state = entrants(site, one), publicity(one, site.as_of)
    source = site.sources[(one.package, one.source)]
    stages = dict.fromkeys(
        stage for stage in EvaluationStage if any(item.scored(stage) for item in found)
    )
    return RoundView(
        anchor=one.round,
        title=one.title,
        summary=one.summary,
        publicity=_publicity(site, one, state),
        results=_results(site, found, state),
        state=state.value,
        final=is_final(one, site.as_of),
        objection=one.objection,
        facts=_facts(site, one, found),
        sources=source_facts(site, source, one.locator),
        entrants=tuple(_entrant(site, one, item) for item in found),
        tables=tuple(_scores(site, one, found, stage) for stage in stages),
    )


def _publicity(site: Site, one: EvaluationRound, state: Publicity) -> str:
    """Return how the publicity stands in a sentence; "" where the source says nothing of it."""
    say, day = site.language.say, site.as_of
    since, until = one.publicity_from, one.publicity_to
    if state is Publicity.AHEAD:
        return say("还没有开始公示，公示从{since}开始（按{date}看）。", since=since, date=day)
    if state is Publicity.RUNNING and not until:
        return say("公示中，从{since}开始，到哪天原文未注明（按{date}看）。", since=since, date=day)
    if state is Publicity.RUNNING:
        return say("公示中，到{until}为止（按{date}看）。", until=until, date=day)
    if state is Publicity.OVER:
        return say("公示已在{until}结束。", until=until)
    return ""


def _results(site: Site, found: tuple[Entrant, ...], state: Publicity) -> str:
    """Return how the results stand, in a sentence; what is not known of them is not guessed."""
    say = site.language.say
    chosen = sum(item.stage is EvaluationStage.SELECTED for item in found)
    if not found:
        return say("原文只宣布了这一轮，没有公布参评案例和结果；本站不推测名单和时间。")
    if state in (Publicity.AHEAD, Publicity.RUNNING):
        return say("公示结束以前，下面的结果都不是最终结果。")
    if not chosen:
        return say("还没有公布入选结果。")
    return say("{total}个案例参加，{n}个入选。", total=len(found), n=chosen)


def _facts(site: Site, one: EvaluationRound, found: tuple[Entrant, ...]) -> tuple[Fact, ...]:
    """Return the rules; what the source does not state is said only where something hangs on it."""
    say = site.language.say
    facts = [Fact(label=phrase("类别"), text=say(ROUND_KIND_WORDS[one.kind]))]
    scored = any(item.score is not None for case in found for item in case.rows)
    if scored or one.aggregation is not Aggregation.NOT_STATED:
        facts.append(Fact(label=phrase("计分办法"), text=say(AGGREGATION_WORDS[one.aggregation])))
    weights: dict[str, Decimal | None] = {}
    for stage in EvaluationStage:
        for name, weight in criteria(found, stage):
            weights.setdefault(name, weight)
    if weights:
        label = phrase("标准和权重") if any(weights.values()) else phrase("标准")
        said = (_weighted(site, name, weight) for name, weight in weights.items())
        facts.append(Fact(label=label, text=site.language.listed(said)))
    if one.publicity_from and one.publicity_to:
        text = say("{since}至{until}", since=one.publicity_from, until=one.publicity_to)
        facts.append(Fact(label=phrase("公示期"), text=text))
    elif found:
        facts.append(Fact(label=phrase("公示期"), text=say("原文未注明")))
    return tuple(facts)


def _weighted(site: Site, name: str, weight: Decimal | None) -> str:
    if weight is None:
        return name
    return site.language.say("{criterion}（{weight}）", criterion=name, weight=f"{weight:f}")


def _case_link(site: Site, one: EvaluationRound, slug: str) -> Link:
    case = next(
        (item for item in site.cases if (item.package, item.slug) == (one.package, slug)), None
    )
    return Link(title=case.title, path=case.address) if case else Link(title=slug, path="")


def _entrant(site: Site, one: EvaluationRound, item: Entrant) -> EntrantLine:
    say = site.language.say
    unknown = say("日期未注明")
    return EntrantLine(
        case=_case_link(site, one, item.case),
        stage=say(EVALUATION_STAGE_WORDS[item.stage]),
        state=item.stage.value,
        steps=tuple(
            Fact(label=say(EVALUATION_STAGE_WORDS[stage]), text=day or unknown)
            for stage, day in item.steps()
        ),
    )


def _scores(
    site: Site, one: EvaluationRound, found: tuple[Entrant, ...], stage: EvaluationStage
) -> ScoreTable:
    say = site.language.say
    named = criteria(found, stage)
    rows, computed, left = [], False, False
    for item in found:
        known = {row.criterion: f"{row.score:f}" for row in item.scored(stage)}
        total = item.total(one.aggregation, stage, len(named))
        if not known and total is None:
            continue
        computed = computed or bool(total and total.arithmetic)
        left = left or total is None
        rows.append(
            ScoreRow(
                case=_case_link(site, one, item.case),
                scores=tuple(known.get(name, "") for name, _ in named),
                total=total.text if total else "",
                arithmetic=total.arithmetic if total else "",
            )
        )
    note = ""
    if one.aggregation is Aggregation.NOT_STATED and left:
        note = say("来源没有说明各项得分怎样合成总分，所以不列总分。")
    elif left:
        note = say("有一项没有得分的，不算总分。")
    return ScoreTable(
        title=say("{stage}得分", stage=say(EVALUATION_STAGE_WORDS[stage])),
        criteria=tuple(
            Fact(label=name, text=f"{weight:f}" if weight is not None else "")
            for name, weight in named
        ),
        rows=tuple(rows),
        computed=computed,
        note=note,
    )


KINDS = (PageKind(name="awards", template="awards.html", routes=_routes, view=_view),)
