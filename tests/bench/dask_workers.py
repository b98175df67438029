"""Two workers of Dask against one: rendering alone, and a whole build of synthetic cases.

Workers are warm, so that work is measured and not the start of processes. Rendering alone is every
batch of the build handed to the workers at once, until the last answer is there. The whole build is
all that one command does without any memory, from the sources to the files. The scheduler, the
parent and the workers share the machine's cores. Two things show what is not the builder's: handing
out, with calls that wait instead of working, what the cluster itself costs; counting, with calls
that do nothing but count, what the machine has to give to two processes at that time. One worker
and two take turns, so that both meet the same machine.
"""

import argparse
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from site_builder.build import Config, build
from site_builder.cli.dask_cluster import dask_executor
from site_builder.cli.executors import SerialExecutor
from site_builder.shared import Shared
from site_builder.write import SiteWriter
from tests.bench.corpus import make_site
from tests.calls import count, wait
from tests.cluster import cluster

_BOUNDS = {
    "handing out": "near 2",
    "counting": "the machine's own",
    "rendering": "at least 1.7",
    "whole build": "at least 1.4",
}
_COUNTS, _STEPS = 40, 1_000_000
_WAITS, _SHARED, _ASKED, _ANSWERED = 60, 300_000, 200_000, 500_000
"""Calls that wait, and how many bytes go with all, with each, and back: as with batches."""


class Noting(SerialExecutor):
    """Runs each call in this process and notes those that render."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do as a serial executor does."""
        if fn.__name__ == "render_batch":
            self.calls.append((fn, args))
        return super().submit(fn, *args, **kwargs)


def _build(site: Path, executor: Executor) -> None:
    """Build a site from nothing."""
    for left in (site / ".cache", site / "public"):
        shutil.rmtree(left, ignore_errors=True)
    config = Config(root=site, cache=site / ".cache", as_of=None, strict=False, clean=False)
    build(config, SiteWriter(site / "public"), executor, lambda *_: None)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _render(executor: Executor, noted: Noting) -> None:
    futures = [executor.submit(fn, *args) for fn, args in noted.calls]
    assert not [one.failure for made in futures for one in made.result() if one.failure]


def _hand_out(executor: Executor) -> None:
    shared = Shared(bytes(_SHARED))
    waits = [executor.submit(wait, shared, bytes(_ASKED), _ANSWERED) for _ in range(_WAITS)]
    assert all(len(one.result()) == _ANSWERED for one in waits)


def _count(executor: Executor) -> None:
    for one in [executor.submit(count, _STEPS) for _ in range(_COUNTS)]:
        one.result()


def measure(
    executors: dict[int, Executor], site: Path, noted: Noting, runs: int
) -> dict[str, dict[int, float]]:
    """Return the median seconds of each measure by how many workers there are."""
    works: dict[str, Callable[[Executor], None]] = {
        "handing out": _hand_out,
        "counting": _count,
        "rendering": lambda executor: _render(executor, noted),
        "whole build": lambda executor: _build(site, executor),
    }
    found: dict[str, dict[int, float]] = {}
    for what, work in works.items():
        taken: dict[int, list[float]] = {workers: [] for workers in executors}
        for _ in range(runs):
            for workers, executor in executors.items():
                taken[workers].append(_seconds(partial(work, executor)))
        found[what] = {workers: median(seconds) for workers, seconds in taken.items()}
    return found


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        site, noted = Path(name) / "site", Noting()
        make_site(site, asked.cases)
        _build(site, noted)
        with ExitStack() as held:
            executors: dict[int, Executor] = {}
            for workers in (1, 2):
                made = held.enter_context(cluster(Path(name) / f"with-{workers}", workers))
                executor = held.enter_context(dask_executor(made.address, 0))
                executor._client.wait_for_workers(workers)
                _render(executor, noted)  # imports the libraries, loads the templates
                _render(executor, noted)  # what came late to the first
                executors[workers] = executor
            found = measure(executors, site, noted, asked.runs)
    print(f"{asked.cases} cases, {len(noted.calls)} batches, medians of {asked.runs}")
    for what, bound in _BOUNDS.items():
        one, two = found[what][1], found[what][2]
        print(f"{what}: one worker {one:.2f} s, two {two:.2f} s, ratio {one / two:.2f} ({bound})")


if __name__ == "__main__":
    main()
