"""What a row of the optional tables is about, as links: initiative, case, indicator, report."""

from site_builder.model.site import Site
from site_builder.model.systems import Feedback, Shortcoming
from site_builder.model.view import Link


def about(site: Site, row: Feedback | Shortcoming) -> tuple[Link, ...]:
    """Return links to the pages of what a row names, the `note` saying what each is."""
    say = site.language.say
    links = []
    for item in site.initiatives:
        if (item.package, item.initiative) == (row.package, row.initiative):
            path = f"/initiatives/{item.initiative}/"
            links.append(Link(title=item.title, path=path, note=say("举措")))
    if isinstance(row, Feedback):
        links += [
            Link(title=item.title, path=item.address, note=say("案例"))
            for item in site.cases
            if (item.package, item.slug) == (row.package, row.case)
        ]
    entry = site.entries.get(row.indicator)
    if entry and (entry.observations or entry.targets):
        path = f"/indicators/{row.indicator}/"
        links.append(Link(title=entry.indicator.title, path=path, note=say("指标")))
    if isinstance(row, Shortcoming):
        links += [
            Link(title=item.title, path=item.address, note=say("报告"))
            for item in site.reports
            if (item.package, item.slug) == (row.package, row.report)
        ]
    return tuple(links)
