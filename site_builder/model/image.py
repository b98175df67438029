"""Pictures that editors put beside their texts, and the sizes in which pages show them."""

import re
from enum import StrEnum
from pathlib import PurePosixPath

from msgspec import Struct

WIDTHS = (480, 960, 1440)
"""Widths of the variants in pixels: a phone, a phone of high density, a wide screen."""


class ImageFault(StrEnum):
    """Why a file cannot be shown."""

    MISSING = "missing"
    UNSAFE = "unsafe"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"


class Unusable(Struct, frozen=True, kw_only=True):
    """A file that cannot be shown: why, the reporters' phrase for it, the nearest name there is."""

    fault: ImageFault
    cause: str
    nearest: str = ""


class Variant(Struct, frozen=True, kw_only=True):
    """A picture in one size: pixels, and the path of the file on the site."""

    width: int
    height: int
    path: str


class ImageFile(Struct, frozen=True, kw_only=True):
    """A source image: its path in the site's folder, and its size as it is looked at.

    `width` and `height` are in pixels, turned the way its EXIF says.
    """

    path: str
    sha256: str
    width: int
    height: int
    format: str

    @property
    def name(self) -> str:
        """What its files on the site are called: plain ASCII, with the digest of the content."""
        stem = re.sub("[^a-z0-9]+", "-", PurePosixPath(self.path).stem.lower()).strip("-")
        return f"{stem or 'image'}.{self.sha256[:10]}"

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The sizes it is shown in, smallest first; none is larger than the image itself."""
        widest = min(self.width, WIDTHS[-1])
        widths = (*(width for width in WIDTHS if width < widest), widest)
        return tuple(
            Variant(
                width=width,
                height=max(1, (2 * self.height * width + self.width) // (2 * self.width)),
                path=f"/media/{self.name}-{width}.webp",
            )
            for width in widths
        )


class Picture(Struct, frozen=True, kw_only=True):
    """An image as a page shows it: the words in its place, and its sizes, smallest first."""

    source: str
    sha256: str
    alt: str
    variants: tuple[Variant, ...]

    @property
    def widest(self) -> Variant:
        """The largest size."""
        return self.variants[-1]
