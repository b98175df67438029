"""A changed cell of a data table: what shows it is made anew, all of that, and nothing else."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import Built, Config, build
from site_builder.build.examine import MEMORY
from site_builder.cli.executors import SerialExecutor
from site_builder.traces import Trace, load_memory
from site_builder.write import SiteWriter
from tests.bench.corpus import make_site
from tests.conftest import files_of

FOLDER = "data/sample/2023.1.0"
ROOT = Path(__file__).parent
Rows = list[list[str]]
NEW = Trace(digest="", outputs=())


def _build(site: Path, output: Path, cache: Path) -> Built:
    config = Config(root=site, cache=cache, as_of=None, strict=False, clean=False)
    return build(config, SiteWriter(output), SerialExecutor(), lambda *_: None)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of six indicators, four with several years, built once."""
    site = tmp_path_factory.mktemp("cell") / "site"
    make_site(site, 2, indicators=6, charted=4)
    _build(site, site / "public", site / ".cache")
    return site


def _edit(site: Path, table: str, edit: Callable[[Rows], None]) -> None:
    path = site / FOLDER / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    edit(rows)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def _set(name: str, column: int, value: str) -> Callable[[Rows], None]:
    """Return what sets a column of the last row that begins so."""

    def edit(rows: Rows) -> None:
        next(row for row in reversed(rows) if row[0] == name)[column] = value

    return edit


ONE = ("observations", _set("made-up-0006", 5, "61.5"))
TREND = ("observations", _set("made-up-0004", 5, "62.5"))
MANY = (
    (
        "observations",
        lambda rows: rows.remove(next(row for row in rows if row[0] == "made-up-0003")),
    ),
    ("observations", _set("made-up-0002", 7, "P")),
    ("indicators", _set("made-up-0003", 12, "改过的定义（虚构）")),
    ("indicators", _set("made-up-0001", 3, "market")),
    ("areas", _set("990001", 1, "改名区")),
    ("sources", _set("sample-bulletin", 1, "改名公报（虚构）")),
)


@pytest.mark.parametrize(
    ("edits", "exact"),
    [
        pytest.param((ONE,), True, id="value of one year"),
        pytest.param((TREND,), True, id="value of a trend"),
        pytest.param(MANY, False, id="rows, names"),
    ],
)
def test_what_shows_a_changed_cell_is_made_anew_and_nothing_else(
    edits: tuple[tuple[str, Callable[[Rows], None]], ...],
    exact: bool,
    site: Path,
    tmp_path: Path,
) -> None:
    """The output is that of a clean build, and pages and charts made again differ from before."""
    cache, public = site / ".cache", site / "public"
    before = load_memory(cache / MEMORY).traces
    for table, edit in edits:
        _edit(site, table, edit)
    _build(site, public, cache)
    after = load_memory(cache / MEMORY).traces
    clean = tmp_path / ".cache"
    clean.mkdir()
    drawn = cache / "drawings.sqlite"  # drawings are held against each other by their own tests
    (clean / drawn.name).write_bytes(drawn.read_bytes())
    _build(site, tmp_path / "public", clean)
    assert files_of(public) == files_of(tmp_path / "public")
    made = {path for path in after if after[path].digest != before.get(path, NEW).digest}
    same = {path for path in made if path in before and after[path].outputs == before[path].outputs}
    if exact:
        whole = ("output ", "asset ")  # made of the whole site, with every change of the data
        small = "/oembed"  # made of a chart, and says little of it
        assert [one for one in same if not (one.startswith(whole) or one.endswith(small))] == []
        assert len(made) < len(after) / 2
