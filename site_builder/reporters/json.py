"""Diagnostics as one JSON document."""

import json
from dataclasses import asdict

from site_builder.diagnostics import Diagnostic, Severity
from site_builder.reporters.catalogue import hint, message


def as_json(diagnostics: tuple[Diagnostic, ...], language: str) -> str:
    """Return the diagnostics with counts by severity."""
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
    counts = {
        severity: sum(item.severity is severity for item in diagnostics) for severity in Severity
    }
    return json.dumps({"counts": counts, "diagnostics": items}, ensure_ascii=False, indent=1) + "\n"
