"""A whole and the parts that the source counts into it."""

from site_builder.figures.charts.axis import chart_words
from site_builder.figures.history import in_time
from site_builder.figures.present import figure_of
from site_builder.model.chart import Bar, Refusal, Share
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import Nature, Qualifier

Parts = tuple[tuple[Entry, Observation], ...]


def whole_of(site: Site, entry: Entry) -> Entry:
    """Return the indicator that the data counts this one into; itself where it names none."""
    whole = site.entries.get(entry.indicator.part_of)
    return whole if whole is not None and whole.package is entry.package else entry


def share(site: Site, whole: Entry) -> tuple[Share, Parts] | Refusal:
    """Return the newest value of an indicator with parts, and of what it is made; else why not.

    Both are of one source, area, period and caliber, and exact: a rounded whole shows no part.
    The whole comes first of the observations.
    """
    parts = [
        entry
        for entry in site.entries.values()
        if entry is not whole and whole_of(site, entry) is whole
    ]
    for observation in reversed(in_time(whole.observations)):
        found = tuple(
            (entry, item)
            for entry in parts
            for item in entry.observations
            if _within(item, observation)
        )
        if found and _exact(observation):
            shown = Share(
                unit=figure_of(site, whole, observation).unit.strip(),
                whole=_bar(site, whole, observation),
                parts=tuple(_bar(site, entry, item) for entry, item in found),
                words=chart_words(site.language),
            )
            return shown, ((whole, observation), *found)
    return Refusal.NO_WHOLE


def _exact(item: Observation) -> bool:
    return (
        item.value is not None
        and item.value > 0
        and item.nature is Nature.ACTUAL
        and item.qualifier is Qualifier.EXACT
    )


def _within(part: Observation, whole: Observation) -> bool:
    """Tell whether a value stands beside the whole in all respects, and is not above it."""
    if not _exact(part) or not _exact(whole):
        return False
    assert part.value is not None
    assert whole.value is not None
    return _circumstances(part) == _circumstances(whole) and part.value <= whole.value


def _circumstances(item: Observation) -> tuple[object, ...]:
    return (
        item.package,
        item.source,
        item.ref_area,
        item.time_period,
        item.period_basis,
        item.caliber,
        item.unit_mult,
    )


def _bar(site: Site, entry: Entry, item: Observation) -> Bar:
    figure = figure_of(site, entry, item)
    assert item.value is not None
    return Bar(
        name=entry.indicator.title,
        value=item.value,
        text=figure.text,
        short=figure.number,
        note=site.language.clauses(figure.marks),
    )


def share_finding(found: Share, *, language: Language = CHINESE) -> str:
    """Return the whole and its parts in words."""
    whole = found.whole
    return language.say(
        "{whole}，其中{parts}",
        whole=language.say("{name}{value}", name=whole.name, value=whole.text),
        parts=language.clauses(
            language.say("{name}{value}", name=part.name, value=part.text) for part in found.parts
        ),
    )


def share_description(found: Share, *, language: Language = CHINESE) -> str:
    """Return what is drawn of a whole, and what the source does not say of it."""
    pattern = (
        phrase("{finding}。来源没有给出占比，本站不计算。")
        if len(found.parts) == 1
        else phrase(
            "{finding}。来源没有说各部分是否互相重叠，这里不相加；来源没有给出占比，本站不计算。"
        )
    )
    return language.say(pattern, finding=share_finding(found, language=language))
