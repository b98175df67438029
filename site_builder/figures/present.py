"""An observation in words."""

import re

from site_builder.compare.periods import print_period
from site_builder.compare.values import NATURE_WORDS, STATUS_WORDS, value_parts
from site_builder.model.figure import Figure
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.package import Area, Indicator, Observation, Package, Source
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import (
    NOT_APPLICABLE,
    Kind,
    Nature,
    PeriodBasis,
    Status,
)


def anchor_of(area: str, time_period: str, caliber: str) -> str:
    """Return the id of an observation's row on its indicator page."""
    parts = ["o", area, time_period.replace("/", "_")]
    if caliber != NOT_APPLICABLE:
        parts.append(caliber)
    return re.sub(r"[^0-9A-Za-z_-]", "-", "-".join(parts))


def version_anchor(figure: Figure) -> str:
    """Return the id of an observation's row on the page of the version that holds it."""
    return f"{figure.indicator}-{figure.anchor}"


def indicator_anchor(indicator: str) -> str:
    """Return the id of an indicator on the page of a version; no section there is called so."""
    return f"indicator-{indicator}"


def present(
    observation: Observation,
    indicator: Indicator,
    package: Package,
    area: Area,
    source: Source,
    *,
    language: Language = CHINESE,
) -> Figure:
    """Return an observation as it is printed."""
    before, number, unit, after = _words(observation, indicator, language)
    status = language.say(STATUS_WORDS[observation.obs_status] or phrase("正常"))
    return Figure(
        package=package.name,
        version=package.version,
        indicator=indicator.indicator,
        title=indicator.title,
        area=area.ref_area,
        area_title=area.title,
        time_period=observation.time_period,
        caliber=observation.caliber,
        value=observation.obs_value,
        before=before,
        number=number,
        unit=unit,
        after=after,
        period=print_period(
            observation.time_period,
            observation.period_basis,
            edition=package.edition_periods,
            language=language,
        ),
        marks=tuple(language.say(mark) for mark in marks_of(observation, indicator)),
        status=f"{status}{language.bracketed(observation.obs_status)}",
        notes=(observation.editor_note,) if observation.editor_note else (),
        source_title=source.title,
        source_published=source.published,
        locator=observation.locator.replace("｜", language.say("：")),
        href=f"/indicators/{indicator.indicator}/",
        anchor=anchor_of(area.ref_area, observation.time_period, observation.caliber),
    )


def figure_of(site: Site, entry: Entry, observation: Observation) -> Figure:
    """Return an observation of an entry as a figure."""
    return present(
        observation,
        entry.indicator,
        entry.package_of(observation),
        site.areas[observation.ref_area],
        site.sources[(observation.package, observation.source)],
        language=site.language,
    )


def _words(
    observation: Observation, indicator: Indicator, language: Language
) -> tuple[str, str, str, str]:
    if observation.value is None:
        missing = STATUS_WORDS[observation.obs_status] or phrase("缺")
        return ("", language.say(missing), "", "")
    before, number, unit, after = value_parts(
        indicator,
        observation.value,
        observation.unit_mult,
        observation.qualifier,
        observation.tied,
        language=language,
    )
    if indicator.kind is Kind.RANK:
        if observation.rank_scope:
            before = language.say("{scope}{rank}", scope=observation.rank_scope, rank=before)
        if observation.rank_of is not None:
            after += language.say("（{n}个参评）", n=observation.rank_of)
    return before, number, unit, after


def marks_of(observation: Observation, indicator: Indicator) -> tuple[str, ...]:
    """Return the words that stay with the value wherever it is printed (rules 2, 3 and 10)."""
    marks = []
    if observation.nature is not Nature.ACTUAL:
        marks.append(NATURE_WORDS[observation.nature])
    if observation.obs_status is not Status.NORMAL:
        marks.append(STATUS_WORDS[observation.obs_status])
    if observation.period_basis is PeriodBasis.INFERRED:
        marks.append(phrase("期间为推定"))
    if indicator.definition_pending:
        marks.append(phrase("口径待补"))
    if indicator.kind is Kind.RANK and observation.rank_of is None:
        marks.append(phrase("参评单位数未说明"))
    if sample_unknown(observation, indicator):
        marks.append(phrase("样本量未说明"))
    return tuple(marks)


def sample_unknown(observation: Observation, indicator: Indicator) -> bool:
    """Tell whether a rate of satisfaction is without its sample, and so never ranked (rule 10)."""
    return "满意" in (indicator.original or indicator.title) and observation.base_n is None
