"""Watch the sources of a site, and call for a new build after each change."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from site_builder.load.settings import FILE
from site_builder.shipped import templates_folder

_STEP = 30
"""Milliseconds without a further change after which a change counts as complete."""


async def follow(
    root: Path, folders: Callable[[], tuple[str, ...]], update: Callable[[], Awaitable[None]]
) -> None:
    """Call `update` at once and after every change of the settings or of the source folders.

    `folders` are asked for again after each update, since the settings may name others. Never
    returns; cancel it.
    """
    changed = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_mark(changed, (root,), lambda: (FILE, *folders()), deep=False))
        while True:
            present = _present(root, folders())
            inner = tuple(path for path, _ in present)
            watcher = tasks.create_task(_mark(changed, inner, None, deep=True))
            # What changed before the watcher was there has gone unseen.
            changed.set()
            while _present(root, folders()) == present:
                await changed.wait()
                changed.clear()
                await update()
            watcher.cancel()


def _present(root: Path, folders: tuple[str, ...]) -> tuple[tuple[Path, int], ...]:
    """Return the folders there are, each with what tells it from one made anew in its place.

    The builder's templates are among them, for those who work on these.
    """
    paths = dict.fromkeys((*(root / name for name in folders), templates_folder()))
    return tuple((path, path.stat().st_ino) for path in paths if path.is_dir())


async def _mark(
    changed: asyncio.Event,
    paths: tuple[Path, ...],
    names: Callable[[], tuple[str, ...]] | None,
    *,
    deep: bool,
) -> None:
    """Set `changed` after every change below `paths`; of some names only, where `names` are."""
    from watchfiles import awatch

    def counts(_: object, path: str) -> bool:
        return names is None or Path(path).name in {name.split("/")[0] for name in names()}

    if paths:
        async for _ in awatch(*paths, watch_filter=counts, recursive=deep, step=_STEP):
            changed.set()
