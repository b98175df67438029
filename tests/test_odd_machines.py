"""Other machines: what Windows makes of texts, what it lacks, consoles that are not in UTF-8."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, SITES, files_of, make_site, run
from tests.versions import release

WRITTEN = (".md", ".csv", ".toml", ".po", ".json", ".html")
"""Endings of files that editors write, which Windows programs save with a mark at the beginning."""


def as_on_windows(folder: Path) -> None:
    """Give every text CRLF, and those that editors write a byte order mark."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (*WRITTEN, ".css", ".js"):
            mark = b"\xef\xbb\xbf" if path.suffix in WRITTEN else b""
            path.write_bytes(mark + path.read_bytes().replace(b"\n", b"\r\n"))


def _build(site: Path) -> dict[str, bytes]:
    outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    return files_of(site / "public")


def test_line_ends_and_marks_of_windows_make_the_same_site(tmp_path: Path) -> None:
    """Settings, Markdown, tables, catalogues, templates and assets; the data is another test's."""
    site = make_site(tmp_path / "lf")
    for name in ("glossary.csv", "terms.csv", "languages/en.po"):
        (site / "content" / name).parent.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / "content" / name, site / "content" / name)
    glossary = site / "content/glossary.csv"
    lines = glossary.read_text(encoding="utf-8").splitlines()
    glossary.write_text("\n".join(lines[:15]) + "\n", encoding="utf-8")
    with (site / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[languages]]\nid = "en"\nname = "English"\n')
    turned = tmp_path / "crlf"
    shutil.copytree(site, turned)
    for name in ("content", "templates"):
        as_on_windows(turned / name)
    text = (turned / "site.toml").read_bytes().replace(b"\n", b"\r\n")
    (turned / "site.toml").write_bytes(b"\xef\xbb\xbf" + text)
    first, second = _build(site), _build(turned)
    different = {name for name in first.keys() | second if first.get(name) != second.get(name)}
    assert different == {"build.json"}  # it holds the digests of the sources


def test_tables_saved_on_windows_are_released_in_the_same_bytes(tmp_path: Path) -> None:
    """So the digest of a version does not depend on who released it."""
    sites = [make_site(tmp_path / name) for name in ("lf", "crlf")]
    as_on_windows(sites[1] / "data")
    assert [release(site).status for site in sites] == [0, 0]
    one, other = (files_of(site / "data/sample/2023.1.0") for site in sites)
    assert one == other


def test_line_ends_turned_by_git_are_told_as_that(tmp_path: Path) -> None:
    """Not as a change of the data; any other change is still one."""
    site = make_site(tmp_path / "site")
    assert release(site).status == 0
    version = site / "data/sample/2023.1.0"
    for path in version.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    outcome = run("check", "--site", str(site))
    assert outcome.status == 1
    assert outcome.text.count(".gitattributes") == outcome.text.count("[release-altered]") > 1
    table = version / "observations.csv"
    table.write_bytes(table.read_bytes().replace(b"91.2", b"91.3"))
    outcome = run("check", "--site", str(site))
    assert ".gitattributes" not in outcome.text
    assert "[release-altered]" in outcome.text


@pytest.mark.skipif(shutil.which("git") is None, reason="Git is missing")
@pytest.mark.parametrize("turned", ["true", "input", "false"])
def test_git_keeps_a_new_site_as_it_is(tmp_path: Path, turned: str) -> None:
    """Whatever `core.autocrlf` says, released data comes out as it went in, the rest with LF."""
    site, copy = tmp_path / "site", tmp_path / "copy"
    site.mkdir()
    shutil.copy(REPOSITORY / "site_builder/starter/gitattributes", site / ".gitattributes")
    released = {"data/a/2024.1.0/x.csv": b"a\r\nb\n", "data/a/2024.1.0/cases/x.md": b"a\r\n"}
    others = {"site.toml": b"a\nb\n", "data/a/draft/x.csv": b"a\nb\n"}
    for name, data in (released | others).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    git = [
        "git",
        "-c",
        f"core.autocrlf={turned}",
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@x.example",
    ]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *arguments], cwd=site, check=True, capture_output=True)
    subprocess.run([*git, "clone", "-q", str(site), str(copy)], check=True, capture_output=True)
    found = {name: data for name, data in files_of(copy).items() if not name.startswith(".git")}
    assert found == released | others


def _program(
    *arguments: str, module: str = "site_builder", **given: str
) -> subprocess.CompletedProcess[bytes]:
    environment = {name: said for name, said in os.environ.items() if not name.startswith("LC_")}
    environment |= {"PYTHONPATH": str(REPOSITORY), **given}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], env=environment, capture_output=True
    )


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a fault that names characters few consoles have."""
    site = make_site(tmp_path_factory.mktemp("odd") / "站")
    text = (site / "site.toml").read_text(encoding="utf-8")
    given = text.replace('name = "sample"', 'name = "sample"\ndemonstration = "🎉ༀ"')
    (site / "site.toml").write_text(given.replace("site.example/", "🎉/ༀ"), encoding="utf-8")
    return site


@pytest.mark.parametrize(
    ("given", "encoding"),
    [
        ({"PYTHONIOENCODING": "cp936"}, "gbk"),
        ({"PYTHONIOENCODING": "ascii"}, "utf-8"),
        ({"LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "utf-8"),
    ],
)
def test_no_console_stops_a_command(faulty: Path, given: dict[str, str], encoding: str) -> None:
    """It says what it can in the console's encoding; reports for machines stay UTF-8."""
    options = ("check", "--site", str(faulty))
    done = _program(*options, **given)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)
    assert "错误 [settings-invalid]" in done.stdout.decode(encoding)
    if encoding == "utf-8":
        return
    done = _program(*options, "--format", "json", **given)
    assert {one["code"] for one in json.loads(done.stdout.decode("utf-8"))["diagnostics"]} == {
        "settings-invalid"
    }


def test_wrong_usage_is_told_on_any_console() -> None:
    """A command that names what the console lacks."""
    done = _program("🎉", PYTHONIOENCODING="cp936")
    assert done.returncode == 2
    assert "没有命令" in done.stderr.decode("gbk")


def test_a_system_without_what_posix_has_checks_a_site(minimal: Path) -> None:
    """Every module is loaded that this takes."""
    done = _program("check", "--site", str(minimal), module="tests.windows")
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.thorough
def test_a_system_without_what_posix_has_builds_the_same_site(tmp_path: Path) -> None:
    """No locks of POSIX, no links, no exchange of folders: the same bytes, nothing done twice."""
    sites = [tmp_path / "usual", tmp_path / "别的 系统"]
    for site in sites:
        shutil.copytree(SITES / "minimal", site)
    usual = _build(sites[0])
    asked = ("build", "--site", str(sites[1]), "--jobs", "1")
    for _ in range(2):
        done = _program(*asked, "--clean", module="tests.windows")
        assert done.returncode == 0, done.stderr.decode()
    assert files_of(sites[1] / "public") == usual
    done = _program(*asked, module="tests.windows")
    assert "重做0个" in done.stdout.decode()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.windows", "serve", "--port", "0", "--site", str(sites[1])],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as serving:
        assert serving.stdout is not None
        assert "预览" in serving.stdout.readline()
        assert "已生成" in serving.stdout.readline()
        serving.terminate()
