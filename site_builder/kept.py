"""Values of any type that earlier builds made, in one file, by digests of what they are made of."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_builder.cached import Cached

T = TypeVar("T")

_SINGLY = 50
"""So many values are looked up one by one; whoever asks for more asks for most there are."""


class Kept:
    """A memory of pure results from build to build; what is damaged is made anew.

    Values are plain data and instances of `Struct` that msgpack gives back as they were.
    """

    def __init__(self, path: Path, *, keeps: bool) -> None:
        """Use the file at `path`; what only looks does not write it."""
        self._cached = Cached(path, keeps=keeps)
        self._decoders: dict[Any, msgspec.msgpack.Decoder[Any]] = {}
        self._new: dict[str, bytes] = {}
        self._asked: dict[str, None] = {}
        self._all: dict[str, bytes] | None = None

    @property
    def made(self) -> int:
        """Return how many values are new."""
        return len(self._new)

    def value(self, key: str, form: Any, make: Callable[[], T], /) -> T:
        """Return the value of `key`, which is of the type `form`; it is made where it is new."""
        self._asked[key] = None
        data = self._new.get(key) or self._found(key)
        if data is not None:
            try:
                found: T = self._decoder(form).decode(data)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                pass
            else:
                return found
        made = make()
        self._new[key] = msgspec.msgpack.encode(made)
        return made

    def clear(self) -> None:
        """Forget everything."""
        self._cached.clear()
        self._all = None

    def close(self) -> None:
        """Write what is new, and let go of the file."""
        if self._new:
            self._cached.put([(key, data, b"") for key, data in self._new.items()])
            self._cached.forget(list(self._asked))
            self._new = {}
        self._cached.close()

    def _found(self, key: str) -> bytes | None:
        """Return what an earlier build has kept under a key."""
        if self._all is None and len(self._asked) > _SINGLY:
            self._all = self._cached.every_head()
        held = self._cached.heads((key,)) if self._all is None else self._all
        return held.get(key)

    def _decoder(self, form: Any) -> msgspec.msgpack.Decoder[Any]:
        if form not in self._decoders:
            self._decoders[form] = msgspec.msgpack.Decoder(form)
        return self._decoders[form]
