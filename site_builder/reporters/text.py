"""Diagnostics as text: a line for what is wrong and where, a line for what to do."""

from collections import Counter
from itertools import groupby

from site_builder.diagnostics import Diagnostic, Severity, Span
from site_builder.reporters.catalogue import hint, message, one_line

_WORDS = {
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning"},
}


def place(span: Span, language: str) -> str:
    """Return a span as file:line:column, file with row and field, or file with Sheet1!C7."""
    if span.row is None and span.resource and span.field:
        return one_line(f"{span.path}: {span.resource}!{span.field}")
    if span.row is not None or span.field:
        row, field = ("row", "field") if language == "en" else ("行", "字段")
        parts = []
        if span.row is not None:
            parts.append(f"{row} {span.row}" if language == "en" else f"第{span.row}{row}")
        if span.field:
            parts.append(f"{field} {span.field}")
        separator = ", " if language == "en" else "，"
        return one_line(f"{span.path}: {separator.join(parts)}")
    numbers = [str(number) for number in (span.line, span.column) if number is not None]
    return one_line(":".join((span.path, *numbers)))


_INKS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m"}
_PLAIN = "\x1b[0m"
"""Red and yellow, as terminals take them."""


def as_text(diagnostics: tuple[Diagnostic, ...], language: str, *, coloured: bool = False) -> str:
    """Return the diagnostics as text, a blank line between files; "" where there are none.

    `coloured`: how grave each is shows in the colours of a terminal, too.
    """
    files = [
        "".join(_said(item, language, coloured=coloured) for item in items)
        for _, items in groupby(diagnostics, key=lambda item: item.span.path)
    ]
    return "\n".join(files)


def _said(item: Diagnostic, language: str, *, coloured: bool) -> str:
    word = _WORDS[language][item.severity]
    if coloured:
        word = f"{_INKS[item.severity]}{word}{_PLAIN}"
    text = f"{place(item.span, language)}: {word} [{item.code}] {message(item, language)}\n"
    advice = hint(item, language)
    label = "hint" if language == "en" else "怎么办"
    return text + (f"    {label}: {advice}\n" if advice else "")


def by_code(diagnostics: tuple[Diagnostic, ...], language: str) -> str:
    """Return how many diagnostics there are of each code, the most frequent first."""
    counts = Counter(item.code for item in diagnostics)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = (", " if language == "en" else "，").join(f"{code} {count}" for code, count in ranked)
    return f"by code: {listed}" if language == "en" else f"按代码：{listed}"


def summary(diagnostics: tuple[Diagnostic, ...], language: str) -> str:
    """Return how many errors and warnings there are."""
    errors = sum(item.severity is Severity.ERROR for item in diagnostics)
    warnings = len(diagnostics) - errors
    if language == "en":
        return f"{errors} error(s), {warnings} warning(s)"
    return f"{errors}个错误，{warnings}个警告"
