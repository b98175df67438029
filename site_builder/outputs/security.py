"""`.well-known/security.txt` (RFC 9116): whom to tell of a weakness, where the settings say so."""

from site_builder.linked.moment import moment
from site_builder.model.site import Routes, Site
from site_builder.outputs.kind import Files, Output, Read

PATH = ".well-known/security.txt"


def _paths(site: Site) -> tuple[str, ...]:
    return (PATH,) if site.settings.security else ()


def _make(site: Site, routes: Routes, read: Read) -> Files:
    """Return the file; nothing where no contact is given, as none is made up."""
    security = site.settings.security
    if security is None:
        return ()
    lines = (
        f"Contact: {security.contact}",
        f"Expires: {moment(security.expires)}",
        f"Preferred-Languages: {site.settings.language.partition('-')[0]}",
        f"Canonical: {site.settings.base_url}{PATH}",
    )
    return ((PATH, "".join(f"{line}\n" for line in lines).encode()),)


SECURITY = Output(paths=_paths, make=_make)
