"""What runs in the processes of a cluster: calls for a build, by a builder equal to its own.

Workers share no disk with the build: what a call needs comes with it as data.
"""

import pickle
import sys
import zlib
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from site_builder.shared import Shared
from site_builder.traces import LIBRARIES, code_digest

Tools = tuple[tuple[str, str], ...]
"""Names of tools, each with its version, "" for what is not installed."""

_MORE_LIBRARIES = ("cloudpickle", "dask", "distributed", "pagefind-bin", "pylopdf-fonts-zh-cn")
"""Libraries that calls travel by, and those that only some sites are made with."""


class OtherToolsError(Exception):
    """A worker is not equal to the build: the tool, its version there and here, "" for none."""

    def __init__(self, tool: str, there: str, here: str) -> None:
        super().__init__(tool, there, here)
        self.tool, self.there, self.here = tool, there, here


@lru_cache(maxsize=1)
def tools() -> Tools:
    """Return what the bytes of a site follow from beside its sources; the builder comes last.

    Files are compressed by the zlib of the machine.
    """
    names = dict.fromkeys((*LIBRARIES, *_MORE_LIBRARIES))
    return (
        ("Python", f"{sys.version_info.major}.{sys.version_info.minor}"),
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
        *((name, _version(name)) for name in names),
        ("site-builder", code_digest(("**/*.py",), ())[:12]),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def compare(here: Tools, there: Tools) -> None:
    """Raise OtherToolsError for the first tool that differs from one that is here."""
    found = dict(there)
    for name, wanted in here:
        if wanted and found.get(name, "") != wanted:
            raise OtherToolsError(name, found.get(name, ""), wanted)


class Call:
    """A call that is made where it is unpickled, which any process can be asked to do.

    So a scheduler hands it on without having the builder. What is called, and with what, is opened
    only after the tools are compared.
    """

    def __init__(self, fn: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self._places = tuple(at for at, one in enumerate(arguments) if isinstance(one, Shared))
        self._shared = [arguments[at] for at in self._places]
        own = {at: one for at, one in enumerate(arguments) if at not in self._places}
        self._work = pickle.dumps((fn, own), pickle.HIGHEST_PROTOCOL)

    def __reduce__(self) -> tuple[Any, ...]:
        return called, (tools(), self._work, self._places, *self._shared)

    def packed(self) -> tuple[bytes, list[bytes]]:
        """Return the call as bytes, and those of its shared arguments, for `pickle.loads`."""
        beside: list[pickle.PickleBuffer] = []
        work = pickle.dumps(self, pickle.HIGHEST_PROTOCOL, buffer_callback=beside.append)
        return work, [bytes(one.raw().obj) for one in beside]


def called(wanted: Tools, work: bytes, places: tuple[int, ...], *shared: Shared[Any]) -> Any:
    """Return what a call returns; raise OtherToolsError where it would not be the same here."""
    compare(wanted, tools())
    fn, given = pickle.loads(work)  # noqa: S301 - from the build that this worker serves
    given.update(zip(places, shared, strict=True))
    return fn(*(given[at] for at in range(len(given))))
