"""Executors of this machine: the calls they take, and the processes they give back."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor

import pytest

from site_builder.cli.executors import ProcessExecutor, executor_named


@pytest.fixture
def workers() -> Iterator[ProcessExecutor]:
    """Return an executor of one process."""
    with ProcessExecutor(1) as executor:
        yield executor


def test_a_call_runs_in_a_process_of_its_own(workers: ProcessExecutor) -> None:
    """One process takes call after call, and it is not this one."""
    first, second = (workers.submit(os.getpid).result(timeout=60) for _ in range(2))
    assert first == second != os.getpid()


def test_renewed_processes_are_others(workers: ProcessExecutor) -> None:
    """What a process held in memory ends with it; the next call finds a new one."""
    first = workers.submit(os.getpid).result(timeout=60)
    workers.renew()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert workers.submit(os.getpid).result(timeout=60) != first


@pytest.mark.parametrize("name", ["serial", "process"])
def test_no_call_is_taken_after_the_end(name: str) -> None:
    """An executor that was shut down says so."""
    executor: Executor = executor_named(name, 2)
    executor.shutdown()
    with pytest.raises(RuntimeError):
        executor.submit(os.getpid)
