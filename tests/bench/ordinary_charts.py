"""The same charts by ordinary means: `chart.save(...)`. Run by `draw_charts` in a venv of its own.

It reads the lines of points as JSON and prints the CPU and wall time as JSON; it knows nothing of
the builder.
"""

import io
import json
import sys
import time


def main() -> None:
    """Draw what stands on standard input, and print how long it took."""
    series = json.load(sys.stdin)
    cpu, wall = time.process_time(), time.perf_counter()
    import altair as alt

    loaded = time.process_time() - cpu
    for points in series:
        chart = (
            alt.Chart(alt.Data(values=points))
            .mark_line(point=True)
            .encode(x="t:Q", y="v:Q")
            .properties(width=288, height=216)
        )
        chart.save(io.StringIO(), format="svg")
    print(
        json.dumps(
            {
                "loaded": loaded,
                "cpu": time.process_time() - cpu,
                "wall": time.perf_counter() - wall,
            }
        )
    )


if __name__ == "__main__":
    main()
