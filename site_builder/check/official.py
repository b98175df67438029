"""What an official site must say of itself, and that it is said in earnest."""

import re
from collections.abc import Iterator

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.government import Government
from site_builder.model.settings import Settings
from site_builder.model.site import Routes, Site

FILE = "site.toml"

_PLACEHOLDER = re.compile(
    r"待[定填补写]|[xX×＊*？?]{2}|…|某|示例|样例|TODO|TBD|0{6}|123456"
    r"|(^|[/.@])(example|localhost|127\.0\.0\.1)([/.:]|$)|\.(example|test|invalid)([/:]|$)"
)
"""Words, runs and domains (RFC 2606) that stand where something is still to be written."""


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return what an official site lacks or has not yet filled in; nothing for any other."""
    settings = site.settings
    if not settings.official:
        return ()
    found = []
    for field, value in (*_required(settings), *_columns(site)):
        if not value:
            span = Span(path=FILE, line=settings.line_of("official"))
            found.append(error("official-missing", span, field=field))
        elif _PLACEHOLDER.search(value):
            span = Span(path=FILE, line=settings.line_of(value))
            found.append(error("official-placeholder", span, field=field, text=value))
    return tuple(found)


def _required(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the settings by their names, those of the site's own and of its portal."""
    own: Government = settings.government
    yield "site.title", settings.title
    yield "site.base_url", settings.base_url
    yield "government.host", own.host or dict(settings.footer).get("主办单位", "")
    yield "government.contact", own.contact
    yield "government.icp", own.icp
    yield "government.police", own.police
    yield "government.report_error", own.report_error
    yield "government.emblem", own.emblem.address if own.emblem else ""
    portal = own.column_of
    if portal is None:
        yield "government.site_id_code", own.site_id_code
        return
    yield "government.column_of.name", portal.name
    yield "government.column_of.domain", portal.domain
    yield "government.column_of.site_id_code", portal.site_id_code
    yield "government.column_of.address", portal.address
    yield "government.column_of.consultation", portal.consultation
    yield "government.column_of.services", portal.services


def _columns(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the columns that pages belong to, each with its name."""
    held = {item.id: item.name for item in site.settings.columns}
    wanted = ["home", "environments", "indicators", "compare", "data", "about"]
    wanted += ["cases"] if site.cases else []
    wanted += ["reports"] if site.reports else []
    wanted += ["initiatives"] if site.initiatives else []
    for name in wanted:
        yield f"columns.{name}", held.get(name, "")
