"""Injection through what releases, corrections and withdrawals say of themselves."""

from pathlib import Path

import pytest

from site_builder.known import Known
from tests.conftest import make_site
from tests.hostile.injections import TEXTS
from tests.hostile.judged import Judge
from tests.hostile.tried import built
from tests.versions import quick, tombstone, with_tombstone

pytestmark = pytest.mark.usefixtures("quick")
NUMBER = "70001"
__all__ = ["quick"]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a site whose package was released, corrected and withdrawn."""
    site = make_site(tmp_path_factory.mktemp("clean") / "site")
    return built(with_tombstone(site), Known())


def assert_text(name: str, folder: Path, clean: dict[str, bytes]) -> None:
    """A command refuses it and says so, or it is text wherever the site shows it."""
    said = TEXTS[name].replace("§", NUMBER)
    site = make_site(folder / "site")
    for done in tombstone(site, said, said, said):
        if done.status:
            assert done.status in (1, 2), done.text
            assert "error" in done.text or "错误" in done.text
            assert "Traceback" not in done.text
            return
    files = built(site, Known())
    assert list(Judge(clean, frozenset()).faults(files, whole=("changes/index.html",))) == []
    for place in ("changes/index.html", "changes/feed.xml", "data/sample/2023.1.0/index.html"):
        assert NUMBER in files[place].decode(), place


def test_what_a_release_says_is_text(tmp_path: Path, clean: dict[str, bytes]) -> None:
    """A script in the reason, in what was withdrawn and why."""
    assert_text("script", tmp_path, clean)


@pytest.mark.thorough
@pytest.mark.hostile
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_whatever_a_release_says_is_text(
    name: str, tmp_path: Path, clean: dict[str, bytes]
) -> None:
    """Each text of the list."""
    assert_text(name, tmp_path, clean)
