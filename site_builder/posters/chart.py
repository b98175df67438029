"""A chart with all that must go with it: its title, what it is based on, where it stands."""

from site_builder.model.chart import Chart
from site_builder.model.drawing import Drawing, Imprint
from site_builder.model.palette import MIST, PAPER, REEF, RULE
from site_builder.posters.sheet import Column, box, nested, sheet

_MARGIN = 20
_LEAST = 340
"""Narrower drawings stand in the middle of a sheet that still holds its words."""


def chart_sheet(chart: Chart, drawing: Drawing, imprint: Imprint) -> str:
    """Return a chart as an SVG document that tells of itself what its page does."""
    width, height = drawing.size
    inner = max(width, _LEAST)
    column = Column(_MARGIN, _MARGIN - 4, inner)
    column.add(chart.title, 18, bold=True, line=1.4)
    column.space(2)
    column.add(chart.subtitle, 13, fill=MIST)
    column.space(8)
    top = round(column.y)
    column.space(height + 8)
    for note in chart.breaks:
        column.add(note, 12, fill=REEF)
    for note in chart.notes:
        column.add(note, 12, fill=MIST)
    column.space(8)
    rule = column.y
    column.space(8)
    for line in basis(chart, imprint):
        column.add(line, 11, fill=MIST)
    across, down = inner + 2 * _MARGIN, round(column.y + _MARGIN - 4)
    return sheet(
        across,
        down,
        chart.title,
        chart.description,
        (
            box(0, 0, across, down, PAPER),
            *column.parts,
            box(_MARGIN, rule, inner, 1, RULE),
            nested(
                _MARGIN + round((inner - width) / 2),
                top,
                drawing.size,
                f"0 0 {width:g} {height:g}",
                drawing.body,
            ),
        ),
    )


def basis(chart: Chart, imprint: Imprint) -> tuple[str, ...]:
    """Return the lines under a chart: sources, versions, licence, address, whose site it is."""
    versions = "、".join(f"《{item.title}》{item.note}" for item in chart.packages)
    licences = "、".join(title for title, _ in chart.licences)
    lines = (
        ("来源", "；".join(chart.sources)),
        ("数据", versions + ("；图中的数由本站计算" if chart.computed else "")),
        ("许可", licences),
        ("网址", imprint.address(chart)),
    )
    told = tuple(f"{label}：{text}" for label, text in lines if text)
    return (*told, f"{imprint.site}。{imprint.notice}".rstrip("。") + "。")
