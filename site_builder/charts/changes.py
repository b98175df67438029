"""Changes around zero: a stroke from zero to the change, its head, the change beside it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt

from site_builder.charts.house import Row, as_is, layer, place, points, specification, words
from site_builder.charts.inks import INK, PAPER, RULE, SERIES
from site_builder.charts.layout import LINE, axis_values, by_index, text_width, tick_texts
from site_builder.charts.rows import NamedRows, named_rows, names_layer
from site_builder.model.chart import Changes, ValueAxis

_WIDTH = 150
_TOP = 6
_BESIDE = 10
"""From the middle of a head to the text beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where rows and values stand; `before` and `after` are what the texts need of the margins."""

    rows: NamedRows
    steps: list[Decimal]
    before: float
    after: float

    @property
    def domain(self) -> tuple[float, float]:
        return float(self.steps[0]), float(self.steps[-1])


def changes_chart(changes: Changes) -> dict[str, Any]:
    """Return the Vega-Lite specification of changes: one row each, in their order."""
    layout = _layout(changes)
    heads: list[Row] = []
    texts: dict[str, list[Row]] = {"left": [], "right": []}
    for row, mark, middle in zip(changes.rows, changes.marks, layout.rows.middles, strict=True):
        heads.append(
            {
                "p": middle,
                "v": float(row.value),
                "z": 0,
                "said": mark.said,
                "ink": SERIES[0],
                "fill": SERIES[0] if row.solid else PAPER,
                "shape": "circle",
            }
        )
        side = "left" if row.value < 0 else "right"
        texts[side].append({"p": middle, "v": float(row.value), "n": row.short})
    rows = {
        "names": layout.rows.names,
        "heads": heads,
        "zero": [{"z": 0}],
        **{side: found for side, found in texts.items() if found},
    }
    return specification(
        _layers(layout, [side for side, found in texts.items() if found]),
        width=_WIDTH,
        height=layout.rows.height,
        padding={
            "left": round(layout.rows.margin + layout.before),
            "top": _TOP,
            "right": round(layout.after + 6),
            "bottom": LINE + 12,
        },
        rows=rows,
    )


def _layout(changes: Changes) -> _Layout:
    """Return the layout; the texts beside the outermost heads reach into the margins."""
    values = [row.value for row in changes.rows]
    steps = axis_values(min(values), max(values), ValueAxis(unit=changes.unit, zero=True))
    low, high = float(steps[0]), float(steps[-1])
    before = text_width(tick_texts(steps)[0]) / 2
    after = text_width(tick_texts(steps)[-1]) / 2
    for row in changes.rows:
        at = (float(row.value) - low) / (high - low) * _WIDTH
        room = text_width(row.short) + _BESIDE
        if row.value < 0:
            before = max(before, room - at)
        else:
            after = max(after, at + room - _WIDTH)
    rows = named_rows([row.name for row in changes.rows])
    return _Layout(rows=rows, steps=steps, before=before, after=after)


def _layers(layout: _Layout, sides: list[str]) -> list[alt.UnitSpec]:
    """Return the zero line, strokes, heads, the changes beside them, and the names."""
    x, y = place(alt.X, "v"), place(alt.Y, "p", bare=True)
    ticks = [float(step) for step in layout.steps]
    with_axes = {
        "x": place(
            alt.X,
            "v",
            layout.domain,
            alt.Axis(
                values=ticks,
                title=None,
                labelExpr=by_index(tick_texts(layout.steps)),
                domain=False,
                ticks=False,
                labelPadding=6,
                gridColor=RULE,
            ),
        ),
        "y": place(alt.Y, "p", (0, layout.rows.height), None, reverse=True),
    }
    return [
        layer("zero", "rule", {"x": place(alt.X, "z")}, color=INK, strokeWidth=1.5),
        layer(
            "heads",
            "rule",
            {
                "x": place(alt.X, "z"),
                "x2": alt.X2(field="v"),
                "y": y,
                "stroke": as_is(alt.Stroke, "ink"),
            },
            strokeWidth=2,
        ),
        points("heads", with_axes, size=64),
        *(
            layer(
                side,
                "text",
                {"x": x, "y": y, "text": words("n")},
                align="right" if side == "left" else "left",
                baseline="middle",
                dx=-_BESIDE if side == "left" else _BESIDE,
                color=INK,
            )
            for side in sides
        ),
        names_layer("names", -layout.before),
    ]
