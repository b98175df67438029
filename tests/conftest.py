"""What tests share: the repository, the shipped site built once, small sites to spoil."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import settings
from msgspec import Struct

from site_builder import plan
from site_builder.build import Checked, Config, check, examine
from site_builder.cli import cli
from site_builder.diagnostics import Diagnostic
from site_builder.load import packages
from site_builder.load.descriptor import Descriptor
from site_builder.load.tablecheck import check_tables
from site_builder.traces import Memory, builder_digest, digest, save_memory
from tests.pages import Page, read_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

REPOSITORY = Path(__file__).parent.parent
SITES = Path(__file__).parent / "sites"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, which writes golden files anew instead of comparing with them."""
    parser.addoption("--update", action="store_true", help="write golden files anew")


@pytest.fixture(scope="session", autouse=True)
def _judged_once() -> Iterator[None]:
    """Ask once what follows from content alone and takes long: most sites here differ in a line.

    What Frictionless says of the same package at the same place, what a text of a template names,
    and the digest of the builder, which does not change while its tests run.
    """
    found: dict[str, tuple[Diagnostic, ...]] = {}

    def checked_once(
        descriptor: Descriptor, folder: Path, shown: str, without: frozenset[str]
    ) -> tuple[Diagnostic, ...]:
        key = digest(shown, sorted(without), files_of(folder))
        if key not in found:
            found[key] = check_tables(descriptor, folder, shown, without)
        return found[key]

    examining = import_module("site_builder.build.examine")  # its function has the same name
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", checked_once)
        patch.setattr(plan, "_referenced", cache(plan._referenced))
        patch.setattr(examining, "builder_digest", cache(builder_digest))
        yield


class Outcome(Struct, frozen=True):
    """What a command printed and its exit status."""

    status: int
    text: str


def run(*arguments: str) -> Outcome:
    """Run a `site-builder` command in this process."""
    result = CliRunner().invoke(cli, arguments, catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(status=result.exit_code, text=result.output)


def make_site(target: Path, overlay: Path | None = None) -> Path:
    """Copy the minimal site to `target`, with the repository's templates, then lay `overlay` on it.

    In an overlay a file named `NAME.removed` takes NAME away. `NAME.sized` stands for NAME with as
    many bytes as it says, `NAME.linked` for a link, `NAME.named` for a file of the name it says.
    """
    shutil.copytree(SITES / "minimal", target)
    shutil.copytree(REPOSITORY / "templates", target / "templates")
    if overlay is not None:
        shutil.copytree(
            overlay,
            target,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("expected*.txt", "expected"),
        )
        for mark in sorted(target.rglob("*.removed")):
            gone = mark.with_suffix("")
            if gone.is_dir():
                shutil.rmtree(gone)
            else:
                gone.unlink()
            mark.unlink()
        _marked(target)
    save_memory(target / ".cache" / "memory.msgpack", _sound())
    return target


def _marked(target: Path) -> None:
    """Make what no repository should hold: large files, links that lead out, odd names."""
    kinds = ("sized", "linked", "named")
    for mark in sorted(path for kind in kinds for path in target.rglob(f"*.{kind}")):
        said, place = mark.read_text(encoding="utf-8").strip(), mark.with_suffix("")
        if mark.suffix == ".sized":
            with place.open("wb") as file:
                file.truncate(int(said))
        elif mark.suffix == ".linked":
            place.symlink_to(said)
        else:
            place.with_name(said).write_bytes(b"")
        mark.unlink()


@cache
def _sound() -> Memory:
    """What a build remembers of packages that pass alone: that the minimal site's do.

    Frictionless reads the tables of every other package; those of the minimal site are read here.
    """
    with TemporaryDirectory() as cache:
        site = Config(
            root=SITES / "minimal", cache=Path(cache), as_of=None, strict=False, clean=True
        )
        return Memory(sound=examine(site).passed.sound)


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    """A copy of the minimal site, free to be changed."""
    return make_site(tmp_path / "site")


@pytest.fixture
def systems(tmp_path: Path) -> Path:
    """A copy of the site with a year of rows in every optional table, free to be changed."""
    return make_site(tmp_path / "site", SITES / "systems")


@pytest.fixture(scope="session")
def systems_public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with rows in every optional table, built for 2024-03-05; not to be changed."""
    site = make_site(tmp_path_factory.mktemp("systems") / "site", SITES / "systems")
    day = ("--as-of", "2024-03-05")
    outcome = run("build", "--site", str(site), "--executor", "serial", *day)
    assert outcome.status == 0, outcome.text
    return site / "public"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The shipped site, checked, from an empty cache."""
    cache = tmp_path_factory.mktemp("cache")
    return check(Config(root=REPOSITORY, cache=cache, as_of=None, strict=False, clean=True))


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site, built once for all workers, by the first that asks; not to be changed."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shipped"
    folder.mkdir(exist_ok=True)
    output = folder / "public"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not output.exists():
            outcome = run(
                "build", "--site", str(REPOSITORY), "--output", str(output), "--executor", "serial"
            )
            assert outcome.status == 0, outcome.text
    return output


@pytest.fixture(scope="session")
def own_pages(public: Path) -> dict[str, Page]:
    """The pages of the shipped site in its own language, read; not to be changed."""
    return read_site(public)


@pytest.fixture(scope="session")
def translated_pages(public: Path) -> dict[str, Page]:
    """The pages of the shipped site in other languages, read; not to be changed."""
    return read_site(public, translated=True)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium, for the tests of a module."""
    from tests.browsing import chromium  # heavy: only where a test drives it

    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def versioned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minimal site with three versions, the first withdrawn; built below `public`."""
    from tests.versions import with_tombstone  # which takes from here

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        site = with_tombstone(make_site(tmp_path_factory.mktemp("versioned") / "site"))
        outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    return site


@pytest.fixture(scope="session")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minimal site as an official one, a column of a portal, built; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        site = make_site(tmp_path_factory.mktemp("official") / "site", SITES / "official")
        day = ("--as-of", "2024-03-31")
        outcome = run("build", "--site", str(site), "--executor", "serial", *day)
    assert outcome.status == 0, outcome.text
    return site / "public"


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
