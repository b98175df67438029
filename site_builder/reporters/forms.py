"""The forms in which diagnostics are told."""

from collections.abc import Callable, Mapping

from site_builder.diagnostics import Diagnostic
from site_builder.reporters.github import as_github
from site_builder.reporters.gitlab import as_gitlab
from site_builder.reporters.json import as_json
from site_builder.reporters.sarif import as_sarif
from site_builder.reporters.text import as_text

Form = Callable[[tuple[Diagnostic, ...], str], str]

FORMS: Mapping[str, Form] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
    "gitlab": as_gitlab,
}
"""Every form by its name; each takes the diagnostics and the language."""
