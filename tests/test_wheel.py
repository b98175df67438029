"""The wheel works away from the repository: it makes a new site, builds, checks and serves it.

It is built by the locked build tool and laid over the libraries of this environment, without a
network; `make test-outside` installs it over nothing but its own lock.
"""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from hatchling.build import build_wheel
from uv import find_uv_bin

from site_builder import __version__
from tests.conftest import REPOSITORY, files_of

LIBRARIES = Path(pytest.__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(REPOSITORY)
        return folder / build_wheel(str(folder))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of an environment that holds the wheel and sees the libraries of this one."""
    home = tmp_path_factory.mktemp("环境") / "v"
    _uv("venv", "--python", sys.executable, str(home), "--offline")
    _uv("pip", "install", "--no-deps", "--python", str(home), str(wheel), "--offline")
    (packages,) = home.rglob("site-packages")
    (packages / "libraries.pth").write_text(f"{LIBRARIES}\n", encoding="utf-8")
    return _program(home)


@pytest.fixture(scope="module")
def site(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site that the installed program has made, its folder called in Chinese, with spaces."""
    place = tmp_path_factory.mktemp("站点") / "某 区 的站"
    assert "新建站点" in _said(installed, place.parent, "init", place.name)
    return place


def _program(home: Path) -> Path:
    return home / ("Scripts" if os.name == "nt" else "bin") / "site-builder"


def _uv(*arguments: str) -> None:
    subprocess.run([find_uv_bin(), *arguments, "-q"], check=True, env=_alone())


def _alone() -> dict[str, str]:
    """Return the environment without what leads to the checkout."""
    return {name: said for name, said in os.environ.items() if not name.startswith("PYTHON")}


def _said(program: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=_alone(), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def test_the_wheel_holds_all_that_the_builder_reads(wheel: Path) -> None:
    """Code, texts, starter, templates, guide: every file of these in the repository."""
    held = {name: data for name, data in _members(wheel) if "dist-info" not in name}
    package = REPOSITORY / "site_builder"
    wanted = {
        f"site_builder/{name}": data
        for name, data in files_of(package).items()
        if "__pycache__" not in name
    }
    for name, data in files_of(REPOSITORY / "templates").items():
        wanted[f"site_builder/templates/{name}"] = data
    for name in ("README.md", "diagnostics.md", "diagnostics.en.md", "headers.md", "settings.md"):
        wanted[f"site_builder/guide/{name}"] = (REPOSITORY / "content" / name).read_bytes()
    assert held == wanted


def _members(wheel: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(wheel) as opened:
        for name in opened.namelist():
            yield name, opened.read(name)


def test_the_installed_program_builds_a_new_site(installed: Path, site: Path) -> None:
    """From templates that lie in the wheel, without a warning; a second build has no work."""
    assert __version__ in _said(installed, site, "--version")
    assert "警告" not in _said(installed, site, "build", "--strict", "--jobs", "1")
    assert "都是虚构的示例" in (site / "public/index.html").read_text(encoding="utf-8")
    assert "重做0个" in _said(installed, site, "build", "--strict")
    assert _said(installed, site, "check", "--strict") == "没有发现问题\n"


@pytest.mark.thorough
def test_workers_and_the_preview_of_the_installed_program(installed: Path, site: Path) -> None:
    """Processes of its own make the same bytes; the preview answers on this machine."""
    _said(installed, site, "build", "--clean", "--jobs", "1")
    alone = files_of(site / "public")
    _said(installed, site, "build", "--clean", "--jobs", "2")
    assert files_of(site / "public") == alone
    _look_at_preview(installed, site)


def _look_at_preview(program: Path, site: Path) -> None:
    with subprocess.Popen(
        [program, "serve", "--port", "0"],
        cwd=site,
        env=_alone() | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as serving:
        try:
            assert serving.stdout is not None
            address = serving.stdout.readline().partition("：")[2].partition("（")[0]
            assert "已生成" in serving.stdout.readline()
            with urlopen(f"{address}cases/one-window/", timeout=60) as answer:
                assert "93.6%" in answer.read().decode()
        finally:
            serving.terminate()


@pytest.mark.outside
def test_an_empty_environment_needs_the_lock_and_the_wheel_alone(
    wheel: Path, tmp_path: Path
) -> None:
    """Nothing that only developers have is asked for."""
    home, site = tmp_path / "v", tmp_path / "某 区"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, env=_alone())
    pip = [str(_program(home).with_name("pip")), "install", "-q", "--disable-pip-version-check"]
    lock = str(REPOSITORY / "requirements.lock")
    for options in (("--require-hashes", "-r", lock), ("--no-deps", str(wheel))):
        subprocess.run([*pip, *options], check=True, env=_alone())
    program = _program(home)
    _said(program, tmp_path, "init", site.name)
    _said(program, site, "build", "--strict")
    assert _said(program, site, "check", "--strict") == "没有发现问题\n"
    _look_at_preview(program, site)
