"""A place that workers write to themselves: a shared folder (`file://`), an object store (`s3://`).

Who may write, and where the store is, each process learns from its own environment, as the store's
library does (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`, …): no secret travels with the work.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from site_builder.linked.policy import cache_control
from site_builder.model.media_types import media_type
from site_builder.readable import readable_by_all

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

LIBRARIES = {"file": "fsspec", "s3": "s3fs"}
"""Protocols of addresses, and what each needs to be installed."""

STAGED = ".new/"
"""The folder for files that lead to others, until those are in their places."""

BEGUN = f"{STAGED}begun"
"""Tells whoever writes next that somebody has begun and not ended."""

ASSETS = "assets/"
"""Files named for what they hold: nothing that stands leads to them yet."""


class Store(Struct, frozen=True, kw_only=True):
    """The place by its address; paths in it are relative. Methods raise OSError alone."""

    url: str

    def write(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files, many at a time; a reader sees the old one or the new one, whole.

        An object store answers with their media types, and says how long they may be kept.
        """
        groups: dict[tuple[str, str], dict[str, bytes]] = {}
        for path, data in files:
            groups.setdefault((media_type(path), cache_control(path)), {})[path] = data
        with self._open() as (system, root):
            for (kind, kept), group in groups.items():
                if _is_folder(system):
                    # Written beside their places first: a rename is seen at once, a file grows.
                    system.pipe({f"{root}/{path}.new": data for path, data in group.items()})
                    for path in group:
                        system.mv(f"{root}/{path}.new", f"{root}/{path}")
                else:
                    named = {f"{root}/{path}": data for path, data in group.items()}
                    system.pipe(named, ContentType=kind, CacheControl=kept)

    def listing(self, folder: str = "") -> dict[str, float]:
        """Return when each file below a folder was last written, by the store's own clock."""
        return {path: _written(facts) for path, facts in self._found(folder).items()}

    def tags(self) -> dict[str, str]:
        """Return the entity tag of each file, "" where the store tells none.

        It is the MD5 of the bytes in hexadecimal digits, unless a file was sent in parts or the
        store encrypts it with a key of its own.
        """
        return {
            path: str(facts.get("ETag", "")).strip('"').lower()
            for path, facts in self._found("").items()
        }

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        with self._open() as (system, root):
            data: bytes = system.cat_file(f"{root}/{path}")
            return data

    def move(self, pairs: Mapping[str, str]) -> None:
        """Put files in the places of others; the bytes stay in the store."""
        with self._open() as (system, root):
            old, new = (
                [f"{root}/{path}" for path in paths] for paths in (pairs.keys(), pairs.values())
            )
            if _is_folder(system):
                for one, other in zip(old, new, strict=True):
                    system.makedirs(other.rpartition("/")[0], exist_ok=True)
                    system.mv(one, other)
                _prune(system, root, old)
            else:
                system.copy(old, new)
                system.rm(old)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files, and folders that this leaves empty."""
        with self._open() as (system, root):
            if gone := [f"{root}/{path}" for path in paths]:
                system.rm(gone)
                if _is_folder(system):
                    _prune(system, root, gone)

    def _found(self, folder: str) -> dict[str, Mapping[str, Any]]:
        """Return what the store tells of each file below a folder."""
        with self._open() as (system, root):
            system.invalidate_cache()
            found: Mapping[str, Any] = system.find(f"{root}/{folder}".rstrip("/"), detail=True)
            return {name[len(root) + 1 :]: facts for name, facts in found.items()}

    @contextmanager
    def _open(self) -> Iterator[tuple["AbstractFileSystem", str]]:
        """Yield the store's file system and its folder there."""
        try:
            from fsspec.core import url_to_fs  # heavy: only where a store is written to

            options = {"auto_mkdir": True} if self.url.startswith("file:") else {}
            system, root = url_to_fs(self.url, **options)
            with readable_by_all():
                yield system, root.rstrip("/")
        except OSError:
            raise
        except Exception as fault:  # each store's library has faults of its own
            text = " ".join(str(fault).replace("|", "｜").split())
            raise OSError(f"{type(fault).__name__}: {text}") from fault


def _is_folder(system: "AbstractFileSystem") -> bool:
    return "file" in system.protocol


def _prune(system: "AbstractFileSystem", root: str, gone: Iterable[str]) -> None:
    """Remove the folders of files that are gone where they are empty now."""
    folders = {str(folder) for path in gone for folder in PurePosixPath(path).parents}
    for folder in sorted(folders, key=len, reverse=True):
        if folder.startswith(f"{root}/"):
            with suppress(OSError):  # it holds other files
                system.rmdir(folder)


def _written(facts: Mapping[str, Any]) -> float:
    """Return when a file was written, in seconds of the store's clock."""
    found = facts.get("LastModified", facts.get("mtime"))
    return found.timestamp() if isinstance(found, datetime) else float(found or "inf")
