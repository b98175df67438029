"""The columns that `site.toml` names hold something, and nothing in them has grown old.

Ground: 国办秘函〔2019〕19号 counts columns that are blank or overdue. How long a type of column may
rest is a setting; that it is kept is no proof of compliance.
"""

from datetime import date

from site_builder.check.settings import FILE
from site_builder.diagnostics import Diagnostic, Span, warning
from site_builder.model.document import Document
from site_builder.model.site import Routes, Site


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the columns without content, and those not updated for too long on `site.as_of`."""
    if site.set_aside.items or site.set_aside.packages or site.set_aside.tables:
        return ()
    limits = dict(site.settings.freshness)
    held = _days_of_columns(site)
    found = []
    for column in site.settings.columns:
        span = Span(path=FILE, line=site.settings.line_of(f"columns.{column.id}"))
        days = held.get(column.id, ())
        if not days:
            found.append(warning("column-empty", span, name=column.name, value=column.id))
            continue
        newest = max(days)
        limit = limits.get(column.type)
        if newest and limit is not None and _age(newest, site.as_of) > limit:
            found.append(
                warning(
                    "column-stale",
                    span,
                    name=column.name,
                    kind=column.type,
                    newest=newest,
                    days=str(_age(newest, site.as_of)),
                    limit=str(limit),
                )
            )
    return tuple(found)


def _days_of_columns(site: Site) -> dict[str, tuple[str, ...]]:
    """Return the days on which something in each column was published, () where it is blank.

    What has no date of its own counts with the release of its package, "" where that has none.
    """
    cases, reports = _days(site.cases), _days(site.reports)
    released = tuple(item.release.date for item in site.releases)
    data = released or tuple("" for package in site.packages if package.observations)
    initiatives = data if site.initiatives else ()
    return {
        "home": (*cases, *reports, *data),
        "environments": (*data, *cases),
        "indicators": data,
        "compare": data,
        "regions": data,
        "cases": cases,
        "initiatives": initiatives,
        "documents": data if site.systems.documents or site.systems.coverage else (),
        "services": data if site.systems.services else (),
        "reports": reports,
        "data": data,
        "about": (*_days(site.pages), ""),
    }


def _days(documents: tuple[Document, ...]) -> tuple[str, ...]:
    return tuple(max(item.date, item.updated)[:10] for item in documents)


def _age(newest: str, as_of: str) -> int:
    return (date.fromisoformat(as_of) - date.fromisoformat(newest)).days
