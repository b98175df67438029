"""Colours and shapes of charts: the style sheet's tokens on paper.

A page gives them their dark, high-contrast and print form by rules such as `[fill="#0f6479"]`, so
that the drawing itself stays the same wherever it goes.
"""

from site_builder.model.palette import ENVIRONMENTS, FONT, INK, MIST, PAPER, REEF, RULE, TIDE

__all__ = ["FONT", "INK", "INKS", "MIST", "PAPER", "REEF", "RULE", "SERIES", "SHAPES", "SIGNS"]

SERIES = (
    TIDE,
    *(ENVIRONMENTS[name] for name in ("market", "rule-of-law", "economic-ecology", "humanities")),
)
"""Colours of the series in order; each at least 3:1 on white, told apart by the colour-blind."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
"""Shapes beside colours, so that colour is not the only sign."""
SIGNS = ("●", "■", "▲", "◆", "＋")
"""The same shapes as letters, before the name of a series."""

INKS = {
    PAPER: "paper",
    INK: "ink",
    MIST: "mist",
    RULE: "line",
    REEF: "reef",
    **{colour: f"series-{place}" for place, colour in enumerate(SERIES, 1)},
}
"""The token of the style sheet (`--paper`, `--ink` ...) for each colour that is drawn."""


def shape(number: int) -> str:
    """Return the shape of a series; where colours come round again, another than before."""
    return SHAPES[_turned(number)]


def sign(number: int) -> str:
    """Return the same shape as a letter."""
    return SIGNS[_turned(number)]


def _turned(number: int) -> int:
    return (number + number // len(SERIES)) % len(SHAPES)
