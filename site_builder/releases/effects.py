"""What another version of a package does to the site: figures in prose, signs of changes."""

from collections.abc import Iterator, Mapping

from site_builder.compare.change import Change
from site_builder.compare.periods import order
from site_builder.figures.history import change_into, change_result
from site_builder.figures.present import present
from site_builder.figures.words import figure_words
from site_builder.markup.figures import PARTS
from site_builder.model.diff import Effects, ObservedChange, PrintedChange
from site_builder.model.document import Document
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site


def effects(before: Site, after: Site) -> Effects:
    """Return how the same documents print with one version and with another.

    A figure printed twice is two changes; one that is not there prints as "".
    """
    observed = tuple(_observed(before.entries, after.entries))
    return Effects(
        printed=tuple(
            change
            for document in (*after.cases, *after.reports, *after.pages)
            for change in _printed(document, before, after)
        ),
        headlines=_headlines(before, after),
        changes=tuple(change for change, _ in observed),
        directions=tuple(change for change, turned in observed if turned),
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


def _headlines(before: Site, after: Site) -> tuple[PrintedChange, ...]:
    """Return the figures of the home page that print otherwise."""
    found = []
    for slug in after.settings.headlines:
        entry = after.entries.get(slug) or before.entries.get(slug)
        said, says = (_headline(site, slug) for site in (before, after))
        if entry is not None and said != says:
            found.append(
                PrintedChange(
                    path="",
                    title=entry.indicator.title,
                    line=0,
                    figure=slug,
                    before=said,
                    after=says,
                )
            )
    return tuple(found)


def _headline(site: Site, slug: str) -> str:
    """Return the newest value of an indicator in words, with its period; "" where it has none."""
    entry = site.entries.get(slug)
    if entry is None or not entry.observations:
        return ""
    area = entry.observations[0].ref_area
    own = [item for item in entry.observations if item.ref_area == area]
    newest = max(own, key=lambda item: order(item.time_period))
    package = entry.package_of(newest)
    source = site.sources[(newest.package, newest.source)]
    figure = present(newest, entry.indicator, package, site.areas[area], source)
    marks = f"（{'，'.join(figure.marks)}）" if figure.marks else ""
    return f"{figure.text}{marks}，{figure.period}"


def _observed(
    before: Mapping[str, Entry], after: Mapping[str, Entry]
) -> Iterator[tuple[ObservedChange, bool]]:
    """Yield the changes that read otherwise, and whether they turn or become comparable or not."""
    for slug, entry in after.items():
        known = before.get(slug)
        if known is None:
            continue
        old = {item.address: item for item in known.observations}
        for item in entry.observations:
            if item.address not in old:
                continue
            said, says = _words(old[item.address], known), _words(item, entry)
            if said == says:
                continue
            change = ObservedChange(
                indicator=slug,
                title=entry.indicator.title,
                ref_area=item.ref_area,
                time_period=item.time_period,
                caliber=item.caliber,
                before=said,
                after=says,
            )
            yield change, _sign(old[item.address], known) != _sign(item, entry)


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
