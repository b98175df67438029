"""What is done, due or late on the day of the build: by dates of the rows, never the clock."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from site_builder.compare.periods import parse_period
from site_builder.model.language import phrase
from site_builder.model.systems import Feedback, Milestone, Shortcoming
from site_builder.model.vocabulary import WITH_REPLY, Progress, Rectification


class Timing(StrEnum):
    """How a promise stands: kept, still in time, late, or without a day to be late for."""

    DONE = "done"
    OPEN = "open"
    LATE = "late"
    UNDATED = "undated"


TIMING_WORDS = {
    Timing.DONE: phrase("已完成"),
    Timing.OPEN: phrase("未到期"),
    Timing.LATE: phrase("已逾期"),
    Timing.UNDATED: phrase("期限原文未注明"),
}


class Standing(Struct, frozen=True, kw_only=True):
    """How a promise stands on a day; `days` are those after its last day, 0 where none is known.

    Of what is done these are the days by which it came too late.
    """

    timing: Timing
    days: int


def standing(row: Feedback | Milestone | Shortcoming, as_of: str) -> Standing:
    """Return how what a row promises stands on the day `as_of`, an ISO date.

    A finding is done with its reply, a milestone or shortcoming when its source says so.
    """
    match row:
        case Feedback():
            done, done_on = row.status in WITH_REPLY, row.replied_on
        case Milestone():
            done, done_on = row.status is Progress.DONE, row.date
        case Shortcoming():
            done, done_on = row.state is Rectification.DONE, ""
    if done:
        return Standing(timing=Timing.DONE, days=_after(row.due, done_on))
    if not row.due:
        return Standing(timing=Timing.UNDATED, days=0)
    late = _after(row.due, as_of)
    return Standing(timing=Timing.LATE if late else Timing.OPEN, days=late)


def reply_days(row: Feedback) -> int | None:
    """Return the days from a finding to its reply; None where there is no reply yet."""
    if not row.replied_on:
        return None
    return (date.fromisoformat(row.replied_on) - date.fromisoformat(row.date)).days


def last_day(due: str) -> str:
    """Return the last day of a deadline that may be a month or a year, as an ISO date."""
    end = parse_period(due).end
    assert end is not None  # a deadline is a day, month or year, and each has an end
    return end.isoformat()


def _after(due: str, day: str) -> int:
    """Return by how many days a day, or the first of a month, is after a deadline; 0 if not."""
    if not due or not day:
        return 0
    start = parse_period(day).start
    assert start is not None
    return max(0, (start - date.fromisoformat(last_day(due))).days)
