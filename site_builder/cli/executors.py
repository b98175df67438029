"""Executors a build may be given: in this process, a pool of processes, Dask's workers."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from threading import Thread, active_count
from typing import Any

from site_builder.cli.collector import collect_seldom

_LOADED = ("site_builder.load.parse", "site_builder.render")
"""What processes are for; what only some calls need, each loads for itself."""
_COPIES = 2
"""So many copies of a process, which all begin at once, are made."""


class SerialExecutor(Executor):
    """Runs each call at once in this process: the least work for small sites."""

    def __init__(self) -> None:
        self.stopped = False

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Take no more calls; from another thread, this ends what is being done in steps."""
        self.stopped = True

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is already done; RuntimeError after `shutdown`."""
        if self.stopped:
            raise RuntimeError("no calls are taken after shutdown")
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:  # noqa: BLE001 - handed to whoever asks for the result
            future.set_exception(fault)
        return future


class ProcessExecutor(Executor):
    """Runs calls in so many processes of this machine, which `renew` replaces by new ones."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._ending: list[ProcessPoolExecutor] = []
        self._aside: ProcessExecutor | None = None
        self._stopped = False

    def prepare(self) -> None:
        """Begin what workers are copies of, so that they begin sooner; nothing waits for it."""
        if _context().get_start_method() == "forkserver":
            from multiprocessing.forkserver import ensure_running

            ensure_running()

    @property
    def aside(self) -> "ProcessExecutor":
        """Return what runs calls in processes of its own, so that these stay small."""
        if self._aside is None:
            self._aside = ProcessExecutor(self._jobs)
        return self._aside

    def copied(self) -> Executor | None:
        """Return what runs calls in copies of this process, which begin at once.

        None where there can be none: a process with threads must not be copied, and not all
        systems bear it (the library's notes on `fork`).
        """
        if sys.platform != "linux" or active_count() > 1:
            return None
        pool = ProcessPoolExecutor(
            min(self._jobs, _COPIES), mp_context=get_context("fork"), initializer=_begin_work
        )
        self._ending.append(pool)
        return pool

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of a call; the first one starts the processes.

        RuntimeError after `shutdown`.
        """
        if self._stopped:
            raise RuntimeError("no calls are taken after shutdown")
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                max_workers=self._jobs, mp_context=_context(), initializer=_begin_work
            )
        return self._pool.submit(fn, *args, **kwargs)

    def renew(self) -> None:
        """Let the processes end once all calls are done: their memory is given back."""
        if self._pool is not None:
            self._pool.shutdown(wait=False)
            self._ending.append(self._pool)
        self._pool = None

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        self._stopped = True
        for pool in (*self._ending, self._pool, self._aside):
            if pool is not None:
                pool.shutdown(wait, cancel_futures=cancel_futures)


def _context() -> BaseContext:
    """Return how processes begin: where it can be done, as copies of one that has the code.

    That one does nothing else. Copies of the build itself would have its threads and memory.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(_LOADED))
    return context


def executor_named(name: str, jobs: int, scheduler: str | None = None) -> Executor:
    """Return the executor `serial`, `process` or `dask` with so many workers.

    With the address of a `scheduler` they are those of its cluster. Raises WrongUsage where the
    cluster cannot be used.
    """
    if name == "dask":
        from site_builder.cli.dask_cluster import dask_executor  # heavy: only where asked for

        return dask_executor(scheduler, jobs)
    if name == "serial" or jobs == 1:
        return SerialExecutor()
    return ProcessExecutor(jobs)


def _begin_work() -> None:
    """Prepare a process of the pool, which ends with its build however that ends.

    Left alone by a build that was killed it would wait for its next call for ever.
    """
    collect_seldom()
    build = parent_process()
    if build is not None:
        Thread(target=_end_with, args=(build.sentinel,), daemon=True).start()


def _end_with(build: int) -> None:
    wait([build])
    os._exit(1)
