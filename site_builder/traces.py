"""What a build remembers: which inputs made which outputs, and whether that still holds."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from site_builder import __version__
from site_builder.diagnostics import Diagnostic

MEMORY = "memory.msgpack"
"""The file of what a build remembers."""

T = TypeVar("T")

LIBRARIES = (
    "altair",
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "msgspec",
    "pillow",
    "vl-convert-python",
)
"""Libraries whose version shows in the bytes of a file."""


class Memory(msgspec.Struct, frozen=True):
    """All that is remembered.

    `traces` by job, digests of packages whose tables pass, and width, height and format of images
    that could be decoded, by SHA-256; `catalogues` of languages (the
    expression that chooses among forms, the forms of each phrase) by the SHA-256 of their files.
    `clean` names files in which no number of a person was found; `stamps` are size, time of change
    and SHA-256 of files by path, `written` the same of the output's. `judged` holds a digest of
    what documents were judged by, and the faults of each by its digest; `references` are the
    templates that each names, by the SHA-256 of its text. `builder` is what the builder's files
    looked like, by their sizes and times, and the digest of what they hold.
    """

    traces: dict[str, "Trace"] = {}
    sound: frozenset[str] = frozenset()
    images: dict[str, tuple[int, int, str]] = {}
    catalogues: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {}
    clean: frozenset[str] = frozenset()
    stamps: dict[str, tuple[int, int, str]] = {}
    written: dict[str, tuple[int, int, str]] = {}
    judged: tuple[str, dict[str, tuple[Diagnostic, ...]]] = ("", {})
    references: dict[str, tuple[str, ...]] = {}
    builder: tuple[str, str] = ("", "")


class Trace(msgspec.Struct, frozen=True, omit_defaults=True):
    """One job's memory: the digest of its inputs, and each output with its SHA-256.

    `read` is a digest of what its inputs were made from, "" where that is not known; `drawings` are
    the keys of what is drawn in it, `texts` the documents whose text it shows beside their pages.
    """

    digest: str
    outputs: tuple[tuple[str, str], ...]
    read: str = ""
    drawings: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


def digest(*values: object) -> str:
    """Return the SHA-256 over the canonical bytes of plain data and instances of `Struct`."""
    encoded = msgspec.msgpack.encode(values, order="deterministic")
    return hashlib.sha256(encoded).hexdigest()


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def builder_digest() -> str:
    """Return a digest of the builder's own code and of the libraries that shape its output."""
    return code_digest(("**/*.py",), LIBRARIES)


def code_digest(patterns: Sequence[str], libraries: Sequence[str]) -> str:
    """Return a digest of the modules that fit the patterns and of the libraries' versions."""
    from importlib.metadata import version  # heavy, and not asked for by every build

    root = Path(__file__).parent
    paths = sorted({path for pattern in patterns for path in root.glob(pattern)})
    code = [(path.relative_to(root).as_posix(), sha256(path.read_bytes())) for path in paths]
    return digest(__version__, code, [(name, version(name)) for name in libraries])


def load_memory(path: Path) -> Memory:
    """Return what the last build remembered; nothing where the file is missing or damaged."""
    return load_sealed(path, Memory) or Memory()


def load_sealed(path: Path, form: type[T], seal: str = "") -> T | None:
    """Return what a file holds; None where it is missing or damaged, or its SHA-256 another."""
    try:
        data = path.read_bytes()
        if seal and sha256(data) != seal:
            return None
        return msgspec.msgpack.decode(data, type=form)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def written_at(path: Path) -> int:
    """Return when a file was written, in nanoseconds of its file system; 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def save_memory(path: Path, memory: Memory) -> str:
    """Write what this build remembers; return the SHA-256 of what is written."""
    return save_sealed(path, memory)


def save_sealed(path: Path, value: msgspec.Struct) -> str:
    """Write a value, replacing the file in one step; return the SHA-256 of what is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = msgspec.msgpack.encode(value, order="deterministic")
    staged = path.with_name(f"{path.name}.new")
    staged.write_bytes(data)
    if path.is_dir():  # nobody of this program has made one there
        shutil.rmtree(path)
    staged.replace(path)
    return sha256(data)
