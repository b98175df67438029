"""`site.toml` names only what exists."""

from datetime import date, timedelta

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.markup.targets import split_address
from site_builder.model.site import Routes, Site

FILE = "site.toml"

_LONGEST = timedelta(days=366)
"""So long may a contact hold at most (RFC 9116, 2.5.5: less than a year is recommended)."""


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return headlines that name no observed indicator, a contact expired, a service not listed."""
    return (*_headlines(site), *_expired(site), *_consultation(site))


def _headlines(site: Site) -> tuple[Diagnostic, ...]:
    return tuple(
        error("headline-unknown", Span(path=FILE, line=site.settings.line_of(name)), name=name)
        for name in site.settings.headlines
        if not site.set_aside.item("indicator", name)
        and not site.set_aside.any_table("observations")
        and not site.set_aside.any_table("indicators")
        and (name not in site.entries or not site.entries[name].observations)
    )


def _expired(site: Site) -> tuple[Diagnostic, ...]:
    """Return that whom to tell of a weakness holds no longer, or for longer than RFC 9116 wants."""
    security = site.settings.security
    if security is None:
        return ()
    left = date.fromisoformat(security.expires) - date.fromisoformat(site.as_of)
    if timedelta(0) < left <= _LONGEST:
        return ()
    span = Span(path=FILE, line=site.settings.line_of("security"))
    cause = f"@contact-expires|{security.expires}|{site.as_of}"
    return (error("settings-invalid", span, field="security.expires", cause=cause),)


def _consultation(site: Site) -> tuple[Diagnostic, ...]:
    """Return the fault of a service outside the site whose host is not on the list."""
    target = site.settings.contact.consultation
    if not target or split_address(target).netloc in site.settings.outside_hosts:
        return ()
    line = site.settings.line_of("contact.consultation")
    return (error("link-outside", Span(path=FILE, line=line), target=target),)
