"""How long a package with a million observations takes to be checked, and how much memory.

`make bench` runs it: Frictionless alone against the fast check, each in its own process. The
observations are synthetic, in the schema of this project's own packages; one in fifty has a cell
in quotation marks.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

_SAMPLE = Path(__file__).parents[1] / "sites/minimal/data/sample/2023.1.0"
_AREA_BLOCK = 1000
_YEARS = 20


def write_package(home: Path, count: int) -> None:
    """Write a sound package with `count` observations, in the descriptor of the minimal site."""
    home.mkdir(parents=True)
    descriptor = json.loads((_SAMPLE / "datapackage.json").read_text(encoding="utf-8"))
    for table in descriptor["resources"]:
        columns = [field["name"] for field in table["schema"]["fields"]]
        _write(home / f"{table['name']}.csv", columns, _ROWS.get(table["name"], _none)(count))
    (home / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def _write(file: Path, columns: list[str], rows: Iterable[dict[str, object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _none(_: int) -> Iterable[dict[str, object]]:
    return ()


def _areas(count: int) -> Iterable[dict[str, object]]:
    for area in range(-(-count // _AREA_BLOCK)):
        yield {"ref_area": 100_000 + area, "title": f"虚构地区{area}", "level": "district"}


def _sources(_: int) -> Iterable[dict[str, object]]:
    yield {"source": "synthetic", "title": "虚构来源", "publisher": "虚构机构"}


def _indicators(_: int) -> Iterable[dict[str, object]]:
    for number in range(_AREA_BLOCK // _YEARS):
        yield {
            "indicator": f"synthetic-amount-{number}",
            "title": f"虚构指标{number}",
            "environment": "general",
            "kind": "flow",
            "unit_measure": "件",
            "direction": "increase",
            "stage": "_Z",
            "decimals": 1,
            "featured": "false",
            "watched": "false",
        }


def _observations(count: int) -> Iterable[dict[str, object]]:
    for number in range(count):
        area, rest = divmod(number, _AREA_BLOCK)
        indicator, year = divmod(rest, _YEARS)
        yield {
            "indicator": f"synthetic-amount-{indicator}",
            "ref_area": 100_000 + area,
            "time_period": 2000 + year,
            "caliber": "_Z",
            "period_basis": "stated",
            "obs_value": f"{number * 7919 % 999_983}.{number % 10}",
            "unit_mult": 0,
            "obs_status": "A",
            "nature": "actual",
            "qualifier": "exact",
            "tied": "false",
            "source": "synthetic",
            "locator": f'第{number % 90}页，"表{number % 9}", 第{number}行'
            if number % 50 == 0
            else "正文",
        }


_ROWS = {
    "areas": _areas,
    "sources": _sources,
    "indicators": _indicators,
    "observations": _observations,
}


def check_once(home: Path, *, fast: bool) -> None:
    """Check the package in this process; print seconds of wall and CPU, and peak memory in MB."""
    from site_builder.load import findings
    from site_builder.load.descriptor import load_descriptor
    from site_builder.load.tablecheck import check_tables

    findings.LARGE = findings.LARGE if fast else sys.maxsize
    descriptor, faults = load_descriptor(home, "bench")
    assert descriptor is not None, faults
    wall, cpu = time.perf_counter(), time.process_time()
    found = check_tables(descriptor, home, "bench", frozenset())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assert found == (), found[:3]
    print(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Check the same package both ways and print what each costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--check", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--fast", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.check:
        check_once(given.check, fast=given.fast)
        return
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "sample/2023.1.0")
        write_package(home, given.observations)
        for name, more in (("Frictionless alone", []), ("fast check", ["--fast"])):
            command = [
                sys.executable,
                "-m",
                "tests.bench.check_tables",
                "--check",
                str(home),
                *more,
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            wall, cpu, memory = map(float, done.stdout.split())
            costs.append(wall)
            print(f"{name}: {wall:.2f} s wall, {cpu:.2f} s CPU, {memory:.0f} MB at most")
    print(f"{given.observations} observations: 1/{costs[0] / costs[1]:.1f} of the time")


if __name__ == "__main__":
    main()
