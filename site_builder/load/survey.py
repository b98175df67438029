"""The files of a site looked at before any is read: kind, size, name, where links lead, how many.

What is found here ends a check at once: whatever is read afterwards is an ordinary file of the site
that may be read whole, so no reader has to ask.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.diagnostics import BuildFailed, Diagnostic, Span, error, ordered
from site_builder.load.causes import quoted, system_cause
from site_builder.load.files import largest, too_large, unseen
from site_builder.load.settings import Understand, load_settings, understood
from site_builder.markup.masked import masked
from site_builder.model.limits import DEEPEST, MEGABYTE, Limits
from site_builder.model.settings import Settings

_RESERVED = re.compile(
    r"(?P<mark>[<>:\"|?*\\])|(?P<end>[. ]\Z)"
    r"|\A(?P<word>con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|\Z)",
    re.IGNORECASE,
)
"""What Windows allows in no name, at the end of none, and for no file at all."""
_CONTROLS = str.maketrans("\t\n\r", "\0\0\0")


def folders_of(settings: Settings) -> tuple[str, ...]:
    """Return the folders of the site whose files are read."""
    packages = (f"{settings.data}/{package.name}" for package in settings.packages)
    return (settings.content, settings.templates, *packages)


def open_site(root: Path, understand: Understand = understood) -> Settings:
    """Return the settings of a site of which every file may be read.

    Raises BuildFailed where they are faulty, or files are not to be read, with all that is wrong.
    """
    settings, faults = load_settings(root, understand)
    if settings is None:
        raise BuildFailed(ordered(masked(faults)), status=2)
    found = tuple(survey(root, folders_of(settings), settings.limits, f"{settings.data}/"))
    if found:
        raise BuildFailed(ordered(masked(found)))
    return settings


def survey(
    root: Path, folders: Iterable[str], limits: Limits, data: str = ""
) -> Iterator[Diagnostic]:
    """Yield why files in some folders under `root` are not to be read.

    `data` is how the folders of packages begin.
    """
    count = 0
    for folder in folders:
        home = root / folder
        if not _stays(home, root):
            yield error("file-unsafe", Span(path=folder), cause="@link-outside")
            continue
        if not home.is_dir():
            continue
        waiting = [(folder, 1)]
        while waiting:
            shown, depth = waiting.pop()
            entries, faults = _entries(root, shown)
            yield from faults
            count += len(entries)
            if count > limits.files:
                yield error("files-too-many", Span(path=folder), most=limits.files)
                return
            yield from _names([entry.name for entry in entries], shown)
            for entry in entries:
                path = f"{shown}/{entry.name}"
                if depth > 1 and folder.startswith(data) and data and _resolves(entry):
                    continue  # links in a version: who names one is told, and nobody follows it
                if not entry.is_dir(follow_symlinks=False):
                    yield from _file(entry, _printed(path), home, limits)
                elif depth < DEEPEST:
                    waiting.append((path, depth + 1))
                else:
                    yield error("nested-too-deep", Span(path=_printed(path)), most=DEEPEST)


def _entries(root: Path, shown: str) -> tuple[list[os.DirEntry[str]], list[Diagnostic]]:
    try:
        with os.scandir(f"{root}/{shown}") as entries:
            return list(entries), []
    except OSError as fault:
        span = Span(path=_printed(shown))
        return [], [error("file-unreadable", span, cause=system_cause(fault))]


def _file(entry: os.DirEntry[str], shown: str, home: Path, limits: Limits) -> Iterator[Diagnostic]:
    """Yield what is wrong with a file, or with the link that stands for one."""
    if entry.is_symlink() and not _stays(Path(entry.path), home):
        yield error("file-unsafe", Span(path=shown), cause="@link-outside")
        return
    try:
        found = entry.stat()
    except OSError:  # a link to nowhere: whoever reads it says so
        return
    if stat.S_ISDIR(found.st_mode):
        return
    if not stat.S_ISREG(found.st_mode):
        yield error("file-unsafe", Span(path=shown), cause="@special-file")
        return
    if found.st_size > MEGABYTE:
        setting, megabytes = largest(entry.name, limits)
        if found.st_size > megabytes * MEGABYTE:
            yield too_large(shown, found.st_size, setting, megabytes)


def _stays(link: Path, home: Path) -> bool:
    """Tell whether a link leads to something in the folder that it lies in, itself no link out."""
    try:
        return link.resolve().is_relative_to(home.resolve())
    except (OSError, RuntimeError):  # a circle of links
        return False


def _resolves(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a link that leads somewhere, or could, and in no circle."""
    if not entry.is_symlink():
        return False
    try:
        Path(entry.path).resolve()
    except (OSError, RuntimeError):
        return False
    return True


def _names(names: list[str], shown: str) -> Iterator[Diagnostic]:
    """Yield the names in a folder that another system cannot hold, or takes for one another."""
    said = [name for name in names if not name.startswith(".")]
    for name in said:
        cause = _unfit(name)
        if cause:
            yield error("name-unsafe", Span(path=_printed(f"{shown}/{name}")), cause=cause)
    if len({name.lower() for name in said}) < len(said) or not "".join(said).isascii():
        alike: dict[str, str] = {}
        for name in sorted(said):
            other = alike.setdefault(folded(name), name)
            if other != name:
                span = Span(path=_printed(f"{shown}/{name}"))
                yield error("names-collide", span, name=_printed(name), other=_printed(other))


def folded(name: str) -> str:
    """Return what file systems that look at neither case nor form take a name for."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _unfit(name: str) -> str:
    """Return, as a cause, why a name is not fit for every system; "" where it is."""
    hidden = unseen(name.translate(_CONTROLS), name=True)
    if hidden:
        place, cause = hidden
        byte = "\udc80" <= name[place] <= "\udcff"
        return "@name-bytes" if byte else f"@name-unseen|{place + 1}|{cause.partition('|')[2]}"
    found = _RESERVED.search(name)
    if not found:
        return ""
    if found["mark"]:
        return f"@name-mark|{quoted(found['mark'])}"
    return "@name-end" if found["end"] else f"@name-reserved|{found['word']}"


def _printed(name: str) -> str:
    """Return a name that can be printed, whatever bytes it is made of."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(
        one if unseen(one.translate(_CONTROLS)) is None else f"\\u{ord(one):04x}" for one in text
    )
