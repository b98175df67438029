"""A whole command measured: wall time, CPU time of all its processes, their memory together."""

import ctypes
import os
import platform
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from msgspec import Struct

_PROC = Path("/proc")
_EVERY = 0.02
"""Seconds between two looks whether a command is done."""
_SELDOM = 5
"""Every so many of them the memory is looked at, which takes milliseconds itself."""
_CHILD_SUBREAPER = 36
"""Of `prctl`: processes whose parent has ended become children of this one."""


class Measured(Struct, frozen=True):
    """Wall and CPU seconds; the most memory that all processes together had, in MB.

    Memory that several of them share counts once (the kernel's proportional set size).
    """

    wall: float
    cpu: float
    memory: float


def measure(command: Sequence[str], folder: Path | None = None) -> Measured:
    """Run a command and return what it took; RuntimeError with what it said where it failed.

    The CPU time is that of all its processes, of those too that nobody else waits for.
    """
    ctypes.CDLL(None).prctl(_CHILD_SUBREAPER, 1)
    before = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    most = looks = 0
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        if looks % _SELDOM == 0:
            most = max(most, sum(_resident(pid) for pid in _tree(process.pid)))
        looks += 1
        time.sleep(_EVERY)
    wall = time.perf_counter() - before
    cpu = used.ru_utime + used.ru_stime + _others()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        assert process.stdout is not None
        raise RuntimeError(process.stdout.read().decode(errors="replace"))
    return Measured(wall, cpu, most / 1e6)


def _others() -> float:
    """Wait for what a command has left behind; return the CPU seconds of it."""
    total = 0.0
    while True:
        try:
            _, _, used = os.wait3(0)
        except ChildProcessError:
            return total
        total += used.ru_utime + used.ru_stime


def middle(runs: Sequence[Measured]) -> Measured:
    """Return the medians of several runs."""
    return Measured(
        median(run.wall for run in runs),
        median(run.cpu for run in runs),
        median(run.memory for run in runs),
    )


def machine() -> str:
    """Return what the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def _tree(pid: int) -> list[int]:
    """Return a process and all that it started."""
    found = [pid]
    for one in found:
        try:
            text = (_PROC / str(one) / "task" / str(one) / "children").read_text()
        except OSError:
            continue
        found += [int(child) for child in text.split()]
    return found


def _resident(pid: int) -> int:
    """Return the bytes of memory of a process, its part of what it shares; 0 where it is gone."""
    try:
        text = (_PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return (
        next((int(line.split()[1]) for line in text.splitlines() if line[:4] == "Pss:"), 0) * 1024
    )
