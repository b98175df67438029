"""Time periods: parse, print and relate every form of `time_period`.

The forms: `2024`, `2024-S1`, `2024-Q1`, `2024-05`, `2024-05-28` (as of), `2020-01/2020-10`
(months, inclusive), `2024-01-01/2024-05-28` (days); an empty side of a range is unknown.
"""

import re
from calendar import isleap, monthrange
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.vocabulary import PeriodBasis


class Grain(StrEnum):
    """The form a period is written in."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    MONTHS = "months"
    DAYS = "days"


class Period(Struct, frozen=True, kw_only=True):
    """A parsed period. `start` and `end` are inclusive; None is an unknown side.

    A day is a point in time: `start` equals `end`.
    """

    text: str
    grain: Grain
    start: date | None
    end: date | None

    @property
    def known(self) -> bool:
        """Whether both sides are known."""
        return self.start is not None and self.end is not None


class PeriodError(ValueError):
    """The text is no period."""


_YEAR = r"(?P<y>[12][0-9]{3})"
_SIMPLE = (
    (Grain.YEAR, re.compile(_YEAR)),
    (Grain.HALF, re.compile(_YEAR + r"-S(?P<n>[12])")),
    (Grain.QUARTER, re.compile(_YEAR + r"-Q(?P<n>[1-4])")),
    (Grain.MONTH, re.compile(_YEAR + r"-(?P<n>0[1-9]|1[0-2])")),
)
_MONTHS_OF = {Grain.YEAR: 12, Grain.HALF: 6, Grain.QUARTER: 3, Grain.MONTH: 1}
_MONTH = re.compile(r"[12][0-9]{3}-[0-9]{2}")
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")


@lru_cache(maxsize=65536)
def parse_period(text: str) -> Period:
    """Return the period that `text` writes; raise `PeriodError` where it is none."""
    if "/" in text:
        return _parse_range(text)
    for grain, pattern in _SIMPLE:
        match = pattern.fullmatch(text)
        if match:
            length = _MONTHS_OF[grain]
            first = (int(match["n"]) - 1) * length + 1 if grain is not Grain.YEAR else 1
            year, last = int(match["y"]), first + length - 1
            return Period(
                text=text, grain=grain, start=date(year, first, 1), end=_month_end(year, last)
            )
    day = _day(text)
    return Period(text=text, grain=Grain.DAY, start=day, end=day)


def _parse_range(text: str) -> Period:
    left, _, right = text.partition("/")
    sides = [side for side in (left, right) if side]
    if all(_MONTH.fullmatch(side) for side in sides) and sides:
        start = parse_period(left).start if left else None
        end = parse_period(right).end if right else None
        grain = Grain.MONTHS
    elif all(_DAY.fullmatch(side) for side in sides):
        start = _day(left) if left else None
        end = _day(right) if right else None
        grain = Grain.DAYS
    else:
        raise PeriodError(text)
    if start and end and start > end:
        raise PeriodError(text)
    return Period(text=text, grain=grain, start=start, end=end)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise PeriodError(text)
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise PeriodError(text) from fault


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def order(text: str) -> tuple[date, date]:
    """Return a sort key: by end, then start; unknown sides stand first."""
    period = parse_period(text)
    return (period.end or date.min, period.start or date.min)


def axis_position(text: str) -> Decimal | None:
    """Return the place of a period on a time axis in years, or None where a side is unknown.

    Full years stand on the year itself, parts of a year at their middle, so that a part never
    hides behind the whole.
    """
    period = parse_period(text)
    if period.start is None or period.end is None:
        return None
    if period.grain is Grain.YEAR:
        return Decimal(period.start.year)
    middle = (_years(period.start) + _years(period.end)) / 2
    return middle.quantize(Decimal("0.001"))


def _years(day: date) -> Decimal:
    days = 366 if isleap(day.year) else 365
    return Decimal(day.year) + Decimal(day.timetuple().tm_yday - 1) / Decimal(days)


def same_span_of_other_year(earlier: Period, later: Period) -> bool:
    """Tell whether both are the same part of two different years (Jan-Oct only with Jan-Oct)."""
    if not (earlier.start and earlier.end and later.start and later.end):
        return False
    return (
        earlier.start.year != later.start.year
        and later.end.year - earlier.end.year == later.start.year - earlier.start.year
        and (earlier.start.month, earlier.start.day) == (later.start.month, later.start.day)
        and _same_month_day(earlier.end, later.end)
    )


def _same_month_day(one: date, other: date) -> bool:
    """Compare month and day; the last of February agrees with the last of February."""
    if (one.month, one.day) == (other.month, other.day):
        return True
    return all(day.month == 2 and day == _month_end(day.year, 2) for day in (one, other))


def adjacent_equal(earlier: Period, later: Period) -> bool:
    """Tell whether the later span follows at once and is as long (in months, else in days)."""
    if not (earlier.start and earlier.end and later.start and later.end):
        return False
    if earlier.end + timedelta(days=1) != later.start or earlier.grain is Grain.DAY:
        return False
    if _whole_months(earlier) and _whole_months(later):
        return _months(earlier) == _months(later)
    return earlier.end - earlier.start == later.end - later.start


def year_end_before(earlier: Period, later: Period) -> bool:
    """Tell whether the earlier is the close of the year before the later one's end."""
    if not (earlier.end and later.end):
        return False
    return earlier.end == date(later.end.year - 1, 12, 31) and (
        earlier.grain in (Grain.DAY, Grain.YEAR)
    )


class Relation(Struct, frozen=True, kw_only=True):
    """How a later period stands to an earlier one.

    `years` is how many years later it begins (0 where a side is unknown); `adjacent` parts of a
    year follow each other at once and are as long; `year_end`: the earlier is the close of the year
    before.
    """

    known: bool
    same_span: bool
    years: int
    adjacent: bool
    year_end: bool


@lru_cache(maxsize=65536)
def relate(earlier: str, later: str) -> Relation:
    """Return how two periods stand to each other; remembered, since few texts make many pairs."""
    first, second = parse_period(earlier), parse_period(later)
    years = second.start.year - first.start.year if first.start and second.start else 0
    return Relation(
        known=first.known and second.known,
        same_span=same_span_of_other_year(first, second),
        years=years,
        adjacent=adjacent_equal(first, second),
        year_end=year_end_before(first, second),
    )


def part_of_year(period: Period) -> bool:
    """Tell whether a known period is shorter than a year."""
    assert period.start is not None
    assert period.end is not None
    return (period.end - period.start).days < 364


def _whole_months(period: Period) -> bool:
    return period.grain not in (Grain.DAY, Grain.DAYS)


def _months(period: Period) -> int:
    assert period.start is not None
    assert period.end is not None
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def print_period(
    text: str, basis: PeriodBasis, *, edition: bool = False, language: Language = CHINESE
) -> str:
    """Return the period in words.

    截至 is printed only where the source states the day; a bounded one prints
    截至报告时（不晚于…）, an unknown one 原文未注明期间 (domain rules, comparison 3).
    """
    if edition:
        return language.say("{year}年版", year=text)
    period = parse_period(text)
    if period.start is None and period.end is None:
        return language.say("原文未注明期间")
    if basis is PeriodBasis.BOUNDED:
        return _print_bounded(period, language)
    if basis is PeriodBasis.STATED:
        return _print_stated(period, language)
    if period.grain is Grain.DAY:  # 截至 is for what the source says
        words = _print_day(period.end, language)
    else:
        words = _print_stated(period, language)
    if basis is PeriodBasis.INFERRED:
        return language.say("{period}（推定）", period=words)
    return words


def _print_bounded(period: Period, language: Language) -> str:
    start = _print_day(period.start, language)
    if period.end is None:
        return language.say("{start}起，截止日原文未注明", start=start)
    end = _print_day(period.end, language)
    if period.grain is Grain.DAY:
        return language.say("截至报告时（不晚于{end}）", end=end)
    if period.start is None:
        return language.say("累计至报告时（不晚于{end}），起始日原文未注明", end=end)
    return language.say("{start}至报告时（不晚于{end}）", start=start, end=end)


def _print_stated(period: Period, language: Language) -> str:
    start, end = period.start, period.end
    if start is None:
        last = _print_side(end, period.grain, language)
        return language.say("累计至{end}，起始日原文未注明", end=last)
    if end is None:
        first = _print_side(start, period.grain, language)
        return language.say("{start}起，截止日原文未注明", start=first)
    if period.grain is Grain.YEAR:
        return language.say("{year}年", year=start.year)
    if period.grain is Grain.HALF:
        half = phrase("{year}年上半年") if start.month == 1 else phrase("{year}年下半年")
        return language.say(half, year=start.year)
    if period.grain is Grain.QUARTER:
        quarter = language.word("quarter", "一二三四"[(start.month - 1) // 3])
        return language.say("{year}年{quarter}季度", year=start.year, quarter=quarter)
    if period.grain is Grain.DAY:
        return language.say("截至{day}", day=_print_day(end, language))
    if period.grain is Grain.DAYS:
        return language.say(
            "{start}—{end}", start=_print_day(start, language), end=_print_day(end, language)
        )
    return _print_months(start, end, language)


def _print_months(start: date, end: date, language: Language) -> str:
    if start.year != end.year:
        return language.say(
            "{start}—{end}", start=_print_month(start, language), end=_print_month(end, language)
        )
    if start.month == end.month:
        return _print_month(start, language)
    return language.say(
        "{year}年{first}—{last}月",
        year=start.year,
        first=language.word("month", str(start.month)),
        last=language.word("month", str(end.month)),
    )


def _print_side(day: date | None, grain: Grain, language: Language) -> str:
    if day is not None and grain is Grain.MONTHS:
        return _print_month(day, language)
    return _print_day(day, language)


def _print_month(day: date, language: Language) -> str:
    month = language.word("month", str(day.month))
    return language.say("{year}年{month}月", year=day.year, month=month)


def _print_day(day: date | None, language: Language) -> str:
    if day is None:
        return ""
    month = language.word("month", str(day.month))
    return language.say("{year}年{month}月{day}日", year=day.year, month=month, day=day.day)
