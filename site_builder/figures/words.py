"""Bound figures as plain words, for summaries, feeds and descriptions."""

from site_builder.markup.render import fill_line
from site_builder.model.document import Document
from site_builder.model.figure import BoundFigure


def change_words(figure: BoundFigure) -> str:
    """Return the change into a figure, or 不可比 with the reasons."""
    comparison = figure.comparison
    if comparison is None:
        return "不可比"
    if not comparison.comparable:
        return f"不可比（{'；'.join(comparison.reasons)}）"
    return f"{comparison.lead}{comparison.text}（本站计算）"


def figure_words(figure: BoundFigure, part: str) -> str:
    """Return a part of a bound figure as plain words, with the marks that must stay with it."""
    if part == "change":
        return change_words(figure)
    marks = f"（{'，'.join(figure.figure.marks)}）" if figure.figure.marks else ""
    return {
        "": f"{figure.figure.text}{marks}",
        "value": f"{figure.figure.before}{figure.figure.number}{figure.figure.after}",
        "period": figure.figure.period,
        "source": f"{figure.figure.source_title}，{figure.figure.locator}",
    }[part]


def plain_summary(document: Document, figures: tuple[BoundFigure, ...]) -> str:
    """Return the summary of a document with its figures as words."""
    words = {
        (figure.name, use.part): figure_words(figure, use.part)
        for figure in figures
        for use in document.uses
        if use.name == figure.name
    }
    return fill_line(document.summary, words)
