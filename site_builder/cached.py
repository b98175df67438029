"""Values that earlier builds made, in one file, by the digests of all that they were made of.

Nothing in it is needed: what is missing, damaged or held by another build is made anew. A value is
kept with a digest of its own and believed only where both agree.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

PARSED = "parsed.sqlite"
"""The file of what documents were parsed to."""

_SEAL = 16
"""Bytes of the digest before each value."""
_AT_ONCE = 500
_SPARE = 2
"""So many times what a build uses is kept, for other branches and for texts as they were."""
_FEW = 1000
_PATIENCE = 10.0
"""Seconds to wait for another build that writes."""
_NOWHERE = "no-such-store"
_TABLES = ("heads", "rests")


class Cached:
    """Pairs of a head, which every build wants, and a rest, which few do."""

    def __init__(self, path: Path, *, keeps: bool) -> None:
        """Use the file at `path`; what only looks does not write it, and `keeps` nothing."""
        self._path = path
        self._keeps = keeps
        self._connection: sqlite3.Connection | None = None

    def heads(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return the heads there are for the keys."""
        found: dict[str, bytes] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            asked = f"SELECT key, data FROM heads WHERE key IN ({marks})"  # noqa: S608 - marks
            for key, sealed in self._rows(asked, some):
                data = _opened(sealed)
                if data is not None:
                    found[key] = data
        return found

    def every_head(self) -> dict[str, bytes]:
        """Return all heads there are, by their keys."""
        opened = ((key, _opened(sealed)) for key, sealed in self._rows("SELECT * FROM heads", ()))
        return {key: data for key, data in opened if data is not None}

    def rest(self, key: str) -> bytes | None:
        """Return the rest that goes with a head; None where it is gone or damaged."""
        for (sealed,) in self._rows("SELECT data FROM rests WHERE key = ?", (key,)):
            return _opened(sealed)
        return None

    def put(self, made: Sequence[tuple[str, bytes, bytes]]) -> bool:
        """Keep heads and rests by their keys, in one step; tell whether that could be done."""
        if not self._keeps:
            return False
        try:
            self._write(made)
        except sqlite3.OperationalError:  # another build writes, or the disk is full
            return False
        except (sqlite3.DatabaseError, OSError):
            self.close()
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
            try:
                self._write(made)
            except (sqlite3.Error, OSError):
                return False
        return True

    def _write(self, made: Iterable[tuple[str, bytes, bytes]]) -> None:
        with self._open() as connection:
            for key, head, rest in made:
                for table, data in zip(_TABLES, (head, rest), strict=True):
                    statement = f"INSERT OR REPLACE INTO {table} VALUES (?, ?)"  # noqa: S608
                    connection.execute(statement, (key, _sealed(data)))

    def forget(self, used: Sequence[str], *, spare: bool = True) -> None:
        """Drop what is not `used`; where there may be `spare`, when it has become far more."""
        if not self._keeps:
            return
        with contextlib.suppress(sqlite3.Error, OSError):
            connection = self._open()
            ((count,),) = connection.execute("SELECT count(*) FROM heads")
            if spare and count <= _SPARE * len(used) + _FEW:
                return
            with connection:
                connection.execute("CREATE TEMP TABLE used (key TEXT PRIMARY KEY)")
                connection.executemany(
                    "INSERT OR IGNORE INTO used VALUES (?)", ((one,) for one in used)
                )
                for table in _TABLES:
                    connection.execute(f"DELETE FROM {table} WHERE key NOT IN used")  # noqa: S608
                connection.execute("DROP TABLE used")

    def clear(self) -> None:
        """Forget everything; what keeps nothing looks at nothing from now on."""
        self.close()
        if not self._keeps:
            self._path = self._path.with_name(_NOWHERE)
            return
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _rows(self, statement: str, values: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        try:
            if self._connection is None and not self._path.exists():
                return
            yield from self._open().execute(statement, tuple(values)).fetchall()
        except (sqlite3.Error, OSError):
            return

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=_PATIENCE)
            # What a crash may leave half written is found by its seal, so nothing waits for a disk.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            for table in _TABLES:
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, data BLOB NOT NULL)"
                )
            self._connection = connection
        return self._connection


def _sealed(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SEAL).digest() + data


def _opened(sealed: object) -> bytes | None:
    """Return what was sealed; None where it is no longer what it was."""
    if not isinstance(sealed, bytes):
        return None
    seal, data = sealed[:_SEAL], sealed[_SEAL:]
    return data if hashlib.blake2b(data, digest_size=_SEAL).digest() == seal else None
