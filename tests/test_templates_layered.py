"""A site's own templates lie over the builder's: a file replaces a file, the rest comes along."""

import json
import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_builder import shipped
from site_builder.load.settings import load_settings
from site_builder.load.templates import (
    load_assets,
    load_templates,
    shown_as,
    template_file,
    template_files,
)
from site_builder.model.settings import Settings
from tests.conftest import REPOSITORY, files_of, make_site, run


@pytest.fixture
def bare(minimal: Path) -> Path:
    """The minimal site without templates of its own."""
    shutil.rmtree(minimal / "templates")
    return minimal


def _build(site: Path, *options: str) -> str:
    outcome = run("build", "--site", str(site), "--executor", "serial", *options)
    assert outcome.status == 0, outcome.text
    return outcome.text


def _settings(site: Path) -> Settings:
    settings, faults = load_settings(site)
    assert settings is not None, faults
    return settings


def test_a_site_without_templates_is_made_with_the_builders(bare: Path, tmp_path: Path) -> None:
    """The bytes are those of a site that holds a copy, the list of sources included."""
    copied = make_site(tmp_path / "copied")
    _build(bare)
    _build(copied)
    assert files_of(bare / "public") == files_of(copied / "public")


def test_a_file_of_the_site_replaces_the_builders(bare: Path) -> None:
    """What extends or includes a file gets the site's; adding, changing, removing it is noticed."""
    _build(bare)
    plain = files_of(bare / "public")
    assert "重做0个" in _build(bare)
    own = bare / "templates" / "contact.html"
    own.parent.mkdir()
    text = (REPOSITORY / "templates" / "contact.html").read_text(encoding="utf-8")
    own.write_text(
        text.replace("{% block content %}", "{% block content %}<p>本站自己的</p>"), "utf-8"
    )
    _build(bare)
    assert "本站自己的" in (bare / "public/contact/index.html").read_text(encoding="utf-8")
    now = files_of(bare / "public")
    changed = {name for name in now.keys() | plain.keys() if now.get(name) != plain.get(name)}
    assert changed == {"contact/index.html", "build.json"}
    own.write_text(own.read_text(encoding="utf-8").replace("自己的", "改过的"), "utf-8")
    _build(bare)
    assert "本站改过的" in (bare / "public/contact/index.html").read_text(encoding="utf-8")
    own.unlink()
    _build(bare)
    assert files_of(bare / "public") == plain
    own.parent.rmdir()
    _build(bare)
    assert files_of(bare / "public") == plain


def test_a_change_of_the_builders_templates_is_noticed(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upgrade of an installed builder whose code is the same."""
    copy = tmp_path / "builders"
    shutil.copytree(REPOSITORY / "templates", copy)
    for module in ("load.templates", "settled"):
        monkeypatch.setattr(f"site_builder.{module}.templates_folder", lambda: copy)
    _build(bare)
    before = json.loads((bare / "public/build.json").read_bytes())["sources"]
    assert "重做0个" in _build(bare)
    page = copy / "not_found.html"
    page.write_text(page.read_text("utf-8").replace("回到", "请回到"), "utf-8")
    assert "重做0个" not in _build(bare)
    after = json.loads((bare / "public/build.json").read_bytes())["sources"]
    assert {name for name in before if before[name] != after[name]} == {"templates"}


def test_assets_and_catalogues_lie_over_each_other_too(bare: Path) -> None:
    """A part of the style sheet, a whole one in place of its folder, an icon, a catalogue."""
    settings = _settings(bare)

    def assets() -> dict[str, bytes]:
        return {name: data for name, _, data in load_assets(bare, settings, preview=False)}

    builders = assets()
    own = bare / "templates" / "assets"
    (own / "site.css").mkdir(parents=True)
    (own / "site.css" / "99-own.css").write_bytes(b"p{color:red}")
    (own / "icon.svg").write_bytes(b"<svg/>")
    (own / ".DS_Store").write_bytes(b"junk")
    assert assets()["site.css"] == builders["site.css"] + b"\np{color:red}"
    assert assets()["icon.svg"] == b"<svg/>"
    assert assets().keys() == builders.keys()
    shutil.rmtree(own / "site.css")
    (own / "site.css").write_bytes(b"p{}")
    assert assets()["site.css"] == b"p{}"
    (own / "charts.js").mkdir()
    (own / "charts.js" / "1.js").write_bytes(b"1")
    assert assets()["charts.js"] == b"1"
    assert dict(load_templates(bare, settings)).keys() == {
        path.name for path in (REPOSITORY / "templates").glob("*.html")
    }
    name = "languages/en.po"
    assert template_file(bare, "templates", name) == REPOSITORY / "templates" / name
    (bare / "templates" / "languages").mkdir()
    (bare / "templates" / name).write_bytes(b"")
    assert template_file(bare, "templates", name) == bare / "templates" / name


def test_changed_icons_reach_the_manifest(bare: Path) -> None:
    """The list of icons names the file that there is."""
    _build(bare)
    icon = bare / "templates/assets/icon-192.png"
    icon.parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / "templates/assets/icon-180.png", icon)
    _build(bare)
    icons = json.loads((bare / "public/manifest.webmanifest").read_bytes())["icons"]
    assert all((bare / "public" / one["src"]).is_file() for one in icons)


def test_messages_say_whose_a_file_is(bare: Path, tmp_path: Path) -> None:
    """A path in the site is the site's; all others are the builder's."""
    files = template_files(bare, replace(_settings(bare), templates="own"))
    assert shown_as(bare, files["home.html"]) == "(site-builder)/templates/home.html"
    (bare / "own").mkdir()
    (bare / "own" / "home.html").write_bytes(b"\xff")
    files = template_files(bare, replace(_settings(bare), templates="own"))
    assert shown_as(bare, files["home.html"]) == "own/home.html"
    (bare / "templates").mkdir()
    shutil.copy(bare / "own" / "home.html", bare / "templates")
    outcome = run("build", "--site", str(bare), "--executor", "serial")
    assert outcome.status == 2
    assert outcome.text.startswith("templates/home.html:1: 错误 [encoding-not-utf8]")


def test_a_named_folder_of_templates_must_be_there(bare: Path) -> None:
    """Whoever names a folder has made one; a slip would show the builder's pages for theirs."""
    settings = bare / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + '\n[folders]\ntemplates = "nowhere"\n', encoding="utf-8")
    outcome = run("check", "--site", str(bare))
    assert outcome.status == 2
    assert "folders.templates" in outcome.text


def test_the_builders_own_lie_in_the_wheel_or_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the package, where it holds them."""
    assert shipped.templates_folder() == REPOSITORY / "templates"
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "site_builder")
    os.makedirs(tmp_path / "site_builder" / "templates")
    assert shipped.templates_folder() == tmp_path / "site_builder" / "templates"
    assert shipped.guide_folder() == tmp_path / "content"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n{% if %}\n", 2),
        ("<p>\n\n{% include 'none.html' %}\n", 3),
        ("<p>{{ 'a|b' | made_up }}\n", 1),
        ("{{ view.meta.title(1) }}", 1),
    ],
)
def test_a_fault_in_a_template_of_the_site_is_told_with_its_line(
    bare: Path, text: str, line: int
) -> None:
    """And the old site stays as it was."""
    _build(bare)
    before = files_of(bare / "public")
    (bare / "templates").mkdir()
    (bare / "templates/home.html").write_text(text, encoding="utf-8")
    outcome = run("build", "--site", str(bare), "--executor", "serial")
    assert (outcome.status, "Traceback" in outcome.text) == (2, False)
    assert f"templates/home.html:{line}: 错误 [template-invalid]" in outcome.text
    assert files_of(bare / "public") == before
