"""How long charts take to be drawn, cold: CPU of each, and two processes against one.

`make bench` runs it. The charts are trends of made-up values, no two alike. Beside them stands
what `chart.save(...)` takes for plain line charts of the same values with vl-convert 1.9, where a
package registry offers that; it is installed into a venv of its own, in a folder that is removed.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from site_builder.model.chart import BreakMark, Line, Point, TargetTick, Trend, ValueAxis
from site_builder.render import draw_batch

_ROOT = Path(__file__).parents[2]
_BATCH = 8
_BOUND = 30
_OLD = "vl-convert-python<2"


def trends(count: int) -> list[Trend]:
    """Return so many different trends: six to twelve years, some with a break or a target."""
    return [_trend(number) for number in range(count)]


def _trend(number: int) -> Trend:
    lines = tuple(
        Line(name=name, points=_points(number + 7 * place, 6 + number % 7))
        for place, name in enumerate(("虚构区", "邻区")[: 1 + number % 2])
    )
    middle = Decimal("2017.5")
    return Trend(
        axis=ValueAxis(unit="件", zero=True),
        lines=lines,
        breaks=(BreakMark(position=middle, reason="虚构"),) if number % 5 == 0 else (),
        targets=(
            TargetTick(
                position=Decimal(2026),
                line="虚构区",
                series="虚构区目标",
                label="2026年",
                value=Decimal(300),
                text="300件",
                short="目标300",
            ),
        )
        if number % 7 == 0
        else (),
    )


def _points(number: int, count: int) -> tuple[Point, ...]:
    points = []
    for place in range(count):
        value = Decimal(100 + number) / 10 + place * (number % 11) + (place * number) % 13
        points.append(
            Point(
                position=Decimal(2014 + place),
                label=f"{2014 + place}年",
                value=value,
                text=f"{value}件",
                short=str(value),
                joined=place > 0 and not (number % 5 == 0 and place == 4),
                solid=place < count - 1,
            )
        )
    return tuple(points)


def alone(count: int) -> dict[str, float]:
    """Draw in this process, which has loaded neither Altair nor the renderer yet."""
    charts = trends(count)
    cpu, wall = time.process_time(), time.perf_counter()
    from site_builder.charts.draw import draw

    loaded = time.process_time() - cpu
    for chart in charts:
        draw(chart)
    return {
        "loaded": loaded,
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
    }


def pooled(count: int, workers: int) -> float:
    """Return the seconds that so many workers take from their start, in batches as in a build."""
    charts = trends(count)
    wall = time.perf_counter()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as executor:
        batches = [tuple(charts[at : at + _BATCH]) for at in range(0, count, _BATCH)]
        for future in [executor.submit(draw_batch, batch) for batch in batches]:
            done = future.result()
            if done.failure:
                raise RuntimeError(done.failure)
        return time.perf_counter() - wall


def ordinary(count: int, python: str) -> dict[str, float] | None:
    """Return what `chart.save` of vl-convert 1.9 takes; None where that is not to be had."""
    data = [
        [{"t": float(point.position), "v": float(point.value)} for point in item.lines[0].points]
        for item in trends(count)
    ]
    with tempfile.TemporaryDirectory() as folder:
        if not python:
            python = f"{folder}/bin/python"
            install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", _OLD, "altair"]
            try:
                subprocess.run([sys.executable, "-m", "venv", folder], check=True)
                subprocess.run([python, *install], check=True, capture_output=True)
            except (subprocess.CalledProcessError, OSError):
                return None
        script = str(Path(__file__).with_name("ordinary_charts.py"))
        done = subprocess.run(
            [python, script], input=json.dumps(data), capture_output=True, text=True, check=True
        )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _fresh(part: str, charts: int) -> dict[str, float]:
    """Return what a part measures in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.draw_charts", "--part", part, "--charts", str(charts)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _row(name: str, *cells: str) -> None:
    print(f"{name:<44}" + "".join(f"{cell:>14}" for cell in cells))


def main() -> None:
    """Measure in fresh processes, and print a table with the machine's facts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=500)
    parser.add_argument("--ordinary", type=int, default=100, help="charts for chart.save")
    parser.add_argument("--old-python", default="", help="a Python that has vl-convert 1.9")
    parser.add_argument("--part", choices=["alone", "one", "two"], help=argparse.SUPPRESS)
    asked = parser.parse_args()
    count: int = asked.charts
    if asked.part:
        workers = {"one": 1, "two": 2}
        found = (
            alone(count) if asked.part == "alone" else {"wall": pooled(count, workers[asked.part])}
        )
        print(json.dumps(found))
        return
    own = _fresh("alone", count)
    one, two = (_fresh(part, count)["wall"] for part in ("one", "two"))
    other = ordinary(asked.ordinary, asked.old_python)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}; {count} different trends, cold"
    )
    _row("", "CPU ms/chart", "without load", "wall s")
    _row(
        f"this builder (bound {_BOUND} ms)",
        f"{own['cpu'] / count * 1000:.1f}",
        f"{(own['cpu'] - own['loaded']) / count * 1000:.1f}",
        f"{own['wall']:.1f}",
    )
    if other is None:
        print("chart.save with vl-convert 1.9: skipped, it could not be installed")
    else:
        _row(
            f"chart.save, vl-convert 1.9 ({asked.ordinary} charts)",
            f"{other['cpu'] / asked.ordinary * 1000:.1f}",
            f"{(other['cpu'] - other['loaded']) / asked.ordinary * 1000:.1f}",
            f"{other['wall']:.1f}",
        )
    _row("one worker, from its start", "", "", f"{one:.1f}")
    _row("two workers (bound 1.7 times one)", "", f"{one / two:.2f} times", f"{two:.1f}")


if __name__ == "__main__":
    main()
