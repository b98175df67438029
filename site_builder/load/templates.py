"""Find the templates, assets and catalogues of a site: its own lie over the builder's.

A file in the site's folder takes the place of the builder's of the same name; all others are the
builder's, so that a new builder brings its new ones.
"""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.causes import system_cause
from site_builder.load.files import read_text
from site_builder.model.settings import Settings
from site_builder.shipped import templates_folder
from site_builder.traces import sha256

ASSETS = "assets"
"""The folder of the assets among the templates."""


def template_files(root: Path, settings: Settings) -> dict[str, Path]:
    """Return where each file that a site's pages are made with lies, by its name, sorted.

    A name is the path in the folder of templates. A file of the site replaces a folder of the
    builder of that name, and a folder a file: an asset may be either.
    """
    own = dict(_below(root / settings.templates))
    folders = {parent.as_posix() for name in own for parent in PurePosixPath(name).parents}
    found = {
        name: path
        for name, path in _below(templates_folder())
        if name not in folders
        and not any(parent.as_posix() in own for parent in PurePosixPath(name).parents)
    }
    return dict(sorted((found | own).items()))


def template_file(root: Path, templates: str, name: str) -> Path | None:
    """Return where one of them lies, None for none; `templates` is the site's folder."""
    places = (root / templates / name, templates_folder() / name)
    return next((path for path in places if path.is_file()), None)


def shown_as(root: Path, path: Path) -> str:
    """Return how messages name one of these files: its path in the site, or as the builder's."""
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return f"(site-builder)/templates/{path.relative_to(templates_folder()).as_posix()}"


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder with their names; what begins with a dot is nobody's template."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                path = Path(place, name)
                yield path.relative_to(folder).as_posix(), path


def load_templates(root: Path, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return the templates by name, sorted; raise BuildFailed where one cannot be read."""
    templates = []
    for name, path in template_files(root, settings).items():
        if not name.endswith(".html"):
            continue
        text, faults = read_text(path, shown_as(root, path), settings.limits)
        if text is None:
            raise BuildFailed(faults, status=2)
        templates.append((name, text))
    return tuple(templates)


_PREVIEW = "preview/"
"""The folder of the assets that only pages of a preview use."""
_TEXTS = frozenset((".css", ".js", ".svg"))


def load_assets(
    root: Path, settings: Settings, *, preview: bool
) -> tuple[tuple[str, str, bytes], ...]:
    """Return the assets, sorted: name, name with its digest for caching for good, bytes.

    A folder named as a file, such as `site.css/`, is one asset: its files by name, end to end.
    Lines of texts end in LF, whatever an editor or Git has made of them.
    """
    parts: dict[str, list[bytes]] = {}
    for name, path in template_files(root, settings).items():
        folder, _, asset = name.partition("/")
        if folder == ASSETS and asset:
            whole = PurePosixPath(asset)
            whole = whole.parent if whole.parent.suffix else whole
            parts.setdefault(whole.as_posix(), []).append(_asset(path, root))
    return tuple(
        (name, hashed_name(name, data), data)
        for name, data in ((name, b"\n".join(held)) for name, held in sorted(parts.items()))
        if preview or not name.startswith(_PREVIEW)
    )


def _asset(path: Path, root: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as fault:
        span, cause = Span(path=shown_as(root, path)), system_cause(fault)
        raise BuildFailed((error("file-unreadable", span, cause=cause),)) from fault
    return data.replace(b"\r\n", b"\n") if path.suffix in _TEXTS else data


def hashed_name(name: str, data: bytes) -> str:
    """Return the name that an asset has on the site, with a part that changes as it does."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{sha256(data)[:10]}{dot}{suffix}"
