"""Values of several areas in one period."""

from decimal import Decimal
from functools import partial

from site_builder.figures.charts.axis import value_axis
from site_builder.figures.present import figure_of, sample_unknown
from site_builder.figures.side_by_side import parts_among, wholes_among
from site_builder.model.chart import Areas, Bar, Refusal
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import Kind, Status

_LEAST = 3
"""Two areas are read faster in a table."""
_FEW = 4
"""So many areas are all named in the finding."""


def areas(site: Site, entry: Entry, items: tuple[Observation, ...]) -> Areas | Refusal:
    """Return values of one period that may stand side by side as a chart; refused below three.

    Areas are ordered by value, ranks by rank; but wholes and their parts keep the order of the
    package, as do rates of satisfaction of unknown samples: these are not ranked (rule 10).
    """
    if not items:
        return Refusal.NOT_COMPARABLE
    if len(items) < _LEAST:
        return Refusal.TOO_FEW
    if len({item.unit_mult for item in items}) > 1:
        return Refusal.MIXED_UNITS
    ranked = _may_rank(site, entry, items)
    drawn = sorted(items, key=partial(_place, entry)) if ranked else items
    wholes = wholes_among(site, tuple(item.ref_area for item in items))
    return Areas(
        axis=value_axis(entry.indicator, items[0].unit_mult),
        period=figure_of(site, entry, items[0]).period,
        rows=tuple(_row(site, entry, item) for item in drawn),
        wholes=tuple(place for place, item in enumerate(drawn) if item.ref_area in wholes),
        ranked=ranked,
    )


def _may_rank(site: Site, entry: Entry, items: tuple[Observation, ...]) -> bool:
    nested = parts_among(site, tuple(item.ref_area for item in items))
    return not nested and not any(sample_unknown(item, entry.indicator) for item in items)


def _place(entry: Entry, item: Observation) -> Decimal:
    """Return what areas are ordered by: the greatest value comes first, or the first rank."""
    assert item.value is not None
    return item.value if entry.indicator.kind is Kind.RANK else -item.value


def _row(site: Site, entry: Entry, item: Observation) -> Bar:
    figure = figure_of(site, entry, item)
    rank = entry.indicator.kind is Kind.RANK
    assert item.value is not None
    return Bar(
        name=figure.area_title,
        value=item.value,
        text=figure.text,
        short=f"第{figure.number}{'（并列）' if item.tied else ''}" if rank else figure.number,
        note="，".join(figure.marks),
        solid=item.obs_status is Status.NORMAL,
    )


def areas_finding(found: Areas) -> str:
    """Return what areas show, in one clause: a few each, of many the ends; unranked the span."""
    if len({row.value for row in found.rows}) == 1:
        return f"{len(found.rows)}个地区都是{found.rows[0].text}"
    if len(found.rows) <= _FEW or not found.ranked:
        shown = found.rows[:_FEW]
        said = "，".join(f"{row.name}{row.text}" for row in shown)
        return f"{said}等{len(found.rows)}个地区" if len(found.rows) > _FEW else said
    first, last = found.rows[0], found.rows[-1]
    words = ("最前", "最后") if found.axis.reverse else ("最高", "最低")
    return f"{words[0]}的是{_named(found, first)}，{words[1]}的是{_named(found, last)}"


def areas_description(found: Areas) -> str:
    """Return what areas show, in words: the period, how many, the ends or all where unranked."""
    said = f"{found.period}，{len(found.rows)}个地区"
    if found.ranked:
        said += f"由{'前到后' if found.axis.reverse else '高到低'}：{areas_finding(found)}。"
    else:
        said += f"，不排名：{'，'.join(f'{row.name}{row.text}' for row in found.rows)}。"
    hollow = sum(not row.solid for row in found.rows)
    return said + (f"{hollow}个空心点是初步、估计或可靠性低的数。" if hollow else "")


def _named(found: Areas, like: Bar) -> str:
    names = "、".join(row.name for row in found.rows if row.value == like.value)
    return f"{names}（{like.text}）"
