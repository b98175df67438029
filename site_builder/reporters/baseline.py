"""A baseline: the warnings of a site that are known, so that only new ones are told."""

import json
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import asdict

from site_builder.diagnostics import Diagnostic, Severity
from site_builder.reporters.catalogue import message
from site_builder.reporters.fingerprint import fingerprints
from site_builder.reporters.json import document


class KnownWarning(Struct, frozen=True, kw_only=True):
    """A known warning; the fingerprint counts, the rest is for whoever reads the file."""

    fingerprint: str
    code: str
    path: str
    message: str = ""


def read_baseline(text: str) -> tuple[KnownWarning, ...]:
    """Return the known warnings of a baseline file; raise ValueError where it is none."""
    try:
        return tuple(
            KnownWarning(
                fingerprint=str(item["fingerprint"]),
                code=str(item["code"]),
                path=str(item["path"]),
            )
            for item in json.loads(text)
        )
    except (KeyError, TypeError, RecursionError) as fault:
        raise ValueError from fault


def as_baseline(diagnostics: Iterable[Diagnostic], language: str) -> str:
    """Return a baseline file that knows every warning among the diagnostics."""
    warnings = _warnings(diagnostics)
    known = [
        asdict(
            KnownWarning(
                fingerprint=fingerprint,
                code=item.code,
                path=item.span.path,
                message=message(item, language),
            )
        )
        for item, fingerprint in zip(warnings, fingerprints(warnings), strict=True)
    ]
    return document(known)


def without_known(
    diagnostics: tuple[Diagnostic, ...], baseline: tuple[KnownWarning, ...]
) -> tuple[tuple[Diagnostic, ...], tuple[KnownWarning, ...]]:
    """Return the diagnostics without the known warnings, and what is known but was not found.

    An error is never left out.
    """
    warnings = _warnings(diagnostics)
    found = dict(zip(warnings, fingerprints(warnings), strict=True))
    known = {item.fingerprint for item in baseline}
    rest = tuple(item for item in diagnostics if found.get(item) not in known)
    present = set(found.values())
    return rest, tuple(item for item in baseline if item.fingerprint not in present)


def _warnings(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [item for item in diagnostics if item.severity is Severity.WARNING]
