"""What one process keeps from build to build: values by all that they were made of."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Known:
    """A memory of pure results, owned by whoever builds again and again.

    A key must name the kind of value and the whole content it is made of, never a path or a time
    alone: then what is remembered is what would be made. A plain build begins with an empty one.
    """

    def __init__(self) -> None:
        self._values: dict[Hashable, Any] = {}
        self._used: set[Hashable] = set()

    def value(
        self, key: Hashable, make: Callable[[], T], holds: Callable[[], bool] | None = None
    ) -> T:
        """Return the value of `key`, made by `make` where it is not known yet.

        `holds`, asked after the making, tells whether the content is still what the key names: a
        file may be saved while it is read. If not, the value is not remembered.
        """
        self._used.add(key)
        if key in self._values:
            found: T = self._values[key]
            return found
        made = make()
        if holds is None or holds():
            self._values[key] = made
        return made

    def forget(self) -> None:
        """Drop what was not asked for since the last call, so that the memory stays small."""
        self._values = {key: self._values[key] for key in self._values if key in self._used}
        self._used.clear()
