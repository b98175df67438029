"""Where the time of a build went: by stage, kind of page, template, chart; what was spared."""

import json
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct, field

_SLOWEST = 10
_OUTSIZED = 0.3
"""The share of all rendering above which a function of templates is named."""
_ENOUGH = 1.0
"""Seconds of rendering below which shares say nothing."""


class Sum(Struct):
    """How many things of a sort were made, in how many seconds; how many were kept."""

    made: int = 0
    seconds: float = 0.0
    kept: int = 0


class Profile(Struct):
    """Seconds on the clock, added up: those of workers go on side by side.

    `templates` are those of whole pages, `functions` what templates call: filters and what puts
    texts, pictures and charts into them.
    """

    stages: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    templates: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    charts: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    functions: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    pages: list[tuple[float, str]] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of a block to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0.0) + time.perf_counter() - start

    def kept(self, kind: str, template: str) -> None:
        """Take down that a job of a kind was spared."""
        self.kinds[kind].kept += 1
        if template:
            self.templates[template].kept += 1

    def made(
        self,
        kind: str,
        template: str,
        path: str,
        seconds: float,
        calls: tuple[tuple[str, int, float], ...],
    ) -> None:
        """Take down what a job took, and the functions called in it."""
        _add(self.kinds[kind], 1, seconds)
        if template:
            _add(self.templates[template], 1, seconds)
        self.pages.append((seconds, path))
        self.pages.sort(reverse=True)
        del self.pages[_SLOWEST:]
        for name, count, taken in calls:
            _add(self.functions[name], count, taken)

    def drawn(self, kind: str, seconds: float) -> None:
        """Take down what a chart took."""
        _add(self.charts[kind], 1, seconds)

    def outsized(self) -> tuple[tuple[str, int], ...]:
        """Return the functions that take an outsized share of all rendering, in per cent."""
        whole = sum(one.seconds for one in self.templates.values())
        if whole < _ENOUGH:
            return ()
        shares = ((name, one.seconds / whole) for name, one in self.functions.items())
        return tuple((name, round(100 * share)) for name, share in shares if share > _OUTSIZED)

    def as_json(self) -> str:
        """Return all of it as JSON."""
        content: dict[str, Any] = {
            "stages": {name: round(one, 4) for name, one in self.stages.items()},
            **{
                name: {key: _plain(one) for key, one in _slow_first(sums)}
                for name, sums in self._sums().items()
            },
            "slowest": [{"path": path, "seconds": round(one, 4)} for one, path in self.pages],
            "outsized": [{"name": name, "percent": share} for name, share in self.outsized()],
        }
        return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n"

    def _sums(self) -> dict[str, dict[str, Sum]]:
        return {
            "kinds": self.kinds,
            "templates": self.templates,
            "functions": self.functions,
            "charts": self.charts,
        }


def _add(one: Sum, count: int, seconds: float) -> None:
    one.made += count
    one.seconds += seconds


def _plain(one: Sum) -> dict[str, float]:
    return {"made": one.made, "seconds": round(one.seconds, 4), "kept": one.kept}


def _slow_first(sums: dict[str, Sum]) -> list[tuple[str, Sum]]:
    return sorted(sums.items(), key=lambda item: (-item[1].seconds, item[0]))
