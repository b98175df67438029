"""Text in pictures: one pinned open font, so that the machine's own fonts do not matter.

The renderer of drawings knows every font that is installed and takes another wherever it thinks
fit, and it opens the font anew for each character, which takes longer than all else. So Pillow sets
the text, from the file of one package alone.
"""

import unicodedata
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_DISTRIBUTION = "pylopdf-fonts-zh-cn"
_PACKAGE = "pylopdf_fonts_zh_cn"
_FONT = "NotoSansSC-Regular.otf"

GETA = "〓"
"""What printers set where a character is missing from the case."""

_NO_CHARACTER = "\U0010ffff"
_LOOKED_AT = 32
"""The size in which a character is compared with the box that stands for all the font lacks."""


def lacking() -> tuple[str, ...]:
    """Return the packages that pictures need and that are not installed."""
    return () if find_spec(_PACKAGE) else (_DISTRIBUTION,)


def made_with() -> tuple[str, ...]:
    """Return what the letters follow from beside the builder and its libraries."""
    return (f"{_DISTRIBUTION} {version(_DISTRIBUTION)}",)


def typeface(size: float) -> "FreeTypeFont":
    """Return the font in a size in pixels."""
    return _typeface(round(size, 2))


@lru_cache(maxsize=64)
def _typeface(size: float) -> "FreeTypeFont":
    from PIL import ImageFont  # heavy: only where a picture is made

    spec = find_spec(_PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).with_name(_FONT)
    # The simple layout is in every Pillow; the other needs a library that a machine may lack.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def settable(text: str) -> str:
    """Return a text as the font can set it: with a mark for each character that it lacks."""
    return "".join(mark if _is_there(mark) else GETA for mark in _visible(text))


def _visible(text: str) -> str:
    """Return a text without what shows nothing: joiners, selectors of variants, marks of order."""
    return "".join(
        mark
        for mark in unicodedata.normalize("NFC", text)
        if unicodedata.category(mark) not in ("Cf", "Cc") and not 0xFE00 <= ord(mark) <= 0xFE0F
    )


@lru_cache(maxsize=8192)
def _is_there(mark: str) -> bool:
    return mark.isspace() or _shape(mark) != _shape(_NO_CHARACTER)


@lru_cache(maxsize=8192)
def _shape(mark: str) -> bytes:
    return bytes(typeface(_LOOKED_AT).getmask(mark))
