"""Run Frictionless over a package: over whole tables, or behind the sieve for large ones.

Frictionless and the sieve are heavy, and imported only where plain Python leaves a doubt.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from site_builder.load.fast.plain import surely_sound

LARGE = 2000
"""A package with a table of more rows is sifted; below, Frictionless alone is as quick."""
PLAIN = 8 << 20
"""Packages with tables of no more bytes are looked at in plain Python first: most are sound."""
_CHUNK = 1 << 20


class Findings(Struct, frozen=True, kw_only=True):
    """What Frictionless says of a table (its own errors), and how many more rows are faulty.

    `warnings` are what it says of its own work, such as that it stopped.
    """

    table: str
    errors: tuple[Any, ...]
    unlisted: int
    warnings: tuple[str, ...] = ()


def findings(
    raw: dict[str, Any], folder: Path, files: Iterable[Path]
) -> tuple[tuple[Findings, ...], tuple[str, ...]]:
    """Return what is wrong in the tables of a package, and what is wrong with its descriptor.

    `files` are the tables' files. Of a table at most 1000 errors are returned, as is the way of
    Frictionless; how many rows are left out is counted only where a table of the package is large.
    """
    files = tuple(files)
    if sum(file.stat().st_size for file in files) <= PLAIN and surely_sound(raw, folder):
        return (), ()
    sieve = None
    if any(_has_more_lines(file, LARGE) for file in files):
        from site_builder.load.fast.sieve import sift

        sieve = sift(raw, folder)
        if sieve.clean:
            return (), ()
    from frictionless import FrictionlessException, Package, system

    try:
        with system.use_context(trusted=False):
            package = Package.from_descriptor(raw, basepath=str(folder))
            if sieve is not None:
                from site_builder.load.fast.explain import explained

                return explained(package, raw, sieve)
            report = package.validate()
    except FrictionlessException as fault:
        return (), tuple(item.note or item.message for item in fault.to_errors())
    return carried(report)


def carried(report: Any) -> tuple[tuple[Findings, ...], tuple[str, ...]]:
    """Return all that a report of Frictionless holds, errors and warnings, as `findings` does."""
    found = tuple(
        Findings(
            table=task.name, errors=tuple(task.errors), unlisted=0, warnings=tuple(task.warnings)
        )
        for task in report.tasks
    )
    return found, (*(item.note for item in report.errors), *report.warnings)


def _has_more_lines(file: Path, number: int) -> bool:
    with file.open("rb") as stream:
        while number >= 0 and (chunk := stream.read(_CHUNK)):
            number -= chunk.count(b"\n")
    return number < 0
