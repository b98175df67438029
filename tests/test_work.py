"""How much a build does for each case: counted, not timed, so that it is the same on any machine.

A bound that is passed says that something now runs for each case, or each pair of cases, that did
not before. Raise it only for what is worth that to every reader.
"""

import cProfile
import pstats
from collections.abc import Callable
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
from tests.bench.corpus import make_site

FEW, MANY = 30, 90
COLD = 17_500
"""Calls of functions for a case of the corpus, its page, and its part of lists and outputs."""
TITLE = 1_400
"""The same where one case's title has changed: for each of the others that stay as they are."""
BODY = 75
"""The same where one case's body has changed."""


def _config(site: Path) -> Config:
    return Config(root=site, cache=site / ".cache", as_of=None, strict=False, clean=False)


def _whole(site: Path) -> None:
    build(_config(site), SiteWriter(site / "public"), SerialExecutor(), lambda *_: None)


def _short(site: Path) -> None:
    last = standing(_config(site), site / "public")
    assert last is not None
    assert amend(_config(site), site / "public", last) == 1


def _calls(work: Callable[[Path], None], site: Path) -> int:
    """Return how many functions are called while a site is worked on."""
    profile = cProfile.Profile()
    profile.runcall(work, site)
    return int(getattr(pstats.Stats(profile), "total_calls"))  # noqa: B009 - not in its stubs


def _edit(site: Path, old: str, new: str) -> None:
    """Replace some words of the oldest case, which no feed shows."""
    texts = {path: path.read_text(encoding="utf-8") for path in site.glob("content/cases/*/*.md")}
    path, text = min(texts.items(), key=lambda item: item[1].partition("\ndate: ")[2][:16])
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    sleep(0.02)


def _counts(site: Path, cases: int) -> dict[str, int]:
    """Return the calls of a cold build, after a body has changed, and after a title has."""
    make_site(site, cases)
    sleep(0.02)
    found = {"cold": _calls(_whole, site)}
    _edit(site, "## 起因\n", "## 起因\n\n补充一句。\n")
    found["body"] = _calls(_short, site)
    _edit(site, "\ntitle: ", "\ntitle: 新")
    found["title"] = _calls(_whole, site)
    return found


@pytest.fixture(scope="module")
def each(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Return the calls for each case more, by what is done; the first site warms what is kept."""
    folder = tmp_path_factory.mktemp("work")
    with patch.object(documents, "_NEWEST", 3):
        _counts(folder / "warm", FEW)
        few, many = _counts(folder / "few", FEW), _counts(folder / "many", MANY)
    return {name: (many[name] - few[name]) / (MANY - FEW) for name in few}


@pytest.mark.parametrize(("what", "most"), [("cold", COLD), ("title", TITLE), ("body", BODY)])
def test_a_case_takes_no_more_work_than_it_did(
    each: dict[str, float], what: str, most: int
) -> None:
    """Twice the bound would be half the speed."""
    assert most / 3 < each[what] < most
