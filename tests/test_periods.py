"""Periods: every form parses and prints, the impossible is refused, spans relate by the calendar.

All periods here are made up.
"""

import itertools
import random
import re
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from site_builder.compare.periods import (
    PeriodError,
    adjacent_equal,
    axis_position,
    order,
    parse_period,
    print_period,
    same_span_of_other_year,
    year_end_before,
)
from site_builder.model.vocabulary import PeriodBasis

steady = settings(derandomize=True, deadline=None, max_examples=200)

FORMS = [
    # text, first day, last day, printed where the source states it
    ("2024", "2024-01-01", "2024-12-31", "2024年"),
    ("2024-S1", "2024-01-01", "2024-06-30", "2024年上半年"),
    ("2024-S2", "2024-07-01", "2024-12-31", "2024年下半年"),
    ("2024-Q1", "2024-01-01", "2024-03-31", "2024年一季度"),
    ("2024-Q2", "2024-04-01", "2024-06-30", "2024年二季度"),
    ("2024-Q3", "2024-07-01", "2024-09-30", "2024年三季度"),
    ("2024-Q4", "2024-10-01", "2024-12-31", "2024年四季度"),
    ("2024-01", "2024-01-01", "2024-01-31", "2024年1月"),
    ("2023-02", "2023-02-01", "2023-02-28", "2023年2月"),
    ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
    ("2024-12", "2024-12-01", "2024-12-31", "2024年12月"),
    ("2024-05-28", "2024-05-28", "2024-05-28", "截至2024年5月28日"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "截至2024年2月29日"),
    ("2020-01/2020-10", "2020-01-01", "2020-10-31", "2020年1—10月"),
    ("2023-01/2023-02", "2023-01-01", "2023-02-28", "2023年1—2月"),
    ("2019-11/2020-02", "2019-11-01", "2020-02-29", "2019年11月—2020年2月"),
    ("2024-05-28/2024-05-28", "2024-05-28", "2024-05-28", "2024年5月28日—2024年5月28日"),
    (
        "2024-01-01/2024-05-28",
        "2024-01-01",
        "2024-05-28",
        "2024年1月1日—2024年5月28日",
    ),
]
KNOWN = [form[0] for form in FORMS]
HALF_KNOWN = [
    # text, first day or None, last day or None, in words
    ("/2024-05-28", None, "2024-05-28", "累计至2024年5月28日，起始日原文未注明"),
    ("2019-01-01/", "2019-01-01", None, "2019年1月1日起，截止日原文未注明"),
    ("/2020-10", None, "2020-10-31", "累计至2020年10月，起始日原文未注明"),
    ("2019-02/", "2019-02-01", None, "2019年2月起，截止日原文未注明"),
]

IMPOSSIBLE = [
    "",
    " ",
    "garbage",
    "全年",
    "二〇二四",
    "2024年",
    "24",
    "02024",
    "-2024",
    "20240528",
    "2024.5",
    " 2024",
    "2024 ",
    "2024\n",
    "2024-05-28\n",
    "2024-05-28T00:00",
    "2024-13",
    "2024-00",
    "2024-5",
    "2024-S0",
    "2024-S3",
    "2024-s1",
    "2024-Q0",
    "2024-Q5",
    "2024Q1",
    "2024-02-30",
    "2023-02-29",
    "2024-04-31",
    "2024-05-00",
    "2024-00-10",
    "2024-5-8",
    "2024/05/28",
    "2020-10/2020-01",
    "2024-05-28/2024-01-01",
    "2020-01/2020-13",
    "2020-00/2020-10",
    "2024-02-30/",
    "/2024-13",
    "2024/2025",
    "2024-Q1/2024-Q2",
    "2024-01/2024-05-28",
    "2024-01-01/2024-05",
    "2020-01/2020-10/2020-12",
    "//",
    " / ",
    "2020-01~2020-10",
    "2020-01—2020-10",
    "２０２４",
    "２０２４-０５",
    "2024-0５",
    "2024-Q１",
    "２０２４-０５-２８",
    "2024-05-2８",
    "2024-05-28／2024-06-28",
    "2０２４",
    "2０24-05",
    "2０24-Q1",
    "2０24-05/2024-06",
]


def day(text: str | None) -> date | None:
    """Return a date, or None."""
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("text", "start", "end", "_"), FORMS + HALF_KNOWN)
def test_each_form_is_its_span(text: str, start: str | None, end: str | None, _: str) -> None:
    """Both ends are inclusive, months end where the calendar says, an empty side is unknown."""
    period = parse_period(text)
    assert (period.text, period.start, period.end) == (text, day(start), day(end))
    assert period.known is (start is not None and end is not None)


def test_a_period_may_be_wholly_unknown() -> None:
    """`/` is a period of which nothing is known."""
    period = parse_period("/")
    assert (period.start, period.end, period.known) == (None, None, False)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_the_impossible_is_refused(text: str) -> None:
    """What names no span of the calendar in one of the forms is no period; the fault says so."""
    with pytest.raises(PeriodError) as fault:
        parse_period(text)
    assert str(fault.value) in (text, *text.split("/"))


@pytest.mark.parametrize(("text", "_start", "_end", "printed"), FORMS)
def test_a_stated_period_prints_plainly(text: str, _start: str, _end: str, printed: str) -> None:
    """A stated period prints in Chinese, a stated day as 截至."""
    assert print_period(text, PeriodBasis.STATED) == printed


@pytest.mark.parametrize("basis", list(PeriodBasis))
def test_an_unknown_period_says_so(basis: PeriodBasis) -> None:
    """Both sides unknown print 原文未注明期间, whatever else is written."""
    assert print_period("/", basis) == "原文未注明期间"


@pytest.mark.parametrize(("text", "_start", "_end", "printed"), HALF_KNOWN)
def test_an_unknown_side_is_named(text: str, _start: object, _end: object, printed: str) -> None:
    """The known side is printed as written, by month or day, and that the other is left open."""
    assert print_period(text, PeriodBasis.STATED) == printed


def test_a_bounded_day_prints_as_the_rule_words_it() -> None:
    """A day that only the publication date bounds is no 截至 of the source's."""
    printed = print_period("2024-05-28", PeriodBasis.BOUNDED)
    assert printed == "截至报告时（不晚于2024年5月28日）"


BOUNDED = [
    ("/2024-05-28", "累计至报告时（不晚于2024年5月28日），起始日原文未注明"),
    ("2024-01-01/2024-05-28", "2024年1月1日至报告时（不晚于2024年5月28日）"),
    ("2019-01-01/", "2019年1月1日起，截止日原文未注明"),
]


@pytest.mark.parametrize(("text", "printed"), BOUNDED)
def test_a_span_up_to_the_report_prints_what_is_known(text: str, printed: str) -> None:
    """A stated beginning stays one; an unknown side is named as such."""
    assert print_period(text, PeriodBasis.BOUNDED) == printed


@pytest.mark.parametrize("text", ["/2024-05-28", "2024-01-01/2024-05-28", "2019-01-01/2024-05-28"])
def test_a_bounded_span_names_its_bound(text: str) -> None:
    """A bounded end is 不晚于, never the end itself."""
    printed = print_period(text, PeriodBasis.BOUNDED)
    assert "报告时（不晚于2024年5月28日）" in printed
    assert "2024年5月28日" not in printed.replace("不晚于2024年5月28日", "")


@pytest.mark.parametrize(
    "basis",
    [
        PeriodBasis.BOUNDED,
        PeriodBasis.INFERRED,
        PeriodBasis.UNKNOWN,
    ],
)
def test_until_is_printed_only_where_stated(basis: PeriodBasis) -> None:
    """截至 before a date is the source's own statement; a bounded one is 截至报告时."""
    for text in (*KNOWN, *(form[0] for form in HALF_KNOWN), "/"):
        assert "截至" not in print_period(text, basis).replace("截至报告时", ""), text


@pytest.mark.parametrize("text", KNOWN)
def test_an_inferred_period_never_reads_as_stated(text: str) -> None:
    """What this site inferred differs in print from what a source states."""
    stated = print_period(text, PeriodBasis.STATED)
    assert print_period(text, PeriodBasis.INFERRED) != stated
    assert "推定" in print_period(text, PeriodBasis.INFERRED)


def test_an_inferred_period_says_so_behind_it() -> None:
    """推定 stands in brackets behind the period, which is printed without 截至."""
    assert print_period("2024", PeriodBasis.INFERRED) == "2024年（推定）"
    assert print_period("2024-05-28", PeriodBasis.INFERRED) == "2024年5月28日（推定）"


def test_an_edition_is_no_year_of_data() -> None:
    """An edition of a publication is not the year of its data."""
    assert print_period("2020", PeriodBasis.STATED, edition=True) == "2020年版"


IN_ORDER = [
    "2019-S1",
    "2019-Q4",
    "2020-01",
    "2020-02-28",
    "2020-02",
    "2020-Q1",
    "2020-S1",
    "2020-07-01",
    "2020-01/2020-10",
    "2020",
    "2021-01-01/2021-01-02",
]


def test_periods_stand_in_the_order_of_their_ends() -> None:
    """The latest period is the one that ends last."""
    shuffled = list(IN_ORDER)
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=order) == IN_ORDER


SAME_SPAN = [
    ("2023", "2024", True),
    ("2019", "2024", True),
    ("2023-S1", "2024-S1", True),
    ("2023-Q4", "2024-Q4", True),
    ("2023-02", "2024-02", True),
    ("2023-12", "2024-12", True),
    ("2019-01/2019-10", "2020-01/2020-10", True),
    ("2019-11/2020-02", "2020-11/2021-02", True),
    ("2023-05-28", "2024-05-28", True),
    ("2023-12-31", "2024-12-31", True),
    ("2020-02-29", "2024-02-29", True),
    ("2023-01-01/2023-05-28", "2024-01-01/2024-05-28", True),
    ("2023-01-01/2023-02-28", "2024-01-01/2024-02-29", True),
    # Q1 is January to March, S1 January to June, a year all twelve months
    ("2023-Q1", "2024-01/2024-03", True),
    ("2023-S1", "2024-01/2024-06", True),
    ("2023", "2024-01/2024-12", True),
    ("2024", "2024", False),
    ("2019", "2020-01/2020-10", False),
    ("2023-Q1", "2024-Q2", False),
    ("2023-Q1", "2024-S1", False),
    ("2023-S1", "2024-S2", False),
    ("2023-02", "2024-03", False),
    ("2024-01", "2024-02", False),
    ("2023-01/2023-09", "2024-01/2024-10", False),
    ("2023-02/2023-10", "2024-01/2024-10", False),
    ("2023-06/2024-05", "2024-06/2024-12", False),
    ("2023-05-28", "2024-05-27", False),
    ("2023-02-28", "2024-02-29", False),
    ("2023-12-31", "2024", False),
    ("2023-01-01/2023-05-28", "2024-01-01/2024-05-29", False),
    ("2020-01-01/2020-02-29", "2024-01-01/2024-02-28", False),
    ("/2023-05-28", "/2024-05-28", False),
    ("2023-01-01/", "2024-01-01/", False),
    ("/", "/", False),
    ("/", "2024", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), SAME_SPAN)
def test_only_like_spans_of_two_years_are_the_same_span(
    one: str, other: str, expected: bool
) -> None:
    """Jan-Oct only with Jan-Oct, a full year with a full year, a day with the same day."""
    assert same_span_of_other_year(parse_period(one), parse_period(other)) is expected
    assert same_span_of_other_year(parse_period(other), parse_period(one)) is expected


ADJACENT = [
    ("2023", "2024", True),
    ("2024-S1", "2024-S2", True),
    ("2023-S2", "2024-S1", True),
    ("2024-Q1", "2024-Q2", True),
    ("2023-Q4", "2024-Q1", True),
    ("2024-01", "2024-02", True),
    ("2023-02", "2023-03", True),
    ("2023-12", "2024-01", True),
    ("2024-01/2024-02", "2024-03/2024-04", True),
    ("2024-Q1", "2024-04/2024-06", True),
    # spans over the turn of a year
    ("2023-07/2023-10", "2023-11/2024-02", True),
    ("2023-11/2024-02", "2024-03/2024-06", True),
    ("2021-11/2024-02", "2024-03/2026-06", True),
    ("2023-11/2024-02", "2024-03/2024-05", False),
    ("2023-11/2024-02", "2024-03/2024-07", False),
    # months are as long as months, days as days; a month beside days is counted in days
    ("2024-05", "2024-06-01/2024-06-30", False),
    ("2024-05", "2024-06-01/2024-07-01", True),
    ("2024-05-01/2024-05-07", "2024-05-08/2024-05-14", True),
    ("2024-02-22/2024-02-28", "2024-02-29/2024-03-06", True),
    ("2023-02-22/2023-02-28", "2023-03-01/2023-03-07", True),
    ("2023-12-25/2023-12-31", "2024-01-01/2024-01-07", True),
    ("2024", "2024", False),
    ("2022", "2024", False),
    ("2024-Q1", "2024-Q3", False),
    ("2023-Q1", "2024-Q1", False),
    ("2024-S1", "2024-Q3", False),
    ("2024-Q1", "2024-04", False),
    ("2023", "2024-S1", False),
    ("2024-01/2024-06", "2024-04/2024-09", False),
    ("2024-05-01/2024-05-07", "2024-05-08/2024-05-13", False),
    ("2024-02-22/2024-02-28", "2024-03-01/2024-03-07", False),
    # a day is a point in time, not a span
    ("2024-05-27", "2024-05-28", False),
    ("/2024-05-31", "2024-06", False),
    ("2024-05", "2024-06-01/", False),
    ("/", "/", False),
]


@pytest.mark.parametrize(("earlier", "later", "expected"), ADJACENT)
def test_adjacent_spans_are_equal_and_touch(earlier: str, later: str, expected: bool) -> None:
    """环比 is between adjacent equal spans, and only forwards."""
    assert adjacent_equal(parse_period(earlier), parse_period(later)) is expected
    assert adjacent_equal(parse_period(later), parse_period(earlier)) is False


YEAR_END = [
    ("2023-12-31", "2024-05-28", True),
    ("2023-12-31", "2024-12-31", True),
    ("2023-12-31", "2024-01-01", True),
    ("2023-12-31", "2024-02-29", True),
    ("2023-12-31", "2024-Q1", True),
    ("2023-12-31", "2024-05", True),
    ("2023", "2024", True),
    ("2023-12-30", "2024-05-28", False),
    ("2022-12-31", "2024-05-28", False),
    ("2024-12-31", "2024-12-31", False),
    ("2024-12-31", "2023-12-31", False),
    ("2023-05-28", "2024-05-28", False),
    ("2023-11-30", "2024-02-29", False),
    ("2023-12-31", "2024-01-01/", False),
    ("2023-01-01/", "2024-05-28", False),
    ("/", "/", False),
]


@pytest.mark.parametrize(("earlier", "later", "expected"), YEAR_END)
def test_year_end_is_the_close_of_the_year_before(earlier: str, later: str, expected: bool) -> None:
    """比上年末 is against 31 December of the year before, nothing else."""
    assert year_end_before(parse_period(earlier), parse_period(later)) is expected


@pytest.mark.parametrize("extreme", ["9999-12-31", "9999-01-01/9999-12-31", "0001-01-01", "0000"])
def test_no_period_that_parses_breaks_a_relation(extreme: str) -> None:
    """A year at the edge of the calendar is refused when read, or handled."""
    try:
        period = parse_period(extreme)
    except PeriodError:
        return
    for other in (period, parse_period("2024")):
        for relation in (same_span_of_other_year, adjacent_equal, year_end_before):
            assert relation(period, other) in (True, False)
            assert relation(other, period) in (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-01",
        "2023-12-31",
        "2024-12-31",
    ],
)
def test_a_day_stands_inside_its_year_on_the_axis(text: str) -> None:
    """A point in time is drawn in its own year, so that it never hides behind a full year."""
    position = axis_position(text)
    assert position is not None
    assert int(text[:4]) <= position < int(text[:4]) + 1


def test_full_years_stand_on_the_year_and_unknown_spans_nowhere() -> None:
    """A part of a year stands apart from the whole year it belongs to."""
    assert axis_position("2020") == 2020
    assert axis_position("2020-01/2020-10") not in (None, 2020, 2021)
    assert axis_position("/2020-10") is None
    assert axis_position("/") is None


AXIS = [
    # a span stands at its middle, days are counted from the first of January
    ("2023-12-31", "2023.997"),
    ("2024-12-31", "2024.997"),
    ("2023-07-02", "2023.499"),
    ("2024-07-02", "2024.500"),
    ("2020-01/2020-10", "2020.415"),
    ("2019-07/2020-06", "2019.995"),
]


@pytest.mark.parametrize(("text", "place"), AXIS)
def test_the_place_on_the_axis_is_the_share_of_the_year(text: str, place: str) -> None:
    """A leap year has 366 days, any other 365; three decimals are kept."""
    assert str(axis_position(text)) == place


YEARS = st.integers(1000, 2999)
DATES = st.dates(date(1000, 1, 1), date(2999, 12, 31))
Written = tuple[str, date | None, date | None]


def month_start(number: int) -> date:
    """Return the first day of a month counted from year 0."""
    return date(number // 12, number % 12 + 1, 1)


def month_end(number: int) -> date:
    """Return the last day of a month counted from year 0."""
    return month_start(number + 1) - timedelta(days=1)


def months_text(number: int) -> str:
    """Return `YYYY-MM`."""
    return f"{number // 12}-{number % 12 + 1:02}"


@st.composite
def part_of_year(draw: st.DrawFn) -> Written:
    """Draw a year, half, quarter or month with its span."""
    year = draw(YEARS)
    mark, count = draw(st.sampled_from([("", 1), ("S", 2), ("Q", 4), ("M", 12)]))
    place = draw(st.integers(1, count))
    length = 12 // count
    first = year * 12 + (place - 1) * length
    text = {"": f"{year}", "M": f"{year}-{place:02}"}.get(mark, f"{year}-{mark}{place}")
    return text, month_start(first), month_end(first + length - 1)


@st.composite
def range_of_months(draw: st.DrawFn) -> Written:
    """Draw a range of months, a side of which may be left open."""
    first = draw(YEARS) * 12 + draw(st.integers(0, 11))
    last = min(first + draw(st.integers(0, 30)), 2999 * 12 + 11)
    left, right = draw(st.sampled_from([(1, 1), (1, 1), (1, 0), (0, 1)]))
    return (
        f"{months_text(first) if left else ''}/{months_text(last) if right else ''}",
        month_start(first) if left else None,
        month_end(last) if right else None,
    )


@st.composite
def range_of_days(draw: st.DrawFn) -> Written:
    """Draw a day, or a range of days of which sides may be left open."""
    first = draw(DATES)
    if draw(st.booleans()):
        return first.isoformat(), first, first
    last = min(first + timedelta(days=draw(st.integers(0, 800))), date(2999, 12, 31))
    left, right = draw(st.sampled_from([(1, 1), (1, 1), (1, 0), (0, 1), (0, 0)]))
    return (
        f"{first.isoformat() if left else ''}/{last.isoformat() if right else ''}",
        first if left else None,
        last if right else None,
    )


PERIODS = st.one_of(part_of_year(), range_of_months(), range_of_days())
NEAR = st.sampled_from(
    [
        text
        for year in (2023, 2024)
        for text in (
            f"{year}",
            *(f"{year}-S{half}" for half in (1, 2)),
            *(f"{year}-Q{quarter}" for quarter in range(1, 5)),
            *(f"{year}-{month:02}" for month in range(1, 13)),
            f"{year}-02-28",
            f"{year}-12-31",
            f"{year}-01-01/{year}-02-28",
            f"{year}-01/{year}-10",
            f"/{year}-05-28",
        )
    ]
    + ["/", "2024-02-29", "2024-01-01/2024-02-29"]
)


@steady
@given(PERIODS)
def test_every_valid_period_is_read_as_written(written: Written) -> None:
    """Reading gives back the span that was written, start before end, and keeps the text."""
    text, start, end = written
    period = parse_period(text)
    assert (period.text, period.start, period.end) == (text, start, end)
    if period.start and period.end:
        assert period.start <= period.end


@steady
@given(st.text(alphabet="012359-/SQ ０年", max_size=24))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    """Nothing but `PeriodError` leaves the parser, and what it takes is plain ASCII."""
    try:
        period = parse_period(text)
    except PeriodError:
        return
    assert text.isascii()
    assert re.search(r"\d", text) or text == "/"
    assert not (period.start and period.end) or period.start <= period.end


@steady
@given(PERIODS, PERIODS)
def test_order_is_total_and_follows_the_calendar(one: Written, other: Written) -> None:
    """Of two periods one comes first, or both are the same span; a later end comes later."""
    first, second = order(one[0]), order(other[0])
    assert (first < second) + (first == second) + (first > second) == 1
    assert (first == second) is (one[1:] == other[1:])
    if one[2] and other[2] and one[2] != other[2]:
        assert (first < second) is (one[2] < other[2])


@steady
@given(PERIODS, st.integers(1, 40))
def test_same_span_is_symmetric_and_never_of_one_year(written: Written, years: int) -> None:
    """Whole months of two years are the same span either way round; no span is its own."""
    text, start, end = written
    assume(start is not None and end is not None and end.year + years <= 2999)
    period = parse_period(text)
    moved_text = re.sub(r"\d{4}", lambda match: f"{int(match[0]) + years}", text)
    try:
        moved = parse_period(moved_text)
    except PeriodError:  # 29 February has no like in a common year
        return
    assert same_span_of_other_year(period, moved)
    assert same_span_of_other_year(moved, period)
    assert not same_span_of_other_year(period, period)


@steady
@given(NEAR, NEAR)
def test_relations_agree_with_each_other(one: str, other: str) -> None:
    """Same span is symmetric, adjacency and year end are not, and none holds of a period itself."""
    first, second = parse_period(one), parse_period(other)
    assert same_span_of_other_year(first, second) is same_span_of_other_year(second, first)
    for relation in (adjacent_equal, year_end_before):
        assert not (relation(first, second) and relation(second, first))
        assert not relation(first, first)
    if adjacent_equal(first, second):
        assert order(one) < order(other)


def test_adjacency_chains_through_every_month_and_quarter() -> None:
    """Each month follows the month before, each quarter the quarter before, over a leap year."""
    months = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
    quarters = [f"{year}-Q{quarter}" for year in (2023, 2024) for quarter in range(1, 5)]
    for chain in (months, quarters):
        for earlier, later in itertools.pairwise(chain):
            assert adjacent_equal(parse_period(earlier), parse_period(later)), (earlier, later)


@steady
@given(PERIODS, st.sampled_from(list(PeriodBasis)))
def test_printing_never_fails_nor_shows_the_code(written: Written, basis: PeriodBasis) -> None:
    """Every period prints as Chinese words, whatever its basis, never as the cell's code."""
    printed = print_period(written[0], basis)
    assert printed
    assert not re.search(r"[A-Z/-]", printed)
