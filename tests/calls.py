"""Calls that tests hand to workers, which import this module and little else."""

import os
import signal
import time

from site_builder.shared import Shared


def opening(shared: Shared[list[int]], number: int) -> tuple[int, int, int]:
    """Return the process, the place of a large argument in it, and what it was asked."""
    time.sleep(0.05)
    return os.getpid(), id(shared.value), shared.value[number]


def wait(shared: Shared[bytes], asked: bytes, answered: int) -> bytes:
    """Return so many bytes after a twentieth of a second."""
    time.sleep(0.05)
    return bytes(answered)


def count(steps: int) -> int:
    """Return a sum that takes a processor and next to no memory."""
    return sum(number % 7 for number in range(steps))


def kill() -> None:
    """End the process that is asked, as a want of memory does."""
    os.kill(os.getpid(), signal.SIGKILL)
