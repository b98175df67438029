"""One command at a time writes into a site or an output; what was killed is in nobody's way."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder.cli import cli, main
from site_builder.diagnostics import BuildFailed
from site_builder.lock import alone, alone_in
from tests.conftest import files_of, run

HOLD = """
import sys
from pathlib import Path
from site_builder.lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Let another process hold a lock file."""
    path.parent.mkdir(exist_ok=True)
    command = (sys.executable, "-c", HOLD, str(path))
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_holder_is_refused_and_told_of_the_first(tmp_path: Path) -> None:
    """The message names the process, in this process or another; afterwards nothing is left."""
    lock = tmp_path / "lock"
    with alone(lock), pytest.raises(BuildFailed) as fault, alone(lock):
        pass
    (found,) = fault.value.diagnostics
    assert (found.code, fault.value.status) == ("already-running", 4)
    assert f"@lock-held-by|{os.getpid()}|" in dict(found.arguments)["cause"]
    assert list(tmp_path.iterdir()) == []
    with held(lock) as other, pytest.raises(BuildFailed) as fault, alone(lock):
        pass
    assert f"@lock-held-by|{other.pid}|" in dict(fault.value.diagnostics[0].arguments)["cause"]


def test_what_a_killed_process_held_is_free(tmp_path: Path) -> None:
    """The file of a process that was killed is there still, and stops nobody."""
    lock = tmp_path / "lock"
    with held(lock) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert lock.exists()
        with alone(lock):
            assert lock.read_text().startswith(f"{os.getpid()} ")
    assert not lock.exists()


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file where the cache should be ends with a message and status 4."""
    (tmp_path / ".cache").write_bytes(b"")
    with pytest.raises(BuildFailed) as fault, alone_in(tmp_path / ".cache"):
        pass
    assert [item.code for item in fault.value.diagnostics] == ["cache-unwritable"]
    assert fault.value.status == 4


@pytest.mark.parametrize("name", [".cache/lock", ".public.lock"])
def test_a_second_build_ends_with_4_and_changes_nothing(minimal: Path, name: str) -> None:
    """While another command writes into the site or the output, a build does not begin."""
    with held(minimal / name):
        before = files_of(minimal)
        outcome = run("build", "--site", str(minimal), "--executor", "serial")
        assert outcome.status == 4
        assert "already-running" in outcome.text
        assert files_of(minimal) == before
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0


def test_a_built_site_needs_no_lock(minimal: Path) -> None:
    """Where nothing has changed a build writes nothing, and waits for nobody."""
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    # Files as new as the build itself may have changed since it read them.
    for path in (minimal / "site.toml", *minimal.glob("[cdt]*/**/*")):
        os.utime(path, (1, 1))
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    with held(minimal / ".cache/lock"):
        assert run("build", "--site", str(minimal), "--executor", "serial").status == 0


WITHDRAWN = ("--what", "虚构", "--why", "虚构", "--date", "2024-03-08", "--force")


def test_a_package_is_not_changed_while_a_build_reads_it(minimal: Path) -> None:
    """`data withdraw` stands for the commands that write into packages."""
    with held(minimal / ".cache/lock"):
        before = files_of(minimal)
        outcome = run("data", "withdraw", "sample", "2023.1.0", *WITHDRAWN, "--site", str(minimal))
        assert outcome.status == 4
        assert "already-running" in outcome.text
        assert files_of(minimal) == before


def test_a_machine_that_fails_is_no_fault_of_the_builder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever the disk is found full, the command says so and ends with 4, without a traceback."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/some file")

    monkeypatch.setattr(cli, "main", full)
    monkeypatch.setattr(sys, "argv", ["site-builder"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 4
    assert capsys.readouterr().err == "/tmp/some file: 磁盘满了\n"
