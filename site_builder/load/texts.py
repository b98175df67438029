"""The texts of documents, read again only where one is asked for."""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from site_builder.cached import Cached
from site_builder.model.text import Text

_DECODER = msgspec.msgpack.Decoder(Text)


class Texts(Mapping[str, Text]):
    """Texts by the paths of their documents; none is kept here once it has been given."""

    def __init__(
        self,
        keys: Mapping[str, str],
        cached: Cached,
        unkept: Mapping[str, bytes],
        again: Callable[[str], bytes],
    ) -> None:
        """`keys` are those of the cache by path, `unkept` what it could not take, by key.

        `again` reads the file at a path once more, where the cache has lost it since.
        """
        self._keys = keys
        self._cached = cached
        self._unkept = unkept
        self._again = again

    def __getitem__(self, path: str) -> Text:
        key = self._keys[path]
        data = self._unkept.get(key) or self._cached.rest(key) or self._again(path)
        return _DECODER.decode(data)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
