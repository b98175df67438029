"""The dumbbell chart: each indicator's value in two years, joined."""

from typing import Any

import altair as alt

from site_builder.charts.layout import LINE, axis_values, by_index, text_width, tick_text
from site_builder.charts.theme import CONFIG, INK, MIST, PAPER, SERIES
from site_builder.model.series import Dumbbell

_PLOT_WIDTH = 260
_ROW = 26
_TOP = 12


def dumbbell_chart(data: Dumbbell) -> dict[str, Any]:
    """Return the Vega-Lite specification of a dumbbell: one row an indicator, in their order."""
    chart = (
        alt.layer(*_layers(data))
        .properties(
            width=_PLOT_WIDTH,
            height=_ROW * len(data.rows),
            padding={
                "left": round(max(text_width(row.name) for row in data.rows) + 14),
                "top": _TOP,
                "right": round(max(text_width(row.text) for row in data.rows) + 16),
                "bottom": LINE + 14,
            },
            autosize=alt.AutoSizeParams(type="none"),
        )
        .configure(**CONFIG)
    )
    specification: dict[str, Any] = chart.to_dict(validate=False)
    return specification


def _layers(data: Dumbbell) -> list[alt.Chart]:
    """Return names, strokes, hollow earlier and solid later points, and the changes."""
    rows = [
        {"p": place, "n": row.name, "a": float(row.earlier), "b": float(row.later), "t": row.text}
        for place, row in enumerate(data.rows)
    ]
    base = alt.Chart(alt.InlineData(values=rows))
    last = len(rows) - 0.5
    y = alt.Y(
        field="p",
        type="quantitative",
        scale=alt.Scale(domain=[-0.5, last], reverse=True, nice=False, zero=False),
        axis=None,
    )
    earlier, later = (_value_axis(data, name) for name in ("a", "b"))
    point: dict[str, Any] = {
        "size": 60,
        "filled": False,
        "stroke": SERIES[0],
        "strokeWidth": 2,
        "opacity": 1,
    }
    name = base.mark_text(align="right", baseline="middle", dx=-8, color=INK)
    change = base.mark_text(align="left", baseline="middle", dx=8, color=INK)
    return [
        name.encode(x=alt.value(0), y=y, text=alt.Text(field="n", type="nominal")),
        base.mark_rule(color=MIST, strokeWidth=2).encode(x=earlier, x2=alt.X2(field="b"), y=y),
        base.mark_point(fill=PAPER, **point).encode(x=earlier, y=y),
        base.mark_point(fill=SERIES[0], **point).encode(x=later, y=y),
        change.encode(x=alt.value(_PLOT_WIDTH), y=y, text=alt.Text(field="t", type="nominal")),
    ]


def _value_axis(data: Dumbbell, name: str) -> alt.X:
    values = [value for row in data.rows for value in (row.earlier, row.later)]
    steps = axis_values(min(values), max(values), zero=False)
    ticks = [float(step) for step in steps]
    return alt.X(
        field=name,
        type="quantitative",
        scale=alt.Scale(domain=[ticks[0], ticks[-1]], nice=False, zero=False),
        axis=alt.Axis(
            values=ticks, title=None, labelExpr=by_index([tick_text(step) for step in steps])
        ),
    )
