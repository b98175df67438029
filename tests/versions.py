"""What tests of versions share: the minimal site's package, released, changed, read again."""

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from site_builder.diagnostics import Diagnostic
from site_builder.load import packages
from site_builder.model.release import RevisionKind
from site_builder.versions.release import ReleaseRequest
from tests.conftest import Outcome, files_of, run

HOME = "data/sample"
FIRST = f"{HOME}/2023.1.0"
DRAFT = f"{HOME}/draft"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the slow check of tables, where a test is not about it."""

    def nothing(*_: object) -> tuple[Diagnostic, ...]:
        return ()

    monkeypatch.setattr(packages, "check_tables", nothing)


def killed_at(place: int, work: Callable[[Callable[[str], None]], object]) -> bool:
    """Do some work in a process that is killed at a stage, by number; tell whether it was."""

    def begin() -> None:
        left = iter(range(place, -1, -1))

        def reached(stage: str) -> None:
            if next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        work(reached)

    process = multiprocessing.get_context("fork").Process(target=begin)
    process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL


def seen(site: Path) -> dict[str, bytes]:
    """Return what a person sees in the package's folder."""
    return {path: data for path, data in files_of(site / HOME).items() if not path.startswith(".")}


def release(
    site: Path,
    version: str = "2023.1.0",
    revision: str = "initial",
    day: str = "2024-03-06",
    *options: str,
    reason: str = "虚构",
) -> Outcome:
    """Release the minimal site's package."""
    return run(
        "data",
        "release",
        "sample",
        version,
        *("--revision", revision, "--reason", reason, "--date", day, "--site", str(site)),
        *options,
    )


def with_tombstone(site: Path) -> Path:
    """Release the package three times, the last with a value replaced; withdraw the first."""
    for done in tombstone(site, "虚构", "一行（虚构）", "误收（虚构）"):
        assert done.status == 0, done.text
    return site


def tombstone(site: Path, reason: str, what: str, why: str) -> Iterator[Outcome]:
    """Yield how each of these commands ended, to which these texts are given."""
    yield release(site, reason=reason)
    change(site / DRAFT / "observations.csv", "一｜办件1200余件", "一（一）｜办件1200余件")
    yield release(site, "2023.1.1", "correction", "2024-03-08", reason=reason)
    change(site / DRAFT / "observations.csv", "91.2,", "91.5,")
    severe = ("--severity", "major")
    yield release(site, "2023.1.2", "correction", "2024-03-20", *severe, reason=reason)
    told = ("--what", what, "--why", why, "--date", "2024-03-21")
    yield run("data", "withdraw", "sample", "2023.1.0", *told, "--site", str(site))


def request(site: Path, version: str, revision: str, day: str) -> ReleaseRequest:
    """Return the same as the recipe is asked it."""
    return ReleaseRequest(
        root=site,
        package="sample",
        version=version,
        revision=RevisionKind(revision),
        reason="虚构",
        date=day,
        overrule="",
    )


def change(file: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_row(file: Path, row: str) -> None:
    """Add a row to a table."""
    with file.open("a", encoding="utf-8") as table:
        table.write(f"{row}\n")


def descriptor(folder: Path) -> dict[str, Any]:
    """Return a version's descriptor."""
    found = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def diff(site: Path, before: str, after: str) -> dict[str, Any]:
    """Return the diff of two versions as JSON."""
    outcome = run("data", "diff", before, after, "--format", "json", "--site", str(site))
    assert outcome.status == 0, outcome.text
    found = json.loads(outcome.text)
    assert isinstance(found, dict)
    return found
