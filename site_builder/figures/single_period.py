"""What stands in the place of a change where there is none: one line, said once where it is one."""

from collections.abc import Iterable

from site_builder.model.figure_row import FigureRow

ONE_PERIOD = "目前只公布了这一期，没有前一期可比"
ALL_ONE_PERIOD = "以上各数都只公布了一期，所以不标升降。"


def why_no_change(row: FigureRow) -> str:
    """Return why a figure stands without a change, its first reason; "" where it has one."""
    if row.comparison is None:
        return ONE_PERIOD
    if row.comparison.comparable:
        return ""
    return f"与前一期不可比：{row.comparison.reasons[0].partition('（')[0]}"


def said_of_all(rows: Iterable[FigureRow]) -> str:
    """Return the line that holds for all the figures, where each has a single period; else ""."""
    found = tuple(rows)
    alone = all(row.comparison is None for row in found)
    return ALL_ONE_PERIOD if found and alone else ""
