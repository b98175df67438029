"""Asking all addresses of a site, and what of the answers is told.

One failure is no alarm: an address is told of when it has failed in so many runs on end. A file
remembers the count of each address that failed the last time.
"""

import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from msgspec import Struct

from site_builder.diagnostics import Diagnostic, Span, error, ordered, warning
from site_builder.outward.asking import Answer, State, Visitor

_AT_ONCE = 8
"""Hosts that are asked at the same time."""
_ENOUGH = 3
"""A host that was silent so often is not asked again in the same run."""

_LASTING = (State.PRIVATE, State.MOVED)
"""What does not pass by itself."""


class Told(Struct, frozen=True, kw_only=True):
    """What is to be told of all answers, and how often each address has failed on end until now.

    `waiting` are the addresses that have failed, but not often enough to be told of.
    """

    diagnostics: tuple[Diagnostic, ...]
    failed: Mapping[str, int]
    waiting: tuple[str, ...]


def visit(addresses: Iterable[str], visitor: Visitor) -> dict[str, Answer]:
    """Return the answer of each address, in the order given; hosts are asked side by side."""
    hosts: dict[str, list[str]] = {}
    listed = list(addresses)
    for address in listed:
        hosts.setdefault(urlsplit(address).netloc.lower(), []).append(address)
    found: dict[str, Answer] = {}
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for answers in threads.map(lambda one: _of_host(one, visitor), hosts.values()):
            found |= answers
    return {address: found[address] for address in listed}


def nobody_answers(answers: Mapping[str, Answer]) -> bool:
    """Tell whether all of several hosts were silent: then it is who asks that has no network."""
    hosts = {urlsplit(address).netloc for address in answers}
    return len(hosts) > 1 and all(one.state is State.SILENT for one in answers.values())


def _of_host(addresses: list[str], visitor: Visitor) -> dict[str, Answer]:
    """Return the answers of one host, asked one after the other; of a silent one the last one."""
    found: dict[str, Answer] = {}
    silent = 0
    for address in addresses:
        if silent < _ENOUGH:
            answer = visitor.ask(address)
            silent = silent + 1 if answer.state is State.SILENT else 0
        found[address] = answer
    return found


def tell(
    answers: Mapping[str, Answer],
    places: Mapping[str, tuple[Span, ...]],
    before: Mapping[str, int],
    after: int,
) -> Told:
    """Return what is to be told, at each place of an address, of what failed `after` runs on end.

    `before` is how often each address had failed until this run.
    """
    failed: dict[str, int] = {}
    found: list[Diagnostic] = []
    waiting: list[str] = []
    for address, answer in answers.items():
        if answer.state is State.FINE:
            continue
        if answer.state not in _LASTING:
            failed[address] = before.get(address, 0) + 1
            if failed[address] < after:
                waiting.append(address)
                continue
        found += (_fault(address, answer, span) for span in places[address])
    return Told(diagnostics=ordered(found), failed=failed, waiting=tuple(waiting))


def _fault(address: str, answer: Answer, span: Span) -> Diagnostic:
    match answer.state:
        case State.PRIVATE:
            return error("external-private", span, target=address)
        case State.MOVED:
            return warning("external-moved", span, target=address, found=answer.target)
        case State.CLOSED:
            return warning("external-closed", span, target=address, cause=answer.cause)
        case State.CERTIFICATE:
            return error("external-certificate", span, target=address, cause=answer.cause)
        case State.SILENT:
            return error("external-silent", span, target=address, cause=answer.cause)
    return error("external-broken", span, target=address, cause=answer.cause)


def read_failed(text: str) -> dict[str, int]:
    """Return how often each address has failed on end; none where the text is no such list."""
    try:
        return {str(address): int(count) for address, count in json.loads(text)["failed"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def as_failed(failed: Mapping[str, int]) -> str:
    """Return the same as a file, without a date, so that nothing new leaves it as it is."""
    return json.dumps({"failed": dict(sorted(failed.items()))}, ensure_ascii=False, indent=1) + "\n"
