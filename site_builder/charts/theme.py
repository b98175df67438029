"""The look of charts: the same tokens as the style sheet.

The style sheet gives every colour its dark, high-contrast and print form by the attribute
selector `[fill="#0f6479"]`, so colours must stay as they are written here.
"""

from typing import Any

from site_builder.charts.layout import SIZE

INK = "#1b2529"
MIST = "#55666e"
RULE = "#c9d3d6"
REEF = "#b23a2a"
PAPER = "#ffffff"
SERIES = ("#0f6479", "#b45309", "#6b4a8e", "#1f7a4d", "#a23b5b")
"""Colours of the series in order; each at least 3:1 on white."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
"""A shape for each series, so that colour is not the only sign."""

FONT = "PingFang SC, HarmonyOS Sans SC, MiSans, Microsoft YaHei, Noto Sans CJK SC, sans-serif"

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelColor": MIST,
        "labelFontSize": SIZE,
        "labelLimit": 0,
        "labelOverlap": False,
        "labelLineHeight": SIZE + 4,
        "titleColor": MIST,
        "gridColor": RULE,
        "gridWidth": 1,
        "domainColor": MIST,
        "tickColor": MIST,
    },
    "text": {"fontSize": SIZE, "lineHeight": SIZE + 4},
}
