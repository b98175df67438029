"""A source image to the files that pages show: small, turned the right way, without metadata.

Photographs carry places and names in their metadata (EXIF, GPS, XMP); none of it is published.
The bytes depend on the source, the sizes and the version of Pillow alone.
"""

import io
from typing import TYPE_CHECKING

from site_builder.model.image import ImageFile

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 82
_DEEP_GREY = ("I", "I;16", "I;16B", "I;16L")


def encode(image: ImageFile, source: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the variants of an image as (path, WebP), smallest first."""
    from PIL import Image, ImageOps  # heavy: only where an image is stale

    with Image.open(io.BytesIO(source), formats=(image.format,)) as opened:
        upright = _in_srgb(ImageOps.exif_transpose(opened))
    files = []
    for variant in image.variants:
        size = (variant.width, variant.height)
        small = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        files.append((variant.path.lstrip("/"), _webp(small)))
    return tuple(files)


def _in_srgb(image: "Image") -> "Image":
    """Return the pixels as RGB or RGBA in sRGB; a profile that cannot be read is left out."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    transparent = image.has_transparency_data
    if image.mode in _DEEP_GREY:
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if not profile or transparent or image.mode not in ("L", "RGB", "CMYK"):
        return image.convert("RGBA" if transparent else "RGB")
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        wanted = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, own, wanted, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")
    assert converted is not None
    return converted


def _webp(image: "Image") -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", quality=_QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return file.getvalue()
