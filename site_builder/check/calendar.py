"""The calendar names what exists, and nothing in it is late."""

from difflib import get_close_matches

from site_builder.diagnostics import Diagnostic, Span, error, warning
from site_builder.figures.due import DueState, standings
from site_builder.model.calendar import Due
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return announcements of what the site does not know, and those that are late."""
    path = f"{site.settings.content}/calendar.csv"
    found: list[Diagnostic] = []
    for item in standings(site):
        unknown = _unknown(site, item.due)
        if unknown is not None:
            field, cause, nearest = unknown
            span = Span(path=path, row=item.due.row, field=field)
            found.append(error("calendar-invalid", span, cause=cause, nearest=nearest))
        elif item.state is DueState.LATE:
            span = Span(path=path, row=item.due.row, field="due")
            found.append(
                warning(
                    "release-overdue",
                    span,
                    name=item.due.title,
                    due=item.due.due,
                    days=str(item.days),
                )
            )
    return tuple(found)


def _unknown(site: Site, due: Due) -> tuple[str, str, str] | None:
    """Return the field that names nothing, why, and what comes nearest.

    Faults of the packages are told elsewhere.
    """
    packages = [item.name for item in site.settings.packages]
    if due.package and due.package not in packages:
        return "package", "@calendar-package", _nearest(due.package, packages)
    hidden = site.set_aside
    if hidden.item("indicator", due.indicator) or hidden.any_table("indicators"):
        return None
    if due.indicator and due.indicator not in site.entries:
        return "indicator", "@calendar-indicator", _nearest(due.indicator, list(site.entries))
    return None


def _nearest(value: str, known: list[str]) -> str:
    return next(iter(get_close_matches(value, sorted(known), 1, 0.5)), "")
