"""What stands in the place of a change where there is none: one line, said once where it is one."""

from collections.abc import Iterable

from site_builder.model.figure_row import FigureRow
from site_builder.model.language import CHINESE, Language, phrase

ONE_PERIOD = phrase("目前只公布了这一期，没有前一期可比")
ALL_ONE_PERIOD = phrase("以上各数都只公布了一期，所以不标升降。")


def why_no_change(row: FigureRow, language: Language = CHINESE) -> str:
    """Return why a figure stands without a change, its first reason; "" where it has one."""
    if row.comparison is None:
        return language.say(ONE_PERIOD)
    if row.comparison.comparable:
        return ""
    reason = language.bare(row.comparison.reasons[0])
    return language.say("与前一期不可比：{reasons}", reasons=reason)


def said_of_all(rows: Iterable[FigureRow], language: Language = CHINESE) -> str:
    """Return the line that holds for all the figures, where each has a single period; else ""."""
    found = tuple(rows)
    alone = all(row.comparison is None for row in found)
    return language.say(ALL_ONE_PERIOD) if found and alone else ""
