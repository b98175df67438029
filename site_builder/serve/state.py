"""What the preview shows at a moment, and how it becomes the next."""

import asyncio
import json
import traceback
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import BuildFailed, Diagnostic
from site_builder.load.settings import load_settings
from site_builder.serve.panel import panel_of
from site_builder.traces import sha256

Rebuild = Callable[[], tuple[Diagnostic, ...]]
"""Builds the site into the preview's folder; returns the warnings, raises BuildFailed."""

_USUAL = ("content", "data", "templates")
"""The folders of a site whose settings cannot be read."""


class State(Struct, frozen=True, kw_only=True):
    """The site as last built, and what is wrong with its sources since.

    `version` names the bytes of all files, "" before the first build. `files` are the paths of the
    pages and files there are. `panel` is HTML. `folders` are the source folders by their settings.
    """

    version: str = ""
    files: frozenset[str] = frozenset()
    panel: str
    base_path: str = "/"
    folders: tuple[str, ...] = _USUAL


class Preview:
    """The present state of the site at `root`, built into `output`."""

    def __init__(self, root: Path, output: Path, rebuild: Rebuild) -> None:
        self.output = output
        self._root = root
        self._rebuild = rebuild
        self._panel = panel_of(root)
        self._changed = asyncio.Event()
        version, files = _built(output)
        self.state = State(version=version, files=files, panel=self._panel((), "", False))

    async def update(self) -> None:
        """Build anew, in a thread, and show the outcome."""
        self.state = await asyncio.to_thread(self._next)
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Return at the next change, or after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return

    def _next(self) -> State:
        """Return the state after a build; the pages stay those of the last good one."""
        crash = ""
        try:
            diagnostics = self._rebuild()
        except BuildFailed as fault:
            diagnostics = fault.diagnostics
        except Exception:  # noqa: BLE001 - a preview outlives a template that is half written
            diagnostics, crash = (), traceback.format_exc()
        version, files = _built(self.output)
        settings, _ = load_settings(self._root)
        before = self.state
        return State(
            version=version,
            files=files,
            panel=self._panel(diagnostics, crash, bool(files)),
            base_path=_base_path(settings.base_url) if settings else before.base_path,
            folders=(settings.content, settings.data, settings.templates)
            if settings
            else before.folders,
        )


def _built(output: Path) -> tuple[str, frozenset[str]]:
    """Return the digest of the manifest and the files it lists; nothing where there is none."""
    try:
        data = (output / "build.json").read_bytes()
        names = json.loads(data)["files"]
    except (OSError, ValueError, KeyError):
        return "", frozenset()
    return sha256(data), frozenset({*names, "build.json"})


def _base_path(base_url: str) -> str:
    return "/" + base_url.split("//", 1)[1].partition("/")[2]
