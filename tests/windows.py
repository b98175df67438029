"""`site-builder` as on a system without what POSIX has: `python -m tests.windows build --site …`.

The libraries are loaded first and keep what they are; then the modules and functions that Windows
lacks are gone, the platform says that it is Windows, and the builder's own modules are loaded.
"""

import contextlib
import ctypes
import fcntl
import importlib
import os
import signal
import sys
from types import ModuleType
from typing import NoReturn

LACKING = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog")
"""Modules that Windows lacks."""
UNKNOWN = (
    *("fork", "geteuid", "getuid", "getgid", "sync", "fchmod", "chown", "mkfifo", "O_NOFOLLOW"),
    *("O_DIRECTORY", "setsid", "killpg", "statvfs"),
)
"""Names of `os` that Windows lacks; links are refused as its file systems may refuse them."""


class Missing:
    """Refuses to import what Windows lacks."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Raise ModuleNotFoundError for a module of POSIX."""
        if name in LACKING:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _refused(*_: object, **__: object) -> NoReturn:
    raise OSError(1314, "A required privilege is not held by the client")


def _locking(file: int, mode: int, length: int) -> None:
    """Lock a few bytes as Windows does: refused where another process holds them."""
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, os.lseek(file, 0, os.SEEK_CUR))
    except BlockingIOError as fault:
        raise PermissionError(13, "Permission denied") from fault


def become() -> None:
    """Take from this process what Windows lacks; the builder must not be loaded yet."""
    for name in ("asyncio", "click", "multiprocessing.connection", "polars", "frictionless"):
        importlib.import_module(name)
    for name in ("uvicorn", "uvicorn.protocols.http.auto", "watchfiles", "altair", "sqlite3"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for name in ("vl_convert", "PIL.Image", "xlsxwriter", "babel.messages.pofile", "pydantic"):
        importlib.import_module(name)
    assert "site_builder" not in sys.modules
    for name in LACKING:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Missing)  # type: ignore[arg-type]
    for name in UNKNOWN:
        if hasattr(os, name):
            delattr(os, name)
    os.link = os.symlink = _refused
    for name in ("SIGHUP", "SIGALRM", "alarm", "setitimer", "pthread_sigmask"):
        if hasattr(signal, name):
            delattr(signal, name)
    ctypes.CDLL = _refused  # type: ignore[assignment, misc]
    locks = ModuleType("msvcrt")
    locks.LK_NBLCK, locks.locking = 2, _locking  # type: ignore[attr-defined]
    sys.modules["msvcrt"] = locks
    sys.platform = "win32"


if __name__ == "__main__":
    become()
    importlib.import_module("site_builder.cli").main()
