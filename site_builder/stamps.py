"""Which files still hold what an earlier build read: their size and time of change tell."""

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from site_builder.traces import sha256

Stamp = tuple[int, int, str]
"""Size, time of the last change in nanoseconds, SHA-256."""


class Stamps:
    """The digests of files, each read once at most, and not where its stamp is known.

    Size and time only spare the reading: a file whose time is that of the record itself, or later,
    may have been changed since and is read.
    """

    def __init__(self, root: Path, known: Mapping[str, Stamp], written: int) -> None:
        """`known` are stamps by path under `root`, recorded at the time `written`."""
        self._root = str(root)
        self._known = known
        self._written = written
        self.seen: dict[str, Stamp] = {}

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a file; OSError where it cannot be read."""
        full = f"{self._root}/{path}"
        found = os.stat(full)
        if not stat.S_ISREG(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, full)
        size, changed = found.st_size, found.st_mtime_ns
        known = self._known.get(path)
        if known and known[:2] == (size, changed) and changed < self._written:
            stamp = known
        else:
            with open(full, "rb") as file:
                stamp = (size, changed, sha256(file.read()))
        self.seen[path] = stamp
        return stamp[2]

    def digest_read(self, path: str) -> str:
        """Return the SHA-256 of a file as it was read first; "" where it cannot be read."""
        if path not in self.seen:
            try:
                return self.digest(path)
            except OSError:
                return ""
        return self.seen[path][2]

    def note(self, path: str, sha: str) -> None:
        """Take down the stamp of a file that is known to hold what `sha` names, if it is a file."""
        try:
            found = os.stat(f"{self._root}/{path}")
        except OSError:
            self.seen.pop(path, None)
            return
        self.seen[path] = (found.st_size, found.st_mtime_ns, sha)

    def holds(self, outputs: Iterable[tuple[str, str]]) -> bool:
        """Tell whether files, each with its SHA-256, are still what they were."""
        try:
            return all(self.digest(path) == sha for path, sha in outputs)
        except OSError:
            return False


def files_below(root: Path, folder: str) -> list[str]:
    """Return the paths under `root` of all files of a folder of it, in no order of the system.

    Links are left out: what they lead to may lie elsewhere.
    """
    start = len(str(root)) + 1
    return sorted(
        f"{place[start:]}/{name}".replace(os.sep, "/")
        for place, _, names in os.walk(root / folder)
        for name in names
        if not os.path.islink(f"{place}/{name}")
    )
