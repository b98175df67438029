"""Diagnostics as one JSON document."""

import json
import re
from collections.abc import Iterable
from typing import Any

from msgspec.structs import asdict

from site_builder.diagnostics import Diagnostic, Severity
from site_builder.reporters.catalogue import hint, message

_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What a terminal obeys, what turns the order of what is read, what no stream takes."""


def document(value: Any) -> str:
    """Return JSON for logs and files: characters as they are, but those that do harm there."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _UNSAFE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text) + "\n"


def counts(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    """Return how many diagnostics there are of each severity."""
    found = [item.severity for item in diagnostics]
    return {severity.value: found.count(severity) for severity in Severity}


def as_json(
    diagnostics: tuple[Diagnostic, ...],
    language: str,
    among: tuple[Diagnostic, ...] | None = None,
) -> str:
    """Return the diagnostics with counts by severity, of all `among` which they were found."""
    items = [
        {
            "code": item.code,
            "severity": item.severity,
            "message": message(item, language),
            "hint": hint(item, language),
            "span": {name: value for name, value in asdict(item.span).items() if value is not None},
        }
        for item in diagnostics
    ]
    return document(
        {"counts": counts(diagnostics if among is None else among), "diagnostics": items}
    )
