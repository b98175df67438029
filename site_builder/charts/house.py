"""The house style of charts: one Altair theme, and how layers become a specification.

Specifications are put together from Altair's classes of the schema, not by its fluent interface:
that copies all layers and their data at each step (20 ms a chart where this takes 3). Altair does
not check them while they are made, for the same reason; the tests check them against its schema.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from site_builder.charts.inks import FONT, MIST, RULE
from site_builder.charts.layout import SIZE, by_index

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "aria": False,
        "labelColor": MIST,
        "labelFontSize": SIZE,
        "labelLimit": 0,
        "labelOverlap": False,
        "labelFlush": False,
        "labelLineHeight": SIZE + 4,
        "titleColor": MIST,
        "gridColor": RULE,
        "gridWidth": 1,
        "domainColor": MIST,
        "tickColor": MIST,
    },
    "text": {"fontSize": SIZE, "lineHeight": SIZE + 4},
}

Row = Mapping[str, object]


def specification(
    layers: Iterable[alt.UnitSpec],
    *,
    width: int,
    height: int,
    padding: Mapping[str, int],
    rows: Mapping[str, Sequence[Row]],
) -> dict[str, Any]:
    """Return the Vega-Lite specification of layers, each over some of the named `rows`.

    All extents are given, in pixels, so that nothing depends on the width of a text.
    """
    chart = alt.TopLevelLayerSpec(
        layer=list(layers),
        width=width,
        height=height,
        padding=dict(padding),
        autosize=alt.AutoSizeParams(type="none"),
    )
    return _whole(chart, rows)


def side_by_side(
    views: Sequence[Iterable[alt.UnitSpec]],
    *,
    width: int,
    height: int,
    columns: int,
    between: Mapping[str, int],
    padding: Mapping[str, int],
    rows: Mapping[str, Sequence[Row]],
) -> dict[str, Any]:
    """Return the specification of equal views in columns, `between` them so much (row, column).

    Of views side by side without automatic size Vega takes none itself: the padding right and
    below holds them.
    """
    across, down = min(columns, len(views)), -(-len(views) // columns)
    plots = {
        "right": across * width + (across - 1) * between["column"],
        "bottom": down * height + (down - 1) * between["row"],
    }
    chart = alt.TopLevelConcatSpec(
        concat=[alt.LayerSpec(layer=list(view), width=width, height=height) for view in views],
        columns=columns,
        spacing=dict(between),
        bounds="flush",
        align="none",
        padding={side: size + plots.get(side, 0) for side, size in padding.items()},
        autosize=alt.AutoSizeParams(type="none"),
    )
    return _whole(chart, rows)


def _whole(chart: Any, rows: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    found: dict[str, Any] = chart.to_dict(validate=False)
    datasets = {name: list(own) for name, own in rows.items()}
    return {"$schema": alt.SCHEMA_URL, **found, "datasets": datasets, "config": CONFIG}


def unchecked() -> Any:
    """Return a context in which Altair does not check what it is given as it is given."""
    return debug_mode(False)


def layer(rows: str, kind: Any, encoding: Mapping[str, Any], **mark: Any) -> alt.UnitSpec:
    """Return a layer of marks of a kind over the named rows; it says nothing to screen readers."""
    return alt.UnitSpec(
        data=alt.NamedData(name=rows),
        mark=alt.MarkDef(type=kind, **{"aria": False, **mark}),
        encoding=alt.Encoding(**encoding),
    )


def points(rows: str, encoding: Mapping[str, Any], **mark: Any) -> alt.UnitSpec:
    """Return the layer of a chart's marks: those that are read back, pointed at and read aloud.

    Each row has `said`, the words of its mark, `fill`, `ink`, its colours, and `shape`.
    """
    return layer(
        rows,
        "point",
        {
            **encoding,
            "fill": as_is(alt.Fill, "fill"),
            "stroke": as_is(alt.Stroke, "ink"),
            "shape": as_is(alt.Shape, "shape"),
            "description": alt.Description(field="said", type="nominal"),
        },
        **{"aria": True, "size": 52, "strokeWidth": 2, "opacity": 1, **mark},
    )


def boxes(rows: str, across: tuple[float, float], height: int) -> alt.UnitSpec:
    """Return the layer of a chart's marks where these are rectangles on the values `across`.

    Each row has its edges `a` and `b`, in values, its `top` and `foot`, in pixels of the height,
    and `said`, `fill`, `ink` as of `points`.
    """
    return layer(
        rows,
        "rect",
        {
            **edges(),
            "x": place(alt.X, "a", across),
            "y": place(alt.Y, "top", (0, height), reverse=True),
            "fill": as_is(alt.Fill, "fill"),
            "stroke": as_is(alt.Stroke, "ink"),
            "description": alt.Description(field="said", type="nominal"),
        },
        aria=True,
        strokeWidth=1.5,
        opacity=1,
    )


def edges() -> dict[str, Any]:
    """Return the channels of rectangles or strokes from `a` and `top` to `b` and `foot`."""
    return {
        "x": place(alt.X, "a", bare=True),
        "x2": alt.X2(field="b"),
        "y": place(alt.Y, "top", bare=True),
        "y2": alt.Y2(field="foot"),
    }


def as_is(channel: Any, field: str) -> Any:
    """Return a channel that takes the field for what is drawn (a colour, a shape)."""
    return channel(field=field, type="nominal", scale=None)


def fixed(channel: Any, pixels: float) -> Any:
    """Return a position channel at one place for all rows."""
    return channel(pixels)


def words(field: str) -> alt.Text:
    """Return the text channel of a field."""
    return alt.Text(field=field, type="nominal")


def axis(values: Sequence[Decimal | float], texts: Sequence[object], **more: Any) -> alt.Axis:
    """Return an axis with ticks at exactly these values, and their texts."""
    return alt.Axis(
        values=[float(value) for value in values],
        # Without it Vega leaves out ticks that it thinks too many for the length.
        tickCount=len(values),
        labelExpr=by_index(texts),
        title=None,
        **more,
    )


def place(
    channel: Any,
    field: str,
    domain: tuple[float, float] | None = None,
    axis: alt.Axis | None = None,
    *,
    reverse: bool = False,
    bare: bool = False,
) -> Any:
    """Return a position channel of a number.

    Its scale and axis are given to one layer of a chart; the others share them. `bare` says of
    these that there is no axis to share.
    """
    if domain is None:
        shared = {"axis": None} if bare else {}
        return channel(field=field, type="quantitative", **shared)
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    if reverse:
        scale["reverse"] = True
    return channel(field=field, type="quantitative", scale=scale, axis=axis)
