"""The reader's tools without a browser: their colours, and where they stand."""

import re
from pathlib import Path

from tests.conftest import REPOSITORY

STYLES = REPOSITORY / "templates/assets/site.css"


def tokens(sheet: Path, start: str) -> dict[str, str]:
    """Return the colours that the first block after `start` gives to the tokens."""
    block = sheet.read_text(encoding="utf-8").partition(start)[2].partition("}")[0]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+);", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_has_one_of_high_contrast() -> None:
    """What pages give a colour, high contrast gives one too: black, or 10:1 on black."""
    plain = tokens(STYLES / "01-tokens.css", ":root {")
    high = tokens(STYLES / "23-contrast.css", "html.contrast {")
    assert set(plain) <= set(high)
    dim = {
        name: colour
        for name, colour in high.items()
        if luminance(colour) > 0 and (luminance(colour) + 0.05) / 0.05 < 10
    }
    assert dim == {}
