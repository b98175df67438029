"""Reading files of a site: text with a clear fault, and paths that stay where they belong."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import system_cause
from site_builder.traces import sha256

SETTINGS = "site.toml"
"""The file of a site's settings."""
DRAFT = "draft"
"""The folder of a package's only editable version."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""What no text of a site may hold: HTML and XML have no control characters but tab and line end,
and characters that turn the direction of writing print 5.19 for 91.5."""


def unseen(text: str) -> tuple[int, str] | None:
    """Return where the first character stands that no text may hold, and the cause that names it.

    None where there is none.
    """
    found = _UNSEEN.search(text)
    return (found.start(), f"@unseen|U+{ord(found[0]):04X}") if found else None


def unseen_within(data: object) -> str | None:
    """Return the cause that names the first such character in data as JSON or TOML give it."""
    if isinstance(data, str):
        found = unseen(data)
        return found[1] if found else None
    parts = [*data, *data.values()] if isinstance(data, dict) else data
    inner = (unseen_within(one) for one in parts) if isinstance(parts, list) else ()
    return next((cause for cause in inner if cause), None)


_ADDRESS = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")
"""A scheme, as in `https://` or `file:`; a drive of Windows has one letter."""


def listed_digest(files: Iterable[tuple[str, str]]) -> str:
    """Return the digest of files from the paths and SHA-256 of all of them.

    It is the SHA-256 of the lines that `sha256sum` prints for the files, in the order of their
    paths, so that anybody can make it anew.
    """
    lines = "".join(f"{hashed}  {path}\n" for path, hashed in sorted(files))
    return sha256(lines.encode())


Files = tuple[tuple[str, bytes], ...]
"""Files of a folder: the path inside it, and the bytes."""


def read_text(path: Path, shown: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the text of a UTF-8 file with LF line ends, or why it cannot be used."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        return None, (error("file-unreadable", Span(path=shown), cause=system_cause(fault)),)
    return text_of(data, shown)


def text_of(data: bytes, shown: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the bytes of a file as text, or why they cannot be used."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        return None, (error("encoding-not-utf8", Span(path=shown, line=line)),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = unseen(text)
    if found is not None:
        place, cause = found
        line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
        return None, (
            error("character-unseen", Span(path=shown, line=line, column=column), cause=cause),
        )
    return text, ()


def read_files(folder: Path) -> Files:
    """Return every file under a folder, in the order of their paths; links are left out."""
    return tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    )


def inside(folder: Path, relative: str) -> Path | None:
    """Return the path of `relative` inside `folder`; None where it is absolute or leads out."""
    if not relative or _elsewhere(relative):
        return None
    path = folder / PurePosixPath(relative)
    if not path.resolve().is_relative_to(folder.resolve()):
        return None
    return path


def way_out(folder: Path, relative: str) -> str:
    """Return, as a cause, why `relative` names no file that lies in `folder`; "" where it does.

    A link counts as leading out wherever it points: what is copied and released leaves links out.
    `@path-remote` is the cause for an address.
    """
    if not relative:
        return "@empty"
    elsewhere = _elsewhere(relative)
    if elsewhere:
        return elsewhere
    parts = PurePosixPath(relative).parts
    steps = (folder.joinpath(*parts[: count + 1]) for count in range(len(parts)))
    return "@path-link" if any(step.is_symlink() for step in steps) else ""


def _elsewhere(relative: str) -> str:
    """Return why a path leads elsewhere, judged by how it is written."""
    windows = PureWindowsPath(relative)
    if _ADDRESS.match(relative):
        return "@path-remote"
    if relative.startswith(("\\\\", "//")):
        return "@path-network"
    if windows.drive:
        return "@path-drive"
    if relative.startswith(("/", "\\", "~")):
        return "@path-absolute"
    if ".." in windows.parts:
        return "@path-parent"
    return "@path-backslash" if "\\" in relative else ""
