"""`site.toml` names only what exists."""

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.site import Routes, Site

FILE = "site.toml"


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the headlines that name no observed indicator."""
    return tuple(
        error("headline-unknown", Span(path=FILE, line=site.settings.line_of(name)), name=name)
        for name in site.settings.headlines
        if not site.set_aside.item("indicator", name)
        and not site.set_aside.any_table("observations")
        and not site.set_aside.any_table("indicators")
        and (name not in site.entries or not site.entries[name].observations)
    )
