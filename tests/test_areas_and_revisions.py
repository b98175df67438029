"""Areas side by side, revisions of a value, and the table of areas of the shipped site.

All names and figures are made up, but for the last part, which reads the shipped site.
"""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.compare.areas import reasons_against_areas
from site_builder.compare.comparability import ReasonCode
from site_builder.compare.periods import order, print_period
from site_builder.compare.revision import Revision, relative_text, revise, revision_text
from site_builder.compare.wording import describe, reason_text
from site_builder.model.package import Indicator, Observation
from site_builder.model.vocabulary import Kind, Nature, PeriodBasis, Qualifier, Status
from site_builder.pages.history import area_matrix
from tests.test_comparability import INDICATOR, Pair, observed, steady

OURS = observed("95")
THEIRS = replace(observed("90"), ref_area="990002")
RATE = replace(INDICATOR, kind=Kind.RATE, unit_measure="%", denominator="事项")


def codes(one: Observation, other: Observation, indicator: Indicator = RATE) -> list[ReasonCode]:
    """Return the reasons against two areas side by side; the order of the two must not count."""
    found = [reason.code for reason in reasons_against_areas(one, other, indicator)]
    assert [reason.code for reason in reasons_against_areas(other, one, indicator)] == found
    return found


AGAINST: list[tuple[dict[str, object], ReasonCode]] = [
    ({"indicator": "invented-other"}, ReasonCode.INDICATOR_DIFFERENT),
    ({"time_period": "2023"}, ReasonCode.SPAN_DIFFERENT),
    ({"time_period": "2024-Q1"}, ReasonCode.SPAN_DIFFERENT),
    *(
        ({"period_basis": basis}, ReasonCode.PERIOD_NOT_STATED)
        for basis in (PeriodBasis.BOUNDED, PeriodBasis.INFERRED, PeriodBasis.UNKNOWN)
    ),
    ({"caliber": "NEW"}, ReasonCode.CALIBER_DIFFERENT),
    ({"package": "other"}, ReasonCode.VERSION_DIFFERENT),
    ({"value": None, "obs_value": ""}, ReasonCode.VALUE_MISSING),
    *(
        ({"qualifier": item}, ReasonCode.QUALIFIER_NOT_EXACT)
        for item in Qualifier
        if item is not Qualifier.EXACT
    ),
    ({"nature": Nature.PLANNED}, ReasonCode.NATURE_NOT_ACTUAL),
    ({"nature": Nature.EXPECTED}, ReasonCode.NATURE_NOT_ACTUAL),
    ({"obs_status": Status.DEFINITION_DIFFERS}, ReasonCode.STATUS_FORBIDS),
]


@pytest.mark.parametrize(("changes", "code"), AGAINST)
def test_each_difference_alone_keeps_areas_apart(
    changes: dict[str, object], code: ReasonCode
) -> None:
    """One difference on either side is enough, and only that one is told."""
    assert codes(OURS, replace(THEIRS, **changes)) == [code]
    assert codes(replace(OURS, **changes), THEIRS) == [code]


def test_areas_alike_stand_side_by_side() -> None:
    """Only the area differs: nothing is against it, whatever the values, multiples and ties."""
    assert codes(OURS, THEIRS) == []
    assert codes(OURS, replace(THEIRS, value=Decimal(0), obs_value="0", unit_mult=4)) == []
    assert codes(OURS, replace(THEIRS, tied=True, base_n=300)) == []


@pytest.mark.parametrize("kind", [Kind.RATE, Kind.REDUCTION])
def test_an_unstated_denominator_keeps_areas_apart(kind: Kind) -> None:
    """A share of an unstated whole never compares; a count has no denominator."""
    bare = replace(RATE, kind=kind, denominator="")
    assert codes(OURS, THEIRS, bare) == [ReasonCode.DENOMINATOR_NOT_STATED]
    assert codes(OURS, THEIRS, replace(bare, kind=Kind.FLOW)) == []


def test_completions_of_two_areas_never_stand_side_by_side() -> None:
    """Each area completes a target of its own."""
    assert codes(OURS, THEIRS, replace(RATE, kind=Kind.COMPLETION)) == [ReasonCode.TARGET_DIFFERENT]


def test_a_status_that_keeps_areas_apart_is_named() -> None:
    """The reason says which mark it is: 定义不同."""
    other = replace(THEIRS, obs_status=Status.DEFINITION_DIFFERS)
    (reason,) = reasons_against_areas(OURS, other, RATE)
    assert reason_text(reason) == "观测状态不宜比较（定义不同）"


@pytest.mark.parametrize("status", [Status.LOW_RELIABILITY, Status.PROVISIONAL])
def test_a_marked_value_of_one_definition_stands_beside_others(status: Status) -> None:
    """Low reliability and provisional are marks on a value; they do not hide it."""
    assert codes(replace(OURS, obs_status=status), THEIRS) == []


@pytest.mark.parametrize("period", ["/2024-05-28", "2024-01-01/", "/"])
def test_a_period_with_an_unknown_side_keeps_areas_apart(period: str) -> None:
    """An unknown side allows no comparison, of years or of areas."""
    found = codes(replace(OURS, time_period=period), replace(THEIRS, time_period=period))
    assert found == [ReasonCode.PERIOD_NOT_STATED]


@pytest.mark.parametrize("changes", [{"rank_of": 12}, {"rank_of": None}, {"rank_scope": "全省"}])
def test_ranks_among_others_keep_areas_apart(changes: dict[str, object]) -> None:
    """Third of 11 in the city does not stand beside second of 90 in the province."""
    rank = replace(INDICATOR, kind=Kind.RANK, unit_measure="位")
    one, other = (
        replace(item, rank_of=11, rank_scope="全市", value=Decimal(2)) for item in (OURS, THEIRS)
    )
    assert codes(one, other, rank) == []
    assert codes(one, replace(other, **changes), rank) == [ReasonCode.RANK_SIZE_DIFFERENT]


INDEPENDENT = {code: changes for changes, code in AGAINST}


@steady
@given(st.sets(st.sampled_from(list(INDEPENDENT))))
def test_all_reasons_against_areas_are_told(chosen: set[ReasonCode]) -> None:
    """Reasons do not hide one another, and none is told twice."""
    other = THEIRS
    for code in sorted(chosen):
        other = replace(other, **INDEPENDENT[code])
    found = codes(OURS, other)
    assert len(found) == len(set(found))
    assert set(found) == chosen


def revised(before: str | None, after: str | None, **changes: object) -> Revision:
    """Return the revision of one observation from a value to another."""
    found = revise(observed(before), replace(observed(after), **changes), RATE)
    assert found is not None
    return found


@pytest.mark.parametrize("field", ["indicator", "ref_area", "time_period", "caliber"])
def test_two_observations_are_no_revision(field: str) -> None:
    """Another key is another observation: that would be a comparison."""
    other = {"time_period": "2023"}.get(field, "other")
    with pytest.raises(ValueError, match="two observations"):
        revise(OURS, replace(observed("96"), **{field: other}), RATE)


def test_an_unchanged_value_is_no_revision() -> None:
    """Equal values, whatever else of the row was mended: nothing to tell."""
    assert revise(OURS, OURS, RATE) is None
    assert revise(OURS, replace(OURS, locator="第二节｜虚构", source="second", row=9), RATE) is None
    assert revise(observed(None), observed(None), RATE) is None


@pytest.mark.parametrize("changes", [{"qualifier": Qualifier.OVER}, {"tied": True}])
def test_a_changed_qualifier_is_a_revision(changes: dict[str, object]) -> None:
    """What is printed otherwise was revised."""
    assert revise(OURS, replace(OURS, **changes), RATE) is not None


REVISED = [
    # before, after, in words, relative with its sign
    ("91.2", "91.5", "由91.2%修订为91.5%", "+0.3%"),
    ("91.5", "91.2", "由91.5%修订为91.2%", "−0.3%"),
    ("65.3", "64.5", "由65.3%修订为64.5%", "−1.2%"),
    ("50", "100", "由50%修订为100%", "+100.0%"),
    ("100", "0", "由100%修订为0%", "−100.0%"),
    # from below zero the sign is still that of the move
    ("-10", "-5", "由−10%修订为−5%", "+50.0%"),
    ("-5", "-10", "由−5%修订为−10%", "−100.0%"),
    ("-5", "5", "由−5%修订为5%", "+200.0%"),
    # half up, once
    ("200", "200.9", "由200%修订为200.9%", "+0.5%"),
    ("1000", "1000.5", "由1000%修订为1000.5%", "+0.1%"),
    # no minus zero
    ("1000", "999.9", "由1000%修订为999.9%", "0.0%"),
    # no base, no share
    ("0", "5", "由0%修订为5%", ""),
    (None, "91.5", "由缺修订为91.5%", ""),
    ("91.2", None, "由91.2%修订为缺", ""),
]


@pytest.mark.parametrize(("before", "after", "words", "relative"), REVISED)
def test_a_revision_says_from_what_to_what(
    before: str | None, after: str | None, words: str, relative: str
) -> None:
    """由…修订为… with both values as published, and the size with its sign."""
    found = revised(before, after)
    assert revision_text(found) == words
    assert relative_text(found) == relative


def test_a_difference_counts_in_the_later_multiple() -> None:
    """1.2亿 revised to 13000万 is 1000万 more, exactly."""
    before = replace(observed("1.2"), unit_mult=8)
    found = revise(
        before, replace(observed("13000"), unit_mult=4), replace(RATE, unit_measure="元")
    )
    assert found is not None
    assert found.difference == 1000
    assert revision_text(found) == "由1.2亿元修订为13000万元"
    assert relative_text(found) == "+8.3%"


@pytest.mark.parametrize(
    ("qualifier", "word"),
    [(Qualifier.OVER, "余"), (Qualifier.ABOUT, "约"), (Qualifier.AT_LEAST, "以上")],
)
def test_a_revision_keeps_the_qualifier(qualifier: Qualifier, word: str) -> None:
    """1200余 stays 1200余 on either side: nobody published an exact 1200."""
    flow = replace(INDICATOR, unit_measure="件")
    before, after = (replace(observed(text), qualifier=qualifier) for text in ("1200", "1300"))
    found = revise(before, after, flow)
    assert found is not None
    assert revision_text(found).count(word) == 2


def test_a_revised_rank_is_a_place() -> None:
    """A rank reads 第78位, not 78位."""
    found = revise(observed("78"), observed("85"), replace(RATE, kind=Kind.RANK, unit_measure="位"))
    assert found is not None
    assert revision_text(found) == "由第78位修订为第85位"


def test_a_revised_rank_keeps_its_tie() -> None:
    """A place that turns out to be shared is revised to a shared place."""
    rank = replace(RATE, kind=Kind.RANK, unit_measure="位")
    found = revise(observed("78"), replace(observed("78"), tied=True), rank)
    assert found is not None
    assert revision_text(found) == "由第78位修订为第78位（并列）"


CHANGE_WORDS = re.compile(
    "提高|降低|增长|下降|增加|减少|上升|加快|回落|持平|缩短|延长|翻|同比|环比|比上|个百分点"
)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("before", "after"), [("20", "30"), ("30", "20"), ("10", "20"), ("0", "5")]
)
def test_a_revision_and_a_comparison_share_no_wording(kind: Kind, before: str, after: str) -> None:
    """A revision is never worded as a development, nor a development as a revision."""
    indicator = replace(RATE, kind=kind)
    found = revise(observed(before), observed(after), indicator)
    assert found is not None
    said = revision_text(found) + relative_text(found)
    assert "修订为" in said
    assert CHANGE_WORDS.search(said) is None
    pair = Pair(earlier=observed(before, "2023"), later=observed(after, "2024"))
    words = describe(pair.of_kind(kind).result())
    assert "修订" not in "".join((words.lead, words.text, words.footnote, *words.reasons))


def test_the_areas_of_an_indicator_stand_in_the_order_of_the_package(shipped: Checked) -> None:
    """Every table: columns as the package lists the areas, newest first, only what may stand."""
    tables = 0
    for entry in shipped.site.entries.values():
        found = area_matrix(shipped.site, entry)
        if found is None:
            continue
        tables += 1
        held = {item.ref_area for item in entry.observations}
        listed = [item.title for item in entry.package.areas if item.ref_area in held]
        assert list(found.areas) == [title for title in listed if title in found.areas]
        edition = entry.package.edition_periods
        periods = {
            print_period(item.time_period, item.period_basis, edition=edition): item.time_period
            for item in entry.observations
        }
        ordered = [order(periods[one.period]) for one in found.rows]
        assert ordered == sorted(ordered, reverse=True)
        for one in found.rows:
            assert len(one.cells) == len(found.areas)
            shown = [
                (title, cell) for title, cell in zip(found.areas, one.cells, strict=True) if cell
            ]
            assert len(shown) > 1
            assert all(cell.area_title == title for title, cell in shown)
            assert len({(cell.time_period, cell.caliber) for _, cell in shown}) == 1
    assert tables > 0


def test_a_whole_and_its_parts_are_shown_together_and_not_ranked(shipped: Checked) -> None:
    """China is made of Shanghai and Beijing here: a note says so, and no place is given."""
    entry = shipped.site.entries["db-ease-of-doing-business-score"]
    found = area_matrix(shipped.site, entry)
    assert found is not None
    whole, *parts = found.areas
    assert len(parts) == 2
    assert found.note.startswith(whole)
    assert all(part in found.note for part in parts)
    assert "整体" in found.note
    assert "不排名" in found.note
    # ranked by value the first column would change from year to year, or the whole not lead
    sizes = [[cell.value for cell in one.cells if cell] for one in found.rows]
    assert any(row != sorted(row, key=Decimal, reverse=True) for row in sizes)


def test_areas_that_do_not_lie_in_one_another_have_no_note(shipped: Checked) -> None:
    """A note is made of a whole and its parts only; an indicator of one area has no table."""
    areas = shipped.site.areas
    for entry in shipped.site.entries.values():
        found = area_matrix(shipped.site, entry)
        held = {item.ref_area for item in entry.observations}
        if len(held) == 1:
            assert found is None
        elif found is not None:
            assert bool(found.note) is any(areas[code].parent in held for code in held)
