"""The container file: no engine is at hand here, so its parts are held against what they name."""

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest

from site_builder.cli import cli
from tests.conftest import REPOSITORY, make_site, run
from tests.visiting import free_port, nginx_program


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """The instructions of the recipe, each with the rest of its line."""
    site = make_site(tmp_path_factory.mktemp("container") / "site")
    outcome = run("deploy", "/srv/site", "--site", str(site), "--recipe", "container")
    assert outcome.status == 0
    joined = outcome.text.replace("\\\n", "")
    lines = (line for line in joined.splitlines() if line and not line.startswith("#"))
    return [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in lines]


@pytest.fixture
def anybody() -> Iterator[Path]:
    """A folder in which everybody may write, as `/tmp` is in a container."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def commands(steps: list[tuple[str, str]]) -> list[str]:
    """Return what is run while the image is made."""
    return [rest for name, rest in steps if name == "RUN"]


def test_every_instruction_is_one(steps: list[tuple[str, str]]) -> None:
    """Two stages from full names; what is copied is there; at the end no superuser."""
    known = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "EXPOSE", "STOPSIGNAL", "CMD"}
    assert {name for name, _ in steps} == known
    bases = [rest.split()[0] for name, rest in steps if name == "FROM"]
    assert all(re.fullmatch(r"docker\.io/library/[a-z]+:[a-z0-9.-]+", base) for base in bases)
    copied = [shlex.split(rest) for name, rest in steps if name == "COPY"]
    assert all((REPOSITORY / one[0]).exists() for one in copied if not one[0].startswith("--"))
    made = [one[1] for one in copied if one[0] == "--from=build"]
    assert made == ["/site.conf", "/srv/site"]
    last = dict(steps)
    assert last["USER"] not in ("root", "0")
    assert json.loads(last["CMD"])[0] == "nginx"
    places = [name for name, _ in steps]
    assert places.index("USER") > max(place for place, name in enumerate(places) if name == "RUN")


def test_every_command_can_be_read(steps: list[tuple[str, str]]) -> None:
    """The shell takes each; what is said to the builder is what it understands."""
    for line in commands(steps):
        subprocess.run(("sh", "-nc", line), check=True)
    said = re.findall(r"site-builder ([^|>&]+)", " ".join(f"{line} &" for line in commands(steps)))
    assert len(said) == 3
    for line in said:
        name, *arguments = shlex.split(line)
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        command.make_context(name, arguments)


def test_its_server_starts_without_being_root(steps: list[tuple[str, str]], anybody: Path) -> None:
    """Nginx takes the settings that the two stages make, with another port and other folders."""
    port = free_port()
    site = make_site(anybody / "site")
    recipe = run("deploy", str(anybody / "live"), "--site", str(site), "--recipe", "nginx").text
    [edit] = [shlex.split(line)[-3] for line in commands(steps) if "sed -E" in line]
    edited = subprocess.run(
        ("sed", "-E", edit.replace("8080", f"127.0.0.1:{port}")),
        input=recipe,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert edited.count("listen 127.0.0.1:") == 1
    (anybody / "site.conf").write_text(edited, encoding="utf-8")
    [written] = [line for line in commands(steps) if line.startswith("printf")]
    for old, new in (
        ("/tmp/", f"{anybody}/"),
        ("/dev/stdout", "off"),
        ("/etc/nginx/nginx.conf", f"{anybody}/nginx.conf"),
        ("/etc/nginx/site.conf", f"{anybody}/site.conf"),
    ):
        assert old in written
        written = written.replace(old, new)
    subprocess.run(("sh", "-c", written), check=True)
    tried = (nginx_program(), "-t", "-e", "stderr", "-c", f"{anybody}/nginx.conf")
    nobody = None if os.geteuid() else 65534
    outcome = subprocess.run(tried, capture_output=True, text=True, check=False, user=nobody)
    assert outcome.returncode == 0, outcome.stderr
    assert "[warn]" not in outcome.stderr
