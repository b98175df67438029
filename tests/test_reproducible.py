"""The same sources and the same lock make the same bytes: in whatever surroundings, by whomever."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import Struct, field
from PIL import Image

from site_builder import write
from tests.conftest import REPOSITORY, files_of, make_site, run

SOURCES = ("content", "data", "templates")
NOBODY = 65_534
"""A user that owns nothing."""


class Surroundings(Struct, frozen=True, kw_only=True):
    """A machine, as far as a build can feel it.

    `tests/elsewhere` changes besides what the system says of files, of processors and of who asks.
    `options` and `variables` may hold `{day}` and `{noon}`, the date of the build in both forms.
    """

    name: str
    umask: int
    listed: str
    options: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    other_user: bool = False
    in_memory: bool = False


STRICT = Surroundings(
    name="一个名字很长、有空格 和 % # ' 的文件夹" * 3,
    umask=0o077,
    listed="behind",
    options=("--executor", "process", "--jobs", "3"),
    variables={
        "PYTHONHASHSEED": "2024",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "{noon}",
    },
)
"""Nothing is anybody else's, three processors are claimed and one is to be had."""

OPEN = Surroundings(
    name="x",
    umask=0o000,
    listed="shuffled",
    options=("--executor", "serial", "--as-of", "{day}"),
    variables={
        "PYTHONHASHSEED": "7",
        "TZ": "America/Anchorage",
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "tr",
        "SOURCE_DATE_EPOCH": "0",
    },
    other_user=True,
    in_memory=True,
)
"""Everything is everybody's; another user builds, at no home, from sources that none may write."""


@pytest.mark.thorough
@pytest.mark.parametrize("there", [STRICT, OPEN], ids=["strict", "open"])
def test_the_shipped_site_is_byte_identical_anywhere(
    there: Surroundings, public: Path, tmp_path: Path
) -> None:
    """In either surroundings: every file, pictures and archives among them."""
    with_turkish(tmp_path)
    assert_equal(public, built_there(there, REPOSITORY, tmp_path, day_of(public)))


def test_a_site_is_byte_identical_anywhere(tmp_path: Path) -> None:
    """The same of a small site with charts, pictures, search and English."""
    site = made_whole(tmp_path / "site")
    outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    here = site / "public"
    paths = files_of(here)
    assert len([path for path in paths if path.startswith("en/")]) > 20
    assert len([path for path in paths if "pagefind" in path]) > 10
    assert {".png", ".webp", ".xlsx", ".zip"} <= {Path(path).suffix for path in paths}
    assert modes(here) <= {0o644, 0o755}
    assert_equal(here, built_there(STRICT, site, tmp_path, day_of(here)))


@pytest.mark.thorough
def test_a_site_is_byte_identical_where_all_is_open(tmp_path: Path) -> None:
    """The same in the other surroundings."""
    site = made_whole(tmp_path / "site")
    assert run("build", "--site", str(site), "--executor", "serial").status == 0
    here = site / "public"
    assert_equal(here, built_there(OPEN, site, tmp_path, day_of(here)))


@pytest.mark.parametrize(("umask", "expected"), [(0o077, 0o644), (0o000, 0o664), (0o027, 0o644)])
def test_what_is_published_can_be_read_by_all_and_written_by_few(
    umask: int, expected: int, minimal: Path
) -> None:
    """Whatever the umask: the server can read files and folders, built, amended, deployed, shared.

    What the umask leaves to the group stays so, for those who build in a shared folder; and the
    umask is what it was.
    """
    case = minimal / "content/cases/sample/one-window.md"
    site, live = ("--site", str(minimal)), minimal / "live"
    before = os.umask(umask)
    try:
        for text in ("虚构的背景", "改过的虚构背景"):
            case.write_text(case.read_text("utf-8").replace("虚构的背景", text), encoding="utf-8")
            assert run("build", *site, "--executor", "serial").status == 0
            assert run("deploy", str(live), *site).status == 0
        shared = ("--output", (minimal / "shared").as_uri())
        assert run("build", *site, "--executor", "serial", *shared).status == 0
        assert os.umask(umask) == umask
    finally:
        os.umask(before)
    folders = expected | (expected & 0o444) >> 2
    for place in (minimal / "public", live / "current", minimal / "shared"):
        assert modes(place) == {expected, folders}, place


def test_a_builder_that_failed_leaves_the_umask(tmp_path: Path) -> None:
    """A disk that is full changes nothing of the process."""
    before = os.umask(0o022)
    os.umask(before)
    with pytest.raises(write.BuildFailed), write.writing(tmp_path):
        raise OSError(28, "full")
    assert os.umask(before) == before


def made_whole(folder: Path) -> Path:
    """Return the minimal site with all that a site may have switched on."""
    site = make_site(folder)
    with (site / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            "\n[pictures]\nenabled = true\n\n[search]\nenabled = true\n"
            '\n[[languages]]\nid = "en"\nname = "English"\nlocale = "en_GB"\n'
        )
    case = site / "content/cases/sample/one-window.md"
    Image.linear_gradient("L").resize((900, 600)).save(case.with_name("grey.png"))
    case.write_text(f"{case.read_text('utf-8')}\n![灰阶](grey.png)\n", encoding="utf-8")
    return site


def day_of(public: Path) -> str:
    """Return the date of a build."""
    told = json.loads((public / "build.json").read_text(encoding="utf-8"))
    return str(told["as_of"])


def assert_equal(here: Path, there: Path) -> None:
    """Hold two built sites against each other, file by file, and whether others can read both."""
    one, other = files_of(here), files_of(there)
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
    assert not {mode for mode in modes(there) if mode & 0o002 or mode & 0o444 != 0o444}


def modes(folder: Path) -> set[int]:
    """Return the rights of all files and folders."""
    return {stat.S_IMODE(path.stat().st_mode) for path in (folder.resolve(), *folder.rglob("*"))}


def copied(site: Path, target: Path) -> Path:
    """Copy the sources of a site, the last file first, all of them from the year 1980."""
    files = sorted(path for name in SOURCES for path in (site / name).rglob("*") if path.is_file())
    for file in (site / "site.toml", *files[::-1]):
        copy = target / file.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        os.utime(copy, (315_532_800, 315_532_800))
    return target


def built_there(there: Surroundings, site: Path, folder: Path, day: str) -> Path:
    """Build a site in other surroundings, from nothing, in processes of its own.

    Returns the output, which stands beside the sources; these can be read alone.
    """
    memory = "/dev/shm" if there.in_memory and os.access("/dev/shm", os.W_OK) else folder
    place = Path(tempfile.mkdtemp(dir=memory, prefix="elsewhere-"))
    try:
        target = copied(site, place / there.name)
        (target / ".cache").mkdir()
        (target / "out").mkdir()
        user = _as_other_user() if there.other_user else ()
        if user:
            for own in (".cache", "out"):
                os.chown(target / own, NOBODY, NOBODY)
            place.chmod(0o755)
        for path in (target, *target.rglob("*")):
            if path.name not in (".cache", "out"):
                path.chmod(0o555 if path.is_dir() else 0o444)
        _build(there, target, user, day)
        shutil.copytree(target / "out/public", folder / "out")
    finally:
        for path in (place, *place.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(place)
    return folder / "out"


def _build(there: Surroundings, site: Path, user: tuple[str, ...], day: str) -> None:
    noon = subprocess.run(
        ("date", "-u", "-d", f"{day} 12:00", "+%s"), check=True, capture_output=True, text=True
    ).stdout.strip()
    known = {"day": day, "noon": noon}
    paths = (str(REPOSITORY / "tests/elsewhere"), str(REPOSITORY))
    home = {} if there.other_user else {"HOME": str(site / "none")}
    kept = {name: text for name, text in os.environ.items() if name not in ("HOME", "LANG")}
    locales = site.parent.parent / "locales"
    variables = {
        **kept,
        **home,
        "USER": "somebody",
        "LOGNAME": "somebody",
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "ELSEWHERE_LISTED": there.listed,
        **({"LOCPATH": str(locales)} if locales.is_dir() else {}),
        **{name: text.format(**known) for name, text in there.variables.items()},
    }
    options = [option.format(**known) for option in there.options]
    command = ("build", "--site", str(site), "--output", str(site / "out/public"), *options)
    done = subprocess.run(
        (*user, sys.executable, "-m", "site_builder", *command),
        cwd="/",
        env=variables,
        umask=there.umask,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _as_other_user() -> tuple[str, ...]:
    """Return what another user's command begins with, () where nobody else can be put on here.

    That user may read what root may, for an interpreter may lie in a home, and write nothing.
    Elsewhere the build asks as somebody else all the same: `tests/elsewhere` says who.
    """
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        return ()
    reads = ("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search")
    user = ("--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups")
    command = ("setpriv", *user, *reads)
    tried = subprocess.run((*command, sys.executable, "-c", ""), check=False, capture_output=True)
    return command if tried.returncode == 0 else ()


def with_turkish(folder: Path) -> None:
    """Make the locale in which i and I are no pair, where the system can."""
    (folder / "locales").mkdir()
    command = shutil.which("localedef")
    if command:
        place = str(folder / "locales/tr_TR.UTF-8")
        subprocess.run(
            (command, "-i", "tr_TR", "-f", "UTF-8", place), check=False, capture_output=True
        )
