"""`site.toml` names only what exists."""

from urllib.parse import urlsplit

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.site import Routes, Site

FILE = "site.toml"


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the headlines that name no observed indicator, and a service that is not listed."""
    return (*_headlines(site), *_consultation(site))


def _headlines(site: Site) -> tuple[Diagnostic, ...]:
    return tuple(
        error("headline-unknown", Span(path=FILE, line=site.settings.line_of(name)), name=name)
        for name in site.settings.headlines
        if not site.set_aside.item("indicator", name)
        and not site.set_aside.any_table("observations")
        and not site.set_aside.any_table("indicators")
        and (name not in site.entries or not site.entries[name].observations)
    )


def _consultation(site: Site) -> tuple[Diagnostic, ...]:
    """Return the fault of a service outside the site whose host is not on the list."""
    target = site.settings.contact.consultation
    if not target or urlsplit(target).netloc in site.settings.outside_hosts:
        return ()
    line = site.settings.line_of("contact.consultation")
    return (error("link-outside", Span(path=FILE, line=line), target=target),)
