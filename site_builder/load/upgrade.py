"""Which builder a site was made for, and what it must change for the one at work."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from site_builder import __version__
from site_builder.diagnostics import Diagnostic, Span, error, warning
from site_builder.load.files import SETTINGS, read_text
from site_builder.model.settings import Settings


class Note(Struct, frozen=True, kw_only=True):
    """What changed for sites in a version of the builder.

    It concerns a site with a file named like `files` in which `holds`, a regular expression, is
    found.
    """

    id: str
    version: str
    files: str
    holds: str


def notes() -> tuple[Note, ...]:
    """Return all notes, in the order of the file."""
    text = Path(__file__).with_name("upgrades.toml").read_text(encoding="utf-8")
    return tuple(Note(**item) for item in tomllib.loads(text)["notes"])


def too_old(data: Mapping[str, Any], builder: str = __version__) -> Diagnostic | None:
    """Return that the site asks for a newer builder than this one; None where it does not.

    It is asked of the settings as they were read, before what an older builder does not know in
    them is told as faults.
    """
    site = data.get("site")
    wanted = site.get("builder") if isinstance(site, dict) else None
    if not isinstance(wanted, str) or _parts(wanted) <= _parts(builder):
        return None
    return error("builder-too-old", Span(path=SETTINGS), version=wanted, builder=builder)


def upgrade_notes(
    root: Path, settings: Settings, builder: str = __version__
) -> tuple[Diagnostic, ...]:
    """Return what the site at `root` must change since the builder that it was made for.

    Nothing where its settings name none, or where no note concerns it.
    """
    if not settings.builder or _parts(settings.builder) >= _parts(builder):
        return ()
    return tuple(
        warning(
            "upgrade-needed",
            span,
            cause=f"@upgrade-{note.id}",
            version=note.version,
            builder=builder,
        )
        for note in notes()
        if _parts(settings.builder) < _parts(note.version) <= _parts(builder)
        for span in list(_concerned(root, settings, note))[:1]
    )


def _concerned(root: Path, settings: Settings, note: Note) -> Iterator[Span]:
    """Yield where in the site a note's sign is found."""
    folders = {
        "content": settings.content,
        "data": settings.data,
        "templates": settings.templates,
    }
    for path in sorted(root.glob(note.files.format(**folders))):
        shown = path.relative_to(root).as_posix()
        text, _ = read_text(path, shown, settings.limits)
        found = re.search(note.holds, text) if text is not None else None
        if found is not None and text is not None:
            line = text.count("\n", 0, found.start()) + 1
            yield Span(path=shown, line=line if note.holds else None)


def _parts(version: str) -> tuple[int, ...]:
    """Return the numbers of a version; none for what is no version."""
    found = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version)
    return tuple(map(int, found.groups())) if found else ()
