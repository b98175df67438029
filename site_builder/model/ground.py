"""Digests of what is told of indicators, so that what was made of them need not be made again."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from msgspec import Struct, field

T = TypeVar("T")


class Keeper(Protocol):
    """Keeps values from build to build by digests of all that they were made of."""

    def value(self, key: str, form: Any, make: Callable[[], T], /) -> T:
        """Return the value of `key`, which is of the type `form`; it is made where it is new."""


class Forgetful:
    """Keeps nothing."""

    def value(self, _key: str, _form: Any, make: Callable[[], T], /) -> T:
        """Return the value, made anew."""
        return make()


class Ground(Struct, frozen=True, kw_only=True):
    """What figures and charts stand on.

    `entries` are digests of indicators with all their rows, `around` is one of all else that shows
    in figures and charts: names, settings, the `builder`, itself a digest; "" where none of it is
    known. `beside` are the indicators that are told of with each: its whole, the other parts of
    that, its neighbours. `years` are the pairs of years of each area, with the indicators of both.
    `of`, `told` and `rows` are the very objects that all this was made of.
    """

    builder: str = ""
    around: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Mapping[str, Mapping[tuple[int, int], tuple[str, ...]]] = field(default_factory=dict)
    of: object = None
    told: tuple[object, ...] = ()
    rows: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    kept: Keeper = field(default_factory=Forgetful)
