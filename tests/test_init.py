"""A new site: complete, marked as a sample, and nothing that was there is touched."""

import json
import re
from pathlib import Path

import pytest

from site_builder import __version__
from tests.conftest import files_of, run


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site in a folder with a Chinese name and a space; not to be changed."""
    site = tmp_path_factory.mktemp("init") / "新 站"
    outcome = run("init", str(site), "--title", '某区"营商"', "--area", "330302=某区")
    assert outcome.status == 0, outcome.text
    assert all(f"\n{step}. " in outcome.text for step in (1, 2, 3))
    return site


def test_a_new_site_is_sound_and_builds(begun: Path) -> None:
    """Not even a warning, from the first command on."""
    assert run("check", "--site", str(begun), "--strict").text == "没有发现问题\n"
    assert run("check", "--site", str(begun), "--strict", "--drafts").status == 0
    outcome = run("build", "--site", str(begun), "--executor", "serial", "--strict")
    assert outcome.status == 0, outcome.text
    home = (begun / "public/index.html").read_text(encoding="utf-8")
    assert "某区&#34;营商&#34;" in home
    assert "都是虚构的示例" in home
    assert "（示例）" in home
    case = (begun / "public/cases/one-window/index.html").read_text(encoding="utf-8")
    assert "93.6%" in case


def test_everything_that_could_be_taken_for_real_says_that_it_is_not(begun: Path) -> None:
    """Indicators, source, documents, the notice of every page."""
    for page in (begun / "public").rglob("index.html"):
        if 'http-equiv="refresh"' not in page.read_text(encoding="utf-8"):
            assert "虚构的示例" in page.read_text(encoding="utf-8"), page
    for path in (begun / "content/cases").rglob("*.md"):
        assert re.search(r"^title: 示例", path.read_text(encoding="utf-8"), re.M)
    rows = (begun / "data/sample/draft/indicators.csv").read_text(encoding="utf-8")
    assert all("（示例）" in row for row in rows.splitlines()[1:])
    rows = (begun / "data/sample/draft/sources.csv").read_text(encoding="utf-8")
    assert "虚构" in rows.splitlines()[1]


def test_it_has_what_editors_and_tools_need(begun: Path) -> None:
    """The guide, the schemas, files for Git; no placeholder is left."""
    names = set(files_of(begun))
    assert {
        *("README.md", "content/README.md", "content/diagnostics.md", "content/settings.md"),
        *(".gitignore", ".gitattributes", ".vscode/settings.json", "content/schemas/case.json"),
        *("data/sample/releases.csv", "data/sample/2024.1.0/datapackage.json"),
    } <= names
    assert not any(name.startswith("templates/") for name in names)
    own = ("site.toml", "README.md", "content/cases/", "content/reports/", "data/sample/draft/")
    for name, data in files_of(begun).items():
        if name.startswith(own):
            assert b"${" not in data, name
    assert f'builder = "{__version__}"' in (begun / "site.toml").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([\w/.-]+)\)", (begun / "README.md").read_text(encoding="utf-8"))
    assert links
    assert all((begun / link).is_file() for link in links)


def test_references_follow_the_builder(tmp_path: Path) -> None:
    """After an upgrade `schemas` brings them up to date; what the site wrote itself stays."""
    site = tmp_path / "site"
    assert run("init", str(site)).status == 0
    before = files_of(site)
    assert run("schemas", "--site", str(site)).status == 0
    assert files_of(site) == before
    for name in ("settings.md", "README.md"):
        (site / "content" / name).write_text("旧的", encoding="utf-8")
    assert run("schemas", "--site", str(site)).status == 0
    assert (site / "content/settings.md").read_bytes() == before["content/settings.md"]
    assert (site / "content/README.md").read_text(encoding="utf-8") == "旧的"


def test_two_new_sites_are_equal(begun: Path, tmp_path: Path) -> None:
    """Nothing of the machine or the hour shows."""
    site = tmp_path / "other"
    assert run("init", str(site), "--title", '某区"营商"', "--area", "330302=某区").status == 0
    made = {name for name in files_of(begun) if name.startswith(("public/", ".cache/"))}
    first = {name: data for name, data in files_of(begun).items() if name not in made}
    assert files_of(site) == first


def test_what_is_there_stays(tmp_path: Path) -> None:
    """Files that do not collide may be there; one that does keeps everything from being written."""
    (tmp_path / "notes.txt").write_text("记事", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/README.md").write_text("我的", encoding="utf-8")
    before = files_of(tmp_path)
    outcome = run("init", str(tmp_path))
    assert outcome.status == 2
    assert outcome.text.startswith("content/README.md: 错误 [init-collides]")
    assert files_of(tmp_path) == before
    (tmp_path / "content/README.md").unlink()
    assert run("init", str(tmp_path)).status == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "记事"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("--area", value) for value in ("330302", "330302=", "=某区", '3=某"区', "3=a,b")),
        *(("--title", value) for value in ("", "  ", "{{x}}", "a\nb")),
        *(("--package", value) for value in ("", "A", "a b", "../a")),
        *(("--base-url", value) for value in ("", "site.example", "https://site.example")),
    ],
)
def test_options_that_cannot_be_used_are_refused(tmp_path: Path, option: str, value: str) -> None:
    """By name, with the form wanted, and nothing is written."""
    outcome = run("init", str(tmp_path / "site"), option, value)
    assert outcome.status == 2
    assert not (tmp_path / "site").exists()


def test_a_package_of_ones_own_name(tmp_path: Path) -> None:
    """The name stands in settings, folders and texts."""
    site = tmp_path / "site"
    options = ("--package", "my-district", "--base-url", "https://a.example/b/")
    assert run("init", str(site), *options).status == 0
    assert run("check", "--site", str(site), "--strict").status == 0
    descriptor = json.loads((site / "data/my-district/draft/datapackage.json").read_bytes())
    assert descriptor["name"] == "my-district"
    given = ("--title", "一个", "--date", "2025-02-01 09:00", "--environment", "market")
    codes = ("--area", "990000", "--source", "sample-report")
    assert run("new", "case", "own", "--site", str(site), *given, *codes).status == 0
    assert (site / "content/cases/my-district/own.md").is_file()
