"""Run hostile files in a process of their own, and tell what each came to, a line of JSON a case.

A hook of the interpreter sees whatever is opened, listed, moved or called: nothing but the site,
its output and what is installed may be.
"""

import contextlib
import io
import json
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from site_builder.cli.main import main
from tests.conftest import REPOSITORY, make_site
from tests.hostile.files import Case, cases

SECONDS = 60
MEMORY = 4 << 30
"""Bytes that can be written to; how much of them is in use is told by each case."""
_READS = {"open", "os.listdir", "os.scandir", "os.chdir"}
_WRITES = {"os.mkdir", "os.rmdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.truncate"}
_FORBIDDEN = {"socket.connect", "socket.getaddrinfo", "os.system", "os.exec", "os.spawn"}
_READABLE = tuple(
    os.path.realpath(one)
    for one in (
        *(sys.prefix, sys.base_prefix, REPOSITORY, "/usr", "/lib", "/proc", "/sys"),
        *filter(None, sys.path),
    )
)
"""What is installed, and what the interpreter and its libraries ask of the system itself."""


class Watch:
    """Sees where a command reaches to while a site is set for it."""

    def __init__(self) -> None:
        self.site = ""
        self.seen: list[str] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take down what an event of the interpreter reaches for that it must not."""
        if not self.site:
            return
        if event in _FORBIDDEN:
            self.seen.append(f"{event} {arguments!r}"[:200])
        elif event in ("os.remove", "os.rmdir") and arguments[-1] != -1:
            return  # a name in a folder that was opened, and judged, before
        elif event in _READS or event in _WRITES:
            writes = event in _WRITES or (event == "open" and _is_writing(arguments))
            for path in arguments[: 2 if event in ("os.rename", "os.link") else 1]:
                if isinstance(path, str | bytes | os.PathLike):
                    self._judge(event, os.path.realpath(os.fsdecode(path)), writes=writes)

    def _judge(self, event: str, path: str, *, writes: bool) -> None:
        own = (f"{self.site}/public", f"{self.site}/.cache", f"{self.site}/tmp")
        new = (f"{self.site}/.public", f"{self.site}/content/cases/sample/hostile")
        if writes:
            fine = path.startswith((*own, *new)) or (event == "os.mkdir" and path == self.site)
        else:
            fine = _below(path, self.site) or any(_below(path, one) for one in _READABLE)
        if not fine:
            self.seen.append(f"{event} {path}")


def _is_writing(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _most() -> int:
    """Return the bytes that were in use at most since `_forget`.

    Not `ru_maxrss`, which begins with what the process that started this one had in use.
    """
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", told)[1]) * 1024  # type: ignore[index]


def _forget() -> None:
    """Let `_most` begin anew (proc(5): clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def run(case: Case, folder: Path, watch: Watch) -> dict[str, object]:
    """Return status, what was printed, seconds, what was reached for, of one case."""
    site = make_site(folder / "site")
    (folder / "outside").mkdir()
    (folder / "outside" / "secret.jpg").write_bytes(b"secret")
    (folder / "outside" / "secret.csv").write_bytes(b"secret")
    (site / "tmp").mkdir()
    case.spoil(site)
    tempfile.tempdir = str(site / "tmp")
    sys.argv = ["site-builder", *(part.replace("SITE", str(site)) for part in case.command)]
    printed, status = io.StringIO(), -1
    signal.alarm(SECONDS)
    begun = time.process_time()
    _forget()
    watch.seen, watch.site = [], str(site)
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else -1
    watch.site = ""
    signal.alarm(0)
    return {
        "name": case.name,
        "status": status,
        "text": printed.getvalue()[-3000:],
        "seconds": time.process_time() - begun,
        "memory": _most(),
        "reached": watch.seen[:5],
    }


def run_all(names: list[str]) -> None:
    """Run the cases of these names, in their order; print what each came to."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    chosen = {case.name: case for case in cases()}
    watch = Watch()
    sys.addaudithook(watch)
    for name in names:
        folder = Path(os.path.realpath(tempfile.mkdtemp(dir="/tmp")))
        try:
            print(json.dumps({"begins": name}), flush=True)
            print(json.dumps(run(chosen[name], folder, watch)), flush=True)
        finally:
            tempfile.tempdir = None
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    run_all(json.loads(sys.stdin.read()))
