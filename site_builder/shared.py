"""A large argument of many calls, such as templates: packed once, opened once in each process."""

import operator
import pickle
from functools import cached_property, lru_cache
from typing import Any, Generic, SupportsIndex, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """A value handed to many calls of an executor, which take it as `shared.value`.

    In this process it is the value itself. To another one it goes as bytes that were made once, and
    what they hold is made once there, however many calls bring them. These bytes are a buffer of
    their own beside the pickled call (PEP 574): who pickles it may send them but once.
    """

    def __init__(self, value: T) -> None:
        self.value = value

    @cached_property
    def packed(self) -> bytes:
        """Return the value as bytes; `opened` is the way back."""
        return pickle.dumps(self.value, pickle.HIGHEST_PROTOCOL)

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        # A pool of processes pickles by an older protocol, which knows no buffers.
        beside = operator.index(protocol) >= 5
        return opened, (pickle.PickleBuffer(self.packed) if beside else self.packed,)


@lru_cache(maxsize=4)
def opened(packed: bytes) -> Shared[Any]:
    """Return what was packed: the same object again while few other values come between."""
    return Shared(pickle.loads(packed))  # noqa: S301 - from the process that asked for the work
