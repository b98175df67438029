"""What can be wrong with the sources of a site, as data.

A diagnostic names a code and the arguments of its message; the wording, in Chinese and English,
belongs to `reporters`.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Severity(StrEnum):
    """How grave a diagnostic is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(Struct, frozen=True, kw_only=True):
    """Where something stands: a place in a text file, or a cell of a table.

    `line`, `column` and `row` count from 1; the header of a table is row 1, as in a spreadsheet.
    """

    path: str
    line: int | None = None
    column: int | None = None
    resource: str | None = None
    row: int | None = None
    field: str | None = None


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One fault: a stable kebab-case code, where it is, and the arguments of its message."""

    code: str
    severity: Severity
    span: Span
    arguments: tuple[tuple[str, str], ...] = ()


def error(code: str, span: Span, **arguments: object) -> Diagnostic:
    """Return an error diagnostic; the arguments fill the message of `code`."""
    return _diagnostic(code, Severity.ERROR, span, arguments)


def warning(code: str, span: Span, **arguments: object) -> Diagnostic:
    """Return a warning diagnostic; the arguments fill the message of `code`."""
    return _diagnostic(code, Severity.WARNING, span, arguments)


def _diagnostic(
    code: str, severity: Severity, span: Span, arguments: dict[str, object]
) -> Diagnostic:
    facts = tuple((name, str(value)) for name, value in arguments.items())
    return Diagnostic(code=code, severity=severity, span=span, arguments=facts)


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without repetitions, by file, then place, then code."""

    def place(item: Diagnostic) -> tuple[object, ...]:
        span = item.span
        return (
            span.path,
            span.line or span.row or 0,
            span.column or 0,
            span.resource or "",
            span.field or "",
            item.code,
            item.arguments,
        )

    return tuple(sorted(set(diagnostics), key=place))


def strict(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics with every warning made an error (`--strict`)."""
    return tuple(replace(item, severity=Severity.ERROR) for item in diagnostics)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any diagnostic is an error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)


class BuildFailed(Exception):  # noqa: N818 - the name is agreed
    """The only exception meant for users: the diagnostics that stopped the build.

    `status` is the exit status of design: 1 content or data, 2 usage or configuration,
    4 the environment.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...], status: int = 1) -> None:
        super().__init__(diagnostics, status)
        self.diagnostics = diagnostics
        self.status = status
