"""Drawings between builds: an unchanged chart costs nothing, and what is kept is never wrong."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from site_builder import drawings
from site_builder.build import make
from site_builder.cached import Cached
from site_builder.drawings import DRAWINGS, KeptDrawings, drawing_digest, drawing_key
from site_builder.model.chart import Drawn
from site_builder.model.drawing import Drawing
from site_builder.render import Drew, draw_batch
from tests.chart_samples import PROFILE, TREND
from tests.conftest import REPOSITORY, files_of, make_site, run
from tests.test_rebuild import CASE, TABLE, swap

_BUILDING = """
import sys
from click.testing import CliRunner
from site_builder.cli import cli
found = CliRunner().invoke(
    cli, ["build", "--drafts", "--site", sys.argv[1], "--executor", "serial"]
)
assert found.exit_code == 0, found.output
print(*sorted({"altair", "vl_convert"} & set(sys.modules)))
"""
INDICATORS = "data/sample/2023.1.0/indicators.csv"


def built(site: Path, *more: str) -> dict[str, bytes]:
    """Build a site, drafts included, and return its files."""
    outcome = run("build", "--drafts", "--site", str(site), "--executor", "serial", *more)
    assert outcome.status == 0, outcome.text
    return files_of(site / "public")


def loaded_by_a_build(site: Path) -> list[str]:
    """Build a site in a process of its own, and return which libraries of charts it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _BUILDING, str(site)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.fixture
def draws(monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    """What is drawn by builds in this process, in order."""
    noted: list[Drawn] = []

    def noting(charts: tuple[Drawn, ...]) -> Drew:
        noted.extend(charts)
        return draw_batch(charts)

    monkeypatch.setattr(make, "draw_batch", noting)
    return noted


def kept(site: Path) -> dict[str, Drawing]:
    """Return the drawings that the last build has kept."""
    return all_in(site / ".cache" / DRAWINGS)


def all_in(file: Path) -> dict[str, Drawing]:
    """Return the drawings in a file; none where there is no such file."""
    held = Cached(file, keeps=False)
    found = KeptDrawings(file).of(list(held.every_head()))
    held.close()
    return found


def save_drawings(file: Path, drawings: Mapping[str, Drawing]) -> None:
    """Keep these drawings alone."""
    held = KeptDrawings(file)
    held.clear()
    held.put(drawings)
    held.close()


def test_unchanged_charts_load_no_library(minimal: Path) -> None:
    """Altair and the renderer draw for the first build, and for a changed value alone."""
    assert loaded_by_a_build(minimal) == ["altair", "vl_convert"]
    assert loaded_by_a_build(minimal) == []
    swap(CASE, "虚构的背景", "改过的虚构背景")(minimal)
    assert loaded_by_a_build(minimal) == []
    swap("templates/indicator.html", "定义与口径", "定义和口径")(minimal)
    assert loaded_by_a_build(minimal) == []
    shutil.rmtree(minimal / "public")
    assert loaded_by_a_build(minimal) == ["vl_convert"]  # the script of live charts, no drawing
    swap(TABLE, "2023,_Z,stated,91.2", "2023,_Z,stated,91.3")(minimal)
    assert loaded_by_a_build(minimal) == ["altair", "vl_convert"]


def test_only_a_changed_chart_is_drawn(minimal: Path, draws: list[Drawn]) -> None:
    """Each chart of the site once at first; then the one whose value changed; else none."""
    built(minimal)
    assert len(draws) == len(set(draws)) == len(kept(minimal)) > 1
    draws.clear()
    built(minimal)
    assert draws == []
    swap(TABLE, "2023,_Z,stated,91.2", "2023,_Z,stated,91.3")(minimal)
    built(minimal)
    assert draws
    assert all("91.3%" in "".join(mark.text for mark in drawn.marks) for drawn in draws)
    draws.clear()
    built(minimal, "--clean")
    assert len(draws) == len(kept(minimal))


def test_equal_charts_are_drawn_once(minimal: Path, draws: list[Drawn]) -> None:
    """Two indicators with the same values, each on its page, share one drawing."""
    rows = (minimal / TABLE).read_text(encoding="utf-8").splitlines()
    twins = [row.replace("online-rate", "twin-rate") for row in rows if "online-rate" in row]
    assert len(twins) == 2
    (minimal / TABLE).write_text("\n".join([*rows, *twins, ""]), encoding="utf-8")
    rows = (minimal / INDICATORS).read_text(encoding="utf-8").splitlines()
    (like,) = [row for row in rows if row.startswith("online-rate,")]
    rows.append(like.replace("online-rate", "twin-rate"))
    (minimal / INDICATORS).write_text("\n".join([*rows, ""]), encoding="utf-8")
    files = built(minimal)
    assert len(draws) == len(set(draws)) == len(kept(minimal))
    for name in ("online-rate", "twin-rate"):
        assert b"<svg" in files[f"indicators/{name}/index.html"]


def test_what_is_no_longer_shown_is_forgotten(minimal: Path) -> None:
    """A value that was replaced, or a chart that is gone, leaves no drawing behind."""
    built(minimal)
    before = kept(minimal)
    swap(TABLE, "2023,_Z,stated,91.2", "2023,_Z,stated,91.3")(minimal)
    built(minimal)
    after = kept(minimal)
    assert len(after) == len(before)
    assert before.keys() - after.keys()
    rows = (minimal / TABLE).read_text(encoding="utf-8").splitlines()
    fewer = [row for row in rows if not row.startswith("online-rate,990001,2022")]
    assert len(fewer) == len(rows) - 1
    (minimal / TABLE).write_text("\n".join([*fewer, ""]), encoding="utf-8")
    assert b'class="chart"' not in built(minimal)["indicators/online-rate/index.html"]
    swap("templates/indicator.html", "定义与口径", "定义和口径")(minimal)
    built(minimal)
    assert len(kept(minimal)) < len(after)


def gone(file: Path) -> None:
    """Remove what was kept."""
    file.unlink()


def cut(file: Path) -> None:
    """Leave half of what was kept."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    """Leave an empty file."""
    file.write_bytes(b"")


def flipped(place: float) -> Callable[[Path], None]:
    """Return what changes one bit of the file, at a part of its length."""

    def flip(file: Path) -> None:
        data = bytearray(file.read_bytes())
        data[int((len(data) - 1) * place)] ^= 4
        file.write_bytes(bytes(data))

    return flip


def of_another_version(file: Path) -> None:
    """Keep other drawings under the names that another version of the code would give."""
    wrong = Drawing(svg="<svg/>", specification="{}")
    save_drawings(file, {drawing_key(TREND, "another"): wrong})


def of_another_site(file: Path) -> None:
    """Keep the drawings of charts that this site does not show."""
    wrong = Drawing(svg="<svg/>", specification="{}")
    by = drawing_digest()
    save_drawings(file, {drawing_key(one, by): wrong for one in (TREND, PROFILE)})


def of_another_form(file: Path) -> None:
    """Keep something else with a digest that holds."""
    save_drawings(file, {"x": 1})  # type: ignore[dict-item]


DAMAGES = {
    "gone": gone,
    "cut": cut,
    "empty": empty,
    "first bit": flipped(0),
    "a bit of the digest": flipped(0.001),
    "a bit in the middle": flipped(0.5),
    "last bit": flipped(1),
    "of another version": of_another_version,
    "of another site": of_another_site,
    "of another form": of_another_form,
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A site that was built, and its files."""
    site = make_site(tmp_path_factory.mktemp("drawings") / "site")
    return site, built(site, "--clean")


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_drawings_are_never_shown(name: str, sound: tuple[Path, dict[str, bytes]]) -> None:
    """Whatever stands in the cache, the pages made from it are those of a clean build."""
    site, files = sound
    file = site / ".cache" / DRAWINGS
    DAMAGES[name](file)
    shutil.rmtree(site / "public")
    assert built(site) == files
    assert kept(site)
    assert built(site) == files


def test_a_folder_in_its_place_is_no_harm(tmp_path: Path) -> None:
    """What cannot be read is as if it were not there."""
    file = tmp_path / DRAWINGS
    file.mkdir()
    assert all_in(file) == {}
    assert all_in(tmp_path / "nothing") == {}


def test_drawings_come_back_as_they_were(tmp_path: Path) -> None:
    """What is kept is read again; what was not asked to stay is gone."""
    one, other = (Drawing(svg=f"<svg>{name}</svg>", specification="{}") for name in "甲乙")
    save_drawings(tmp_path / "a" / DRAWINGS, {"1": one, "2": other})
    held = KeptDrawings(tmp_path / "a" / DRAWINGS)
    assert held.of(["2", "3"]) == {"2": other}
    assert all_in(tmp_path / "a" / DRAWINGS) == {"1": one, "2": other}
    held.put({"3": one})
    held.forget({"1", "3"})
    held.close()
    assert all_in(tmp_path / "a" / DRAWINGS) == {"1": one, "3": one}


def test_a_key_follows_from_all_that_is_drawn() -> None:
    """Another value, another kind or another version is another drawing."""
    keys = [
        drawing_key(TREND, "one"),
        drawing_key(TREND, "two"),
        drawing_key(PROFILE, "one"),
        drawing_key(type(TREND)(axis=TREND.axis, lines=TREND.lines), "one"),
    ]
    assert len(set(keys)) == len(keys)
    assert drawing_key(TREND, "one") == keys[0]


def test_what_is_kept_is_plain(minimal: Path) -> None:
    """A drawing is text alone: an SVG and its specification in JSON."""
    built(minimal)
    for drawing in kept(minimal).values():
        assert drawing.svg.startswith("<svg ")
        assert json.loads(drawing.specification)["$schema"]


def test_a_key_names_all_the_code_that_draws() -> None:
    """Whatever `charts/draw.py` imports of this project, directly or not, is in the digest."""
    package = REPOSITORY / "site_builder"
    named = {path for pattern in drawings._CODE for path in package.glob(pattern)}
    seen: set[Path] = set()
    left = [package / "charts" / "draw.py"]
    while left:
        path = left.pop()
        if path in seen:
            continue
        seen.add(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("site_builder."):
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
                files = (f"{str(name).partition('.')[2].replace('.', '/')}.py" for name in names)
                left += [package / file for file in files if (package / file).is_file()]
    assert len(seen) > 10
    assert seen <= named
