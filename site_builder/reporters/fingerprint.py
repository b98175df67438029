"""Fingerprints: what a diagnostic is about, so that it is known again when its line has moved."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from site_builder.diagnostics import Diagnostic

_OF_THE_MOMENT = ("row", "line", "nearest")
"""Arguments that change without the fault changing: places, and the advice of a nearest name."""


def fingerprints(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return a fingerprint for each diagnostic, in order; no two are equal.

    It is made of code, path, table, field and arguments, without line, column and row. Faults
    that are alike in all of these are numbered.
    """
    seen: Counter[str] = Counter()
    made = []
    for item in diagnostics:
        about = _about(item)
        seen[about] += 1
        text = f"{about}\n{seen[about]}"
        made.append(hashlib.sha256(text.encode("utf-8")).hexdigest()[:32])
    return tuple(made)


def _about(item: Diagnostic) -> str:
    arguments = sorted(pair for pair in item.arguments if pair[0] not in _OF_THE_MOMENT)
    span = item.span
    return json.dumps([item.code, span.path, span.resource, span.field, arguments])
