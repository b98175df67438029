"""The dumbbell chart: each indicator's value in two years, joined."""

from typing import Any

import altair as alt

from site_builder.charts.layout import LINE, SIZE, axis_values, by_index, text_width, tick_text
from site_builder.charts.theme import CONFIG, INK, MIST, PAPER, SERIES
from site_builder.model.series import Dumbbell

_PLOT_WIDTH = 260
_ROW = 26
_TOP = 26


def dumbbell_chart(data: Dumbbell) -> dict[str, Any]:
    """Return the Vega-Lite specification of a dumbbell: one row an indicator, in their order."""
    values = [value for row in data.rows for value in (row.earlier, row.later)]
    steps = axis_values(min(values), max(values), zero=False)
    ticks = [float(step) for step in steps]
    rows = [
        {
            "p": place,
            "n": row.name,
            "a": float(row.earlier),
            "b": float(row.later),
            "t": row.text,
        }
        for place, row in enumerate(data.rows)
    ]
    table = alt.InlineData(values=rows)
    x = alt.Scale(domain=[ticks[0], ticks[-1]], nice=False, zero=False)
    axis = alt.Axis(
        values=ticks, title=None, labelExpr=by_index([tick_text(step) for step in steps])
    )
    height = _ROW * len(rows)
    y = alt.Y(
        "p:Q",
        scale=alt.Scale(domain=[-0.5, len(rows) - 0.5], reverse=True, nice=False, zero=False),
        axis=None,
    )
    base = alt.Chart(table)
    names = max(text_width(row.name) for row in data.rows)
    layers = [
        base.mark_text(align="right", baseline="middle", dx=-8, color=INK).encode(
            x=alt.value(0), y=y, text="n:N"
        ),
        base.mark_rule(color=MIST, strokeWidth=2).encode(
            x=alt.X("a:Q", scale=x, axis=axis), x2="b:Q", y=y
        ),
        base.mark_point(
            size=60, filled=False, fill=PAPER, stroke=SERIES[0], strokeWidth=2, opacity=1
        ).encode(x=alt.X("a:Q", scale=x, axis=axis), y=y),
        base.mark_point(
            size=60, filled=False, fill=SERIES[0], stroke=SERIES[0], strokeWidth=2, opacity=1
        ).encode(x=alt.X("b:Q", scale=x, axis=axis), y=y),
        base.mark_text(align="left", baseline="middle", dx=8, color=INK).encode(
            x=alt.value(_PLOT_WIDTH), y=y, text="t:N"
        ),
    ]
    chart = (
        alt.layer(*layers)
        .properties(
            width=_PLOT_WIDTH,
            height=height,
            padding={
                "left": round(names + 14),
                "top": _TOP - SIZE,
                "right": round(max(text_width(row.text) for row in data.rows) + 16),
                "bottom": LINE + 14,
            },
            autosize=alt.AutoSizeParams(type="none"),
        )
        .configure(**CONFIG)
    )
    specification: dict[str, Any] = chart.to_dict()
    return specification
