"""A site that is built already: what was read, what was written, and what has changed since.

The shortest way through a build, which looks at sizes and times alone and loads next to nothing.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins

from site_builder import __version__
from site_builder.asked import Config
from site_builder.diagnostics import Diagnostic, Severity, Span
from site_builder.shipped import templates_folder

_FILE = "settled.json"
_BEGUN = "begun"
_SETTINGS = "site.toml"

Listing = dict[str, str]
"""Size and time of change, in nanoseconds, of files by path, as one text each."""


class Settled(Struct, frozen=True, kw_only=True):
    """What the build did that still stands: its pages and files, and its warnings.

    `inputs` are the files of `folders` as they are now, `changed` those among them that are not as
    they were; `outputs` are the files it wrote. `kept` are the digests of what else it keeps.
    """

    pages: int
    diagnostics: tuple[Diagnostic, ...]
    folders: tuple[str, ...]
    inputs: Listing
    outputs: Listing
    kept: Mapping[str, str]
    changed: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        """How many files it wrote."""
        return len(self.outputs)


def standing(config: Config, output: Path) -> Settled | None:
    """Return the last build of this output, where nothing but bytes of its sources has changed.

    None where files were added or removed, or what was written is not there. A file that is as new
    as the beginning of that build may have been changed after it was read.
    """
    try:
        head, _, body = (config.cache / _FILE).read_bytes().partition(b"\n")
        held = json.loads(head)
        if held["seal"] != sha256(body).hexdigest():
            return None
        inputs, outputs = body.decode(*_TEXT).split("\n\n")
        if held["asked"] != _asked(config, str(output)) or held["builder"] != builder_stamp():
            return None
        if held["templates"] != _templates_stamp():
            return None
        was, found = _told(inputs), listing(config.root, held["folders"])
        if found is None or found.keys() != was.keys():
            return None
        changed = tuple(path for path, stamp in found.items() if was[path] != stamp)
        newest = held["begun"]
        if any(_changed_at(stamp) >= newest for path, stamp in was.items() if found[path] == stamp):
            return None
        written = _told(outputs)
        if not _stands(output, written):
            return None
        return Settled(
            pages=held["pages"],
            diagnostics=tuple(_diagnostic(item) for item in held["diagnostics"]),
            folders=tuple(held["folders"]),
            inputs=found,
            outputs=written,
            kept=held["kept"],
            changed=changed,
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


_TEXT = "utf-8", "surrogateescape"


def _told(lines: str) -> Listing:
    return dict(line.split("\t", 1)[::-1] for line in lines.split("\n") if line)


def _lines(found: Listing) -> str:
    return "\n".join(f"{stamp}\t{path}" for path, stamp in found.items())


def _changed_at(stamp: str) -> int:
    return int(stamp.partition(" ")[2])


def begin(config: Config) -> int:
    """Note in the cache that a build begins; return when, in nanoseconds of the file system."""
    try:
        config.cache.mkdir(parents=True, exist_ok=True)
        (config.cache / _FILE).unlink(missing_ok=True)
        mark = config.cache / _BEGUN
        mark.write_bytes(b"")
        return mark.stat().st_mtime_ns
    except OSError:
        return 0


def listing(root: Path, folders: Iterable[str]) -> Listing | None:
    """Return all files of some folders of the site, and its settings.

    A folder that is not there has no files. None where a link is among them, or a pipe: what these
    lead to is not looked at here.
    """
    try:
        found = {_SETTINGS: stamp(os.lstat(f"{root}/{_SETTINGS}"))}
        for folder in folders:
            if not os.path.isdir(f"{root}/{folder}"):
                continue
            for path, entry in _files(f"{root}/{folder}", folder):
                found[path] = stamp(entry.stat(follow_symlinks=False))
    except OSError:
        return None
    return found


class _Unlisted(OSError):  # noqa: N818 - it ends a search
    """A link was met, or something that is neither file nor folder."""


def _files(folder: str, shown: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{shown}/{entry.name}"
            if entry.is_symlink():
                raise _Unlisted
            if entry.is_dir():
                yield from _files(entry.path, path)
            elif entry.is_file():
                yield path, entry
            else:
                raise _Unlisted


def stamp(found: os.stat_result) -> str:
    """Return size and time of change as one text."""
    return f"{found.st_size} {found.st_mtime_ns}"


def settle(
    config: Config,
    output: str,
    begun: int,
    folders: Iterable[str],
    inputs: Listing | None,
    outputs: Listing,
    kept: Mapping[str, str],
    pages: int,
    diagnostics: tuple[Diagnostic, ...],
) -> None:
    """Write what a build did; `inputs` are those of its beginning."""
    if inputs is None or not begun or any("\n" in path for path in (*inputs, *outputs)):
        return
    try:
        builder, templates = builder_stamp(), _templates_stamp()
    except OSError:
        return
    body = f"{_lines(inputs)}\n\n{_lines(outputs)}".encode(*_TEXT)
    held = {
        "seal": sha256(body).hexdigest(),
        "asked": _asked(config, output),
        "builder": builder,
        "templates": templates,
        "begun": begun,
        "folders": list(folders),
        "kept": dict(kept),
        "pages": pages,
        "diagnostics": to_builtins(diagnostics),
    }
    staged = config.cache / f"{_FILE}.new"
    try:
        staged.write_bytes(json.dumps(held).encode() + b"\n" + body)
        staged.replace(config.cache / _FILE)
    except OSError:
        return


def _stands(output: Path, outputs: Listing) -> bool:
    """Tell whether every file of the output is there, of its size and time."""
    stat, base = os.stat, f"{output}/"
    for path, was in outputs.items():
        found = stat(base + path)
        if f"{found.st_size} {found.st_mtime_ns}" != was:
            return False
    return True


def _asked(config: Config, output: str) -> str:
    """Return a digest of what was asked."""
    said = (
        str(config.root),
        config.as_of,
        config.strict,
        config.drafts,
        [(item.fingerprint, item.code, item.path) for item in config.baseline],
        sorted((name, str(path)) for name, path in config.chosen.items()),
        output,
    )
    return sha256(repr(said).encode()).hexdigest()


def builder_stamp() -> str:
    """Return a digest of the builder's files, by their stamps, and of what is installed.

    Raises OSError where they cannot be looked at.
    """
    home = Path(__file__).parent
    code = sorted(
        (path, stamp(entry.stat()))
        for path, entry in _files(str(home), "")
        if path.endswith((".py", ".toml"))
    )
    libraries = sorted(
        entry.name
        for folder in dict.fromkeys(sys.path)
        if folder.endswith("-packages")
        for entry in os.scandir(folder)
        if entry.name.endswith(".dist-info")
    )
    return sha256(repr((__version__, sys.version, code, libraries)).encode()).hexdigest()


def _templates_stamp() -> str:
    """Return a digest of the builder's templates, by their stamps; OSError as above."""
    files = _files(str(templates_folder()), "")
    return sha256(
        repr(sorted((path, stamp(one.stat())) for path, one in files)).encode()
    ).hexdigest()


def _diagnostic(item: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(
        code=item["code"],
        severity=Severity(item["severity"]),
        span=Span(**item["span"]),
        arguments=tuple((name, value) for name, value in item["arguments"]),
    )
