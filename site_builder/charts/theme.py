"""The look of charts: the same tokens as the style sheet, and a layout that measures no text.

The style sheet gives every colour its dark, high-contrast and print form by the attribute
selector `[fill="#0f6479"]`, so colours must stay as they are written here.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

INK = "#1b2529"
MIST = "#55666e"
RULE = "#c9d3d6"
REEF = "#b23a2a"
PAPER = "#ffffff"
SERIES = ("#0f6479", "#b45309", "#6b4a8e", "#1f7a4d", "#a23b5b")
"""Colours of the series in order; each at least 3:1 on white."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
"""A shape for each series, so that colour is not the only sign."""

WIDTH, HEIGHT = 430, 270
PADDING = {"left": 44, "top": 14, "right": 88, "bottom": 34}
FONT = "PingFang SC, HarmonyOS Sans SC, MiSans, Microsoft YaHei, Noto Sans CJK SC, sans-serif"

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelColor": MIST,
        "labelFontSize": 14,
        "labelLimit": 0,
        "labelOverlap": False,
        "titleColor": MIST,
        "gridColor": RULE,
        "gridWidth": 1,
        "domainColor": MIST,
        "tickColor": MIST,
    },
    "text": {"fontSize": 14},
}


def axis_values(low: Decimal, high: Decimal, *, zero: bool) -> list[Decimal]:
    """Return round tick values that enclose `low` and `high`, four to seven of them."""
    if zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        low, high = low - 1, high + 1
    raw = (high - low) / 4
    scale = Decimal(10) ** raw.adjusted()
    step = next(scale * factor for factor in (1, 2, 5, 10) if scale * factor >= raw)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [step * number for number in range(int(first), int(last) + 1)]


def spread(positions: list[float], least: float, low: float, high: float) -> list[float]:
    """Return label positions moved apart to at least `least`, in their order, within bounds.

    Of equal positions the first stays highest.
    """
    order = sorted(range(len(positions)), key=lambda place: (positions[place], -place))
    moved = [positions[place] for place in order]
    for place in range(1, len(moved)):
        moved[place] = max(moved[place], moved[place - 1] + least)
    excess = moved[-1] - high if moved else 0.0
    if excess > 0:
        moved[-1] -= excess
        for place in range(len(moved) - 2, -1, -1):
            moved[place] = min(moved[place], moved[place + 1] - least)
    result = [0.0] * len(positions)
    for place, value in zip(order, moved, strict=True):
        result[place] = max(low, value)
    return result
