"""Writing the site: a whole new folder beside the old one, then an exchange.

An existing file is never opened for writing: what did not change is linked, what did is new.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.causes import system_cause


class FolderWriter:
    """Stages files beside the output folder and puts them in its place at `commit`."""

    def __init__(self, output: Path) -> None:
        self.output = output
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
        if self.output.exists() and not self._is_ours():
            cause = "@foreign-folder" if self.output.is_dir() else "@foreign-file"
            found = error("output-foreign", Span(path=str(self.output)), cause=cause)
            raise BuildFailed((found,), status=2)
        with self._writing():
            for leftover in (self._staging, self._old):
                if leftover.exists():
                    shutil.rmtree(leftover)
            self._staging.mkdir(parents=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Turn a fault of the system (disk full, no permission) into one the user is told of."""
        try:
            yield
        except OSError as fault:
            span = Span(path=str(fault.filename or self.output))
            found = error("output-unwritable", span, cause=system_cause(fault))
            raise BuildFailed((found,), status=4) from fault

    def _is_ours(self) -> bool:
        if not self.output.is_dir() or self.output.is_symlink():
            return False
        return (self.output / "build.json").is_file() or not any(self.output.iterdir())

    def put(self, path: str, data: bytes) -> None:
        """Stage a new file; equal paths must not be put twice."""
        with self._writing():
            target = self._place(path)
            with target.open("xb") as file:
                file.write(data)

    def keep(self, path: str) -> None:
        """Stage a file of the old output as it is."""
        with self._writing():
            source, target = self.output / path, self._place(path)
            try:
                os.link(source, target)
            except OSError:
                shutil.copyfile(source, target)

    def commit(self) -> None:
        """Put the staged folder in the place of the old one."""
        with self._writing():
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
