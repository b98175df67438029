"""Targets: met, missed, not due, not reported, or not to be judged, and why.

All names and figures are made up.
"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.compare.targets import TargetJudgement, TargetStatus, judge_target
from site_builder.model.package import Observation, Target
from site_builder.model.vocabulary import Direction, Kind, Nature, PeriodBasis, Qualifier, Status
from tests.test_comparability import INDICATOR, TARGET, observed, steady

MET, NOT_MET, UNSURE = TargetStatus.MET, TargetStatus.NOT_MET, TargetStatus.CANNOT_JUDGE
UP, DOWN = Direction.INCREASE, Direction.DECREASE
LATER = "2025-06-30"
PUBLISHED = observed("100", "2024")


def aim(value: str = "100", qualifier: str = "exact", **changes: object) -> Target:
    """Return a target of a value."""
    return replace(
        TARGET,
        value=Decimal(value),
        target_value=value,
        qualifier=Qualifier(qualifier),
        **changes,
    )


def judge(
    target: Target,
    observation: Observation | None,
    direction: Direction = UP,
    as_of: str = LATER,
    **changes: object,
) -> TargetJudgement:
    """Judge a target of the invented indicator."""
    indicator = replace(INDICATOR, direction=direction, **changes)
    return judge_target(target, observation, indicator, as_of)


WORDS = {MET: "已达到目标", NOT_MET: "未达到目标", UNSURE: "不能判断：公布的是约数"}
REACHED = [
    # which way is better, published value and its qualifier, what is said of a target of 100
    (UP, "100", "exact", MET),
    (UP, "100.1", "exact", MET),
    (UP, "99.9", "exact", NOT_MET),
    (DOWN, "100", "exact", MET),
    (DOWN, "99.9", "exact", MET),
    (DOWN, "100.1", "exact", NOT_MET),
    # a bound counts as far as it decides
    (UP, "100", "over", MET),
    (UP, "100", "at_least", MET),
    (UP, "99", "over", UNSURE),
    (UP, "99", "at_least", UNSURE),
    (UP, "99", "at_most", NOT_MET),
    (UP, "99", "under", NOT_MET),
    (UP, "100", "at_most", UNSURE),
    (UP, "101", "under", UNSURE),
    (DOWN, "100", "under", MET),
    (DOWN, "100", "at_most", MET),
    (DOWN, "101", "under", UNSURE),
    (DOWN, "101", "over", NOT_MET),
    (DOWN, "101", "at_least", NOT_MET),
    (DOWN, "100", "at_least", UNSURE),
    (DOWN, "99", "over", UNSURE),
    (UP, "100", "under", NOT_MET),
    (DOWN, "100", "over", NOT_MET),
    # about and nearly bound nothing
    *((way, "300", vague, UNSURE) for way in (UP, DOWN) for vague in ("about", "nearly")),
    *((way, "3", vague, UNSURE) for way in (UP, DOWN) for vague in ("about", "nearly")),
]


@pytest.mark.parametrize(("direction", "value", "qualifier", "expected"), REACHED)
def test_a_target_is_met_where_the_published_value_decides_it(
    direction: Direction, value: str, qualifier: str, expected: TargetStatus
) -> None:
    """Which way is better decides; a bound is judged only as far as it settles the matter."""
    found = judge(aim(), observed(value, "2024", qualifier=Qualifier(qualifier)), direction)
    assert found.status is expected
    assert ("不能判断" in found.words) is (expected is UNSURE)
    assert found.words == WORDS[expected]


BOUNDS = [
    # which way is better, qualifier of the target and of the value, both 100, what is said
    (UP, "over", "over", MET),
    (UP, "over", "at_least", UNSURE),
    (UP, "over", "at_most", NOT_MET),
    (UP, "over", "under", NOT_MET),
    (UP, "at_least", "over", MET),
    (UP, "at_least", "at_least", MET),
    (UP, "at_least", "at_most", UNSURE),
    (UP, "at_least", "under", NOT_MET),
    (DOWN, "under", "under", MET),
    (DOWN, "under", "at_most", UNSURE),
    (DOWN, "under", "at_least", NOT_MET),
    (DOWN, "under", "over", NOT_MET),
    (DOWN, "at_most", "under", MET),
    (DOWN, "at_most", "at_most", MET),
    (DOWN, "at_most", "at_least", UNSURE),
    (DOWN, "at_most", "over", NOT_MET),
]


@pytest.mark.parametrize(("direction", "wanted", "published", "expected"), BOUNDS)
def test_a_bound_at_the_very_aim_is_judged_by_what_it_includes(
    direction: Direction, wanted: str, published: str, expected: TargetStatus
) -> None:
    """More than 100 is over 100; at least 100 may be 100, which is not over 100."""
    value = observed("100", qualifier=Qualifier(published))
    assert judge(aim(qualifier=wanted), value, direction).status is expected


AIMS = [
    # which way is better, qualifier of a target of 100, published value, what is said
    (UP, "at_least", "100", MET),
    (UP, "at_least", "99", NOT_MET),
    (UP, "over", "101", MET),
    (UP, "over", "99", NOT_MET),
    (DOWN, "at_most", "100", MET),
    (DOWN, "at_most", "101", NOT_MET),
    (DOWN, "under", "99", MET),
    (UP, "over", "100", NOT_MET),
    (DOWN, "under", "100", NOT_MET),
    (UP, "about", "100", UNSURE),
    (UP, "nearly", "500", UNSURE),
]


@pytest.mark.parametrize(("direction", "qualifier", "value", "expected"), AIMS)
def test_the_qualifier_of_a_target_counts(
    direction: Direction, qualifier: str, value: str, expected: TargetStatus
) -> None:
    """At least and at most include the bound, over and under do not, about decides nothing."""
    assert judge(aim(qualifier=qualifier), observed(value), direction).status is expected


PENDING = {"kind": Kind.RATE, "watched": True, "definition": ""}
OBSTACLES = [
    # what is changed in the observation and in the indicator, the reason in words
    ({"value": None, "obs_value": "", "obs_status": Status.MISSING}, {}, "没有数值"),
    ({"nature": Nature.PLANNED}, {}, "公布的不是实绩"),
    ({"nature": Nature.EXPECTED}, {}, "公布的不是实绩"),
    *(({"obs_status": Status(code)}, {}, "观测状态不宜判断") for code in "BDEFINU"),
    *(
        ({"period_basis": basis}, {}, "期间原文未注明")
        for basis in (PeriodBasis.BOUNDED, PeriodBasis.INFERRED, PeriodBasis.UNKNOWN)
    ),
    ({}, {"direction": Direction.NONE}, "没有说明越高越好还是越低越好"),
    ({}, PENDING, "口径待补"),
    ({"qualifier": Qualifier.ABOUT}, {}, "公布的是约数"),
]


@pytest.mark.parametrize("value", ["1", "100", "1000"])
@pytest.mark.parametrize(("changes", "facts", "reason"), OBSTACLES)
def test_what_cannot_be_judged_says_why(
    value: str, changes: dict[str, object], facts: dict[str, object], reason: str
) -> None:
    """No verdict, whatever the value: the one reason is told."""
    found = judge(aim(), replace(observed(value), **changes), **facts)
    assert found.status is UNSURE
    assert found.words == f"不能判断：{reason}"


@pytest.mark.parametrize(
    "facts", [{**PENDING, "definition": "虚构。"}, {**PENDING, "watched": False}]
)
def test_a_definition_that_is_not_pending_is_no_obstacle(facts: dict[str, object]) -> None:
    """口径待补 is said of a watched rate without definition only."""
    assert judge(aim(), PUBLISHED, **facts).status is MET


def test_a_provisional_value_is_judged() -> None:
    """A provisional value counts, as it does in comparisons, and the words say that it is one."""
    found = judge(aim(), replace(PUBLISHED, obs_status=Status.PROVISIONAL))
    assert (found.status, found.words) == (MET, "已达到目标（初步数）")


DUE = [
    # period of the target, date of the build, what is said without a value
    ("2024", "2024-06-30", TargetStatus.NOT_DUE),
    ("2024", "2024-12-31", TargetStatus.NOT_DUE),
    ("2024", "2025-01-01", TargetStatus.NOT_REPORTED),
    ("2024-Q1", "2024-03-31", TargetStatus.NOT_DUE),
    ("2024-Q1", "2024-04-01", TargetStatus.NOT_REPORTED),
    ("2021-01/2025-12", "2025-12-31", TargetStatus.NOT_DUE),
    ("2021-01/2025-12", "2026-01-01", TargetStatus.NOT_REPORTED),
    ("/2024-05-28", "2024-05-28", TargetStatus.NOT_DUE),
    ("/2024-05-28", "2024-05-29", TargetStatus.NOT_REPORTED),
    ("2024-01-01/", "2100-01-01", UNSURE),
    ("/", "2100-01-01", UNSURE),
    # neither depends on the day on which it is judged
    ("1999", "1998-01-01", TargetStatus.NOT_DUE),
    ("2999", "3000-01-01", TargetStatus.NOT_REPORTED),
]


@pytest.mark.parametrize(("period", "as_of", "expected"), DUE)
def test_a_target_without_a_value_is_due_by_the_date_of_the_build(
    period: str, as_of: str, expected: TargetStatus
) -> None:
    """Not due until its period is over; then not reported, never missed; an open end says so."""
    found = judge(aim(time_period=period), None, as_of=as_of)
    assert found.status is expected
    assert (
        found.words
        == {
            UNSURE: "不能判断：目标期限原文未注明",
            TargetStatus.NOT_DUE: "未到期",
            TargetStatus.NOT_REPORTED: "已到期，来源没有公布实绩，不能判断是否达到",
        }[expected]
    )


@pytest.mark.parametrize("as_of", ["1998-01-01", "2024-06-30", LATER, "3000-01-01"])
@pytest.mark.parametrize(("value", "expected"), [("100", MET), ("99", NOT_MET)])
def test_a_published_value_is_judged_the_same_on_every_day(
    as_of: str, value: str, expected: TargetStatus
) -> None:
    """The date of the build decides only what has no value."""
    assert judge(aim(), observed(value), as_of=as_of).status is expected


@pytest.mark.parametrize("value", ["217", "240", "345", "411"])
def test_completion_far_over_a_hundred_is_what_it_is(value: str) -> None:
    """Completion of 411 % is a published value that meets 100 %: not cut, not doubted."""
    found = judge(aim(), observed(value), kind=Kind.COMPLETION, unit_measure="%")
    assert found == judge(aim(), PUBLISHED, kind=Kind.COMPLETION, unit_measure="%")
    assert found.status is MET


@steady
@given(
    st.decimals("-10000", "10000", places=3),
    st.decimals("-10000", "10000", places=3),
    st.sampled_from([0, 3, 4, 8]),
    st.sampled_from([0, 3, 4, 8]),
    st.sampled_from(list(Qualifier)),
    st.sampled_from(list(Direction)),
)
def test_exchanging_the_multiple_of_a_unit_changes_nothing(
    value: Decimal,
    wanted: Decimal,
    first: int,
    second: int,
    qualifier: Qualifier,
    direction: Direction,
) -> None:
    """5000万元 and 0.5亿元 are one amount, as value and as target."""
    plain = replace(observed(str(value)), qualifier=qualifier)
    other = replace(plain, value=value.scaleb(-first), unit_mult=first)
    target = aim(str(wanted))
    moved = replace(target, value=wanted.scaleb(-second), unit_mult=second)
    expected = judge(target, plain, direction)
    assert judge(target, other, direction) == expected
    assert judge(moved, plain, direction) == expected
    assert judge(moved, other, direction) == expected


@steady
@given(st.decimals("-100", "100", places=2), st.decimals("-100", "100", places=2))
def test_better_is_never_worse(value: Decimal, step: Decimal) -> None:
    """What meets a target still meets it where it is better."""
    for direction, sign in ((UP, 1), (DOWN, -1)):
        better = value + sign * abs(step)
        if judge(aim("0"), observed(str(value)), direction).status is MET:
            assert judge(aim("0"), observed(str(better)), direction).status is MET
