"""The other kind of change: one observation in two versions of a package.

A revision says that a published value was replaced. It is not a development over time, and it is
never worded as one (domain rules, comparison 13).
"""

from decimal import Decimal

from msgspec import Struct

from site_builder.compare.values import rounded, value_text
from site_builder.model.language import CHINESE, Language
from site_builder.model.package import Indicator, Observation


class Revision(Struct, frozen=True, kw_only=True):
    """A value as two versions of a package hold it.

    `difference` is after minus before in units of the later version's multiple, exact; `relative`
    the same as a share of the value before, None where that is missing or zero.
    """

    indicator: Indicator
    before: Observation
    after: Observation
    difference: Decimal | None
    relative: Decimal | None


def revise(before: Observation, after: Observation, indicator: Indicator) -> Revision | None:
    """Return how an observation was revised; None where both versions say the same.

    Raises ValueError where the two are not the same observation: that would be a comparison.
    """
    if before.key != after.key:
        raise ValueError(f"{before.key} and {after.key} are two observations")
    if _said(before) == _said(after):
        return None
    if before.value is None or after.value is None:
        return Revision(
            indicator=indicator, before=before, after=after, difference=None, relative=None
        )
    base = before.value.scaleb(before.unit_mult - after.unit_mult)
    difference = after.value - base
    return Revision(
        indicator=indicator,
        before=before,
        after=after,
        difference=difference,
        relative=difference / abs(base) if base else None,
    )


def revised_values(revision: Revision, *, language: Language = CHINESE) -> tuple[str, str]:
    """Return the value before and the value after, as they are printed."""
    indicator = revision.indicator
    return (
        _value(revision.before, indicator, language),
        _value(revision.after, indicator, language),
    )


def revision_text(revision: Revision, *, language: Language = CHINESE) -> str:
    """Return a revision in words: 由91.2%修订为91.5%; never 提高 or 增长."""
    before, after = revised_values(revision, language=language)
    return language.say("由{before}修订为{after}", before=before, after=after)


def _said(item: Observation) -> tuple[object, ...]:
    """Return all that an observation says of its value; 5000万 and 0.5亿 say the same."""
    amount = None if item.value is None else item.value.scaleb(item.unit_mult)
    return (amount, item.obs_status, item.nature, item.qualifier, item.tied)


def _value(item: Observation, indicator: Indicator, language: Language) -> str:
    if item.value is None:
        return language.say("缺")
    return value_text(
        indicator, item.value, item.unit_mult, item.qualifier, item.tied, language=language
    )


def relative_text(revision: Revision) -> str:
    """Return the size of a revision as a percentage with one decimal and its sign; "" if none."""
    if revision.relative is None:
        return ""
    shown = rounded(revision.relative * 100, 1)
    sign = "+" if shown > 0 else "−" if shown < 0 else ""
    return f"{sign}{abs(shown):f}%"
