"""Writing the site: readers see the old one or the new one. No existing file is opened for writing.

New files are staged beside the output. A new site, or one mostly new, then takes the place of the
old folder as a whole; where little has changed, the files are renamed into it one by one, by a
journal that whoever comes next carries to its end.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.causes import system_cause
from site_builder.lock import alone
from site_builder.readable import readable_by_all
from site_builder.stamps import Stamp, Stamps
from site_builder.store import Store
from site_builder.swap import swap

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

    def alone(self) -> AbstractContextManager[None]:
        """Return what keeps others from writing here meanwhile; BuildFailed where another does."""

    def recover(self) -> None:
        """Mend what a stopped build left."""

    def know(self, stamps: Mapping[str, Stamp], written: int) -> None:
        """Take the stamps of the files of the last build, which were noted at that time."""

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

    def stamps(self, files: Mapping[str, str]) -> dict[str, Stamp]:
        """Return, after `commit`, stamps of the files with these digests, as far as there are."""


class SiteWriter:
    """Writes into a folder of this machine; a file whose bytes are what they were is left alone."""

    store = None

    def __init__(self, output: Path) -> None:
        self.output, self.place = output, str(output)
        self._known = Stamps(output, {}, 0)
        self._staging = output.with_name(f".{output.name}.new")
        self._old = output.with_name(f".{output.name}.old")
        self._journal = output.with_name(f".{output.name}.journal")
        self._lock = output.with_name(f".{output.name}.lock")
        self._folders: set[str] = set()
        self._put: set[str] = set()
        self._kept: set[str] = set()
        self._before: frozenset[str] = frozenset()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock beside the output; BuildFailed where another command holds it."""
        with ExitStack() as held:
            with writing(self.output):
                self._lock.parent.mkdir(parents=True, exist_ok=True)
                held.enter_context(alone(self._lock))
            yield

    def recover(self) -> None:
        """Carry a journal to its end; bring the old site back from between two renames."""
        with writing(self.output):
            if self._journal.exists():
                self._carry_out()
            if self._old.exists() and not self.output.exists():
                self._old.rename(self.output)

    def open(self) -> None:
        """Make room for a new site.

        Raises BuildFailed where the output is a folder no build has made, or cannot be written.
        """
        _refuse_foreign(self.output)
        with writing(self.output):
            for leftover in (self._staging, self._old):
                if leftover.exists():
                    shutil.rmtree(leftover)
            self._staging.mkdir(parents=True)
        self._forget()
        self._before = _listed(self.output)

    @property
    def interrupted(self) -> bool:
        """Whether an earlier build was stopped before it was done."""
        return any(one.exists() for one in (self._journal, self._staging, self._old))

    def amend(self, files: Iterable[tuple[str, bytes]], others: Iterable[str]) -> None:
        """Put some files in the place of those there are; `others` are all that stay beside."""
        with writing(self.output):
            self._staging.mkdir(parents=True)
        self._forget()
        self._before = frozenset(others)
        try:
            for path, data in files:
                self.put(path, data)
            self._kept |= self._before - self._put
            self.commit()
        except BaseException:
            self.discard()
            raise

    def know(self, stamps: Mapping[str, Stamp], written: int) -> None:
        """Take the stamps of the files of the last build, which were noted at that time."""
        self._known = Stamps(self.output, stamps, written)

    def holds(self, path: str, sha256: str) -> bool:
        """Tell whether the old output has a file with that digest."""
        return self._known.holds([(path, sha256)])

    def stamps(self, files: Mapping[str, str]) -> dict[str, Stamp]:
        """Return the stamps of files with these digests."""
        for path, sha in files.items():
            if self._known.seen.get(path, (0, 0, ""))[2] != sha:
                self._known.note(path, sha)
        return {path: self._known.seen[path] for path in files if path in self._known.seen}

    def put(self, path: str, data: bytes) -> None:
        """Stage a new file; equal paths must not be put twice."""
        if path in self._put or path in self._kept:
            raise FileExistsError(path)
        if path in self._before and _same(f"{self.output}/{path}", data):
            self._kept.add(path)
            return
        self._put.add(path)
        with writing(self.output):
            target = self._place(path)
            file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            with os.fdopen(file, "wb") as opened:
                opened.write(data)

    def keep(self, path: str) -> None:
        """Take a file of the old output as it is."""
        self._kept.add(path)

    def commit(self) -> None:
        """Let the output be exactly the files taken."""
        with writing(self.output):
            gone = self._before - self._kept - self._put
            if len(self._put) > len(self._kept) or self._in_way():
                self._exchange()
            elif self._put or gone:
                self._make_way(gone)
                self._note(sorted(self._put, key=_late), sorted(gone))
                self._carry_out()
        shutil.rmtree(self._staging, ignore_errors=True)
        self._forget()

    def _in_way(self) -> bool:
        """Tell whether a new file stands where a folder is, or in a folder where a file is."""
        folders = {folder for path in self._put for folder in _folders_of(path)}
        return not folders.isdisjoint(self._before) or any(
            (self.output / path).is_dir() for path in self._put
        )

    def _make_way(self, gone: frozenset[str]) -> None:
        """See that every folder to be changed is there and can be, before anything is decided."""
        effective = os.access in os.supports_effective_ids
        for folder in {path.rpartition("/")[0] for path in (*self._put, *gone)}:
            place = f"{self.output}/{folder}"
            os.makedirs(place, exist_ok=True)
            if not os.access(place, os.W_OK | os.X_OK, effective_ids=effective):
                raise PermissionError(errno.EACCES, "", place)

    def discard(self) -> None:
        """Remove what was staged, unless a journal has decided on it; the old output stays."""
        if not self._journal.exists():
            shutil.rmtree(self._staging, ignore_errors=True)
        self._forget()

    def _forget(self) -> None:
        self._folders.clear()
        self._put.clear()
        self._kept.clear()

    def _place(self, path: str) -> str:
        """Return where a file is staged; its folder is there."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self._staging}/{folder}", exist_ok=True)
            self._folders.add(folder)
        return f"{self._staging}/{path}"

    def _exchange(self) -> None:
        """Put the staged folder, with links to what is kept, in the place of the old one."""
        for path in self._kept:
            source, target = f"{self.output}/{path}", self._place(path)
            try:
                os.link(source, target)
            except (OSError, AttributeError):  # a file system or a system without links
                shutil.copyfile(source, target)
        if self.output.exists():
            if swap(self._staging, self.output):
                return  # what is staged now is the old site
            self.output.rename(self._old)
        self._staging.rename(self.output)
        shutil.rmtree(self._old, ignore_errors=True)

    def _note(self, moved: list[str], gone: list[str]) -> None:
        """Write the journal: from here on the new site is decided."""
        staged = self._journal.with_name(f"{self._journal.name}.new")
        with staged.open("w", encoding="utf-8") as file:
            json.dump({"moved": moved, "gone": gone}, file)
            file.flush()
            os.fsync(file.fileno())
        staged.replace(self._journal)

    def _carry_out(self) -> None:
        """Do what the journal says, as far as it is not done."""
        try:
            noted = json.loads(self._journal.read_text(encoding="utf-8"))
        except ValueError:
            noted = {"moved": (), "gone": ()}
        made: set[str] = set()
        for path in noted["moved"]:
            folder = path.rpartition("/")[0]
            if folder not in made:
                (self.output / folder).mkdir(parents=True, exist_ok=True)
                made.add(folder)
            with suppress(FileNotFoundError):  # done before
                os.replace(f"{self._staging}/{path}", f"{self.output}/{path}")
        for path in noted["gone"]:
            (self.output / path).unlink(missing_ok=True)
            _without_empty(self.output, path)
        self._journal.unlink()


def _late(path: str) -> tuple[bool, bool, str]:
    """Order files so that what a page loads is there before the page, and the manifest last."""
    return path == MANIFEST, path.endswith(".html"), path


def _folders_of(path: str) -> Iterator[str]:
    """Yield the folders that a file stands in."""
    while path := path.rpartition("/")[0]:
        yield path


def _without_empty(output: Path, path: str) -> None:
    """Remove the folders of a removed file that it leaves empty."""
    for folder in (output / path).parents:
        try:
            if folder == output or any(folder.iterdir()):
                return
            folder.rmdir()
        except FileNotFoundError:  # it went with another file
            continue


def _listed(output: Path) -> frozenset[str]:
    """Return the files of a folder; none where there is no folder."""
    return frozenset(_names(str(output), ""))


def _names(folder: str, inside: str) -> Iterator[str]:
    """Yield the paths of the files of a folder; none where there is no folder.

    Links to folders are left alone.
    """
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        return
    for entry in found:
        if not entry.is_dir():
            yield f"{inside}{entry.name}"
        elif not entry.is_symlink():
            yield from _names(entry.path, f"{inside}{entry.name}/")


def _same(target: str, data: bytes) -> bool:
    try:
        if os.stat(target).st_size != len(data):
            return False
        with open(target, "rb") as file:
            return file.read() == data
    except OSError:
        return False


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Turn a fault of the system (disk full, no permission) into one the user is told of.

    What is made meanwhile can be read by everybody, for it is to be published.
    """
    try:
        with readable_by_all():
            yield
    except OSError as fault:
        span = Span(path=str(fault.filename or output))
        found = error("output-unwritable", span, cause=system_cause(fault))
        raise BuildFailed((found,), status=4) from fault


def unwritable(store: Store, cause: str) -> BuildFailed:
    """Return the fault of a store that could not be read or written."""
    return BuildFailed((error("store-unwritable", Span(path=store.url), cause=cause),), status=4)


@contextmanager
def storing(store: Store) -> Iterator[None]:
    """Turn a fault of a store into one the user is told of."""
    try:
        yield
    except OSError as fault:
        raise unwritable(store, system_cause(fault)) from fault


def _refuse_foreign(output: Path) -> None:
    if output.exists() and not _is_ours(output):
        cause = "@foreign-folder" if output.is_dir() else "@foreign-file"
        found = error("output-foreign", Span(path=str(output)), cause=cause)
        raise BuildFailed((found,), status=2)


def _is_ours(output: Path) -> bool:
    if not output.is_dir() or output.is_symlink():
        return False
    return (output / MANIFEST).is_file() or not any(output.iterdir())
