"""How often functions are called while a page is made, and how long they take."""

from collections.abc import Callable
from functools import wraps
from time import perf_counter
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
Calls = tuple[tuple[str, int, float], ...]
"""Names of functions, with how often each was called and the seconds that took."""


class Watch:
    """Wraps functions so that their calls are counted; where none are `wanted`, they stay bare."""

    def __init__(self, *, wanted: bool) -> None:
        self.wanted = wanted
        self._found: dict[str, tuple[int, float]] = {}

    def watched(self, name: str, function: F) -> F:
        """Return a function that takes down its calls under a name."""
        if not self.wanted:
            return function

        @wraps(function)
        def counted(*arguments: Any, **named: Any) -> Any:
            start = perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                count, seconds = self._found.get(name, (0, 0.0))
                self._found[name] = (count + 1, seconds + perf_counter() - start)

        return counted  # type: ignore[return-value]

    def take(self) -> Calls:
        """Return the calls since this was last asked."""
        found, self._found = self._found, {}
        return tuple((name, *one) for name, one in sorted(found.items()))
