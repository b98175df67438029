"""A cluster of Dask for tests: processes of their own, in empty folders, on free ports of loopback.

The scheduler does not have the builder; workers find it by their path, as if it were installed.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import REPOSITORY

_QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical"}
_PATIENCE = 30


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int) -> None:
    """Return once a port of loopback is listened on."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(port)


@dataclass
class Cluster:
    """A scheduler and its workers; `folder` holds a working folder for each."""

    folder: Path
    address: str
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(
        self, module: str, *arguments: str, path: str = "", more: Mapping[str, str] = {}
    ) -> "subprocess.Popen[bytes]":
        """Start a program of Dask in a new, empty folder; `path` is where it finds modules."""
        home = self.folder / f"{len(self.processes)}"
        home.mkdir(parents=True)
        started = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"],
            cwd=home,
            env={**os.environ, **_QUIET, "PYTHONPATH": path, "TMPDIR": str(self.folder), **more},
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(started)
        return started

    def worker(
        self, path: Path = REPOSITORY, more: Mapping[str, str] = {}
    ) -> "subprocess.Popen[bytes]":
        """Start a worker of one thread, without a process that would start it anew."""
        options = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0")
        return self.start("dask_worker", self.address, *options, path=str(path), more=more)

    def stop(self) -> None:
        """End every process that is still there."""
        for process in reversed(self.processes):
            process.kill()
        for process in self.processes:
            process.wait()


@contextmanager
def cluster(folder: Path, workers: int, more: Mapping[str, str] = {}) -> Iterator[Cluster]:
    """Return a cluster with so many workers, which ends with the context.

    `more` are variables of the workers' environment.
    """
    port = free_port()
    made = Cluster(folder, f"tcp://127.0.0.1:{port}")
    try:
        made.start("dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
        wait_for(port)
        for _ in range(workers):
            made.worker(more=more)
        yield made
    finally:
        made.stop()
