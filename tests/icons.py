"""The icons of the site, drawn from `icon.svg`, for browsers and systems that want pictures."""

import struct
from functools import lru_cache

import vl_convert

_SQUARE = '<rect width="32" height="32" rx="7" '
_SIZES = {"icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512}
_MASKED = "icon-maskable-512.png"


def icons(svg: str) -> dict[str, bytes]:
    """Return every icon by its name: from edge to edge where a system cuts the corners itself.

    A maskable one keeps its mark within the middle four fifths (W3C, Web Application Manifest).
    """
    assert _SQUARE in svg
    full = svg.replace(_SQUARE, '<rect width="32" height="32" ')
    safe = svg.replace('viewBox="0 0 32 32"', 'viewBox="-6 -6 44 44"').replace(
        _SQUARE, '<rect x="-6" y="-6" width="44" height="44" '
    )
    pictures = {
        name: _png(full if name == "icon-180.png" else svg, size) for name, size in _SIZES.items()
    }
    return {**pictures, _MASKED: _png(safe, 512), "favicon.ico": _ico(svg)}


@lru_cache(maxsize=1)
def _renderer() -> None:
    vl_convert.configure(allowed_base_urls=[], base_url=False)


def _png(svg: str, size: int) -> bytes:
    """Return a picture of so many pixels."""
    _renderer()
    sized = svg.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    return bytes(vl_convert.svg_to_png(sized, scale=1, ppi=72))


def _ico(svg: str) -> bytes:
    """Return an ICO file with the picture at 16 and 32 pixels."""
    pictures = [(size, _png(svg, size)) for size in (16, 32)]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    entries = b""
    for size, data in pictures:
        entries += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return head + entries + b"".join(data for _, data in pictures)
