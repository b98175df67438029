"""A changed body of a case is put into the site alone; all else is left to a whole build."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from unittest.mock import patch

import pytest

from site_builder.amended import amend
from site_builder.build import Config, build
from site_builder.cli.executors import SerialExecutor
from site_builder.outputs.feeds import documents
from site_builder.settled import standing
from site_builder.write import SiteWriter
from tests.conftest import files_of, run
from tests.many_cases import make_many

NEW, OLD = "case-9", "case-8"
"""Cases in the feeds, and not."""
_TICK = 0.02
"""Seconds after which a file system gives another time."""


def config(site: Path) -> Config:
    """Return what `build` asks for."""
    return Config(root=site, cache=site / ".cache", as_of=None, strict=False, clean=False)


def whole(site: Path, output: Path) -> None:
    """Build the whole site."""
    build(config(site), SiteWriter(output), SerialExecutor(), lambda *_: None)


def path_of(site: Path, case: str) -> Path:
    """Return the file of a case."""
    return site / f"content/cases/sample/{case}.md"


def edit(site: Path, pattern: str, to: str, case: str = OLD) -> None:
    """Replace what fits a pattern in a case."""
    path = path_of(site, case)
    text = path.read_text(encoding="utf-8")
    assert re.search(pattern, text, re.M)
    path.write_text(re.sub(pattern, to, text, count=1, flags=re.M), encoding="utf-8")
    sleep(_TICK)


def amended(site: Path) -> int | None:
    """Go the short way as far as it leads."""
    last = standing(config(site), site / "public")
    return amend(config(site), site / "public", last) if last else None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with cases that are too old for its feeds, built."""
    site = make_many(tmp_path_factory.mktemp("amended") / "site", 9)
    sleep(_TICK)
    with patch.object(documents, "_NEWEST", 3):
        whole(site, site / "public")
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Iterator[Path]:
    """The same, to be changed: in its own place, which what is remembered names."""
    kept = tmp_path / "kept"
    shutil.copytree(built, kept)
    with patch.object(documents, "_NEWEST", 3):
        yield built
    shutil.rmtree(built)
    shutil.copytree(kept, built)


def test_a_body_is_put_into_the_site_alone(site: Path, tmp_path: Path) -> None:
    """One page is made, and the site is what a whole build makes of it."""
    before = files_of(site / "public")
    edit(site, "虚构的正文。", "改过的正文（虚构），见[另一个](case-2.md)和[列表](/cases/)。")
    assert amended(site) == 1
    after = files_of(site / "public")
    changed = {path for path, data in after.items() if before[path] != data}
    assert changed == {f"cases/{OLD}/index.html", "build.json"}
    shutil.rmtree(site / ".cache")
    whole(site, tmp_path / "clean")
    assert files_of(tmp_path / "clean") == after


def test_what_was_put_in_stands(site: Path) -> None:
    """The next build finds nothing to do, and the one after an edit goes the short way again."""
    for number in range(3):
        edit(site, "虚构的正文。|改过.*", f"改过{number}。")
        assert amended(site) == 1
        last = standing(config(site), site / "public")
        assert last is not None
        assert last.changed == ()


def test_a_whole_build_goes_on_from_there(site: Path, tmp_path: Path) -> None:
    """What the short way remembers serves the long one."""
    edit(site, "虚构的正文。", "改过的正文。")
    assert amended(site) == 1
    edit(site, "^title: .*", "title: 改名（虚构）", "case-7")
    assert amended(site) is None
    whole(site, site / "public")
    whole(site, tmp_path / "clean")
    assert files_of(tmp_path / "clean") == files_of(site / "public")


@pytest.mark.parametrize(
    ("pattern", "to", "case"),
    [
        ("^title: .*", "title: 改名（虚构）", OLD),
        ("^summary: .*", "summary: 改写（虚构）。", OLD),
        ("^slug: .*", "slug: renamed", OLD),
        ("^slug:", "draft: true\nslug:", OLD),
        ("^## 情况", "## 别的情况", OLD),
        ("虚构的正文。", "见[没有的](nowhere.md)。", OLD),
        ("虚构的正文。", "电话13912345678。", OLD),
        ("虚构的正文。", "改过的正文。", NEW),
    ],
    ids=["title", "summary", "slug", "draft", "anchor", "dead link", "telephone", "in a feed"],
)
def test_what_shows_elsewhere_takes_a_whole_build(
    site: Path, pattern: str, to: str, case: str
) -> None:
    """Front matter, anchors, faults, and texts in feeds: the short way writes nothing of these."""
    before = files_of(site / "public")
    edit(site, pattern, to, case)
    assert amended(site) is None
    assert files_of(site / "public") == before


@pytest.mark.parametrize(
    "path", ["site.toml", "data/sample/2023.1.0/observations.csv", "templates/case.html"]
)
def test_other_sources_take_a_whole_build(site: Path, path: str) -> None:
    """Settings, data and templates show on many pages."""
    file = site / path
    file.write_bytes(file.read_bytes() + b"\n")
    assert amended(site) is None


def test_the_command_tells_of_one_page(site: Path) -> None:
    """`build` goes the short way by itself."""
    edit(site, "虚构的正文。", "改过的正文。")
    with patch("site_builder.build.build", side_effect=AssertionError):
        outcome = run("build", "--site", str(site))
    assert outcome.status == 0, outcome.text
