"""What another version of a package does to the site: figures in prose, signs of changes."""

from collections.abc import Mapping

from site_builder.compare.change import Change
from site_builder.figures.history import change_into, change_result
from site_builder.figures.words import figure_words
from site_builder.markup.figures import PARTS
from site_builder.model.diff import DirectionChange, Effects, PrintedChange
from site_builder.model.document import Document
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site


def effects(before: Site, after: Site) -> Effects:
    """Return how the same documents print with one version and with another.

    A figure printed twice is two changes; one that is not there prints as "".
    """
    return Effects(
        printed=tuple(
            change
            for document in (*after.cases, *after.reports, *after.pages)
            for change in _printed(document, before, after)
        ),
        directions=_directions(before.entries, after.entries),
    )


def _printed(document: Document, before: Site, after: Site) -> list[PrintedChange]:
    old, new = (
        {item.name: item for item in site.bindings.get(document.path, ())}
        for site in (before, after)
    )
    found = []
    for use in document.uses:
        if use.part not in PARTS:
            continue
        said, says = (
            figure_words(bound[use.name], use.part) if use.name in bound else ""
            for bound in (old, new)
        )
        if said != says:
            found.append(
                PrintedChange(
                    path=document.path,
                    title=document.title,
                    line=use.line,
                    figure=f"{use.name}.{use.part}" if use.part else use.name,
                    before=said,
                    after=says,
                )
            )
    return found


def _directions(
    before: Mapping[str, Entry], after: Mapping[str, Entry]
) -> tuple[DirectionChange, ...]:
    found = []
    for slug, entry in after.items():
        known = before.get(slug)
        if known is None:
            continue
        old = {item.address: item for item in known.observations}
        for item in entry.observations:
            if item.address not in old or _sign(old[item.address], known) == _sign(item, entry):
                continue
            found.append(
                DirectionChange(
                    indicator=slug,
                    title=entry.indicator.title,
                    ref_area=item.ref_area,
                    time_period=item.time_period,
                    caliber=item.caliber,
                    before=_words(old[item.address], known),
                    after=_words(item, entry),
                )
            )
    return tuple(found)


def _sign(observation: Observation, entry: Entry) -> int | None:
    """Return whether the change into an observation is up, down or level; None for no change."""
    result = change_result(observation, entry)
    if not isinstance(result, Change):
        return None
    return (result.difference > 0) - (result.difference < 0)


def _words(observation: Observation, entry: Entry) -> str:
    comparison = change_into(observation, entry)
    if not comparison.comparable:
        return f"不可比（{'；'.join(comparison.reasons)}）"
    return f"{comparison.lead}{comparison.text}"
