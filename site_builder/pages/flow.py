"""The way of an enterprise's issue as it is drawn: its steps in their order, and their counts."""

from msgspec import Struct

from site_builder.compare.periods import order
from site_builder.figures.flow import Flow, flows
from site_builder.figures.history import in_time
from site_builder.figures.latest import latest
from site_builder.figures.present import figure_of
from site_builder.model.figure import Figure
from site_builder.model.site import Site
from site_builder.model.systems import FlowRow
from site_builder.model.vocabulary import (
    FLOW_STEP_WORDS,
    FLOW_SUBSET_WORDS,
    PROGRESS_WORDS,
    FlowSubset,
)


class FlowPart(Struct, frozen=True, kw_only=True):
    """A row of the table: a step, or within it a part of its issues; `figure` is its last count."""

    title: str
    status: str
    state: str
    summary: str
    channel: str
    promise: str
    figure: Figure | None


class FlowStage(Struct, frozen=True, kw_only=True):
    """A step with what is told of all its issues, and of parts of them; `whole` None for none."""

    title: str
    whole: FlowPart | None
    parts: tuple[FlowPart, ...]


class FlowPeriod(Struct, frozen=True, kw_only=True):
    """The counts of a period, in the order of the columns; None where there is none."""

    period: str
    figures: tuple[Figure | None, ...]


class FlowView(Struct, frozen=True, kw_only=True):
    """A way of issues as it is shown.

    `columns` and `periods` are the counts where there is more than one period; `uncounted` are
    the steps of which no source gives a count.
    """

    anchor: str
    area: str
    stages: tuple[FlowStage, ...]
    columns: tuple[str, ...]
    periods: tuple[FlowPeriod, ...]
    uncounted: tuple[str, ...]


def flows_of(site: Site, initiative: str) -> tuple[FlowView, ...]:
    """Return the ways that are drawn with an initiative; with "" those that no initiative has."""
    return tuple(_flow(site, item) for item in flows(site) if item.initiative == initiative)


def _flow(site: Site, flow: Flow) -> FlowView:
    stages = tuple(
        _stage(site, [row for row in flow.rows if row.step is step])
        for step in dict.fromkeys(row.step for row in flow.rows)
    )
    counted = [row for row in flow.rows if _observed(site, row)]
    periods = _periods(site, counted)
    return FlowView(
        anchor=flow.anchor,
        area=site.areas[flow.area].title,
        stages=stages,
        columns=tuple(_column(site, row) for row in counted) if len(periods) > 1 else (),
        periods=periods if len(periods) > 1 else (),
        uncounted=tuple(
            dict.fromkeys(
                site.language.say(FLOW_STEP_WORDS[row.step])
                for row in flow.rows
                if row.subset is FlowSubset.ALL and row not in counted
            )
        ),
    )


def _stage(site: Site, rows: list[FlowRow]) -> FlowStage:
    whole = [row for row in rows if row.subset is FlowSubset.ALL]
    return FlowStage(
        title=site.language.say(FLOW_STEP_WORDS[rows[0].step]),
        whole=_part(site, whole[0]) if whole else None,
        parts=tuple(_part(site, row) for row in rows if row.subset is not FlowSubset.ALL),
    )


def _part(site: Site, row: FlowRow) -> FlowPart:
    entry = site.entries.get(row.indicator)
    newest = latest(entry, row.ref_area) if entry else None
    return FlowPart(
        title=site.language.say(FLOW_SUBSET_WORDS[row.subset]),
        status=site.language.say(PROGRESS_WORDS[row.status]),
        state=row.status.value.replace(" ", "-"),
        summary=row.summary,
        channel=row.channel,
        promise=row.promise,
        figure=figure_of(site, entry, newest) if entry and newest else None,
    )


def _observed(site: Site, row: FlowRow) -> bool:
    entry = site.entries.get(row.indicator)
    return entry is not None and latest(entry, row.ref_area) is not None


def _column(site: Site, row: FlowRow) -> str:
    step = site.language.say(FLOW_STEP_WORDS[row.step])
    if row.subset is FlowSubset.ALL:
        return step
    part = site.language.say(FLOW_SUBSET_WORDS[row.subset])
    return site.language.say("{step}：其中{part}", step=step, part=part)


def _periods(site: Site, rows: list[FlowRow]) -> tuple[FlowPeriod, ...]:
    """Return the counts of every period, the newest first."""
    columns = []
    for row in rows:
        entry = site.entries[row.indicator]
        own = [item for item in in_time(entry.observations) if item.ref_area == row.ref_area]
        columns.append({item.time_period: figure_of(site, entry, item) for item in own})
    found = {period: figure for column in columns for period, figure in column.items()}
    return tuple(
        FlowPeriod(
            period=found[period].period,
            figures=tuple(column.get(period) for column in columns),
        )
        for period in sorted(found, key=order, reverse=True)
    )
