"""The cases with what they may be listed by, for the script that combines filters."""

import msgspec

from site_builder.facets import FACETS
from site_builder.figures.words import plain_summary
from site_builder.model.site import Routes, Site
from site_builder.outputs.kind import Output, Read

PATH = "cases/index.json"
_LABELS = ("environments", "areas")


def _paths(site: Site) -> tuple[str, ...]:
    return (PATH,) if site.cases else ()


def _make(site: Site, routes: Routes, read: Read) -> tuple[tuple[str, bytes], ...]:
    """Return `cases/index.json`: each case as its card, with the ids of its facets."""
    if not site.cases:
        return ()
    items = []  # of text alone: cases may be many
    for case in site.cases:
        facets = {facet.name: list(facet.of(site, case)) for facet in FACETS}
        items.append(
            msgspec.json.encode(
                {
                    "title": case.title,
                    "path": case.address.removeprefix("/cases/"),
                    "summary": plain_summary(case, site.bindings[case.path]),
                    "date": case.date[:10],
                    **({"held": site.hold_of(case)} if site.hold_of(case) else {}),
                    "labels": [title for name in _LABELS for _, title in facets[name]],
                    "facets": {
                        name: [value for value, _ in found] for name, found in facets.items()
                    },
                }
            )
        )
    # A script alone reads it, on every visit that filters: as short as it can be.
    return ((PATH, b'{"cases":[%b]}\n' % b",".join(items)),)


CASE_INDEX = Output(paths=_paths, make=_make)
