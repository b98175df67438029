"""The script of the live charts: made only where there is a chart, alike in every process."""

import multiprocessing
from pathlib import Path

import pytest

from site_builder.build import Config, check
from site_builder.charts.library import library
from site_builder.outputs.chart_library import CHART_LIBRARY, library_asset
from site_builder.outputs.kind import FileGroup, Inputs


def groups(root: Path) -> tuple[FileGroup, ...]:
    """Return what is to be made for a site."""
    config = Config(root=root, cache=root / ".cache", as_of=None, strict=False, clean=True)
    return CHART_LIBRARY.groups(check(config).site)


def test_it_is_made_where_a_page_has_a_chart_and_nowhere_else(minimal: Path) -> None:
    """A site without a chart carries no library; with one, it stands where pages look for it."""
    (group,) = groups(minimal)
    assert group.outputs == (f"assets/{library_asset()[1]}",)
    observations = minimal / "data/sample/2023.1.0/observations.csv"
    lines = observations.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if ",2022," not in line]
    observations.write_text("".join(kept), encoding="utf-8")
    assert groups(minimal) == ()


def test_it_is_the_same_in_every_process() -> None:
    """Another process makes the same bytes, so that its name holds for good."""
    own = library("window.made = vegaEmbed;")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(library, ("window.made = vegaEmbed;",)) == own
    assert b"Redistribution" in own


def test_it_says_nothing(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, minimal: Path
) -> None:
    """What the bundler reports of its work does not reach the terminal."""
    (group,) = groups(minimal)
    ((path, _),) = CHART_LIBRARY.make(Inputs(view=group.view))
    assert (path,) == group.outputs
    assert tuple(capfd.readouterr()) == ("", "")
    assert caplog.records == []
