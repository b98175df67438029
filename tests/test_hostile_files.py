"""Hostile files end in a diagnostic or a site: no traceback, nothing read or written elsewhere."""

import json
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY
from tests.hostile.files import cases

ALL = [case.name for case in cases()]
SECONDS = 60
MOST = 1_000_000_000
"""Bytes of memory in use at most."""
_CHUNK = 60


def outcomes(names: list[str]) -> list[dict[str, object]]:
    """Return what became of each case; one that takes its process down ends the list."""
    done = subprocess.run(
        # Without -B a library that is loaded for the first time would be written to its cache.
        [sys.executable, "-B", "-m", "tests.hostile.watched"],
        input=json.dumps(names),
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if lines and "begins" in lines[-1]:
        text = f"{lines[-1]['begins']}: the process ended with {done.returncode}\n{done.stderr}"
        pytest.fail(text)
    found = [line for line in lines if "status" in line]
    assert len(found) == len(names), done.stderr
    return found


def assert_harmless(names: list[str]) -> None:
    """Each is told or built, in a minute and a gigabyte, and reaches for nothing else."""
    wrong = []
    for one in outcomes(names):
        status, text, seconds = one["status"], str(one["text"]), one["seconds"]
        assert isinstance(seconds, float)
        assert isinstance(one["memory"], int)
        told = status in (0, 1, 2, 4) and "Traceback" not in text and (text.strip() or not status)
        if not told or one["reached"] or seconds > SECONDS or one["memory"] > MOST:
            wrong.append(one)
    assert wrong == []


def test_there_are_enough_and_no_two_of_a_name() -> None:
    """The list is as long as it is promised to be."""
    assert len(ALL) > 500
    assert len(set(ALL)) == len(ALL)


def test_a_sample_of_hostile_files_does_no_harm() -> None:
    """One in eighty, of every group; `make test-hostile` runs all of them."""
    assert_harmless(ALL[::80])


@pytest.mark.thorough
@pytest.mark.hostile
@pytest.mark.parametrize("start", range(0, len(ALL), _CHUNK))
def test_hostile_files_do_no_harm(start: int) -> None:
    """Each of them."""
    assert_harmless(ALL[start : start + _CHUNK])
