"""One command at a time: a file that the system holds for a process and lets go when that ends.

A process that was killed holds nothing, so what it left is in nobody's way.
"""

import errno
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.causes import system_cause

if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        # Windows keeps others from reading what is locked, so that is a place behind the text.
        os.lseek(file, 1 << 20, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


_TAKEN = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
"""How systems say that another process holds a file."""

_CACHE = "lock"
"""The lock of a site's cache, which whatever writes into the site holds."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock file at `path` while the block runs; it is gone afterwards.

    Raises BuildFailed (status 4) where another process holds it, OSError where it cannot be made.
    """
    file = _held(path)
    try:
        os.write(file, f"{os.getpid()} {platform.node()}\n".encode())
        yield
    finally:
        if sys.platform == "win32":
            os.close(file)
        # Whoever waits for the old file sees that it is gone, and makes a new one.
        with suppress(OSError):
            path.unlink()
        if sys.platform != "win32":
            os.close(file)


@contextmanager
def alone_in(cache: Path) -> Iterator[None]:
    """Hold the lock of a site by its cache; BuildFailed (status 4) where that cannot be."""
    with ExitStack() as held:
        try:
            cache.mkdir(parents=True, exist_ok=True)
            held.enter_context(alone(cache / _CACHE))
        except OSError as fault:
            span = Span(path=str(fault.filename or cache))
            found = error("cache-unwritable", span, cause=system_cause(fault))
            raise BuildFailed((found,), status=4) from fault
        yield


def _held(path: Path) -> int:
    """Return the lock file, open and held."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _take(file)
        except OSError as fault:
            holder = os.read(file, 200).decode(errors="replace").split()
            os.close(file)
            if fault.errno not in _TAKEN:
                raise
            raise _busy(path, holder) from None
        if _is_at(file, path):
            os.ftruncate(file, 0)
            return file
        os.close(file)  # its holder has removed it just now


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _busy(path: Path, holder: list[str]) -> BuildFailed:
    cause = "@lock-held-by|{}|{}".format(*holder) if len(holder) == 2 else "@lock-held"
    return BuildFailed((error("already-running", Span(path=str(path)), cause=cause),), status=4)
