"""The chart of the list of cases."""

from functools import partial

from site_builder.charted.frame import framed
from site_builder.charted.hung import Hung
from site_builder.figures.charts.distribution import (
    distribution,
    distribution_description,
    distribution_finding,
)
from site_builder.model.chart import Chart, Refusal
from site_builder.model.site import Site

_PAGE = "/cases/"


def hung_by_cases(site: Site) -> tuple[Hung, ...]:
    """Return the charts of the list of cases."""
    return (Hung(page=_PAGE, charts=partial(cases_charts, site)),)


def cases_charts(site: Site) -> tuple[Chart, ...]:
    """Return the chart of the cases by environment and year; () of too few."""
    found = distribution(site)
    if isinstance(found, Refusal):
        return ()
    language = site.language
    known = {item.id for item in site.settings.environments}
    return (
        framed(
            site,
            _PAGE,
            "distribution",
            found,
            [case for case in site.cases if case.environment in known],
            title=distribution_finding(found, language=language),
            subtitle=language.say("按环境和在本站发布的年份计数，圆的面积表示个数"),
            description=distribution_description(found, language=language),
            notes=(
                language.say(
                    "没有圆的格是没有案例；个数由本站清点，只反映本站编写了多少，不代表工作量。"
                ),
            ),
            computed=True,
        ),
    )
