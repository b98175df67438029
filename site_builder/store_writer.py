"""Writing a site into a store, where workers write what they make and the parent what it makes.

A page of one document and a file are in their places as soon as they are made. What leads to others
(home, lists, feeds, the search) waits beside the site and is put in place when all those stand,
deeper pages first and the home page last of all; then comes `build.json`, and what is gone is
removed: a reader never sees an entry that leads to nothing. A build that fails leaves the entries
as they were.
"""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.stamps import Stamp
from site_builder.store import ASSETS, BEGUN, STAGED, Store
from site_builder.traces import sha256
from site_builder.write import MANIFEST, storing


class StoreWriter:
    """Takes the files of a build into a store.

    The bytes of a store are dear to read back. That a file is still what the last build wrote is
    taken from the store's `build.json`, which names its digest, and from the listing: it is there
    and was not written after `build.json`, which every build writes last. The clock is the store's;
    where a build was stopped, what was written in the same second as `build.json` is made anew. A
    file that another hand wrote within that second, or put in place with an older time, goes
    unnoticed: `--clean` writes every page anew.
    """

    def __init__(self, store: Store) -> None:
        self.store, self.place = store, store.url
        self._there: dict[str, float] = {}
        self._recorded: dict[str, str] = {}
        self._stopped = False
        self._wanted: set[str] = set()
        self._late: dict[str, bytes] = {}

    def alone(self) -> AbstractContextManager[None]:
        """Return what does nothing: a store has no locks, so one site is to be written by one."""
        return nullcontext()

    def recover(self) -> None:
        """Do nothing: `open` sees what a stopped build left."""

    def know(self, stamps: Mapping[str, Stamp], written: int) -> None:
        """Do nothing: what a store is trusted for stands in it."""

    def stamps(self, files: Mapping[str, str]) -> dict[str, Stamp]:  # noqa: ARG002
        """Return none: files of a store have no stamps."""
        return {}

    def open(self) -> None:
        """Learn what is there; BuildFailed where the store is no build's, or unwritable."""
        self.discard()
        with storing(self.store):
            self._there = self.store.listing()
            if self._there and not self._there.keys() & {MANIFEST, BEGUN}:
                found = error("output-foreign", Span(path=self.store.url), cause="@foreign-folder")
                raise BuildFailed((found,), status=2)
            staged = {path for path in self._there if path.startswith(STAGED)}
            self._stopped = bool(staged)
            self.store.remove(staged - {BEGUN})
            self.store.write([(BEGUN, b"")])
            self._there = {path: at for path, at in self._there.items() if path not in staged}
            self._recorded = self._read_manifest()

    def holds(self, path: str, sha256: str) -> bool:
        """Tell whether a file is still there as the last build wrote it, with that digest."""
        if self._recorded.get(path) != sha256 or path not in self._there:
            return False
        written, last = self._there[path], self._there[MANIFEST]
        return written < last or (written == last and not self._stopped)

    def put(self, path: str, data: bytes) -> None:
        """Take a new file; equal paths must not be put twice."""
        if path in self._wanted:
            raise FileExistsError(path)
        self._wanted.add(path)
        if self.holds(path, sha256(data)):
            return
        if path.startswith(ASSETS):
            with storing(self.store):
                self.store.write([(path, data)])
        else:
            self._late[path] = data

    def keep(self, path: str) -> None:
        """Take a file that is there, or that a worker has written."""
        self._wanted.add(path)

    def commit(self) -> None:
        """Put in place what leads to others, then `build.json`; remove what is gone."""
        manifest = self._late.pop(MANIFEST)
        with storing(self.store):
            staged = self.store.listing(STAGED)
            places = sorted(path.removeprefix(STAGED) for path in staged if path != BEGUN)
            self.store.write(sorted(self._late.items()))
            for depth in sorted({_depth(path) for path in places}, reverse=True):
                self.store.move(
                    {f"{STAGED}{path}": path for path in places if _depth(path) == depth}
                )
            self.store.write([(MANIFEST, manifest)])
            self.store.remove([*sorted(self._there.keys() - self._wanted), BEGUN])
        self.discard()

    def discard(self) -> None:
        """Forget what was taken; what waits beside the site is removed by the next build."""
        self._late.clear()
        self._wanted.clear()

    def _read_manifest(self) -> dict[str, str]:
        if MANIFEST not in self._there:
            return {}
        try:
            files = json.loads(self.store.read(MANIFEST))["files"]
            return {str(path): str(digest) for path, digest in files.items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            return {}


def _depth(path: str) -> int:
    """Return how deep a file lies in the site; above all is the home page."""
    return -1 if path == "index.html" else path.count("/")
