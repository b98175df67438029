"""What holds of every change and of every refusal, whatever the figures. All are made up."""

import itertools
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.compare.change import Change, NotComparable, compare
from site_builder.compare.comparability import ComparisonType
from site_builder.compare.wording import describe
from site_builder.model.figure import Comparison
from site_builder.model.package import Observation
from site_builder.model.vocabulary import Kind, Nature, PeriodBasis, Qualifier, Status
from tests.test_comparability import (
    BREAK,
    INDICATOR,
    ONE_REASON,
    SPOILERS,
    TARGET,
    Pair,
    observed,
)
from tests.test_wording import (
    BASE,
    COMPLETION,
    COST,
    DAY,
    DURATION,
    EDITION,
    FLOW,
    GROWTH,
    INDEX,
    OLD_EDITION,
    PART,
    RANK,
    RATE,
    REDUCTION,
    SCORE,
    STOCK,
    UNITS,
    YEAR,
    compared,
    sentence,
)

steady = settings(derandomize=True, deadline=None, max_examples=120)

OPPOSITE = {
    "提高": "降低",
    "增加": "减少",
    "加快": "回落",
    "收窄": "扩大",
    "上升": "下降",
    "缩短": "延长",
}
OPPOSITE |= {other: one for one, other in OPPOSITE.items()}
RISING = {"提高", "增加", "加快", "收窄", "延长"}
CLAUSE = re.compile(r"(?:增速|降幅)?([\u4e00-\u9fff]{2})(\d+(?:\.\d+)?)(个百分点|[\u4e00-\u9fff]+)")
FLAT = {"持平", "基本持平", "位次不变"}
LEVELS = (FLOW, STOCK, COST)


def digits(low: int, high: int, places: int) -> st.SearchStrategy[str]:
    """Draw a value as published, with up to so many decimals."""
    return st.builds(
        lambda number, point: f"{Decimal(number).scaleb(-point):f}",
        st.integers(low, high),
        st.integers(0, places),
    )


@st.composite
def two_values(draw: st.DrawFn, kind: Kind, places: int = 3) -> tuple[str, str]:
    """Draw two values that an indicator of the kind can have, often near each other."""
    if kind is RANK:
        values = st.integers(1, 60).map(str)
    elif kind is GROWTH:
        values = st.one_of(digits(-99, 99, min(places, 2)), digits(-9999, 9999, min(places, 2)))
    elif kind in LEVELS:
        values = st.one_of(digits(1, 99, places), digits(1, 99999, places))
    else:
        values = st.one_of(digits(0, 99, places), digits(0, 99999, places))
    return draw(values), draw(values)


@st.composite
def told(
    draw: st.DrawFn, whens: tuple[tuple[str, str], ...] = (YEAR, PART, DAY, BASE)
) -> tuple[Kind, str, str, Comparison, int]:
    """Draw a kind with two values and say the change between them."""
    kind = draw(st.sampled_from(list(Kind)))
    before, after = draw(two_values(kind))
    decimals = 2 if kind is GROWTH else draw(st.integers(0, 3))
    said = compared(
        kind, UNITS[kind], before, after, draw(st.sampled_from(whens)), decimals=decimals
    )
    return kind, before, after, said, decimals


def first_clause(text: str) -> tuple[str, str, str]:
    """Return verb, amount and unit of the change before any percentage."""
    found = CLAUSE.fullmatch(re.split("[，（]", text)[0])
    assert found is not None, text
    return found[1], found[2], found[3]


@steady
@given(st.data())
def test_swapping_the_two_turns_the_verb_and_keeps_the_amount(data: st.DataObject) -> None:
    """提高 turns to 降低, 增加 to 减少, 加快 to 回落, 收窄 to 扩大 ..., by the same amount."""
    kind = data.draw(st.sampled_from(list(Kind)))
    editions = (EDITION, OLD_EDITION) if kind in (SCORE, INDEX, RANK) else (BASE,)
    when = data.draw(st.sampled_from((BASE, *editions)))
    before, after = data.draw(two_values(kind))
    unit, decimals = UNITS[kind], 2 if kind is GROWTH else data.draw(st.integers(0, 3))
    there = compared(kind, unit, before, after, when, decimals=decimals)
    back = compared(kind, unit, after, before, when, decimals=decimals)
    if there.text in FLAT:
        assert sentence(back) == sentence(there)
        return
    assert {there.arrow, back.arrow} == {"↑", "↓"}
    if kind is GROWTH and Decimal(before) * Decimal(after) <= 0:
        assert there.text != back.text
        return
    assert there.lead == back.lead
    verb, *amount = first_clause(there.text)
    other, *same = first_clause(back.text)
    assert other == OPPOSITE[verb]
    assert same == amount


@steady
@given(st.integers(1, 99999), st.integers(1, 99999), st.integers(2, 999), st.sampled_from(LEVELS))
def test_percent_times_and_doublings_do_not_depend_on_scale(
    before: int, after: int, factor: int, kind: Kind
) -> None:
    """Both values times a number: another amount, the same verb and the same growth."""
    plain = compared(kind, "元", str(before), str(after)).text
    scaled = compared(kind, "元", str(before * factor), str(after * factor)).text
    assert scaled.partition("，")[2] == plain.partition("，")[2]
    if before == after:
        assert scaled == plain == "持平"
    else:
        verb, amount, unit = first_clause(plain)
        assert first_clause(scaled) == (verb, str(int(amount) * factor), unit)


@steady
@given(two_values(FLOW), st.sampled_from(["万", "亿"]))
def test_the_multiple_changes_only_the_unit(values: tuple[str, str], multiple: str) -> None:
    """What is said in 元 is said in 万元 and in 亿元 with the same numbers."""
    before, after = values
    plain = compared(FLOW, "元", before, after).text
    larger = compared(FLOW, "元", before + multiple, after + multiple).text
    assert larger == plain.replace("元", f"{multiple}元")


PERIODS = ("2023", "2024", "/", "/2024-05-28", "2024-01/2024-10")
OBSERVATIONS = st.builds(
    lambda value, period, basis, status, nature, qualifier, area, caliber, package, size: observed(
        value,
        period,
        period_basis=basis,
        obs_status=status,
        nature=nature,
        qualifier=qualifier,
        ref_area=area,
        caliber=caliber,
        package=package,
        rank_of=size,
        rank_scope="全市" if size else "",
    ),
    st.one_of(st.none(), st.integers(1, 300).map(str)),
    st.sampled_from(["2023", "2024", *PERIODS]),
    st.sampled_from([*[PeriodBasis.STATED] * 6, *PeriodBasis]),
    st.sampled_from([*[Status.NORMAL] * 12, *Status]),
    st.sampled_from([*[Nature.ACTUAL] * 6, *Nature]),
    st.sampled_from([*[Qualifier.EXACT] * 12, *Qualifier]),
    st.sampled_from(["990001"] * 5 + ["990002"]),
    st.sampled_from(["_Z"] * 5 + ["NEW"]),
    st.sampled_from(["invented"] * 5 + ["other"]),
    st.sampled_from([11, 11, 11, 12, None]),
)
FIT = {Status.NORMAL, Status.PROVISIONAL}


def permitted(one: Observation, two: Observation, kind: Kind, denominator: str) -> bool:
    """Tell by the rules whether two values of neighbouring years may be compared year on year."""
    both = (one, two)
    return (
        (one.time_period, two.time_period) == ("2023", "2024")
        and all(item.period_basis is PeriodBasis.STATED for item in both)
        and all(item.obs_status in FIT and item.value is not None for item in both)
        and all(item.nature is Nature.ACTUAL for item in both)
        and all(item.qualifier is Qualifier.EXACT for item in both)
        and (one.ref_area, one.caliber, one.package) == (two.ref_area, two.caliber, two.package)
        and (kind not in (RATE, REDUCTION) or denominator != "")
        and (kind is not RANK or (one.rank_of is not None and one.rank_of == two.rank_of))
        and kind is not COMPLETION
    )


@steady
@given(
    OBSERVATIONS,
    OBSERVATIONS,
    st.sampled_from(list(Kind)),
    st.sampled_from(["事项", "事项", ""]),
    st.booleans(),
)
def test_a_change_is_said_exactly_where_the_rules_permit_one(
    one: Observation, two: Observation, kind: Kind, denominator: str, broken: bool
) -> None:
    """Any one obstacle leaves no word of change and at least one reason; without one, words."""
    indicator = replace(INDICATOR, kind=kind, denominator=denominator)
    breaks = (replace(BREAK, ref_area="990001"),) if broken else ()
    said = describe(compare(one, two, indicator, breaks, (), ComparisonType.YEAR_ON_YEAR))
    parted = broken and one.ref_area == "990001" and one.caliber == "_Z"
    if permitted(one, two, kind, denominator) and not parted:
        assert said.comparable
        assert said.text
        assert said.reasons == ()
    else:
        assert not said.comparable
        assert (said.lead, said.text, said.arrow, said.judgement) == ("", "", "", "")
        assert said.reasons
        assert all(said.reasons)


@steady
@given(
    st.lists(OBSERVATIONS, min_size=2, max_size=6),
    st.sampled_from(list(Kind)),
    st.sampled_from(list(ComparisonType)),
)
def test_comparable_and_not_comparable_are_all_pairs(
    rows: list[Observation], kind: Kind, comparison: ComparisonType
) -> None:
    """Each ordered pair is one or the other: none is dropped, none is both, none fails."""
    indicator = replace(INDICATOR, kind=kind, denominator="事项")
    targets = tuple(replace(TARGET, time_period=period) for period in ("2023", "2024"))
    results = [
        compare(one, two, indicator, (), targets, comparison)
        for one, two in itertools.permutations(rows, 2)
    ]
    changes = [item for item in results if isinstance(item, Change)]
    refused = [item for item in results if isinstance(item, NotComparable)]
    assert len(changes) + len(refused) == len(rows) * (len(rows) - 1)
    assert all(describe(item).comparable and describe(item).text for item in changes)
    assert all(item.reasons and describe(item).text == "" for item in refused)


@steady
@given(
    st.sets(st.sampled_from(list(SPOILERS)), min_size=1),
    two_values(RATE),
    st.sampled_from([YEAR, BASE]),
)
def test_no_number_of_ours_stands_beside_a_reason(
    chosen: set[str], values: tuple[str, str], when: tuple[str, str]
) -> None:
    """With any set of reasons nothing is left of the change, not even a footnote or an arrow."""
    pair = Pair(earlier=observed(values[0], when[0]), later=observed(values[1], when[1])).of_kind(
        RATE, unit_measure="%", denominator="事项"
    )
    for code in sorted(chosen):
        pair = SPOILERS[code](pair)
    said = describe(pair.result())
    assert (said.lead, said.text, said.arrow, said.judgement, said.footnote) == ("",) * 5
    assert len(said.reasons) >= len(chosen)
    assert not re.search(r"\d", "".join(said.reasons))


@pytest.mark.parametrize("name", ONE_REASON)
def test_a_reason_holds_for_every_kind_of_value(name: str) -> None:
    """What forbids a pair forbids it whatever the two values are, equal ones included."""
    pair, _ = ONE_REASON[name]
    for value in ("0", "1", "95", "95.04"):
        same = {"obs_value": value, "value": Decimal(value)}
        changed = pair
        if pair.earlier.value is not None:
            changed = changed.with_earlier(**same)
        if pair.later.value is not None:
            changed = changed.with_later(**same)
        assert describe(changed.result()).text == ""


@steady
@given(told())
def test_rounding_never_turns_a_sign(
    drawn: tuple[Kind, str, str, Comparison, int],
) -> None:
    """The verb and the arrow say the direction of the full values, or 基本持平 says none."""
    kind, before, after, said, _ = drawn
    rising = Decimal(after) > Decimal(before)
    if said.text in FLAT:
        assert said.arrow == "→"
        return
    assert said.arrow == ("↑" if rising != (kind is RANK) else "↓")
    if kind is GROWTH and Decimal(before) * Decimal(after) <= 0:
        return
    verb = first_clause(said.text)[0]
    up = verb == "上升" if kind is RANK else verb in RISING
    assert up is (rising != (kind is RANK))
    if "下降" in said.text and kind in LEVELS:
        assert not rising
    if "增长" in said.text and kind in LEVELS:
        assert rising


@steady
@given(told())
def test_no_zero_and_no_minus_is_printed_as_an_amount(
    drawn: tuple[Kind, str, str, Comparison, int],
) -> None:
    """Never −0, never 0个百分点 or 0分 or 0.0%, and no sign where a verb says it."""
    text = sentence(drawn[3])
    assert not re.search(r"[-−]", text)
    assert not re.search(r"(?<![\d.])0(\.0+)?(个百分点|%|分|点|位|天|件|家|元|倍)", text)


@steady
@given(two_values(FLOW), two_values(FLOW), st.booleans(), st.sampled_from(LEVELS))
def test_a_percentage_never_carries_a_minus(
    one: tuple[str, str], other: tuple[str, str], negative: bool, kind: Kind
) -> None:
    """下降3.2%, never 下降−3.2% nor 增长−3.2%; from below zero no percentage at all."""
    before = f"-{one[0]}" if negative else one[0]
    text = compared(kind, "元", before, f"-{other[0]}" if negative else other[0]).text
    assert not re.search(r"[-−][\d.]+(%|倍|个百分点)", text)
    assert not re.search(r"(增加|减少|增长|下降)[-−]", text)
    if negative:
        assert not re.search("[%倍番]", text)


def unit_in_print(value: str, decimals: int) -> Decimal:
    """Return one unit of the last place that a value is printed with."""
    return Decimal(1).scaleb(-min(len(value.partition(".")[2]), decimals))


@steady
@given(told())
def test_the_printed_amount_is_within_half_a_unit_of_the_true_one(
    drawn: tuple[Kind, str, str, Comparison, int],
) -> None:
    """Rounded once: half a unit of the last printed place is the most the words can be off."""
    kind, before, after, said, decimals = drawn
    true = abs(Decimal(after) - Decimal(before))
    coarser = max(unit_in_print(value, decimals) for value in (before, after))
    if said.text in ("持平", "位次不变"):
        assert true == 0
    elif said.text == "基本持平":
        assert 0 < true < coarser / 2
    elif kind is not GROWTH or Decimal(before) * Decimal(after) > 0:
        amount = Decimal(first_clause(said.text)[1])
        assert Decimal(1).scaleb(amount.as_tuple().exponent) == coarser
        assert abs(amount - true) <= coarser / 2


MULTIPLES = {"": 0, "万": 4, "亿": 8}


@steady
@given(
    digits(1, 99999, 2),
    digits(1, 99999, 2),
    st.sampled_from(list(MULTIPLES)),
    st.sampled_from(list(MULTIPLES)),
)
def test_amounts_across_multiples_keep_to_the_coarser_of_the_two(
    before: str, after: str, first: str, second: str
) -> None:
    """1.2亿元 and 9600万元: the amount with its unit is off by half of 0.1亿元 at most."""
    said = compared(FLOW, "元", before + first, after + second)
    true = Decimal(after).scaleb(MULTIPLES[second]) - Decimal(before).scaleb(MULTIPLES[first])
    coarser = max(
        unit_in_print(before, 2).scaleb(MULTIPLES[first]),
        unit_in_print(after, 2).scaleb(MULTIPLES[second]),
    )
    if said.text in FLAT:
        assert abs(true) < coarser / 2
        assert (said.text == "持平") is (true == 0)
        return
    verb, amount, unit = first_clause(said.text)
    assert unit == f"{second}元"
    assert (verb == "增加") is (true > 0)
    assert abs(Decimal(amount).scaleb(MULTIPLES[second]) - abs(true)) <= coarser / 2


@pytest.mark.parametrize(
    ("before", "after"), [("8.1", "-0.04"), ("-0.04", "8.1"), ("0.04", "-8.1"), ("0", "0.04")]
)
def test_a_growth_that_rounds_to_zero_is_not_said_as_zero_percent(before: str, after: str) -> None:
    """下降0.0% is minus zero in words: what rounds to nothing is 基本持平."""
    text = sentence(compared(GROWTH, "%", before, after, decimals=1))
    assert not re.search(r"(增长|下降)0(\.0+)?%", text)


@pytest.mark.parametrize("kind", [RATE, GROWTH, COMPLETION, DURATION, SCORE])
def test_the_two_orders_of_a_rounding_tie_round_alike(kind: Kind) -> None:
    """A half goes away from zero both ways, so that up and down are told by equal amounts."""
    up = compared(kind, UNITS[kind], "95", "95.5", BASE)
    down = compared(kind, UNITS[kind], "95.5", "95", BASE)
    assert first_clause(up.text)[1] == first_clause(down.text)[1] == "1"
