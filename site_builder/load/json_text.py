"""JSON as people and programs hand it in: read strictly, and never deeper than anybody writes."""

import json
from itertools import pairwise
from typing import Any

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import quoted
from site_builder.load.files import too_deep, unseen_within
from site_builder.model.limits import DEEPEST


class _Repeated(ValueError):  # noqa: N818 - what was found
    """A key stands twice in one object."""


def parse_json(text: str, path: str) -> tuple[Any, Diagnostic | None]:
    """Return what a text says, or what is wrong with it; `path` is how messages name the file.

    Refused are keys that stand twice, of which readers would take different ones, NaN and Infinity,
    which JSON does not know, and numbers beyond what can be counted with.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        span = Span(path=path, line=fault.lineno, column=fault.colno)
        return None, error("descriptor-invalid", span, cause="@json")
    except RecursionError:
        return None, error("nested-too-deep", Span(path=path), most=DEEPEST)
    except ValueError as fault:
        again = isinstance(fault, _Repeated)
        cause = f"@repeated|{quoted(str(fault))}" if again else "@json-number"
        return None, error("descriptor-invalid", Span(path=path, line=1), cause=cause)
    if too_deep(data):
        return None, error("nested-too-deep", Span(path=path), most=DEEPEST)
    hidden = unseen_within(data)
    if hidden:
        return None, error("character-unseen", Span(path=path, line=1), cause=hidden)
    return data, None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = sorted(name for name, _ in pairs)
        raise _Repeated(next(one for one, other in pairwise(names) if one == other))
    return found


def _no_number(constant: str) -> float:
    raise ValueError(constant)
