"""A site that is built already: nothing read has changed since, and nothing written.

The shortest way through a build, which looks at sizes and times alone and loads next to nothing.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from site_builder import __version__
from site_builder.asked import Config
from site_builder.diagnostics import Diagnostic, Severity, Span

_FILE = "settled.json"
_BEGUN = "begun"
_SETTINGS = "site.toml"

Listing = dict[str, list[int]]
"""Size and time of change, in nanoseconds, of files by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What the build did that still stands: its pages and files, and its warnings."""

    pages: int
    files: int
    diagnostics: tuple[Diagnostic, ...]


def settled(config: Config, output: Path) -> Settled | None:
    """Return what the last build of this output was, None where anything may be different.

    A file that is as new as the beginning of that build may have been changed after it was read.
    """
    try:
        held = json.loads((config.cache / _FILE).read_bytes())
        if held["asked"] != _asked(config, str(output)) or held["builder"] != _builder():
            return None
        newest = held["begun"]
        found = listing(config.root, held["folders"])
        if (
            found is None
            or found != held["inputs"]
            or any(at >= newest for _, at in found.values())
        ):
            return None
        if not _stands(output, held["outputs"]):
            return None
        return Settled(
            pages=held["pages"],
            files=len(held["outputs"]),
            diagnostics=tuple(_diagnostic(item) for item in held["diagnostics"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


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

    None where a link is among them: what it leads to is not looked at here.
    """
    try:
        found = {_SETTINGS: _stamp(os.lstat(f"{root}/{_SETTINGS}"))}
        for folder in folders:
            for path, entry in _files(f"{root}/{folder}", folder):
                found[path] = _stamp(entry.stat(follow_symlinks=False))
    except OSError:
        return None
    return found


class _Link(OSError):  # noqa: N818 - it ends a search
    """A link was met."""


def _files(folder: str, shown: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{shown}/{entry.name}"
            if entry.is_symlink():
                raise _Link
            if entry.is_dir():
                yield from _files(entry.path, path)
            else:
                yield path, entry


def _stamp(found: os.stat_result) -> list[int]:
    return [found.st_size, found.st_mtime_ns]


def settle(
    config: Config,
    output: str,
    begun: int,
    folders: Iterable[str],
    inputs: Listing | None,
    outputs: Mapping[str, tuple[int, int, str]],
    pages: int,
    diagnostics: tuple[Diagnostic, ...],
) -> None:
    """Write what a build did; `inputs` are those of its beginning, `outputs` stamps of files."""
    if inputs is None or not begun:
        return
    try:
        builder = _builder()
    except OSError:
        return
    held = {
        "asked": _asked(config, output),
        "builder": builder,
        "begun": begun,
        "folders": list(folders),
        "inputs": inputs,
        "outputs": {path: stamp[:2] for path, stamp in outputs.items()},
        "pages": pages,
        "diagnostics": [asdict(item) for item in diagnostics],
    }
    staged = config.cache / f"{_FILE}.new"
    try:
        staged.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
        staged.replace(config.cache / _FILE)
    except OSError:
        return


def _stands(output: Path, outputs: Mapping[str, list[int]]) -> bool:
    """Tell whether every file of the output is there, of its size and time."""
    stat, base = os.stat, f"{output}/"
    for path, (size, changed) in outputs.items():
        found = stat(base + path)
        if found.st_mtime_ns != changed or found.st_size != size:
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


def _builder() -> str:
    """Return a digest of the builder's files, by their stamps, and of what is installed."""
    home = Path(__file__).parent
    code = sorted(
        (path, *_stamp(entry.stat()))
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


def _diagnostic(item: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(
        code=item["code"],
        severity=Severity(item["severity"]),
        span=Span(**item["span"]),
        arguments=tuple((name, value) for name, value in item["arguments"]),
    )
