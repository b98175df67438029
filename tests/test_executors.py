"""Executors of this machine: the calls they take, and the processes they give back."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor

import pytest

from site_builder.cli.executors import ProcessExecutor, executor_named
from tests.conftest import REPOSITORY


@pytest.fixture
def workers() -> Iterator[ProcessExecutor]:
    """Return an executor of one process."""
    with ProcessExecutor(1) as executor:
        yield executor


def test_a_call_runs_in_a_process_of_its_own(workers: ProcessExecutor) -> None:
    """One process takes call after call, and it is not this one."""
    first, second = (workers.submit(os.getpid).result(timeout=60) for _ in range(2))
    assert first == second != os.getpid()


def gone(process: int) -> bool:
    """Tell whether a process ends within a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_renewed_processes_are_others(workers: ProcessExecutor) -> None:
    """What a process held in memory ends with it; the next call finds a new one."""
    first = workers.submit(os.getpid).result(timeout=60)
    workers.renew()
    assert gone(first)
    assert workers.submit(os.getpid).result(timeout=60) != first


def test_processes_end_after_the_calls_that_they_have(workers: ProcessExecutor) -> None:
    """What was handed out before is answered, by those who are to end."""
    waiting = [workers.submit(time.sleep, 0.2), workers.submit(os.getpid)]
    workers.renew()
    other = workers.submit(os.getpid)
    assert waiting[0].result(timeout=60) is None
    assert waiting[1].result(timeout=60) != other.result(timeout=60)
    assert gone(waiting[1].result())


def test_what_runs_aside_ends_with_the_rest() -> None:
    """Processes of their own, which shutting down ends as well."""
    executor = ProcessExecutor(1)
    own, other = executor.submit(os.getpid), executor.aside.submit(os.getpid)
    assert own.result(timeout=60) != other.result(timeout=60)
    executor.shutdown()
    assert gone(own.result())
    assert gone(other.result())


_COPYING = """
import os, threading, time
from site_builder.cli.executors import ProcessExecutor

held = {"made": "before"}
executor = ProcessExecutor(2)
copies = executor.copied()
answers = [copies.submit(exec, "import time; time.sleep(0.2)"), copies.submit(os.getppid)]
assert answers[1].result() == os.getpid()
assert copies.submit(held.get, "made").result() == "before"
thread = threading.Thread(target=time.sleep, args=(60,), daemon=True)
thread.start()
assert executor.copied() is None
executor.shutdown()
print("done")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")
def test_a_copy_is_made_of_a_process_without_threads() -> None:
    """What is at hand is there in the copy; with a thread there is none."""
    told = subprocess.run(
        [sys.executable, "-c", _COPYING],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert told.stdout == "done\n", told.stderr


def test_what_is_prepared_is_used(workers: ProcessExecutor) -> None:
    """Workers begin as before where what they are copies of began sooner."""
    workers.prepare()
    workers.prepare()
    assert workers.submit(os.getpid).result(timeout=60) != os.getpid()


@pytest.mark.parametrize("name", ["serial", "process"])
def test_no_call_is_taken_after_the_end(name: str) -> None:
    """An executor that was shut down says so."""
    executor: Executor = executor_named(name, 2)
    executor.shutdown()
    with pytest.raises(RuntimeError):
        executor.submit(os.getpid)
