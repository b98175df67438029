"""Patterns that a package asks of its cells: only those that any text is soon held against.

A pattern such as `(a+)+` takes twice as long for each further character of a cell that does not
fit; who writes the pattern writes the cell too.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

_READ: Any = import_module("re._parser")
"""The parser of the standard library; there is no public one."""
_LONGEST = 1000
_MANY = 30
_SAMPLE = tuple(map(chr, (*range(0x250), 0x3001, 0x3002, 0x4E00, 0x9FA5, 0xFF11, 0x1F600)))
_SINGLE = ("LITERAL", "NOT_LITERAL", "IN", "ANY")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")


def is_quick(pattern: str) -> bool:
    """Tell whether a pattern is held against any text in a time that grows as the text does.

    False for what is no pattern, and for some that would do: repeated is one sign, one class of
    signs, or a group that begins with a sign that stands nowhere else in it.
    """
    if len(pattern) > _LONGEST:
        return False
    try:
        tree = _READ.parse(pattern)
        return _quick(list(tree))
    except (ValueError, OverflowError, RecursionError, _READ.error):
        return False


def _quick(items: list[Any]) -> bool:
    for place, item in enumerate(items):
        name, value = str(item[0]), item[1]
        if name.startswith("GROUPREF"):
            return False
        if not all(_quick(part) for part in _parts(name, value)):
            return False
        if name in _REPEATS and not _repeats_well(value, items[place + 1 :]):
            return False
    return True


def _parts(name: str, value: Any) -> list[list[Any]]:
    """Return the rows of items that an item holds."""
    if name in (*_REPEATS, "POSSESSIVE_REPEAT"):
        return [list(value[2])]
    if name == "SUBPATTERN":
        return [list(value[3])]
    if name == "BRANCH":
        return [list(part) for part in value[1]]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [list(value[1])]
    return [list(value)] if name == "ATOMIC_GROUP" else []


def _repeats_well(repeat: Any, following: list[Any]) -> bool:
    """Tell whether a repetition can end in one way alone, given what follows it."""
    low, high, body = int(repeat[0]), int(repeat[1]), _flat(list(repeat[2]))
    if high > 1 and any(map(_unclear, body)):
        return False
    marked = not body or (str(body[0][0]) in _SINGLE and not _signs(body[:1]) & _signs(body[1:]))
    if high > 1 and any(map(_varies, body)) and not marked:
        return False
    if high - low <= _MANY:
        return True
    own = _signs(body)
    for item in _flat(following):
        if not own & _first([item]):
            if not _may_be_empty(item):
                return True
        elif _varies(item):
            return False
    return True


def _flat(items: Iterable[Any]) -> list[Any]:
    """Return items with those of plain groups in their places."""
    found: list[Any] = []
    for item in items:
        found += _flat(item[1][3]) if str(item[0]) == "SUBPATTERN" else [item]
    return found


def _varies(item: Any) -> bool:
    """Tell whether an item can stand for texts of several lengths, or in several ways."""
    name, value = str(item[0]), item[1]
    if name == "BRANCH":
        return True
    own = name in _REPEATS and value[0] != value[1]
    return own or any(_varies(one) for part in _parts(name, value) for one in part)


def _first(items: Iterable[Any]) -> frozenset[str]:
    """Return the signs of the sample that what items match can begin with."""
    found: frozenset[str] = frozenset()
    for item in items:
        parts = _parts(str(item[0]), item[1])
        found |= frozenset().union(*map(_first, parts)) if parts else _signs([item])
        if not _may_be_empty(item):
            break
    return found


def _unclear(item: Any) -> bool:
    """Tell whether an item holds alternatives of which one text could take two."""
    name, value = str(item[0]), item[1]
    parts = _parts(name, value)
    if name == "BRANCH":
        begins = [_first(part) for part in parts]
        if any(all(map(_may_be_empty, part)) for part in parts):
            return True
        if sum(map(len, begins)) > len(frozenset().union(*begins)):
            return True
    return any(_unclear(one) for part in parts for one in part)


def _may_be_empty(item: Any) -> bool:
    name, value = str(item[0]), item[1]
    if name in _SINGLE:
        return False
    parts = _parts(name, value)
    if name in _REPEATS:
        return value[0] == 0 or all(map(_may_be_empty, parts[0]))
    return any(all(map(_may_be_empty, part)) for part in parts) if parts else True


def _signs(items: Iterable[Any]) -> frozenset[str]:
    """Return the signs of the sample that can stand in what items match."""
    found: set[str] = set()
    for item in items:
        name, value = str(item[0]), item[1]
        if name == "LITERAL":
            found.add(chr(value))
        elif name in _SINGLE:
            found |= _class(item)
        for part in _parts(name, value):
            found |= _signs(part)
    return frozenset(found)


def _class(item: Any) -> set[str]:
    name, value = str(item[0]), item[1]
    if name == "ANY":
        return set(_SAMPLE)
    if name == "NOT_LITERAL":
        return set(_SAMPLE) - {chr(value)}
    found: set[str] = set()
    negated = False
    for kind, said in value:
        if str(kind) == "NEGATE":
            negated = True
        elif str(kind) == "LITERAL":
            found.add(chr(said))
        elif str(kind) == "RANGE":
            found |= {sign for sign in _SAMPLE if said[0] <= ord(sign) <= said[1]}
        else:
            found |= set(_SAMPLE)  # a category: taken for everything
    return set(_SAMPLE) - found if negated else found
