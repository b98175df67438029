"""What is drawn in a chart, for programs: its marks as a table, its picture as Vega-Lite."""

import hashlib
import json
from typing import Any

from site_builder.exports.csv import csv_bytes, excel_csv_bytes
from site_builder.json_file import json_file
from site_builder.markup.widths import broken
from site_builder.model.chart import Chart, Drawn, Multiples, Sparkline
from site_builder.model.drawing import Drawing, Imprint
from site_builder.model.table import Column, Table

_COLUMNS = (
    Column(name="series", title="对象", type="string"),
    Column(name="label", title="期间或分项", type="string"),
    Column(name="value", title="数值", type="number"),
    Column(name="unit", title="单位", type="string"),
    Column(name="text", title="网页上的写法", type="string"),
    Column(name="note", title="说明", type="string"),
    Column(name="source", title="来源", type="string"),
    Column(name="package", title="数据包和版本", type="string"),
    Column(name="computed", title="是否本站计算", type="boolean"),
    Column(name="address", title="网址", type="string"),
)
_TITLE = 18
_SUBTITLE = 14
_LINE = 1.4


def marks_table(chart: Chart, imprint: Imprint) -> Table:
    """Return what is drawn, a row for each mark in the order of drawing, with its exact value."""
    sources = "；".join(chart.sources)
    packages = "、".join(f"{item.title}，{item.note}" for item in chart.packages)
    rest = (sources, packages, chart.computed, imprint.address(chart))
    marks = chart.drawn.marks
    return Table(
        name=chart.name,
        title=chart.title,
        columns=_COLUMNS,
        rows=tuple(
            (mark.series, mark.label, mark.value, unit, mark.text, mark.note, *rest)
            for mark, unit in zip(marks, _units(chart.drawn), strict=True)
        ),
    )


def marks_csv(chart: Chart, imprint: Imprint) -> bytes:
    """Return the table of marks for programs."""
    return csv_bytes(marks_table(chart, imprint))


def marks_excel_csv(chart: Chart, imprint: Imprint) -> bytes:
    """Return the table of marks for Excel and WPS."""
    return excel_csv_bytes(marks_table(chart, imprint))


def _units(drawn: Drawn) -> tuple[str, ...]:
    """Return the unit of each mark."""
    match drawn:
        case Multiples():
            return tuple(unit for panel in drawn.panels for unit in _units(panel.trend))
        case Sparkline():
            unit = ""
        case _:
            unit = drawn.axis.unit if hasattr(drawn, "axis") else drawn.unit
    return (unit,) * len(drawn.marks)


def vega_lite(chart: Chart, drawing: Drawing, imprint: Imprint) -> bytes:
    """Return the Vega-Lite of a chart with its title, and in `usermeta` all that stands by it.

    Its `padding` there is that of the drawing without the title.
    """
    made: dict[str, Any] = json.loads(drawing.specification)
    width, _ = drawing.size
    own = dict(made["padding"])
    title = broken(chart.title, _TITLE, width - 12)
    subtitle = broken(chart.subtitle, _SUBTITLE, width - 12) if chart.subtitle else ()
    above = own["top"]
    height = (len(title) * _TITLE + len(subtitle) * _SUBTITLE) * _LINE + 12
    made["padding"] = own | {"top": above + round(height)}
    made["title"] = {
        "text": list(title),
        "subtitle": list(subtitle),
        "anchor": "start",
        "align": "left",
        "frame": "group",
        "dx": 6 - own["left"],
        "offset": above + 4,
        "fontSize": _TITLE,
        "lineHeight": _TITLE * _LINE,
        "subtitleFontSize": _SUBTITLE,
        "subtitleLineHeight": _SUBTITLE * _LINE,
    }
    made["background"] = "#ffffff"
    made["description"] = chart.description
    made["usermeta"] = {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "padding": own,
        "notes": [*chart.breaks, *chart.notes],
        "sources": list(chart.sources),
        "packages": [
            {
                "title": item.title,
                "version": item.note,
                "address": f"{imprint.base_url}{item.path.lstrip('/')}",
            }
            for item in chart.packages
        ],
        "licences": [{"title": title, "address": path} for title, path in chart.licences],
        "computed": chart.computed,
        "address": imprint.address(chart),
        "site": imprint.site,
        "notice": imprint.notice,
        "citation": chart.citation,
    }
    return json_file(made)


def drawn_digest(chart: Chart, drawing: Drawing, imprint: Imprint) -> str:
    """Return the SHA-256 of the chart's Vega-Lite file, as `sha256sum` prints it."""
    return hashlib.sha256(vega_lite(chart, drawing, imprint)).hexdigest()
