"""Writing the site. An existing file is never opened for writing.

`FolderWriter` stages a whole new folder and exchanges it for the old one: for what is published.
`PatchWriter` replaces single files, the quicker way: for a preview on the editor's machine.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.causes import system_cause
from site_builder.store import Store
from site_builder.traces import sha256

MANIFEST = "build.json"
"""The file that every build makes, and that marks a folder as one."""


class Writer(Protocol):
    """Where a build puts its files: all of them, between `open` and `commit` or `discard`."""

    @property
    def place(self) -> str:
        """Return the output as a user is told of it."""

    @property
    def store(self) -> Store | None:
        """Return where workers write what they make; None: the parent alone writes."""

    def recover(self) -> None:
        """Mend what a stopped build left."""

    def open(self) -> None:
        """Make room for a new site; BuildFailed where the output is no build's, or unwritable."""

    def holds(self, path: str, sha256: str) -> bool:
        """Tell, after `open`, whether the old output has a file with that digest."""

    def put(self, path: str, data: bytes) -> None:
        """Take a new file; equal paths must not be put twice."""

    def keep(self, path: str) -> None:
        """Take a file as it is there: of the old output, or written by a worker."""

    def commit(self) -> None:
        """Let the output be exactly the files taken."""

    def discard(self) -> None:
        """Forget what was taken; the output stays as it was."""


class FolderWriter:
    """Stages files beside the output folder and puts them in its place at `commit`.

    What did not change is linked, what did is new.
    """

    store = None

    def __init__(self, output: Path) -> None:
        self.output, self.place = output, str(output)
        self._staging = output.with_name(f".{output.name}.new")
        self._old = output.with_name(f".{output.name}.old")
        self._folders: set[Path] = set()

    def recover(self) -> None:
        """Bring the old site back where a build was stopped between its two renames."""
        if self._old.exists() and not self.output.exists():
            self._old.rename(self.output)

    def open(self) -> None:
        """Make room for a new site.

        Raises BuildFailed where the output is a folder no build has made, or cannot be written.
        """
        _refuse_foreign(self.output)
        with _writing(self.output):
            for leftover in (self._staging, self._old):
                if leftover.exists():
                    shutil.rmtree(leftover)
            self._staging.mkdir(parents=True)

    def holds(self, path: str, sha256: str) -> bool:
        """Tell whether the old output has a file with that digest."""
        return _holds(self.output, path, sha256)

    def put(self, path: str, data: bytes) -> None:
        """Stage a new file; equal paths must not be put twice."""
        with _writing(self.output):
            target = self._place(path)
            with target.open("xb") as file:
                file.write(data)

    def keep(self, path: str) -> None:
        """Stage a file of the old output as it is."""
        with _writing(self.output):
            source, target = self.output / path, self._place(path)
            try:
                os.link(source, target)
            except OSError:
                shutil.copyfile(source, target)

    def commit(self) -> None:
        """Put the staged folder in the place of the old one."""
        with _writing(self.output):
            if self.output.exists():
                self.output.rename(self._old)
            self._staging.rename(self.output)
        shutil.rmtree(self._old, ignore_errors=True)

    def discard(self) -> None:
        """Remove what was staged; the old output stays."""
        shutil.rmtree(self._staging, ignore_errors=True)

    def _place(self, path: str) -> Path:
        target = self._staging / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        return target


class PatchWriter:
    """Holds new files in memory and replaces those that differ, one by one, at `commit`.

    A build stopped in the middle of `commit` leaves files of two builds; their digests give them
    away to the next one, which makes them anew. The manifest goes first, so that the folder can be
    told to be a build's even then.
    """

    store = None

    def __init__(self, output: Path) -> None:
        self.output, self.place = output, str(output)
        self._new: dict[str, bytes] = {}
        self._kept: set[str] = set()

    def recover(self) -> None:
        """Do nothing: no half-way state needs mending."""

    def open(self) -> None:
        """Make room for a new site.

        Raises BuildFailed where the output is a folder no build has made, or cannot be written.
        """
        _refuse_foreign(self.output)
        self.discard()
        with _writing(self.output):
            self.output.mkdir(parents=True, exist_ok=True)

    def holds(self, path: str, sha256: str) -> bool:
        """Tell whether the old output has a file with that digest."""
        return _holds(self.output, path, sha256)

    def put(self, path: str, data: bytes) -> None:
        """Take a new file; equal paths must not be put twice."""
        if path in self._new:
            raise FileExistsError(path)
        self._new[path] = data

    def keep(self, path: str) -> None:
        """Take a file of the old output as it is."""
        self._kept.add(path)

    def commit(self) -> None:
        """Remove the files that were not taken, then write those that differ."""
        with _writing(self.output):
            _remove_others(self.output, self._kept | self._new.keys())
            for path, data in sorted(self._new.items(), key=lambda item: item[0] != MANIFEST):
                target = self.output / path
                if not _same(target, data):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    staged = target.with_name(f".{target.name}.new")
                    staged.write_bytes(data)
                    staged.replace(target)
        self.discard()

    def discard(self) -> None:
        """Forget what was taken; the output stays."""
        self._new.clear()
        self._kept.clear()


def unwritable(store: Store, cause: str) -> BuildFailed:
    """Return the fault of a store that could not be read or written."""
    return BuildFailed((error("store-unwritable", Span(path=store.url), cause=cause),), status=4)


def _holds(output: Path, path: str, expected: str) -> bool:
    try:
        return sha256((output / path).read_bytes()) == expected
    except OSError:
        return False


def _same(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except OSError:
        return False


def _remove_others(output: Path, wanted: set[str]) -> None:
    """Remove files that are not wanted, and the folders this leaves empty."""
    for name, _, files in os.walk(output, topdown=False):
        folder = Path(name)
        gone = [
            file for file in files if (folder / file).relative_to(output).as_posix() not in wanted
        ]
        for file in gone:
            (folder / file).unlink()
        if len(gone) == len(files) and folder != output and not any(folder.iterdir()):
            folder.rmdir()


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    """Turn a fault of the system (disk full, no permission) into one the user is told of."""
    try:
        yield
    except OSError as fault:
        span = Span(path=str(fault.filename or output))
        found = error("output-unwritable", span, cause=system_cause(fault))
        raise BuildFailed((found,), status=4) from fault


def _refuse_foreign(output: Path) -> None:
    if output.exists() and not _is_ours(output):
        cause = "@foreign-folder" if output.is_dir() else "@foreign-file"
        found = error("output-foreign", Span(path=str(output)), cause=cause)
        raise BuildFailed((found,), status=2)


def _is_ours(output: Path) -> bool:
    if not output.is_dir() or output.is_symlink():
        return False
    return (output / MANIFEST).is_file() or not any(output.iterdir())
