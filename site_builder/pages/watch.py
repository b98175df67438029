"""The watched indicators, and beside them, as plainly, what is admitted to be wanting."""

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.figures.flow import flows
from site_builder.figures.history import change_into, in_time
from site_builder.figures.latest import latest, sparked_row
from site_builder.figures.linked_rows import WATCH
from site_builder.figures.present import figure_of
from site_builder.figures.shown import watched_entries
from site_builder.figures.single_period import ONE_PERIOD
from site_builder.model.chart import Sparkline
from site_builder.model.figure import Figure
from site_builder.model.figure_row import FigureRow, sparks
from site_builder.model.language import phrase
from site_builder.model.site import Entry, Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.flow import FlowView, flows_of
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import environment_title, meta
from site_builder.pages.progress import Shortcomings, all_shortcomings
from site_builder.pages.targets import TargetRow, target_rows

_HISTORY = 4
"""So many earlier values are shown; the page of the indicator has all."""


class WatchedIndicator(Struct, frozen=True, kw_only=True):
    """A watched indicator; `row` is the newest value of its first area, None with targets alone.

    `earlier` are values of that area before it, the newest first, `more` how many there are
    besides; `others` are the newest values of other areas. `pending`: it has no definition, so
    that nothing of it is judged.
    """

    anchor: str
    path: str
    title: str
    environment: str
    environment_title: str
    row: FigureRow | None
    alone: str
    definition: str
    pending: bool
    department: str
    targets: tuple[TargetRow, ...]
    earlier: tuple[FigureRow, ...]
    more: int
    others: tuple[Figure, ...]


class WatchView(Struct, frozen=True, kw_only=True):
    """What the watch list shows; `flows` are ways of issues that no initiative has."""

    meta: PageMeta
    contents: tuple[Link, ...]
    watched: tuple[WatchedIndicator, ...]
    shortcomings: Shortcomings | None
    flows: tuple[FlowView, ...]

    @property
    def sparks(self) -> tuple[Sparkline, ...]:
        """Return the small drawings beside the figures."""
        return sparks(item.row for item in self.watched if item.row is not None)


def has_watch(site: Site) -> bool:
    """Tell whether there is anything to watch."""
    return bool(
        watched_entries(site)
        or site.systems.shortcomings
        or any(not item.initiative for item in flows(site))
    )


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("watch", WATCH),) if has_watch(site) else ()


def _view(site: Site, route: Route) -> WatchView:
    entries, say = watched_entries(site), site.language.say
    wanting = all_shortcomings(site)
    packages = (
        *(entry.package.name for entry in entries),
        *(row.package for row in site.systems.shortcomings),
    )
    title = say("指标晾晒与问题整改") if wanting else say("指标晾晒")
    counts = [say("晾晒指标{n}项", n=len(entries))] if entries else []
    for kind, steps in wanting.groups if wanting else ():
        counts.append(say("{kind}{n}条", kind=kind, n=len(steps)))
    return WatchView(
        meta=meta(
            site,
            kind="watch",
            path=WATCH,
            title=title,
            finding=_finding(site, counts, beside=wanting is not None),
            section="indicators",
            crumbs=(Link(title=title, path=WATCH),),
            based_on=package_links(site, packages),
            following=_following(site),
        ),
        contents=_contents(len(entries), wanting),
        watched=tuple(_watched(site, entry) for entry in entries),
        shortcomings=wanting,
        flows=flows_of(site, ""),
    )


def _finding(site: Site, counts: list[str], *, beside: bool) -> str:
    said = site.language.clauses(counts)
    if beside:
        return site.language.say(
            "{counts}。成绩和不足放在一起，进展只写到来源说到的程度。", counts=said
        )
    return site.language.say("{counts}。", counts=said)


def _contents(watched: int, wanting: Shortcomings | None) -> tuple[Link, ...]:
    found = (
        (phrase("晾晒指标"), "#watched", watched),
        (phrase("不足与整改"), "#shortcomings", wanting.count if wanting else 0),
    )
    return tuple(Link(title=title, path=path, note=str(n)) for title, path, n in found if n)


def _following(site: Site) -> tuple[Link, ...]:
    return (
        *(
            Link(title=phrase("涉企问题怎样办"), path=item.path)
            for item in flows(site)
            if item.initiative
        ),
        *(Link(title=item.title, path=item.address) for item in site.reports),
        Link(title=phrase("全部指标"), path="/indicators/"),
    )


def _watched(site: Site, entry: Entry) -> WatchedIndicator:
    indicator, language = entry.indicator, site.language
    areas = tuple(dict.fromkeys(item.ref_area for item in entry.observations))
    first = areas[0] if areas else ""
    row = sparked_row(site, entry, first) if first else None
    own = [item for item in in_time(entry.observations) if item.ref_area == first][:-1]
    shown = tuple(reversed(own))[:_HISTORY]
    definition = indicator.definition or language.say("原文未给出定义")
    if indicator.definition_pending:
        definition = language.say("口径待补：定义未公开，因此不作比较和判断")
    return WatchedIndicator(
        anchor=indicator.indicator,
        path=f"/indicators/{indicator.indicator}/",
        title=indicator.title,
        environment=indicator.environment,
        environment_title=environment_title(site, indicator.environment),
        row=row,
        alone=_alone(site, entry, row),
        definition=definition,
        pending=indicator.definition_pending,
        department=indicator.department,
        targets=target_rows(site, entry),
        earlier=tuple(
            FigureRow(
                figure=figure_of(site, entry, item),
                comparison=change_into(item, entry, language=language),
            )
            for item in shown
        ),
        more=len(own) - len(shown),
        others=tuple(
            figure_of(site, entry, newest)
            for area in areas[1:]
            if (newest := latest(entry, area)) is not None
        ),
    )


def _alone(site: Site, entry: Entry, row: FigureRow | None) -> str:
    """Return why a value stands without a change, in a line; "" where it has one."""
    language = site.language
    if row is None:
        return language.say("目前只有目标，尚无公布的数值。")
    if row.comparison is None:
        return language.say("{reason}。", reason=language.say(ONE_PERIOD))
    if row.comparison.comparable:
        return ""
    reasons = language.points(language.bare(one) for one in row.comparison.reasons)
    return language.say("与前一期不可比：{reasons}。", reasons=reasons)


KINDS = (PageKind(name="watch", template="watch.html", routes=_routes, view=_view),)
