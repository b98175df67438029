"""How many of the changes made to the code of comparisons do tests notice? (`make test-mutation`).

`mutmut export-cicd-stats` wrote what became of each; mutmut itself has no threshold.
"""

import json
import sys
from pathlib import Path

STATS = Path("mutants") / "mutmut-cicd-stats.json"
OVER = 85
"""Per cent that must be exceeded."""


def score(counts: dict[str, int]) -> float:
    """Return the per cent of mutants that a test noticed, if by never ending.

    What was not tried, or has no test, counts as not noticed.
    """
    tried = counts["total"] - counts["skipped"]
    return (counts["killed"] + counts["timeout"]) / tried * 100 if tried else 0.0


def main() -> int:
    """Print the score; return 1 where it is too low."""
    counts = json.loads(STATS.read_text(encoding="utf-8"))
    reached = score(counts)
    print(", ".join(f"{name} {number}" for name, number in counts.items() if number))
    print(f"mutation score {reached:.1f} % (must be over {OVER} %)")
    return 0 if reached > OVER else 1


if __name__ == "__main__":
    sys.exit(main())
