"""Read `site.toml`."""

import os
from collections.abc import Callable
from pathlib import Path

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.files import SETTINGS, read_text
from site_builder.load.setting_places import span_of
from site_builder.load.templates import ASSETS, template_file
from site_builder.model.limits import DEFAULT, Limits
from site_builder.model.settings import Settings

FILE = SETTINGS
_FOLDERS = ("content", "data", "templates")
Understand = Callable[[str], tuple[Settings | None, tuple[Diagnostic, ...]]]
"""Returns the settings that a text holds, or why it holds none."""


def understood(text: str) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """Return the settings that a text holds, or the diagnostics that say why it holds none."""
    from site_builder.load import setting_tables  # heavy: many a build remembers what they say

    return setting_tables.understood(text)


def load_settings(
    root: Path, understand: Understand = understood
) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """Return the settings of the site at `root`, or the diagnostics that say why not."""
    if not Path(os.path.realpath(root / FILE)).is_relative_to(os.path.realpath(root)):
        return None, (error("settings-unreadable", Span(path=FILE), cause="@link-outside"),)
    text, faults = read_text(root / FILE, FILE)
    if text is None:
        if faults[0].code == "file-too-large":
            return None, faults
        cause = dict(faults[0].arguments).get("cause", "@not-utf8")
        return None, (error("settings-unreadable", Span(path=FILE), cause=cause),)
    settings, faults = understand(text)
    if settings is None:
        return None, faults
    missing = (*_missing_folders(settings, text, root), *_missing_emblem(settings, text, root))
    return (None, missing) if missing else (settings, ())


def _missing_folders(settings: Settings, text: str, root: Path) -> list[Diagnostic]:
    """Return the folders named in settings that are not there; the usual ones may be absent."""
    named = dict(settings.lines)
    folders = {key: getattr(settings, key) for key in _FOLDERS if f"folders.{key}" in named}
    return [
        _missing(text, ("folders", key), f"@folder-missing|{name}")
        for key, name in folders.items()
        if not (root / name).is_dir()
    ]


def _missing_emblem(settings: Settings, text: str, root: Path) -> list[Diagnostic]:
    """Return that the emblem's image is not among the assets."""
    emblem = settings.government.emblem
    if emblem is None:
        return []
    if template_file(root, settings.templates, f"{ASSETS}/{emblem.image}") is not None:
        return []
    return [_missing(text, ("government", "emblem", "image"), f"@asset-missing|{emblem.image}")]


def _missing(text: str, place: tuple[str, ...], cause: str) -> Diagnostic:
    return error("settings-invalid", span_of(text, place), field=".".join(place), cause=cause)


def limits_of(root: Path) -> Limits:
    """Return the limits of the site at `root`; the usual ones where its settings are faulty."""
    settings, _ = load_settings(root)
    return settings.limits if settings is not None else DEFAULT
