"""Read the templates and the assets beside them."""

from pathlib import Path

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.files import read_text
from site_builder.model.settings import Settings
from site_builder.traces import sha256

_FIRST = "home.html"
"""The template every site needs: a folder without it holds other pages, not templates."""


def load_templates(root: Path, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return the templates by name, sorted; raise BuildFailed where there are none."""
    folder = root / settings.templates
    templates = []
    for path in sorted(folder.rglob("*.html")):
        text, faults = read_text(path, path.relative_to(root).as_posix(), settings.limits)
        if text is None:
            raise BuildFailed(faults, status=2)
        templates.append((path.relative_to(folder).as_posix(), text))
    if _FIRST not in dict(templates):
        span = Span(path="site.toml", line=settings.line_of("templates"))
        missing = error("templates-missing", span, name=settings.templates)
        raise BuildFailed((missing,), status=2)
    return tuple(templates)


_PREVIEW = "preview/"
"""The folder of the assets that only pages of a preview use."""


def load_assets(
    root: Path, settings: Settings, *, preview: bool
) -> tuple[tuple[str, str, bytes], ...]:
    """Return the assets, sorted: name, name with its digest for caching for good, bytes.

    A folder named as a file, such as `site.css/`, is one asset: its files by name, end to end.
    """
    folder = root / settings.templates / "assets"
    parts: dict[str, list[bytes]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole = path.parent if path.parent.suffix else path
            parts.setdefault(whole.relative_to(folder).as_posix(), []).append(path.read_bytes())
    return tuple(
        (name, hashed_name(name, data), data)
        for name, data in ((name, b"\n".join(held)) for name, held in sorted(parts.items()))
        if preview or not name.startswith(_PREVIEW)
    )


def hashed_name(name: str, data: bytes) -> str:
    """Return the name that an asset has on the site, with a part that changes as it does."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{sha256(data)[:10]}{dot}{suffix}"
