"""Commands that are stopped at a step of their work, or at any moment.

`python -m tests.killed` has the builder loaded and runs each command it is asked for in a process
of its own, which can be told to stop itself before a step in the file system.
"""

import contextlib
import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.conftest import REPOSITORY

STEPS = frozenset(f"os.{name}" for name in ("rename", "remove", "link", "symlink", "mkdir"))
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Ended(Struct, frozen=True):
    """How a command ended: its status, or minus a signal; what it said; its steps, in order."""

    status: int
    text: str
    steps: tuple[str, ...]
    seconds: float


class Runner:
    """Runs commands that write below a folder."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process, self._folder = process, folder
        self._count = 0

    def start(self, *arguments: str, **how: Any) -> tuple[int, Path, float]:
        """Start a command; return its process, the file its steps are written to, and when it was.

        `at`: an expression; before the first step that it fits the process sends itself `stop`
        (SIGKILL). `limit`: so many bytes a file may have. `humble`: permissions hold for the
        superuser, too.
        """
        self._count += 1
        steps = self._folder / f"{self._count}.steps"
        asked = {"arguments": arguments, "steps": str(steps), "within": str(self._folder), **how}
        return self._ask(start=asked), steps, time.monotonic()

    def end(self, started: tuple[int, Path, float]) -> Ended:
        """Wait for a command; return how it ended."""
        status = self._ask(wait=started[0])
        seconds = time.monotonic() - started[2]
        steps, text = (_read(started[1].with_suffix(kind)) for kind in (".steps", ".told"))
        return Ended(status=status, text=text, steps=tuple(steps.splitlines()), seconds=seconds)

    def run(self, *arguments: str, after: float | None = None, **how: Any) -> Ended:
        """Run a command; kill it `after` so many seconds, if it runs so long."""
        started = self.start(*arguments, **how)
        if after is not None:
            time.sleep(after)
            os.kill(started[0], signal.SIGKILL)
        return self.end(started)

    def _ask(self, **request: Any) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def _read(path: Path) -> str:
    """Return a text; "" where a process was killed before it wrote one."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


@contextmanager
def runner(folder: Path) -> Iterator[Runner]:
    """Yield what runs commands."""
    command = (sys.executable, "-m", "tests.killed")
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Runner(process, folder)
        finally:
            process.kill()


def humble() -> None:
    """Let permissions hold for this process, also where it is the superuser's (capset(2))."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    system = ctypes.CDLL(None, use_errno=True)
    assert system.capget(header, held) == 0
    held[0] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert system.capset(header, held) == 0


def _watch(asked: dict[str, Any]) -> None:
    """Note each step of this process in the file system; stop before the one that is asked for."""
    steps = os.open(asked["steps"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    within, at = f"{asked['within']}/", re.compile(asked.get("at") or "(?!)")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            if not arguments[2] & WRITES:
                return
            paths: Sequence[Any] = arguments[:1]
        elif event in STEPS:
            paths = arguments[:2] if event != "os.mkdir" else arguments[:1]
        elif event == "sqlite3.connect":
            paths = arguments[:1]
        else:
            return
        names = [os.fspath(path) for path in paths if isinstance(path, str | os.PathLike)]
        if not any(str(name).startswith(within) for name in names):
            return
        line = " ".join((event, *(str(name).removeprefix(within) for name in names)))
        os.write(steps, f"{line}\n".encode())
        if at.search(line):
            os.kill(os.getpid(), asked.get("stop", signal.SIGKILL))

    sys.addaudithook(hook)


def _child(asked: dict[str, Any]) -> None:
    """Run a command in this process, and end it."""
    from site_builder.cli import main

    told = os.open(Path(asked["steps"]).with_suffix(".told"), os.O_WRONLY | os.O_CREAT)
    os.dup2(told, 1)
    os.dup2(told, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if asked.get("limit"):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["limit"], asked["limit"]))
    if asked.get("humble") and os.geteuid() == 0:
        humble()
    _watch(asked)
    sys.argv = ["site-builder", *asked["arguments"]]
    status = 3
    try:
        main()
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        os._exit(status)


def _serve() -> None:
    """Answer requests until there are no more."""
    for line in sys.stdin:
        request = json.loads(line)
        if "start" in request:
            answer = os.fork()
            if not answer:
                _child(request["start"])
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(request["wait"], 0)[1])
        print(answer, flush=True)


if __name__ == "__main__":
    _serve()
