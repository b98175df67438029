"""Values of several areas in one period."""

from decimal import Decimal
from functools import partial

from site_builder.figures.charts.axis import chart_words, value_axis
from site_builder.figures.present import figure_of, sample_unknown
from site_builder.figures.side_by_side import parts_among, wholes_among
from site_builder.model.chart import Areas, Bar, Refusal
from site_builder.model.language import CHINESE, Language, phrase
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
        axis=value_axis(entry.indicator, items[0].unit_mult, language=site.language),
        period=figure_of(site, entry, items[0]).period,
        rows=tuple(_row(site, entry, item) for item in drawn),
        wholes=tuple(place for place, item in enumerate(drawn) if item.ref_area in wholes),
        ranked=ranked,
        words=chart_words(site.language),
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
    language, short = site.language, figure.number
    if entry.indicator.kind is Kind.RANK:
        short = language.say("第{number}", number=figure.number)
        short += language.say("（并列）") if item.tied else ""
    assert item.value is not None
    return Bar(
        name=figure.area_title,
        value=item.value,
        text=figure.text,
        short=short,
        note=language.clauses(figure.marks),
        solid=item.obs_status is Status.NORMAL,
    )


def areas_finding(found: Areas, *, language: Language = CHINESE) -> str:
    """Return what areas show, in one clause: a few each, of many the ends; unranked the span."""
    count = len(found.rows)
    if len({row.value for row in found.rows}) == 1:
        return language.say("{n}个地区都是{value}", n=count, value=found.rows[0].text)
    if count <= _FEW or not found.ranked:
        said = _each(found.rows[:_FEW], language)
        return language.say("{areas}等{n}个地区", areas=said, n=count) if count > _FEW else said
    pattern = (
        phrase("最前的是{first}，最后的是{last}")
        if found.axis.reverse
        else phrase("最高的是{first}，最低的是{last}")
    )
    ends = [_named(found, row, language) for row in (found.rows[0], found.rows[-1])]
    return language.say(pattern, first=ends[0], last=ends[1])


def areas_description(found: Areas, *, language: Language = CHINESE) -> str:
    """Return what areas show, in words: the period, how many, the ends or all where unranked."""
    pattern = phrase("{period}，{n}个地区由高到低：{finding}。")
    if not found.ranked:
        pattern = phrase("{period}，{n}个地区，不排名：{finding}。")
    elif found.axis.reverse:
        pattern = phrase("{period}，{n}个地区由前到后：{finding}。")
    each = areas_finding(found, language=language) if found.ranked else _each(found.rows, language)
    said = language.say(pattern, period=found.period, n=len(found.rows), finding=each)
    hollow = sum(not row.solid for row in found.rows)
    more = language.say("{n}个空心点是初步、估计或可靠性低的数。", n=hollow) if hollow else ""
    return language.sentences(said, more)


def _each(rows: tuple[Bar, ...], language: Language) -> str:
    return language.clauses(
        language.say("{name}{value}", name=row.name, value=row.text) for row in rows
    )


def _named(found: Areas, like: Bar, language: Language) -> str:
    names = language.listed(row.name for row in found.rows if row.value == like.value)
    return f"{names}{language.bracketed(like.text)}"
