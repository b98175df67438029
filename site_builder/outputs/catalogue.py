"""`catalog.jsonld`: the data for catalogues of data, in DCAT-AP 3."""

from site_builder.json_file import json_file
from site_builder.linked.dcat import catalogue
from site_builder.model.site import Routes, Site
from site_builder.outputs.kind import Files, Output, Read

PATH = "catalog.jsonld"


def _paths(site: Site) -> tuple[str, ...]:
    return (PATH,)


def _make(site: Site, routes: Routes, read: Read) -> Files:
    """Return the catalogue."""
    return ((PATH, json_file(catalogue(site, routes))),)


CATALOGUE = Output(paths=_paths, make=_make)
