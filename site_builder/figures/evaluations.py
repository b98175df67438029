"""What a round of evaluation has come to: its publicity, its scores, how far each case came."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from msgspec import Struct

from site_builder.model.document import Document
from site_builder.model.site import Site
from site_builder.model.systems import Evaluation, EvaluationRound
from site_builder.model.view import Link
from site_builder.model.vocabulary import NOT_APPLICABLE, Aggregation, EvaluationStage

_STAGES = tuple(EvaluationStage)
_PRINTED = Decimal("0.01")


class Publicity(StrEnum):
    """How the publicity of a round stands on a day; results are final only once it is over."""

    NOT_STATED = "not-stated"
    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"


def publicity(one: EvaluationRound, as_of: str) -> Publicity:
    """Return how the publicity of a round stands on `as_of`, an ISO date; its last day counts.

    Without its days, or without a day to judge by, it is not stated; without an end it goes on.
    """
    if not as_of or not (one.publicity_from or one.publicity_to):
        return Publicity.NOT_STATED
    if as_of < one.publicity_from:
        return Publicity.AHEAD
    if one.publicity_to and as_of > one.publicity_to:
        return Publicity.OVER
    return Publicity.RUNNING


def is_final(one: EvaluationRound, as_of: str) -> bool:
    """Tell whether the results of a round may be called final on a day."""
    return publicity(one, as_of) in (Publicity.NOT_STATED, Publicity.OVER)


def award_years(site: Site) -> tuple[str, ...]:
    """Return the years that have rounds of evaluation, the newest first."""
    return tuple(sorted({item.year for item in site.systems.evaluation_rounds}, reverse=True))


def awards_of(site: Site, case: Document) -> tuple[Link, ...]:
    """Return the rounds in which a case was selected, as badges that lead to them.

    An award comes only from a row of stage `selected`; until its publicity is over it says so.
    """
    chosen = {
        item.round
        for item in site.systems.evaluations
        if (item.package, item.case) == (case.package, case.slug)
        and item.stage is EvaluationStage.SELECTED
    }
    return tuple(
        Link(
            title=site.language.say("{round}：入选", round=item.title),
            path=round_path(item),
            note="" if is_final(item, site.as_of) else site.language.say("公示未结束"),
        )
        for item in site.systems.evaluation_rounds
        if item.package == case.package and item.round in chosen
    )


def round_path(one: EvaluationRound) -> str:
    """Return the address of a round on the page of its year."""
    return f"/awards/{one.year}/#{one.round}"


class Total(Struct, frozen=True, kw_only=True):
    """A score made of others; `arithmetic` says how, "" where the source gives the total itself.

    `text` of one that is made has two decimals at most, rounded half up once.
    """

    value: Decimal
    text: str
    arithmetic: str


class Entrant(Struct, frozen=True, kw_only=True):
    """A case in a round with its rows; `stage` is the furthest it came to."""

    case: str
    stage: EvaluationStage
    rows: tuple[Evaluation, ...]

    def steps(self) -> tuple[tuple[EvaluationStage, str], ...]:
        """Return the stages it came to, each with its day, "" where none is stated."""
        return tuple(
            (stage, max(item.date for item in self.rows if item.stage is stage))
            for stage in _STAGES
            if any(item.stage is stage for item in self.rows)
        )

    def scored(self, stage: EvaluationStage) -> tuple[Evaluation, ...]:
        """Return its rows of a stage that hold the score of a criterion."""
        return tuple(
            item
            for item in self.rows
            if item.stage is stage and item.criterion != NOT_APPLICABLE and item.score is not None
        )

    def total(self, rule: Aggregation, stage: EvaluationStage, criteria: int) -> Total | None:
        """Return its score at a stage as a whole.

        That is what the source gives; else what the round's own rule makes of the scores. None
        where the round states no rule, or one of its `criteria` has no score here.
        """
        for item in self.rows:
            if item.stage is stage and item.criterion == NOT_APPLICABLE and item.score is not None:
                return Total(value=item.score, text=f"{item.score:f}", arithmetic="")
        scored = self.scored(stage)
        return aggregate(rule, scored) if len(scored) == criteria else None


def entrants(site: Site, one: EvaluationRound) -> tuple[Entrant, ...]:
    """Return the cases of a round, the furthest first, else in the order of the rows."""
    rows = [
        item
        for item in site.systems.evaluations
        if (item.package, item.round) == (one.package, one.round)
    ]
    found = [
        Entrant(
            case=case,
            stage=max((item.stage for item in rows if item.case == case), key=_STAGES.index),
            rows=tuple(item for item in rows if item.case == case),
        )
        for case in dict.fromkeys(item.case for item in rows)
    ]
    return tuple(sorted(found, key=lambda item: -_STAGES.index(item.stage)))


def criteria(
    cases: Iterable[Entrant], stage: EvaluationStage
) -> tuple[tuple[str, Decimal | None], ...]:
    """Return the criteria by which cases were scored at a stage, each with its weight."""
    found: dict[str, Decimal | None] = {}
    for case in cases:
        for item in case.rows:
            if item.stage is stage and item.criterion != NOT_APPLICABLE:
                known = found.get(item.criterion)
                found[item.criterion] = item.weight if known is None else known
    return tuple(found.items())


def aggregate(rule: Aggregation, rows: tuple[Evaluation, ...]) -> Total | None:
    """Return what a rule makes of scores, exactly; None without a rule, a score or a weight."""
    scores = tuple(item.score for item in rows if item.score is not None)
    if not scores or rule is Aggregation.NOT_STATED:
        return None
    if rule is Aggregation.WEIGHTED_MEAN:
        weights = tuple(item.weight for item in rows if item.weight is not None)
        whole = sum(weights, Decimal(0))
        if len(weights) < len(scores) or not whole:
            return None
        terms = tuple(zip(scores, weights, strict=True))
        said = " + ".join(f"{score:f}×{weight:f}" for score, weight in terms)
        value = sum((score * weight for score, weight in terms), Decimal(0)) / whole
        return _printed(value, said if whole == 1 else f"({said}) ÷ {whole:f}")
    said = " + ".join(f"{score:f}" for score in scores)
    value = sum(scores, Decimal(0))
    if rule is Aggregation.MEAN:
        return _printed(value / len(scores), f"({said}) ÷ {len(scores)}")
    return _printed(value, said)


def _printed(value: Decimal, arithmetic: str) -> Total:
    shown = value.quantize(_PRINTED, ROUND_HALF_UP)
    text = f"{shown.normalize():f}"
    sign = "=" if shown == value else "≈"
    return Total(value=value, text=text, arithmetic=f"{arithmetic} {sign} {text}")
