"""Writing what editors go on with: a file is there whole or not at all, whenever it is stopped."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.causes import system_cause


def write_new(path: Path, shown: str, data: bytes, beside: tuple[tuple[str, bytes], ...]) -> None:
    """Write a file that must not be there yet, and the files of the folder named like it.

    The folder comes first, the file that names its pictures last. Raises BuildFailed where either
    is there already, or cannot be written.
    """
    folder = path.with_suffix("")
    with _writing(shown):
        for target in (path, folder) if beside else (path,):
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, "", str(target))
        path.parent.mkdir(parents=True, exist_ok=True)
        if beside:
            _write_folder(folder, beside)
        try:
            _write(path, data)
        except BaseException:
            if beside:
                shutil.rmtree(folder, ignore_errors=True)
            raise


def replace_file(path: Path, shown: str, data: bytes) -> bool:
    """Write a file in the place of the one that is there; return whether that changed anything.

    Raises BuildFailed where it cannot be written.
    """
    with _writing(shown):
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, data)
    return True


def _write_folder(folder: Path, files: tuple[tuple[str, bytes], ...]) -> None:
    staged = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        staged.mkdir()
        for name, data in files:
            (staged / name).write_bytes(data)
        staged.rename(folder)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def _write(path: Path, data: bytes) -> None:
    staged = path.with_name(f".{path.name}.new")
    try:
        staged.write_bytes(data)
        staged.replace(path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


@contextmanager
def _writing(shown: str) -> Iterator[None]:
    """Turn a fault of the system into one the user is told of."""
    try:
        yield
    except OSError as fault:
        found = error("source-unwritable", Span(path=shown), cause=system_cause(fault))
        raise BuildFailed((found,), status=4) from fault
