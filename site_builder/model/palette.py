"""The colours and letters of the style sheet on paper, for what is drawn outside of it."""

PAPER = "#ffffff"
SAND = "#f5f2ea"
INK = "#1b2529"
MIST = "#55666e"
DEEP = "#0b3954"
ON_DEEP = "#ffffff"
ON_DEEP_MIST = "#c4d6de"
TIDE = "#0f6479"
REEF = "#b23a2a"
RULE = "#c9d3d6"

ENVIRONMENTS = {
    "government": "#0b5c8a",
    "rule-of-law": "#6b4a8e",
    "market": "#b45309",
    "economic-ecology": "#1f7a4d",
    "humanities": "#a23b5b",
    "investment": "#4a5a7a",
    "general": "#5e6a6e",
}

SIGNS = {
    "government": "M2 6l6-4 6 4v8H2z",
    "rule-of-law": "M8 1l6 3v4c0 4-3 6-6 7-3-1-6-3-6-7V4z",
    "market": "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z",
    "economic-ecology": "M8 1c5 4 6 8 3 14H5C2 9 3 5 8 1z",
    "humanities": "M4 5a4 4 0 1 0 8 0a4 4 0 1 0-8 0zM1 15c0-4 3-6 7-6s7 2 7 6z",
    "investment": "M1 10h3v5H1zM6 6h3v9H6zM11 1h3v14h-3z",
    "general": "M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
}
"""A sign for each environment, in a square of 16 units: colour is never the only sign."""

FONT = "PingFang SC, HarmonyOS Sans SC, MiSans, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
