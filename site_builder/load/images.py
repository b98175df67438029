"""Read the images that documents show: is it one, what size has it.

The limits keep a small file from filling the memory of whoever opens it. What is not an image of
an allowed kind is refused by its bytes, not by its name alone: an SVG may hold scripts.
"""

import hashlib
import io
import warnings
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from site_builder.load.causes import TooLarge, system_cause
from site_builder.load.files import read_limited
from site_builder.markup.targets import beside, is_relative
from site_builder.model.document import Document
from site_builder.model.image import WIDTHS, ImageFault, ImageFile, Unusable
from site_builder.model.limits import DEFAULT, MEGABYTE, Limits

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
HIGHEST = 16_383
"""The most pixels a side of a WebP file can have."""

_MILLION = 1_000_000
_ORIENTATION = 0x0112
_ON_ITS_SIDE = range(5, 9)
"""The EXIF orientations that exchange width and height."""

Size = tuple[int, int, str]
"""Width, height, format."""


def load_images(
    root: Path,
    content: str,
    documents: Iterable[Document],
    known: Mapping[str, Size],
    limits: Limits = DEFAULT,
) -> dict[str, ImageFile | Unusable]:
    """Return every image that a document names, by its path in the site's folder.

    Targets that leave `content` are left to the checks. `known` are sizes by SHA-256 that an
    earlier build found: those files are not decoded again.
    """
    found: dict[str, ImageFile | Unusable] = {}
    for document in documents:
        for target in document.image_targets:
            path = beside(document.path, target)
            if path not in found and is_relative(target) and _inside(content, path):
                found[path] = _load(root, content, path, known, limits)
    return found


def _inside(content: str, path: str) -> bool:
    parts = PurePosixPath(path)
    return ".." not in parts.parts and parts.is_relative_to(PurePosixPath(content))


def _load(
    root: Path, content: str, path: str, known: Mapping[str, Size], limits: Limits
) -> ImageFile | Unusable:
    if PurePosixPath(path).suffix.lower() not in SUFFIXES:
        return Unusable(fault=ImageFault.UNSAFE, cause="@image-kind")
    file = root / path
    try:
        names = sorted(one.name for one in file.parent.iterdir())
    except OSError:
        names = []
    if file.name not in names:
        near = get_close_matches(file.name, names, 1, 0.5)
        return Unusable(fault=ImageFault.MISSING, cause="", nearest=next(iter(near), ""))
    if not file.resolve().is_relative_to((root / content).resolve()):
        return Unusable(fault=ImageFault.UNSAFE, cause="@image-outside")
    try:
        data = read_limited(file, limits.image_megabytes * MEGABYTE)
    except TooLarge:
        cause = f"@image-bytes|{limits.image_megabytes}"
        return Unusable(fault=ImageFault.TOO_LARGE, cause=cause)
    except OSError as fault:
        return Unusable(fault=ImageFault.UNREADABLE, cause=system_cause(fault))
    sha256 = hashlib.sha256(data).hexdigest()
    size = known.get(sha256) or read_size(data, limits.image_megapixels)
    if isinstance(size, Unusable):
        return size
    width, height, form = size
    if width * height > limits.image_megapixels * _MILLION:
        return _too_many(limits.image_megapixels)
    return ImageFile(path=path, sha256=sha256, width=width, height=height, format=form)


def read_size(data: bytes, megapixels: int = DEFAULT.image_megapixels) -> Size | Unusable:
    """Return the size and format of an image that can be decoded to its end, or why not."""
    from PIL import Image, UnidentifiedImageError  # heavy: only where a document has images

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                turned = image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
                width, height = image.size[::-1] if turned else image.size
                refused = _refused(image, width, height, megapixels)
                if refused is not None:
                    return refused
                image.load()
                return width, height, str(image.format)
        except Image.DecompressionBombError:
            return _too_many(megapixels)
        except UnidentifiedImageError:
            return Unusable(fault=ImageFault.UNREADABLE, cause="@image-unknown")
        except (OSError, SyntaxError, ValueError, EOFError):
            return Unusable(fault=ImageFault.UNREADABLE, cause="@image-broken")


def _too_many(megapixels: int) -> Unusable:
    cause = f"@image-pixels|{megapixels * 100}|{megapixels}"
    return Unusable(fault=ImageFault.TOO_LARGE, cause=cause)


def _refused(image: "Image", width: int, height: int, megapixels: int) -> Unusable | None:
    """Return why an image is not shown although it can be read."""
    if width * height > megapixels * _MILLION:
        return _too_many(megapixels)
    if height * min(width, WIDTHS[-1]) > HIGHEST * width:
        return Unusable(fault=ImageFault.TOO_LARGE, cause=f"@image-high|{HIGHEST}")
    if getattr(image, "is_animated", False):  # to count its frames would take each of them
        return Unusable(fault=ImageFault.UNSAFE, cause="@image-moving")
    return None
