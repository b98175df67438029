"""Another machine, for processes that find this module first: its file system and its limits.

Folders list their files from behind, new files are nobody else's, one processor is to be had and
three are claimed.
"""

import os
from collections.abc import Iterator
from typing import Any

_LISTED, _SCANNED = os.listdir, os.scandir


class _FromBehind:
    """What a folder holds, in the order opposite to that of names."""

    def __init__(self, path: Any = ".") -> None:
        with _SCANNED(path) as found:
            self._entries = iter(sorted(found, key=lambda entry: os.fsencode(entry.name))[::-1])

    def __enter__(self) -> "_FromBehind":
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
    return sorted(_LISTED(path), key=os.fsencode)[::-1]


os.scandir = _FromBehind  # type: ignore[assignment,misc]
os.listdir = _listdir  # type: ignore[assignment]
os.umask(0o077)
os.cpu_count = lambda: 3  # type: ignore[assignment]
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
