"""The static JSON interface under `/api/`: one endpoint a file, and an index of them all."""

from site_builder.json_file import json_file
from site_builder.model.site import Routes, Site
from site_builder.outputs.api import (
    areas,
    cases,
    changes,
    indicator,
    indicators,
    initiatives,
    packages,
    systems,
    versions,
)
from site_builder.outputs.api.endpoint import Endpoint, schema, written
from site_builder.outputs.api.index import INDEX, index
from site_builder.outputs.kind import Files, Output, Read

ENDPOINTS = (
    packages.PACKAGES,
    versions.VERSION,
    indicators.INDICATORS,
    indicator.INDICATOR,
    areas.AREAS,
    cases.CASES,
    initiatives.INITIATIVES,
    *systems.SYSTEMS,
    changes.CHANGES,
    INDEX,
)
"""Every endpoint; a new one is one file and one line."""


def _offered(site: Site) -> tuple[Endpoint, ...]:
    """Return the endpoints that have a file on this site."""
    return tuple(item for item in ENDPOINTS if item.paths(site))


def _paths(site: Site) -> tuple[str, ...]:
    offered = _offered(site)
    return (
        *(path for item in offered if item.make is not None for path in item.paths(site)),
        *(item.schema_path.lstrip("/") for item in offered),
    )


def _make(site: Site, routes: Routes, read: Read) -> Files:
    """Return the files that are made with every build: all lists, versions, schemas, the index."""
    base_url = site.settings.base_url
    offered = _offered(site)
    files, counts = [], {INDEX.name: len(offered)}
    for item in offered:
        for path, body in item.make(site, routes) if item.make else ():
            files.append(written(item.schema_path, path, body, base_url))
            listed = getattr(body, "items", None)
            if listed is not None:
                counts[item.name] = len(listed)
    files.append(written(INDEX.schema_path, *index(site, offered, counts), base_url))
    for item in offered:
        files.append((item.schema_path.lstrip("/"), json_file(schema(item, base_url))))
    return tuple(files)


API = Output(paths=_paths, make=_make)
