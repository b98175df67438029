"""`manifest.webmanifest` and `favicon.ico`: how the site looks on a home screen and in a tab."""

from site_builder.json_file import json_file
from site_builder.load.templates import hashed_name
from site_builder.model.site import Routes, Site
from site_builder.outputs.kind import Files, Output, Read

_FAVICON = "favicon.ico"
_DEEP, _PAPER = "#0b3954", "#ffffff"
"""Tokens of `site.css`: of the masthead, of the page."""

_ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


def _paths(site: Site) -> tuple[str, ...]:
    return ("manifest.webmanifest", _FAVICON)


def _make(site: Site, routes: Routes, read: Read) -> Files:
    """Return both: the icons by their hashed names, all addresses relative to the manifest."""
    settings = site.settings
    icons = [
        {
            "src": f"assets/{hashed_name(name, read(name))}",
            "sizes": sizes,
            "type": "image/png",
            "purpose": purpose,
        }
        for name, sizes, purpose in _ICONS
    ]
    content = {
        "id": "./",
        "name": settings.title,
        "short_name": settings.title,
        "description": settings.description,
        "lang": settings.language,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": _DEEP,
        "background_color": _PAPER,
        "icons": icons,
    }
    return (
        ("manifest.webmanifest", json_file(content)),
        (_FAVICON, read(_FAVICON)),
    )


MANIFEST = Output(paths=_paths, make=_make)
