"""Bound figures as plain words, for summaries, feeds and descriptions."""

from site_builder.compare.wording import NOT_COMPARABLE
from site_builder.markup.fill import fill_line
from site_builder.model.document import Document
from site_builder.model.figure import BoundFigure
from site_builder.model.language import CHINESE, Language


def change_words(figure: BoundFigure, *, language: Language = CHINESE) -> str:
    """Return the change into a figure, or 不可比 with the reasons."""
    comparison = figure.comparison
    if comparison is None:
        return language.say(NOT_COMPARABLE)
    if not comparison.comparable:
        reasons = language.points(comparison.reasons)
        return f"{language.say(NOT_COMPARABLE)}{language.bracketed(reasons)}"
    said = f"{comparison.lead}{comparison.text}"
    return language.noted(said, (language.say("本站计算"),))


def figure_words(figure: BoundFigure, part: str, *, language: Language = CHINESE) -> str:
    """Return a part of a bound figure as plain words, with the marks that must stay with it."""
    if part == "change":
        return change_words(figure, language=language)
    shown = figure.figure
    match part:
        case "":
            return language.noted(shown.text, shown.marks)
        case "value":
            return f"{shown.before}{shown.number}{shown.after}"
        case "period":
            return shown.period
    return language.clauses((shown.source_title, shown.locator))


def plain_summary(
    document: Document, figures: tuple[BoundFigure, ...], *, language: Language = CHINESE
) -> str:
    """Return the summary of a document with its figures as words."""
    if "{{" not in document.summary:
        return document.summary
    words = {
        (figure.name, use.part): figure_words(figure, use.part, language=language)
        for figure in figures
        for use in document.uses
        if use.name == figure.name
    }
    return fill_line(document.summary, words)
