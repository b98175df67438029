"""Diagnostics as workflow commands of GitHub, which show them beside the lines of a change."""

from site_builder.diagnostics import Diagnostic
from site_builder.reporters.catalogue import hint, message, one_line

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}
"""What GitHub asks to be escaped in a command's message, and in its properties."""


def as_github(diagnostics: tuple[Diagnostic, ...], language: str) -> str:
    """Return one line a diagnostic: `::error file=..,line=..,col=..,title=..::message`."""
    return "".join(_command(item, language) for item in diagnostics)


def _command(item: Diagnostic, language: str) -> str:
    span = item.span
    properties = {"file": span.path, "line": span.line or span.row, "col": span.column}
    properties["title"] = item.code
    listed = ",".join(
        f"{name}={one_line(str(value)).translate(_PROPERTY)}"
        for name, value in properties.items()
        if value is not None
    )
    said = f"{message(item, language)}\n{hint(item, language)}"
    if span.field:
        said = f"{one_line(span.field)}: {said}"
    return f"::{item.severity.value} {listed}::{said.translate(_DATA)}\n"
