"""Reading files of a site: text with a clear fault, and paths that stay where they belong."""

from pathlib import Path, PurePosixPath, PureWindowsPath

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import system_cause

Files = tuple[tuple[str, bytes], ...]
"""Files of a folder: the path inside it, and the bytes."""


def read_text(path: Path, shown: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the text of a UTF-8 file with LF line ends, or why it could not be read."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        return None, (error("file-unreadable", Span(path=shown), cause=system_cause(fault)),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        return None, (error("encoding-not-utf8", Span(path=shown, line=line)),)
    return text.replace("\r\n", "\n"), ()


def read_files(folder: Path) -> Files:
    """Return every file under a folder, in the order of their paths; links are left out."""
    return tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    )


def inside(folder: Path, relative: str) -> Path | None:
    """Return the path of `relative` inside `folder`; None where it is absolute or leads out."""
    pure = PurePosixPath(relative)
    windows = PureWindowsPath(relative)
    if not relative or pure.is_absolute() or windows.is_absolute() or windows.drive:
        return None
    if "\\" in relative or "://" in relative or ".." in pure.parts:
        return None
    path = folder / pure
    if not path.resolve().is_relative_to(folder.resolve()):
        return None
    return path
