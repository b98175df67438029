"""Rounds of evaluation: their rules, publicity and results, with scores that anyone can recompute.

All rows are invented; what the pages must say is worked out here from the CSV alone.
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

from site_builder.build import Config, check
from site_builder.figures.evaluations import (
    Publicity,
    aggregate,
    awards_of,
    is_final,
    publicity,
)
from site_builder.model.site import Site
from site_builder.model.systems import Evaluation, EvaluationRound
from site_builder.model.vocabulary import Aggregation, EvaluationStage, RoundKind
from site_builder.pages.awards import KINDS, RoundView
from site_builder.pages.cases import KINDS as CASE_LISTS
from tests.conftest import SITES, make_site
from tests.pages import Page, read_page
from tests.test_systems import rows_of

ROUND = EvaluationRound(
    package="sample",
    row=2,
    round="r",
    year="2023",
    title="虚构",
    kind=RoundKind.SELECTION,
    aggregation=Aggregation.WEIGHTED_MEAN,
    publicity_from="2023-11-06",
    publicity_to="2023-11-10",
    objection="",
    summary="",
    source="s",
    locator="虚构",
)


def scored(*pairs: tuple[str, str]) -> tuple[Evaluation, ...]:
    """Return invented rows of one case: scores with their weights, "" for none."""
    return tuple(
        Evaluation(
            package="sample",
            row=number,
            round="r",
            year="2023",
            case="c",
            criterion=f"标准{number}",
            weight=Decimal(weight) if weight else None,
            score=Decimal(score),
            stage=EvaluationStage.ASSESSED,
            date="",
            source="s",
            locator="虚构",
        )
        for number, (score, weight) in enumerate(pairs, 2)
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site with a year of invented rows, as it stands on a day within a publicity period."""
    root = make_site(tmp_path_factory.mktemp("awards") / "site", SITES / "systems")
    made = Config(root=root, cache=root / ".cache", as_of="2024-03-05", strict=False, clean=False)
    found = check(made).site
    assert found is not None
    return found


def page_of(public: Path, name: str) -> Page:
    """Return a built page by its file."""
    return read_page(public, public / name)


def view_of(site: Site, year: str, name: str) -> RoundView:
    """Return a round as the page of its year shows it."""
    (kind,) = KINDS
    route = next(item for item in kind.routes(site) if item.key == year)
    view = kind.view(site, route)
    return next(item for item in view.rounds if item.anchor == name)  # type: ignore[attr-defined]


def with_rounds(site: Site, **changes: object) -> Site:
    """Return the site with every round changed."""
    rounds = tuple(
        replace(item, **changes)  # type: ignore[arg-type]
        for item in site.systems.evaluation_rounds
    )
    return replace(site, systems=replace(site.systems, evaluation_rounds=rounds))


def expected(name: str, rule: str, case: str) -> Fraction:
    """Return the score of a case by the rule of its round, from the CSV alone."""
    rows = [
        row
        for row in rows_of("evaluations")
        if row["round"] == name and row["case"] == case and row["score"]
    ]
    if rule == "weighted_mean":
        weights = sum(Fraction(row["weight"]) for row in rows)
        return sum(Fraction(row["weight"]) * Fraction(row["score"]) for row in rows) / weights
    return sum(Fraction(row["score"]) for row in rows) / len(rows)


def worked_out(said: str) -> Fraction:
    """Return what "(92×40 + 88×60) ÷ 100" comes to."""
    above, _, below = said.partition("÷")
    terms = (term.split("×") for term in above.strip(" ()").split("+"))
    whole = sum(prod(Fraction(part) for part in term) for term in terms)
    return Fraction(whole) / Fraction(below.strip() or 1)


@pytest.mark.parametrize(
    ("year", "name", "rule"),
    [("2023", "selection-2023", "weighted_mean"), ("2024", "assessment-2024", "mean")],
)
def test_totals_are_those_of_the_table(
    systems_public: Path, year: str, name: str, rule: str
) -> None:
    """Each printed total is what the rule makes of the scores, and its arithmetic comes out."""
    tree = html.parse(systems_public / f"awards/{year}/index.html")
    (table,) = tree.xpath(f"//section[@id='{name}']//table")
    rows = table.xpath("tbody/tr")
    cases = {row["case"] for row in rows_of("evaluations") if row["round"] == name and row["score"]}
    assert len(rows) == len(cases)
    for row in rows:
        slug = row.xpath("th/a/@href")[0].rstrip("/").rpartition("/")[2]
        total = row.xpath("td[contains(@class, 'total')]/strong")[0].text
        said = row.xpath("td/small")[0].text
        assert Fraction(total) == expected(name, rule, slug)
        assert worked_out(said.partition("=")[0]) == Fraction(total)


def test_a_round_that_states_no_rule_has_no_total(site: Site) -> None:
    """Scores stand, a total does not, and the page says why."""
    told = view_of(with_rounds(site, aggregation=Aggregation.NOT_STATED), "2023", "selection-2023")
    (table,) = told.tables
    assert not table.totalled
    assert all(all(row.scores) for row in table.rows)
    assert "没有说明" in table.note


def test_a_case_without_one_of_the_scores_has_no_total(site: Site) -> None:
    """A missing score is not counted as nothing: that case alone is left without a total."""
    rows = tuple(
        item
        for item in site.systems.evaluations
        if (item.round, item.case, item.criterion) != ("selection-2023", "free-seals", "实效")
    )
    changed = replace(site, systems=replace(site.systems, evaluations=rows))
    (table,) = view_of(changed, "2023", "selection-2023").tables
    without = {row.case.path: row.total for row in table.rows}
    assert without == {
        "/cases/one-window/": "90",
        "/cases/free-seals/": "",
        "/cases/joint-inspection/": "79.6",
    }


def test_a_total_of_the_source_is_printed_and_not_made_again(site: Site) -> None:
    """Where the row of the whole case has a score, that is the total, without arithmetic."""
    rows = tuple(
        replace(item, stage=EvaluationStage.ASSESSED, score=Decimal("89.00"))
        if (item.round, item.case, item.stage.value) == ("selection-2023", "one-window", "entered")
        else item
        for item in site.systems.evaluations
    )
    changed = replace(site, systems=replace(site.systems, evaluations=rows))
    (table,) = view_of(changed, "2023", "selection-2023").tables
    found = next(row for row in table.rows if row.case.path == "/cases/one-window/")
    assert (found.total, found.arithmetic) == ("89.00", "")


@pytest.mark.parametrize(
    ("rule", "rows", "text", "arithmetic"),
    [
        ("mean", (("90", ""), ("85", ""), ("86", "")), "87", "(90 + 85 + 86) ÷ 3 = 87"),
        ("mean", (("90", ""), ("85", ""), ("85", "")), "86.67", "(90 + 85 + 85) ÷ 3 ≈ 86.67"),
        ("sum", (("1.5", ""), ("2.50", "")), "4", "1.5 + 2.50 = 4"),
        ("weighted_mean", (("90", "0.4"), ("80", "0.6")), "84", "90×0.4 + 80×0.6 = 84"),
        ("mean", (("0.005", ""), ("0.005", "")), "0.01", "(0.005 + 0.005) ÷ 2 ≈ 0.01"),
    ],
)
def test_arithmetic_is_shown_as_it_is_done(
    rule: str, rows: tuple[tuple[str, str], ...], text: str, arithmetic: str
) -> None:
    """Two decimals, rounded half up once; what was rounded says so."""
    found = aggregate(Aggregation(rule), scored(*rows))
    assert found is not None
    assert (found.text, found.arithmetic) == (text, arithmetic)


def test_a_score_without_its_weight_makes_no_weighted_mean() -> None:
    """Weights are not made up."""
    assert aggregate(Aggregation.WEIGHTED_MEAN, scored(("90", "40"), ("80", ""))) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 100).map(str), st.integers(1, 100).map(str)),
        min_size=1,
        max_size=6,
    )
)
def test_a_mean_lies_between_its_scores(pairs: list[tuple[str, str]]) -> None:
    """So does a weighted one, and with one weight for all the two are the same."""
    rows = scored(*pairs)
    weighted, mean = (
        aggregate(rule, rows) for rule in (Aggregation.WEIGHTED_MEAN, Aggregation.MEAN)
    )
    assert weighted is not None
    assert mean is not None
    scores = [int(score) for score, _ in pairs]
    slack = Decimal("1e-20")  # a division that does not end is cut at 28 digits
    assert min(scores) - slack <= weighted.value <= max(scores) + slack
    alike = aggregate(Aggregation.WEIGHTED_MEAN, scored(*((score, "7") for score, _ in pairs)))
    assert alike is not None
    assert abs(alike.value - mean.value) <= slack


@given(st.integers(-20, 20))
def test_results_are_final_after_the_last_day_of_publicity(days: int) -> None:
    """The first and the last day belong to it; what comes before is not final either."""
    day = date(2023, 11, 6) + timedelta(days=days)
    state = publicity(ROUND, day.isoformat())
    last = date(2023, 11, 10)
    if day < date(2023, 11, 6):
        assert state is Publicity.AHEAD
    elif day <= last:
        assert state is Publicity.RUNNING
    else:
        assert state is Publicity.OVER
    assert is_final(ROUND, day.isoformat()) == (day > last)


def test_publicity_without_an_end_goes_on() -> None:
    """An end that no source states is not assumed to have come, nor one where nothing is said."""
    assert publicity(replace(ROUND, publicity_to=""), "2099-01-01") is Publicity.RUNNING
    silent = replace(ROUND, publicity_from="", publicity_to="")
    assert publicity(silent, "2099-01-01") is Publicity.NOT_STATED


def test_while_results_are_public_they_are_not_final(systems_public: Path) -> None:
    """The page says until when, how to object, and marks the results; after that it does not."""
    running = page_of(systems_public, "awards/2024/index.html").text
    assert "公示中，到2024-03-08为止" in running
    assert "有异议的：向样例区改革办（虚构）书面提出" in running
    assert running.count("不是最终结果") == 3
    over = page_of(systems_public, "awards/2023/index.html").text
    assert "公示已在2023-11-10结束" in over
    assert "不是最终结果" not in over


def test_awards_lead_both_ways(systems_public: Path) -> None:
    """Case, list of the selected and page of the round lead to each other."""
    year = page_of(systems_public, "awards/2023/index.html")
    assert {
        "../../cases/one-window/",
        "../../cases/free-seals/",
        "../../cases/awards/2023/",
    } <= set(year.links)
    listed = page_of(systems_public, "cases/awards/2023/index.html").links
    assert "../../../awards/2023/" in listed
    assert "../../../awards/2023/#selection-2023" in listed
    case = page_of(systems_public, "cases/one-window/index.html").links
    assert {"../../awards/2023/#selection-2023", "../../awards/2023/#review-2023"} <= set(case)
    assert "../../awards/2024/#assessment-2024" in case
    assert not (systems_public / "cases/awards/2024").exists()


def test_a_badge_comes_from_a_row_alone(site: Site) -> None:
    """The selected of the CSV have their badges, no other case has one, in lists as on its page."""
    titles = {row["round"]: row["title"] for row in rows_of("evaluation_rounds")}
    for case in site.cases:
        rows = [
            row
            for row in rows_of("evaluations")
            if row["case"] == case.slug and row["stage"] == "selected"
        ]
        wanted = {f"{titles[row['round']]}：入选" for row in rows}
        assert {link.title for link in awards_of(site, case)} == wanted
    cards = CASE_LISTS[0].view(site, CASE_LISTS[0].routes(site)[0]).cards  # type: ignore[attr-defined]
    assert {card.path: len(card.awards) for card in cards} == {
        "/cases/one-window/": 2,
        "/cases/free-seals/": 1,
        "/cases/joint-inspection/": 0,
    }


def test_a_badge_says_while_its_publicity_lasts(site: Site) -> None:
    """A case that is called selected before objections are over is not yet so for good."""
    early = replace(site, as_of="2023-11-08")
    case = next(item for item in early.cases if item.slug == "free-seals")
    assert [link.note for link in awards_of(early, case)] == ["公示未结束"]


def test_a_round_that_is_only_announced_tells_that(site: Site) -> None:
    """Without rows there are neither cases nor scores, and nothing is guessed."""
    bare = replace(site, systems=replace(site.systems, evaluations=()))
    told = view_of(with_rounds(bare, publicity_from="", publicity_to=""), "2023", "review-2023")
    assert told.entrants == told.tables == ()
    assert "只宣布" in told.results
    assert [fact.label for fact in told.facts] == ["类别"]


def test_without_rounds_there_is_no_page(site: Site) -> None:
    """No round, no address."""
    empty = replace(site, systems=replace(site.systems, evaluation_rounds=(), evaluations=()))
    assert KINDS[0].routes(empty) == ()
