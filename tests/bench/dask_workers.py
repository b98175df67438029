"""Two workers of Dask against one: rendering alone, and a whole build of synthetic cases.

Workers are warm, so that work is measured and not the start of processes. Rendering alone is every
batch of the build handed to the workers at once, until the last answer is there. The whole build is
all that one command does without any memory, from the sources to the files. The scheduler, the
parent and the workers share the machine's cores, so that a busy machine says nothing; handing out,
with calls that wait instead of working, shows what the cluster itself costs.
"""

import argparse
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
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
from tests.calls import wait
from tests.cluster import cluster

_BOUNDS = {"handing out": "near 2", "rendering": "at least 1.7", "whole build": "at least 1.4"}
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


def measure(folder: Path, site: Path, noted: Noting, workers: int, runs: int) -> dict[str, float]:
    """Return the median seconds of each measure with so many workers."""

    def render() -> None:
        futures = [executor.submit(fn, *args) for fn, args in noted.calls]
        assert not [one.failure for made in futures for one in made.result() if one.failure]

    def hand_out() -> None:
        shared = Shared(bytes(_SHARED))
        waits = [executor.submit(wait, shared, bytes(_ASKED), _ANSWERED) for _ in range(_WAITS)]
        assert all(len(one.result()) == _ANSWERED for one in waits)

    with cluster(folder, workers) as found, dask_executor(found.address, 0) as executor:
        executor._client.wait_for_workers(workers)
        render()  # imports the libraries, loads the templates
        render()  # what came late to the first
        return {
            "handing out": median(_seconds(hand_out) for _ in range(runs)),
            "rendering": median(_seconds(render) for _ in range(runs)),
            "whole build": median(_seconds(lambda: _build(site, executor)) for _ in range(runs)),
        }


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        site, noted = Path(name) / "site", Noting()
        make_site(site, asked.cases)
        _build(site, noted)
        one, two = (
            measure(Path(name) / f"with-{count}", site, noted, count, asked.runs)
            for count in (1, 2)
        )
    print(f"{asked.cases} cases, {len(noted.calls)} batches")
    for what, bound in _BOUNDS.items():
        ratio = one[what] / two[what]
        print(
            f"{what}: one worker {one[what]:.2f} s, two {two[what]:.2f} s, "
            f"ratio {ratio:.2f} ({bound})"
        )


if __name__ == "__main__":
    main()
