"""Writing the site: a whole new folder beside the old one, then an exchange.

An existing file is never opened for writing: what did not change is linked, what did is new.
"""

import os
import shutil
from pathlib import Path

from site_builder.diagnostics import BuildFailed, Span, error


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
            span = Span(path=str(self.output))
            raise BuildFailed((error("output-foreign", span),), status=2)
        try:
            for leftover in (self._staging, self._old):
                if leftover.exists():
                    shutil.rmtree(leftover)
            self._staging.mkdir(parents=True)
        except OSError as fault:
            span = Span(path=str(self.output))
            cause = fault.strerror or str(fault)
            raise BuildFailed((error("output-unwritable", span, cause=cause),), status=4) from fault

    def _is_ours(self) -> bool:
        if not self.output.is_dir() or self.output.is_symlink():
            return False
        return (self.output / "build.json").is_file() or not any(self.output.iterdir())

    def put(self, path: str, data: bytes) -> None:
        """Stage a new file; equal paths must not be put twice."""
        target = self._place(path)
        with target.open("xb") as file:
            file.write(data)

    def keep(self, path: str) -> None:
        """Stage a file of the old output as it is."""
        source, target = self.output / path, self._place(path)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    def commit(self) -> None:
        """Put the staged folder in the place of the old one."""
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
