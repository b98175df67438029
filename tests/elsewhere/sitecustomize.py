"""Another machine, for processes that find this module first: its file system and its limits.

Folders list their files from behind or in no order (`ELSEWHERE_LISTED`), the user has another
number and no name, one processor is to be had and three are claimed.
"""

import os
import random
from collections.abc import Iterator
from typing import Any

_LISTED, _SCANNED = os.listdir, os.scandir


def _turned(found: list[Any]) -> list[Any]:
    if os.environ.get("ELSEWHERE_LISTED") == "shuffled":
        random.Random(len(found)).shuffle(found)
        return found
    return found[::-1]


class _Turned:
    """What a folder holds, in another order than that of names."""

    def __init__(self, path: Any = ".") -> None:
        with _SCANNED(path) as found:
            self._entries = iter(_turned(sorted(found, key=lambda entry: os.fsencode(entry.name))))

    def __enter__(self) -> "_Turned":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def close(self) -> None:
        """Do nothing more."""


def _listdir(path: Any = ".") -> list[Any]:
    return _turned(sorted(_LISTED(path), key=os.fsencode))


os.scandir = _Turned  # type: ignore[assignment,misc]
os.listdir = _listdir  # type: ignore[assignment]
if hasattr(os, "getuid"):
    os.getuid = os.geteuid = lambda: 4_321
os.cpu_count = lambda: 3  # type: ignore[assignment]
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
