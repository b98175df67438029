"""Reading files of a site: text with a clear fault, and paths that stay where they belong."""

import re
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import NoFile, TooLarge, system_cause
from site_builder.model.limits import DEEPEST, DEFAULT, MEGABYTE, Limits
from site_builder.traces import sha256

SETTINGS = "site.toml"
"""The file of a site's settings."""
DRAFT = "draft"
"""The folder of a package's only editable version."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2066-\u206f"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""What no text of a site may hold: HTML and XML have no control characters but tab and line end,
characters that turn the direction of writing print 5.19 for 91.5, and tags are words none sees."""

_HIDDEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b-\u200d\u2060-\u2065\u3164\ufe00-\ufe0d\ufeff\uffa0]"
    "|(?<=[^\\W\\d_])[\ufe0e\ufe0f]"
    "|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
)
"""What makes two names look the same that are not: characters without width, fillers, and selectors
of a variant behind what has none. In running text some are of use; in names and data none is."""


def unseen(text: str, *, name: bool = False) -> tuple[int, str] | None:
    """Return where the first character stands that no text may hold, and the cause that names it.

    None where there is none. Of a `name`, or of data, more is asked than of running text.
    """
    found = _UNSEEN.search(text)
    if name and not text.isascii():
        hidden = _HIDDEN.search(text)
        found = min(filter(None, (found, hidden)), key=lambda one: one.start(), default=None)
    return (found.start(), f"@unseen|U+{ord(found[0]):04X}") if found else None


def unseen_within(data: object) -> str | None:
    """Return the cause that names the first such character in data as JSON or TOML give it."""
    left = [data]
    while left:
        one = left.pop()
        if isinstance(one, str):
            found = unseen(one, name=True)
            if found:
                return found[1]
        elif isinstance(one, dict):
            left += reversed([*one, *one.values()])
        elif isinstance(one, list):
            left += reversed(one)
    return None


def too_deep(data: object) -> bool:
    """Tell whether data as JSON or TOML give it holds more levels than anybody writes."""
    level = [data]
    for _ in range(DEEPEST + 1):
        inner: list[Iterable[object]] = [
            one.values() if isinstance(one, dict) else one
            for one in level
            if isinstance(one, dict | list)
        ]
        level = [one for part in inner for one in part]
        if not level:
            return False
    return True


_ADDRESS = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")
"""A scheme, as in `https://` or `file:`; a drive of Windows has one letter."""


def listed_digest(files: Iterable[tuple[str, str]]) -> str:
    """Return the digest of files from the paths and SHA-256 of all of them.

    It is the SHA-256 of the lines that `sha256sum` prints for the files, in the order of their
    paths, so that anybody can make it anew.
    """
    lines = "".join(f"{hashed}  {path}\n" for path, hashed in sorted(files))
    return sha256(lines.encode())


_LONGEST_NAME = 255
"""Bytes of a name that file systems can hold."""
Files = tuple[tuple[str, bytes], ...]
"""Files of a folder: the path inside it, and the bytes."""


TEXTS = (".md", ".json", ".toml", ".po", ".html", ".txt")
_LINES = (".md", ".csv")
_PROSE = (".md", ".html")


def largest(name: str, limits: Limits) -> tuple[str, int]:
    """Return the setting that says how large a file of that name may be, and its megabytes."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in TEXTS:
        return "text_megabytes", limits.text_megabytes
    if suffix == ".csv":
        return "table_megabytes", limits.table_megabytes
    return "file_megabytes", limits.file_megabytes


def read_limited(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file; `OSError` where there is none or it has over `most`.

    Nothing else is opened: a pipe would keep whoever opens it waiting for ever.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise NoFile
    if found.st_size > most:
        raise TooLarge(found.st_size, most)
    return path.read_bytes()


def read_text(
    path: Path, shown: str, limits: Limits = DEFAULT
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the text of a UTF-8 file with LF line ends, or why it cannot be used."""
    setting, megabytes = largest(shown, limits)
    try:
        data = read_limited(path, megabytes * MEGABYTE)
    except TooLarge as fault:
        return None, (too_large(shown, fault.size, setting, megabytes),)
    except OSError as fault:
        return None, (error("file-unreadable", Span(path=shown), cause=system_cause(fault)),)
    return text_of(data, shown, limits)


def too_large(shown: str, size: int, setting: str, megabytes: int) -> Diagnostic:
    """Return that a file holds more bytes than a setting allows."""
    held = f"{-(-size // 100_000) / 10:g}"
    return error("file-too-large", Span(path=shown), size=held, most=megabytes, setting=setting)


def text_of(
    data: bytes, shown: str, limits: Limits = DEFAULT
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the bytes of a file as text, or why they cannot be used."""
    try:
        text = decoded(data)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        return None, (error("encoding-not-utf8", Span(path=shown, line=line)),)
    found = unseen(text, name=not shown.endswith(_PROSE))
    if found is not None:
        place, cause = found
        line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
        return None, (
            error("character-unseen", Span(path=shown, line=line, column=column), cause=cause),
        )
    beyond = _beyond(text, shown, limits) if shown.endswith(_LINES) else None
    return (None, (beyond,)) if beyond else (text, ())


def decoded(data: bytes) -> str:
    """Return UTF-8 as text with LF line ends; UnicodeDecodeError where it is none."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _beyond(text: str, shown: str, limits: Limits) -> Diagnostic | None:
    """Return that a text has a line that is too long, or a table more lines than rows may be."""
    most, place = limits.line_characters, 0
    while place + most < len(text):
        end = text.rfind("\n", place, place + most + 1)
        if end < 0:
            span = Span(path=shown, line=text.count("\n", 0, place) + 1)
            return error("line-too-long", span, most=most)
        place = end + 1
    if shown.endswith(".csv") and text.count("\n") > limits.rows + 1:
        return error("rows-too-many", Span(path=shown), most=limits.rows)
    return None


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
    if any(len(part.encode("utf-8", "replace")) > _LONGEST_NAME for part in parts):
        return "@path-long"
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
