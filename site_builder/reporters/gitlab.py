"""Diagnostics as a Code Quality report of GitLab (a subset of Code Climate's format)."""

from site_builder.diagnostics import Diagnostic, Severity
from site_builder.reporters.catalogue import hint, message
from site_builder.reporters.fingerprint import fingerprints
from site_builder.reporters.json import document

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def as_gitlab(diagnostics: tuple[Diagnostic, ...], language: str) -> str:
    """Return a JSON list with one object a diagnostic; a file as a whole is named at line 1."""
    items = [
        {
            "description": f"{message(item, language)} {hint(item, language)}".strip(),
            "check_name": item.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITY[item.severity],
            "location": {
                "path": item.span.path,
                "lines": {"begin": item.span.line or item.span.row or 1},
            },
        }
        for item, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    ]
    return document(items)
