"""The chart of the list of initiatives."""

from functools import partial

from site_builder.charted.frame import framed
from site_builder.charted.hung import Hung
from site_builder.figures.charts.progress import (
    progress,
    progress_description,
    progress_finding,
)
from site_builder.model.chart import Chart, Refusal
from site_builder.model.site import Site

_PAGE = "/initiatives/"


def hung_by_initiatives(site: Site) -> tuple[Hung, ...]:
    """Return the charts of the list of initiatives."""
    return (Hung(page=_PAGE, charts=partial(initiatives_charts, site)),)


def initiatives_charts(site: Site) -> tuple[Chart, ...]:
    """Return the chart of the initiatives by environment and status; () of too few."""
    found = progress(site)
    if isinstance(found, Refusal):
        return ()
    language = site.language
    known = {item.id for item in site.settings.environments}
    return (
        framed(
            site,
            _PAGE,
            "progress",
            found,
            [item for item in site.initiatives if item.environment in known],
            title=progress_finding(found, language=language),
            subtitle=language.say("按环境和进展计数，一格一项"),
            description=progress_description(found, language=language),
            notes=(language.say("进展只写到原文说到的程度；项数由本站逐条清点，不代表工作量。"),),
            computed=True,
        ),
    )
