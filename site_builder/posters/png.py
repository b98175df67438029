"""An SVG document to a PNG of few colours, offline, in the same bytes on each machine."""

import io
import zlib
from functools import lru_cache
from typing import Any

from site_builder.posters.outlines import in_outlines

_COLOURS = 64


def png(svg: str, scale: int) -> bytes:
    """Return the picture, each unit of the SVG `scale` pixels wide."""
    return _small(_renderer().svg_to_png(in_outlines(svg), scale=scale))


@lru_cache(maxsize=1)
def _renderer() -> Any:
    """Return the renderer, which may read nothing from anywhere."""
    import vl_convert

    vl_convert.configure(
        allowed_base_urls=[], base_url=False, auto_google_fonts=False, allow_google_fonts=False
    )
    return vl_convert


def _small(data: bytes) -> bytes:
    """Return the PNG with a palette; its lines are packed as runs, alike whatever the processor."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        flat = opened.convert("RGB")
    few = flat.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    few.save(file, "PNG", compress_level=9, compress_type=zlib.Z_RLE)
    return file.getvalue()
