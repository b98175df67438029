"""The catalogue of the data in DCAT 3, as DCAT-AP 3 narrows it.

A package is a `dcat:Dataset` without a version of its own, and each of its versions a further one
(DCAT 3, section 11: versions); a `dcat:DatasetSeries` would be of data that belongs together but
does not replace each other. The context stands in the document, so that nothing is fetched to
read it. Dates come from releases, never from the day of a build.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

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
from site_builder.model.package import Area, Licence, Package, Source
from site_builder.model.site import Routes, Site
from site_builder.model.version import HeldVersion

Node = dict[str, Any]

_EU = "http://publications.europa.eu/resource/authority/"
_PUBLIC = {"@id": f"{_EU}access-right/PUBLIC", "@type": "dcterms:RightsStatement"}
_LANGUAGES = {"zh": "ZHO", "en": "ENG"}
_DATA_PACKAGE = {
    "@id": "https://datapackage.org/profiles/2.0/datapackage.json",
    "@type": "dcterms:Standard",
    "dcterms:title": "Data Package 2.0",
}
_DATES = ("dcterms:issued", "dcterms:modified", "dcat:startDate", "dcat:endDate")
_REFERENCES = ("dcat:accessURL", "dcat:downloadURL", "dcat:landingPage", "foaf:homepage")
_CONTEXT: Node = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@type": "xsd:date"} for name in _DATES},
    **{name: {"@type": "@id"} for name in _REFERENCES},
    "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"},
    "spdx:checksumValue": {"@type": "xsd:hexBinary"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the catalogue stands: the site, and the pages there are under its base address."""

    site: Site
    pages: frozenset[str]

    def url(self, path: str) -> str:
        return f"{self.site.settings.base_url}{path.lstrip('/')}"


def catalogue(site: Site, routes: Routes) -> Node:
    """Return the catalogue as JSON-LD; it names no address of the site that does not exist."""
    place = _Place(site=site, pages=routes.paths())
    settings = site.settings
    themes = _themes(place)
    dates = sorted(chain.from_iterable(_days(item) for item in _all_versions(site)))
    return {
        "@context": _CONTEXT,
        "@id": place.url("catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dcterms:title": _said(settings.title),
        "dcterms:description": _said(settings.description),
        "dcterms:publisher": _agent(publisher(settings)),
        "dcterms:language": _language(settings.language),
        "dcterms:license": {"@id": LICENCE, "@type": "dcterms:LicenseDocument"},
        "foaf:homepage": place.url("/"),
        **_issued(dates),
        **({"dcat:themeTaxonomy": _taxonomy(place, themes)} if themes else {}),
        "dcat:dataset": list(
            chain.from_iterable(_package_with_versions(place, item) for item in site.packages)
        ),
        "dcat:service": _service(place),
    }


def _package_with_versions(place: _Place, package: Package) -> Iterator[Node]:
    versions = place.site.versions[package.name]
    yield _package(place, package, versions)
    for held in versions:
        yield _tombstone(place, held, package) if held.withdrawn else _version(place, held, package)


def _package(place: _Place, package: Package, versions: Sequence[HeldVersion]) -> Node:
    """Return a package whichever its version, with the files of the one that is shown."""
    shown = shown_version(place.site, package)
    dates = sorted(chain.from_iterable(_days(item) for item in versions))
    return {
        "@id": place.url(f"/data/{package.name}/"),
        "@type": "dcat:Dataset",
        "dcterms:identifier": package.name,
        **_common(place, package),
        **_issued(dates),
        "dcat:landingPage": place.url(f"/data/{package.name}/"),
        "dcat:hasVersion": [{"@id": place.url(item.path)} for item in versions],
        "dcat:hasCurrentVersion": {"@id": place.url(shown.path)},
        "dcat:distribution": [
            {"@id": _distribution_id(place, item)} for item in distributions(shown)
        ],
    }


def _version(place: _Place, held: HeldVersion, newest: Package) -> Node:
    """Return a version; of one whose tables cannot be read any longer its name and its files."""
    title = _said(f"{held.title}，版本{held.version}")
    package = held.contents.package if held.contents else None
    common = _common(place, package) if package else {"dcterms:description": title}
    licences = package.licences if package else ()
    return {
        **_identity(place, held),
        "dcterms:publisher": _publisher(place, package or newest),
        **common,
        "dcterms:title": title,
        **({"dcterms:issued": held.release.date} if held.release else {}),
        "dcat:distribution": [
            _distribution(place, held, item, licences) for item in distributions(held)
        ],
    }


def _tombstone(place: _Place, held: HeldVersion, newest: Package) -> Node:
    """Return what is left of a withdrawn version: what, when and why, and no file."""
    assert held.withdrawn is not None
    gone = held.withdrawn
    words = f"本版本已于{gone.date}撤回。撤回的内容：{gone.what}；原因：{gone.why}"
    return {
        **_identity(place, held),
        "dcterms:title": _said(f"{held.title}，版本{held.version}（已撤回）"),
        "dcterms:description": _said(words),
        "dcterms:publisher": _publisher(place, newest),
        **({"dcterms:issued": held.release.date} if held.release else {}),
        "dcterms:modified": gone.date,
        "adms:status": {
            "@id": "http://purl.org/adms/status/Withdrawn",
            "@type": "skos:Concept",
            "skos:prefLabel": [_said("已撤回"), _said("Withdrawn", "en")],
        },
    }


def _identity(place: _Place, held: HeldVersion) -> Node:
    """Return what every version says of its place among the others."""
    release = held.release
    known = {item.version for item in place.site.versions[held.package]}
    previous = release.previous if release and release.previous in known else ""
    before = place.url(f"/data/{held.package}/{previous}/")
    return {
        "@id": place.url(held.path),
        "@type": "dcat:Dataset",
        "dcterms:identifier": f"{held.package}@{held.version}",
        "dcat:version": held.version,
        "dcat:isVersionOf": {"@id": place.url(f"/data/{held.package}/")},
        **({"dcat:previousVersion": {"@id": before}} if previous else {}),
        **({"adms:versionNotes": _said(release.reason)} if release and release.reason else {}),
        "dcat:landingPage": place.url(held.path),
    }


def _common(place: _Place, package: Package) -> Node:
    """Return what a package says of itself, the same for the package and for a version of it."""
    span = span_of(package.observations, edition=package.edition_periods)
    period = {"@type": "dcterms:PeriodOfTime"}
    creators = [_agent(name) for name in people(package, "author")]
    contributors = [_agent(name) for name in helpers(package)]
    sources = [_source(item) for item in package.sources]
    themes = [{"@id": _theme_id(place, name)} for name in _environments(place, package)]
    return {
        "dcterms:title": _said(package.title),
        "dcterms:description": _said(package.description or package.title),
        "dcterms:publisher": _publisher(place, package),
        **({"dcterms:creator": creators} if creators else {}),
        **({"dcterms:contributor": contributors} if contributors else {}),
        "dcterms:language": _language(place.site.settings.language),
        "dcterms:accessRights": _PUBLIC,
        "dcterms:conformsTo": _DATA_PACKAGE,
        **_licensed(package.licences),
        **({"dcat:theme": themes} if themes else {}),
        **(
            {
                "dcterms:temporal": {
                    **period,
                    "dcat:startDate": span[0].isoformat(),
                    "dcat:endDate": span[1].isoformat(),
                }
            }
            if span
            else {}
        ),
        "dcterms:spatial": [_location(item) for item in areas_of(package)],
        **(
            {
                "prov:wasDerivedFrom": sources,
                "dcterms:provenance": {
                    "@type": "dcterms:ProvenanceStatement",
                    "rdfs:label": _said(f"来源：{'；'.join(map(_cited, package.sources))}"),
                },
            }
            if sources
            else {}
        ),
    }


def _distribution(
    place: _Place, held: HeldVersion, item: Distribution, licences: tuple[Licence, ...]
) -> Node:
    media = f"https://www.iana.org/assignments/media-types/{item.media_type}"
    file_type = {"@id": f"{_EU}file-type/{item.file_type}", "@type": "dcterms:MediaTypeOrExtent"}
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {
            "@id": "spdx:checksumAlgorithm_sha256",
            "@type": "spdx:ChecksumAlgorithm",
        },
        "spdx:checksumValue": item.sha256,
    }
    return {
        "@id": _distribution_id(place, item),
        "@type": "dcat:Distribution",
        "dcterms:title": [_said(item.title), _said(item.title_en, "en")],
        "dcterms:description": _said(f"{item.title}：{item.name}"),
        "dcat:accessURL": place.url(held.path),
        "dcat:downloadURL": place.url(item.path),
        "dcat:mediaType": {"@id": media, "@type": "dcterms:MediaType"},
        **({"dcterms:format": file_type} if item.file_type else {}),
        **({} if item.size is None else {"dcat:byteSize": str(item.size)}),
        **({"spdx:checksum": checksum} if item.sha256 else {}),
        **_licensed(licences),
    }


def _distribution_id(place: _Place, item: Distribution) -> str:
    return f"{place.url(item.path)}#distribution"


def _licensed(licences: tuple[Licence, ...]) -> Node:
    """Return the licence; of several, DCAT-AP has room for one, and the rest are rights."""
    nodes = [
        {
            **({"@id": item.path} if item.path.startswith(("https://", "http://")) else {}),
            "@type": "dcterms:LicenseDocument",
            "dcterms:title": item.title or item.name,
        }
        for item in licences
    ]
    others = [
        {"@type": "dcterms:RightsStatement", "rdfs:label": item.title or item.name}
        for item in licences[1:]
    ]
    return {
        **({"dcterms:license": nodes[0]} if nodes else {}),
        **({"dcterms:rights": others} if others else {}),
    }


def _source(item: Source) -> Node:
    """Return a document that figures come from, named by its address where it has one."""
    return {
        **({"@id": item.url} if item.url else {}),
        "@type": "prov:Entity",
        "dcterms:title": item.title,
        **({"dcterms:publisher": _agent(item.publisher)} if item.publisher else {}),
        **({"dcterms:issued": item.published} if item.published else {}),
        **(
            {"dcterms:rights": {"@type": "dcterms:RightsStatement", "rdfs:label": item.licence}}
            if item.licence
            else {}
        ),
    }


def _cited(item: Source) -> str:
    parts = [item.publisher, item.title, item.published]
    return "，".join(part for part in parts if part)


def _location(item: Area) -> Node:
    """Return an area by its code, GB/T 2260 or ISO 3166, and its names: no address is made up."""
    english = [_said(item.title_en, "en")] if item.title_en else []
    return {
        "@type": "dcterms:Location",
        "skos:notation": item.ref_area,
        "skos:prefLabel": [_said(item.title), *english],
    }


def _publisher(place: _Place, package: Package) -> Node:
    named = people(package, "publisher")
    return _agent(named[0] if named else publisher(place.site.settings))


def _agent(name: str) -> Node:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _environments(place: _Place, package: Package) -> tuple[str, ...]:
    """Return the environments of a package's indicators that have a page."""
    used = {item.environment for item in package.indicators}
    return tuple(name for name in _themes(place) if name in used)


def _themes(place: _Place) -> dict[str, str]:
    """Return the titles of the environments that have a page, by their ids."""
    return {
        item.id: item.title
        for item in place.site.settings.environments
        if f"/environments/{item.id}/" in place.pages
    }


def _theme_id(place: _Place, name: str) -> str:
    return place.url(f"/environments/{name}/")


def _taxonomy(place: _Place, themes: dict[str, str]) -> Node:
    scheme = f"{place.url('/')}#environments"
    return {
        "@id": scheme,
        "@type": "skos:ConceptScheme",
        "dcterms:title": [
            _said("营商环境的领域"),
            _said("Fields of the business environment", "en"),
        ],
        "skos:hasTopConcept": [
            {
                "@id": _theme_id(place, name),
                "@type": "skos:Concept",
                "skos:prefLabel": _said(title),
                "skos:inScheme": {"@id": scheme},
            }
            for name, title in themes.items()
        ],
    }


def _service(place: _Place) -> Node:
    """Return the JSON files under `/api/` as a service that gives the same data."""
    index = place.url("/api/index.json")
    packages = place.site.packages
    return {
        "@id": f"{index}#service",
        "@type": "dcat:DataService",
        "dcterms:title": [_said("JSON接口（静态文件）"), _said("Static JSON API", "en")],
        "dcat:endpointURL": {"@id": index},
        "dcat:endpointDescription": {"@id": index},
        "dcterms:license": {"@id": LICENCE, "@type": "dcterms:LicenseDocument"},
        "dcat:servesDataset": [{"@id": place.url(f"/data/{item.name}/")} for item in packages],
    }


def _all_versions(site: Site) -> Iterable[HeldVersion]:
    return chain.from_iterable(site.versions[item.name] for item in site.packages)


def _days(held: HeldVersion) -> Iterator[str]:
    """Yield the days on which a version was released and withdrawn."""
    if held.release:
        yield held.release.date
    if held.withdrawn:
        yield held.withdrawn.date


def _issued(dates: Sequence[str]) -> Node:
    return {"dcterms:issued": dates[0], "dcterms:modified": dates[-1]} if dates else {}


def _language(tag: str) -> Node:
    """Return a language of the EU's list by its tag; the site's texts are Chinese or English."""
    code = _LANGUAGES.get(tag.partition("-")[0], "ZHO")
    return {"@id": f"{_EU}language/{code}", "@type": "dcterms:LinguisticSystem"}


def _said(text: str, language: str = "zh-CN") -> Node:
    return {"@value": text, "@language": language}
