"""Killed at any step, out of room, without permission, two at once, a damaged cache.

Whatever happens to a command: the deployed site, under constant requests, answers every address
from one complete build, and the next build succeeds. `make test-kill` runs it at length before
nginx; a sample runs with every test, before Python's own server.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder.published.copy import differences
from tests.bench import corpus
from tests.conftest import REPOSITORY, files_of, make_site
from tests.killed import Ended, Runner, runner
from tests.visiting import Known, Visitor, listed, nginx, plain_server

CASE = "content/cases/sample/one-window.md"
MOMENTS = 200

BUILDING = {
    "the build begins": r"remove .*settled\.json",
    "the mark of the beginning": r"open .*/begun",
    "the first page is staged": r"open .*\.public\.new/cases/",
    "the list is staged": r"open .*\.public\.new/build\.json",
    "the journal is written": r"open .*journal\.new",
    "the site is decided": r"rename .*journal\.new",
    "the first file goes to its place": r"rename .*\.public\.new/",
    "a page goes to its place": r"rename .*\.public\.new/.*\.html",
    "the list goes to its place": r"rename .*\.public\.new/build\.json",
    "a page that is gone is removed": r"remove site/public/",
    "the journal is closed": r"remove .*\.journal",
    "what is remembered is written": r"open .*memory\.msgpack\.new",
    "what is remembered is in its place": r"rename .*memory\.msgpack",
    "the build is settled": r"rename .*settled\.json",
    "the output is let go": r"remove .*\.public\.lock",
    "the site is let go": r"remove .*\.cache/lock",
}
FIRST = {
    "the first page of all is staged": r"open .*\.public\.new/",
    "the drawings are kept": r"sqlite3\.connect .*drawings\.sqlite",
    "what the short way needs is kept": r"rename .*frame\.msgpack",
    "the whole folder goes to its place": r"rename .*\.public\.new site/public$",
}
DEPLOYING = {
    "the first file is linked": r"link ",
    "the list is linked": r"link .*build\.json",
    "the release is named": r"rename live/releases/\.new",
    "the earlier one is named": r"rename live/\.earlier",
    "the link is made": r"symlink .*current",
    "the link is switched": r"rename live/\.current",
    "the oldest goes": r"rename .*\.gone",
    "the deployment is let go": r"remove .*releases/\.lock",
}


class World:
    """A site that is edited, built and deployed, and a visitor of what is deployed."""

    def __init__(self, folder: Path, commands: Runner, known: Known) -> None:
        self.folder, self.commands, self.known = folder, commands, known
        self.site, self.live = folder / "site", folder / "live"
        self.public, self.cache = self.site / "public", self.site / ".cache"
        self.text = (self.site / CASE).read_text(encoding="utf-8")
        self.count = 0
        self.visitor: Visitor | None = None

    def edit(self) -> None:
        """Change a text; two times of three another case comes, or goes."""
        self.count += 1
        text = self.text.replace("虚构的背景", f"虚构的背景{self.count}")
        (self.site / CASE).write_text(text, encoding="utf-8")
        other = self.site / "content/cases/sample/second.md"
        if self.count % 3 == 0:
            return
        if other.exists():
            other.unlink()
        else:
            other.write_text(text.replace("slug: one-window", "slug: second"), encoding="utf-8")

    def building(self, *options: str) -> tuple[str, ...]:
        """Return the command that builds the site."""
        return ("build", "--site", str(self.site), "--executor", "serial", *options)

    def deploying(self) -> tuple[str, ...]:
        """Return the command that deploys it."""
        return ("deploy", str(self.live), "--site", str(self.site), "--keep", "2")

    def build(self) -> None:
        """Build as the next command does after whatever happened: it must succeed."""
        done = self.commands.run(*self.building())
        assert done.status == 0, done.text
        digest, files = listed(self.public)
        assert differences(self.public, files) == ()
        self.known[digest] = files

    def deploy(self) -> None:
        """Deploy, which must succeed; what answers then is the new build, whole."""
        done = self.commands.run(*self.deploying())
        assert done.status == 0, done.text
        assert self.visitor is not None
        assert self.visitor.now() == listed(self.public)[0]
        assert self.visitor.wrong == []

    def mend(self) -> None:
        """Go on as if nothing had happened."""
        assert self.visitor is not None
        self.visitor.now()
        assert self.visitor.wrong == []
        self.build()
        self.deploy()

    def kill_build(self, **how: object) -> Ended:
        """Kill a build of an edited site, and go on."""
        self.edit()
        ended = self.commands.run(*self.building(), **how)
        self.mend()
        return ended

    def kill_first(self, **how: object) -> Ended:
        """Kill a build that has neither cache nor output, and go on."""
        self.edit()
        shutil.rmtree(self.cache)
        shutil.rmtree(self.public)
        ended = self.commands.run(*self.building(), **how)
        self.mend()
        return ended

    def kill_deployment(self, **how: object) -> Ended:
        """Kill a deployment of an edited site, and go on."""
        self.edit()
        self.build()
        ended = self.commands.run(*self.deploying(), **how)
        self.mend()
        return ended


@contextmanager
def world_of(folder: Path, server: Callable[..., object]) -> Iterator[World]:
    """Yield a site that is built, deployed, served and visited."""
    make_site(folder / "site")
    known: Known = {}
    with runner(folder) as commands:
        world = World(folder, commands, known)
        world.build()
        done = commands.run(*world.deploying())
        assert done.status == 0, done.text
        with (
            server(world.live / "current", folder / "server") as port,  # type: ignore[attr-defined]
            Visitor(port, known) as visitor,
        ):
            world.visitor = visitor
            yield world
        assert visitor.wrong == []
        assert visitor.rounds > 0


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world before Python's own server."""
    with world_of(tmp_path_factory.mktemp("world"), plain_server) as made:
        yield made


@pytest.fixture(scope="module")
def whole_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world before nginx."""
    with world_of(tmp_path_factory.mktemp("whole"), nginx) as made:
        yield made


def kill_at(world: World, at: str) -> None:
    """Kill a build at a stage, which not every edit leads through."""
    for _ in range(5):
        ended = world.kill_build(at=at)
        if ended.status == -signal.SIGKILL:
            return
    raise AssertionError(at, ended)


def at_every_stage(world: World) -> None:
    """Kill builds and deployments before each stage that has a name."""
    for at in BUILDING.values():
        kill_at(world, at)
    for name, at in DEPLOYING.items():
        assert world.kill_deployment(at=at).status == -signal.SIGKILL, name


@pytest.mark.parametrize("name", [*list(BUILDING)[4:10:2], *list(BUILDING)[9:13:3]])
def test_a_build_killed_at_a_stage_loses_nothing(name: str, world: World) -> None:
    """A sample of the stages of a build."""
    kill_at(world, BUILDING[name])


@pytest.mark.parametrize("name", list(DEPLOYING)[1:7:2])
def test_a_deployment_killed_at_a_stage_loses_nothing(name: str, world: World) -> None:
    """A sample of the stages of a deployment."""
    assert world.kill_deployment(at=DEPLOYING[name]).status == -signal.SIGKILL


def unbuilt(world: World, **how: object) -> Ended:
    """Try a build of an edited site that cannot be; the output must stay, the next one succeed."""
    world.edit()
    before = files_of(world.public)
    ended = world.commands.run(*world.building(), **how)
    assert ended.status == 4, ended
    assert "Traceback" not in ended.text
    assert files_of(world.public) == before
    return ended


def test_a_full_disk_is_told_and_changes_nothing(world: World) -> None:
    """A limit on the size of files stands for it: the page, then the list, does not fit."""
    for limit in (4096, 9000):
        assert "output-unwritable" in unbuilt(world, limit=limit).text
        world.mend()


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("site", "output-unwritable"),
        ("site/public/cases", "output-unwritable"),
        ("site/public/cases/one-window", "output-unwritable"),
        ("site/.cache", "cache-unwritable"),
    ],
)
def test_what_may_not_be_written_is_told_and_changes_nothing(
    folder: str, code: str, world: World
) -> None:
    """Permissions that are gone, in the output and around it, end with status 4."""
    place = world.folder / folder
    mode = place.stat().st_mode
    place.chmod(0o555)
    try:
        assert code in unbuilt(world, humble=True).text
    finally:
        place.chmod(mode)
    world.mend()


def test_a_deployment_that_may_not_write_changes_nothing(world: World) -> None:
    """The same of the folder that is served."""
    world.edit()
    world.build()
    for place in (world.live, world.live / "releases"):
        place.chmod(0o555)
        ended = world.commands.run(*world.deploying(), humble=True)
        place.chmod(0o755)
        assert ended.status == 4, ended
        assert "output-unwritable" in ended.text
    world.mend()


def test_of_two_at_once_the_second_is_refused(world: World) -> None:
    """While a build or a deployment stands still, a second one ends with status 4."""
    for command, at in (
        (world.building(), BUILDING["the journal is written"]),
        (world.deploying(), DEPLOYING["the release is named"]),
    ):
        world.edit()
        if command != world.building():
            world.build()
        first = world.commands.start(*command, at=at, stop=signal.SIGSTOP)
        while "State:\tT" not in Path(f"/proc/{first[0]}/status").read_text():
            time.sleep(0.05)
        second = world.commands.run(*command)
        os.kill(first[0], signal.SIGCONT)
        assert (second.status, "already-running" in second.text) == (4, True)
        done = world.commands.end(first)
        assert done.status == 0, done
        world.known[listed(world.public)[0]] = listed(world.public)[1]
        world.mend()


def damage(path: Path, how: str) -> None:
    """Damage a file of the cache."""
    data = path.read_bytes()
    path.unlink()
    if how == "folder":
        path.mkdir()
    else:
        half = len(data) // 2
        spoilt = {"empty": b"", "half": data[:half], "garbage": bytes(reversed(data))}
        path.write_bytes(spoilt.get(how, data[:half] + b"\xc1" * 16 + data[half + 16 :]))


def through_every_damage(world: World, ways: tuple[str, ...]) -> None:
    """Damage each file of the cache in each way: the next build makes what a clean one makes."""
    world.build()
    names = sorted(path.name for path in world.cache.iterdir())
    assert {"memory.msgpack", "parsed.sqlite", "drawings.sqlite", "settled.json"} <= {*names}
    for name in names:
        for how in ways:
            world.edit()
            damage(world.cache / name, how)
            world.mend()
            if how == "folder" and (world.cache / name).is_dir():
                shutil.rmtree(world.cache / name)
    world.edit()
    world.mend()
    made = files_of(world.public)
    clean = world.folder / "clean"
    done = world.commands.run(*world.building("--clean", "--output", str(clean)))
    assert done.status == 0, done
    assert files_of(clean) == made


def test_a_damaged_cache_is_made_anew(world: World) -> None:
    """Bytes that were changed in the middle of each file."""
    through_every_damage(world, ("spoilt",))


def children(process: int) -> list[str]:
    """Return the processes that a process has begun, and those that these have."""
    found: list[str] = []
    asked = [str(process)]
    while asked:
        begun = subprocess.run(
            ("pgrep", "-P", ",".join(asked), "-f", "multiprocessing"),
            capture_output=True,
            text=True,
            check=False,
        )
        asked = begun.stdout.split()
        found += asked
    return found


def test_workers_end_with_a_build_that_was_killed(tmp_path: Path) -> None:
    """Nobody waits for ever for calls that will not come."""
    corpus.make_site(tmp_path / "site", 600)  # so many that two workers are at work together
    site = tmp_path / "site"
    command = (sys.executable, "-m", "site_builder", "build", "--jobs", "2", "--site", site)
    with subprocess.Popen(command, cwd=REPOSITORY) as build:
        # One that keeps account of names, one that the workers are copies of, two workers.
        while len(workers := children(build.pid)) < 4:
            assert build.poll() is None
            time.sleep(0.05)
        build.kill()
    until = time.monotonic() + 60
    while any(Path(f"/proc/{one}").exists() for one in workers):
        assert time.monotonic() < until, workers
        time.sleep(0.05)


@pytest.mark.kill
def test_every_stage_before_nginx(whole_world: World) -> None:
    """Each stage that has a name, of first builds too."""
    at_every_stage(whole_world)
    for name, at in FIRST.items():
        assert whole_world.kill_first(at=at).status == -signal.SIGKILL, name


@pytest.mark.kill
def test_two_hundred_moments_before_nginx(whole_world: World) -> None:
    """Killed at random moments of builds and deployments, as long as these take on this machine."""
    world = whole_world
    ways = (world.kill_build, world.kill_deployment, world.kill_first)
    longest = {way: max(way().seconds for _ in range(4)) for way in ways}
    draw = random.Random(10)
    killed = tried = 0
    while killed < MOMENTS:
        tried += 1
        assert tried < 3 * MOMENTS, killed
        way = world.kill_first if tried % 20 == 0 else draw.choice(ways[:2])
        killed += way(after=draw.random() * longest[way]).status == -signal.SIGKILL


@pytest.mark.kill
def test_every_damage_before_nginx(whole_world: World) -> None:
    """Each file of the cache, in every way."""
    through_every_damage(whole_world, ("empty", "half", "garbage", "spoilt", "folder"))


@contextmanager
def small_disk(place: Path) -> Iterator[None]:
    """Put a disk of four megabytes at a place; skip where that may not be."""
    place.mkdir()
    made = ("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place))
    if subprocess.run(made, check=False, capture_output=True).returncode:
        pytest.skip("no disk may be mounted here: test_a_full_disk_is_told stands for it")
    try:
        yield
    finally:
        subprocess.run(("umount", str(place)), check=True)


@pytest.mark.kill
def test_a_small_disk_that_is_full(whole_world: World, tmp_path: Path) -> None:
    """With ever more room a build and a deployment fail at ever later places, or succeed."""
    world = whole_world
    with small_disk(tmp_path / "disk"):
        output, live = tmp_path / "disk" / "public", tmp_path / "disk" / "live"
        build = world.building("--output", str(output))
        deployment = ("deploy", str(live), "--output", str(output))
        assert world.commands.run(*build).status == 0
        assert world.commands.run(*deployment).status == 0
        statuses = set()
        for left in (0, 4, 16, 32, 64, 128, 256, 1024):
            world.edit()
            filler = tmp_path / "disk" / "filler"
            room = shutil.disk_usage(tmp_path / "disk").free
            filler.write_bytes(bytes(max(0, room - left * 1024)))
            before, served = files_of(output), files_of(live / "current")
            for command, folder, old in ((build, output, before), (deployment, live, served)):
                done = world.commands.run(*command)
                statuses.add(done.status)
                assert "Traceback" not in done.text
                now = files_of(folder if folder == output else live / "current")
                assert done.status == 0 or (done.status == 4 and now == old), done
            filler.unlink()
            assert world.commands.run(*build).status == 0
            assert world.commands.run(*deployment).status == 0
        assert statuses == {0, 4}
    world.mend()
