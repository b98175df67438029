"""The targets of an indicator in words, with whether each was met."""

from msgspec import Struct

from site_builder.compare.periods import print_period
from site_builder.compare.targets import judge_target
from site_builder.compare.values import value_parts
from site_builder.figures.present import anchor_of, figure_of
from site_builder.model.figure import Figure
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import PeriodBasis


class TargetRow(Struct, frozen=True, kw_only=True):
    """A target in words."""

    area_title: str
    text: str
    value: str
    period: str
    anchor: str
    source: str
    locator: str
    actual: Figure | None
    status: str
    words: str


def target_rows(site: Site, entry: Entry) -> tuple[TargetRow, ...]:
    """Return the targets of an indicator, each with what came of it."""
    observed = {(item.package, *item.key): item for item in entry.observations}
    rows, language = [], site.language
    for item in entry.targets:
        parts = value_parts(
            entry.indicator,
            item.value,
            item.unit_mult,
            item.qualifier,
            False,
            language=language,
        )
        source = site.sources[(item.package, item.source)]
        key = (item.package, item.indicator, item.ref_area, item.time_period, item.caliber)
        actual = observed.get(key)
        judgement = judge_target(item, actual, entry.indicator, site.as_of, language=language)
        rows.append(
            TargetRow(
                area_title=site.areas[item.ref_area].title,
                text="".join(parts),
                value=item.target_value,
                period=print_period(item.time_period, PeriodBasis.STATED, language=language),
                anchor=f"target-{anchor_of(item.ref_area, item.time_period, item.caliber)}",
                source=source.title,
                locator=item.locator.replace("｜", language.say("：")),
                actual=figure_of(site, entry, actual) if actual else None,
                status=judgement.status.value,
                words=judgement.words,
            )
        )
    return tuple(rows)
