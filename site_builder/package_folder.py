"""A package's folder changes as a whole: staged, committed by one renaming, then carried out.

What is staged stands in `.release.part`. Renamed to `.release` it is decided: whoever finds it
there carries it out, each step once, however often that begins anew. Stopped before, the old state
stays; stopped after, the new one comes about.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.causes import system_cause
from site_builder.load.files import Files
from site_builder.load.releases import FILE as RELEASES

_PART, _DECIDED, _DONE = ".release.part", ".release", ".release.done"
_ADDED, _REPLACED, _OLD = "added", "replaced", "old"
_MOVED_ALREADY = (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST)

Reached = Callable[[str], None]
"""Is told each stage that has been reached."""

STAGES = ("staging", "staged", "decided", "set-aside", "in-place", "listed", "closed", "cleared")
"""The stages of a change, in their order; a folder that is new is not set aside before."""


def unheard(stage: str) -> None:
    """Do nothing: nobody has asked."""


def change_package(
    home: Path,
    shown: str,
    *,
    added: Mapping[str, Files],
    replaced: Mapping[str, Files],
    releases: bytes | None,
    reached: Reached = unheard,
) -> None:
    """Put folders into a package's folder, some in the place of others, and a new `releases.csv`.

    A `releases` of None leaves the list as it is.

    `shown` is how messages name the package's folder. Stopped at any moment it leaves what
    `recover` makes the old state or the new one of. Raises BuildFailed.
    """
    with _writing(shown):
        recover(home, shown)
        part = home / _PART
        if part.exists():
            shutil.rmtree(part)
        part.mkdir()
        for kind, folders in ((_ADDED, added), (_REPLACED, replaced)):
            (part / kind).mkdir()
            for name, files in folders.items():
                write_files(part / kind / name, files)
                reached("staging")
        (part / _OLD).mkdir()
        if releases is not None:
            (part / RELEASES).write_bytes(releases)
        reached("staged")
        os.rename(part, home / _DECIDED)
        reached("decided")
        _carry_out(home, reached)


def recover(home: Path, shown: str) -> None:
    """Carry out a change that was decided and not finished; raise BuildFailed.

    What was only staged may be another command's at work, and is left to the next change.
    """
    if (home / _DECIDED).is_dir() or (home / _DONE).is_dir():
        with _writing(shown):
            _carry_out(home, unheard)


def write_files(folder: Path, files: Files) -> None:
    """Write files into a new folder."""
    for path, data in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _carry_out(home: Path, reached: Reached) -> None:
    """Do what was decided. Two that do it at once do each other no harm.

    Whoever comes second finds the new folder moved, and the place of the old one taken.
    """
    decided = home / _DECIDED
    _clear(home)
    for name in _names(decided / _REPLACED):
        _once(home / name, decided / _OLD / name)
        reached("set-aside")
        _once(decided / _REPLACED / name, home / name)
        reached("in-place")
    for name in _names(decided / _ADDED):
        _once(decided / _ADDED / name, home / name)
        reached("in-place")
    with suppress(FileNotFoundError):
        os.replace(decided / RELEASES, home / RELEASES)
    reached("listed")
    _once(decided, home / _DONE)
    reached("closed")
    _clear(home)
    reached("cleared")


def _clear(home: Path) -> None:
    shutil.rmtree(home / _DONE, ignore_errors=True)


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()


def _once(source: Path, target: Path) -> None:
    """Move a folder unless it has been moved already."""
    try:
        os.rename(source, target)
    except OSError as fault:
        if fault.errno not in _MOVED_ALREADY:
            raise


@contextmanager
def _writing(shown: str) -> Iterator[None]:
    """Turn a fault of the system into one the user is told of."""
    try:
        yield
    except OSError as fault:
        found = error("package-unwritable", Span(path=shown), cause=system_cause(fault))
        raise BuildFailed((found,), status=4) from fault
