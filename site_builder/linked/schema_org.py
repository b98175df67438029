"""The data in the words of schema.org, for search engines.

The context is a vocabulary in the document itself: nothing is fetched to read it.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from site_builder.compare.values import unit_text
from site_builder.linked.articles import based_on
from site_builder.linked.coverage import (
    LICENCE,
    areas_of,
    helpers,
    people,
    publisher,
    shown_version,
    span_of,
)
from site_builder.linked.distributions import Distribution, distributions
from site_builder.model.download import chart_downloads, table_downloads
from site_builder.model.package import Area, Indicator, Observation, Package
from site_builder.model.site import Entry, Site
from site_builder.model.version import HeldVersion

Node = dict[str, Any]

_MOST_VARIABLES = 200
_LINKS = ("url", "license", "contentUrl")
_CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in _LINKS},
}


def catalogue(site: Site) -> str:
    """Return the JSON-LD of the page of all packages: a DataCatalog with its Datasets."""
    address = f"{site.settings.base_url}data/"
    return _text(
        {
            "@type": "DataCatalog",
            "@id": address,
            "url": address,
            "name": f"{site.settings.title}：数据",
            "description": site.settings.description,
            "inLanguage": site.language.code,
            "license": LICENCE,
            "publisher": _organization(publisher(site.settings)),
            "dataset": [_package(site, item) for item in site.packages],
        }
    )


def package(site: Site, item: Package) -> str:
    """Return the JSON-LD of a package's page: the Dataset, whichever its version."""
    return _text(
        {
            **_package(site, item),
            **_of_package(site, item),
            "distribution": [
                _download(site, file) for file in distributions(shown_version(site, item))
            ],
            "includedInDataCatalog": _catalogue_reference(site),
        }
    )


def version(site: Site, held: HeldVersion, *, citation: str) -> str:
    """Return the JSON-LD of a version's page: the Dataset as it stood; "" where it is withdrawn.

    `citation` is how the page asks to be cited.
    """
    if held.contents is None:
        return ""
    own = held.contents.package
    address = f"{site.settings.base_url}{held.path.lstrip('/')}"
    return _text(
        {
            "@type": "Dataset",
            "@id": address,
            "url": address,
            "name": f"{own.title}，版本{held.version}",
            "description": own.description or own.title,
            "identifier": f"{own.name}@{held.version}",
            "version": held.version,
            **_dated(held),
            **_of_package(site, own),
            **_variables(own),
            "distribution": [_download(site, item) for item in distributions(held)],
            "isBasedOn": [based_on(item) for item in own.sources],
            "isPartOf": {"@id": f"{site.settings.base_url}data/{own.name}/"},
            "includedInDataCatalog": _catalogue_reference(site),
            "creditText": citation,
        }
    )


def indicator(site: Site, entry: Entry, *, description: str, citation: str) -> str:
    """Return the JSON-LD of an indicator's page: its values as a Dataset of their own.

    `description` is what the page says under its heading, `citation` how it asks to be cited.
    """
    settings, own, said = site.settings, entry.package, entry.indicator
    address = f"{settings.base_url}indicators/{said.indicator}/"
    rows = entry.observations + entry.targets
    used = dict.fromkeys((item.package, item.source) for item in rows)
    areas = tuple(site.areas[code] for code in dict.fromkeys(item.ref_area for item in rows))
    return _text(
        {
            "@type": "Dataset",
            "@id": address,
            "url": address,
            "name": said.title,
            **({"alternateName": said.title_en} if said.title_en else {}),
            "description": description,
            "identifier": said.indicator,
            "version": own.version,
            **_dated(shown_version(site, own)),
            **_licensed(own),
            **_by(site, own),
            **_covered(entry.observations, areas, edition=own.edition_periods),
            "inLanguage": settings.language,
            "isAccessibleForFree": True,
            "variableMeasured": _variable(said, entry.observations),
            "distribution": [_download(site, item) for item in _files_of(site, entry)],
            "isBasedOn": [based_on(site.sources[key]) for key in used],
            "isPartOf": {"@id": f"{settings.base_url}data/{own.name}/"},
            "includedInDataCatalog": _catalogue_reference(site),
            "creditText": citation,
        }
    )


def _text(node: Node) -> str:
    return msgspec.json.encode({"@context": _CONTEXT, **node}).decode()


def _package(site: Site, item: Package) -> Node:
    """Return a package as lists of Datasets show it."""
    address = f"{site.settings.base_url}data/{item.name}/"
    return {
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": item.title,
        "description": item.description or item.title,
        "identifier": item.name,
        "version": item.version,
        **_dated(shown_version(site, item)),
        **_licensed(item),
        **_by(site, item),
    }


def _of_package(site: Site, item: Package) -> Node:
    return {
        **_licensed(item),
        **_by(site, item),
        **_covered(item.observations, areas_of(item), edition=item.edition_periods),
        "inLanguage": site.language.code,
        "isAccessibleForFree": True,
    }


def _dated(held: HeldVersion) -> Node:
    return {"datePublished": held.release.date} if held.release else {}


def _licensed(item: Package) -> Node:
    found = [licence.path for licence in item.licences if licence.path]
    return {"license": found[0] if len(found) == 1 else found} if found else {}


def _by(site: Site, item: Package) -> Node:
    publishers = people(item, "publisher") or (publisher(site.settings),)
    roles = {
        "creator": people(item, "author"),
        "publisher": publishers,
        "contributor": helpers(item),
    }
    return {
        name: [_organization(one) for one in found] if len(found) > 1 else _organization(found[0])
        for name, found in roles.items()
        if found
    }


def _organization(name: str) -> Node:
    return {"@type": "Organization", "name": name}


def _covered(
    observations: tuple[Observation, ...], areas: Iterable[Area], *, edition: bool
) -> Node:
    span = span_of(observations, edition=edition)
    places = [
        {
            "@type": "Place",
            "name": area.title,
            **({"alternateName": area.title_en} if area.title_en else {}),
            "identifier": area.ref_area,
        }
        for area in areas
    ]
    return {
        **({"temporalCoverage": f"{span[0]}/{span[1]}"} if span else {}),
        **({"spatialCoverage": places} if places else {}),
    }


def _variables(item: Package) -> Node:
    """Return what a package measures; of more than a page can carry, nothing."""
    if len(item.indicators) > _MOST_VARIABLES:
        return {}
    return {"variableMeasured": [_variable(one) for one in item.indicators]}


def _variable(item: Indicator, observations: tuple[Observation, ...] = ()) -> Node:
    multiples = sorted({one.unit_mult for one in observations}) or [0]
    return {
        "@type": "PropertyValue",
        "propertyID": item.indicator,
        "name": item.title,
        **({"alternateName": item.title_en} if item.title_en else {}),
        **({"description": item.definition} if item.definition else {}),
        "unitText": "、".join(unit_text(item, one) for one in multiples),
    }


def _download(site: Site, item: Distribution) -> Node:
    return {
        "@type": "DataDownload",
        "name": item.title,
        "contentUrl": f"{site.settings.base_url}{item.path.lstrip('/')}",
        "encodingFormat": item.media_type,
        **({} if item.size is None else {"contentSize": f"{item.size} B"}),
        **({"sha256": item.sha256} if item.sha256 else {}),
    }


def _files_of(site: Site, entry: Entry) -> tuple[Distribution, ...]:
    """Return the files of an indicator: of the interface, of its table, of its charts."""
    slug = entry.indicator.indicator
    api = Distribution(
        path=f"/api/indicators/{slug}.json", title="JSON接口", media_type="application/json"
    )
    page = f"/indicators/{slug}/"
    beside = table_downloads(page) if entry.observations else ()
    charts = [
        replace(item, title=f"{chart.title}，{item.title}")
        for chart in site.charts.get(page, ())
        if chart.page == page
        for item in chart_downloads(page, chart.name, pictures=site.settings.pictures)
    ]
    return (
        api,
        *(
            Distribution(path=item.path, title=item.title, media_type=item.media_type)
            for item in (*beside, *charts)
        ),
    )


def _catalogue_reference(site: Site) -> Node:
    address = f"{site.settings.base_url}data/"
    return {"@type": "DataCatalog", "@id": address, "url": address, "name": site.settings.title}
