"""The catalogue of the data in DCAT 3, as DCAT-AP 3 narrows it.

A package is a `dcat:Dataset` without a version of its own, and each of its versions a further one
(DCAT 3, section 11: versions); a `dcat:DatasetSeries` would be of data that belongs together but
does not replace each other. The context stands in the document, so that nothing is fetched to
read it. Dates come from releases, never from the day of a build.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

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
from site_builder.linked.nodes import (
    EU,
    Node,
    agent,
    cited,
    format_of,
    language_of,
    licensed,
    location,
    said,
    source_node,
)
from site_builder.model.package import Licence, Package
from site_builder.model.site import Routes, Site
from site_builder.model.version import HeldVersion

_PUBLIC = {"@id": f"{EU}access-right/PUBLIC", "@type": "dcterms:RightsStatement"}
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


class _Place(Struct, frozen=True, kw_only=True):
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
        "dcterms:title": said(settings.title),
        "dcterms:description": said(settings.description),
        "dcterms:publisher": agent(publisher(settings)),
        "dcterms:language": language_of(settings.language),
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
    title = said(f"{held.title}，版本{held.version}")
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
        "dcterms:title": said(f"{held.title}，版本{held.version}（已撤回）"),
        "dcterms:description": said(words),
        "dcterms:publisher": _publisher(place, newest),
        **({"dcterms:issued": held.release.date} if held.release else {}),
        "dcterms:modified": gone.date,
        "adms:status": {
            "@id": "http://purl.org/adms/status/Withdrawn",
            "@type": "skos:Concept",
            "skos:prefLabel": [said("已撤回"), said("Withdrawn", "en")],
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
        **({"adms:versionNotes": said(release.reason)} if release and release.reason else {}),
        "dcat:landingPage": place.url(held.path),
    }


def _common(place: _Place, package: Package) -> Node:
    """Return what a package says of itself, the same for the package and for a version of it."""
    span = span_of(package.observations, edition=package.edition_periods)
    period = {"@type": "dcterms:PeriodOfTime"}
    creators = [agent(name) for name in people(package, "author")]
    contributors = [agent(name) for name in helpers(package)]
    sources = [source_node(item) for item in package.sources]
    themes = [{"@id": _theme_id(place, name)} for name in _environments(place, package)]
    return {
        "dcterms:title": said(package.title),
        "dcterms:description": said(package.description or package.title),
        "dcterms:publisher": _publisher(place, package),
        **({"dcterms:creator": creators} if creators else {}),
        **({"dcterms:contributor": contributors} if contributors else {}),
        "dcterms:language": language_of(place.site.settings.language),
        "dcterms:accessRights": _PUBLIC,
        "dcterms:conformsTo": _DATA_PACKAGE,
        **licensed(package.licences),
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
        "dcterms:spatial": [location(item) for item in areas_of(package)],
        **(
            {
                "prov:wasDerivedFrom": sources,
                "dcterms:provenance": {
                    "@type": "dcterms:ProvenanceStatement",
                    "rdfs:label": said(f"来源：{'；'.join(map(cited, package.sources))}"),
                },
            }
            if sources
            else {}
        ),
    }


def _distribution(
    place: _Place, held: HeldVersion, item: Distribution, licences: tuple[Licence, ...]
) -> Node:
    english = [said(item.title_en, "en")] if item.title_en else []
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
        "dcterms:title": [said(item.title), *english],
        "dcterms:description": said(f"{item.title}：{item.name}"),
        "dcat:accessURL": place.url(held.path),
        "dcat:downloadURL": place.url(item.path),
        **format_of(item.media_type),
        **({} if item.size is None else {"dcat:byteSize": str(item.size)}),
        **({"spdx:checksum": checksum} if item.sha256 else {}),
        **licensed(licences),
    }


def _distribution_id(place: _Place, item: Distribution) -> str:
    return f"{place.url(item.path)}#distribution"


def _publisher(place: _Place, package: Package) -> Node:
    named = people(package, "publisher")
    return agent(named[0] if named else publisher(place.site.settings))


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
            said("营商环境的领域"),
            said("Fields of the business environment", "en"),
        ],
        "skos:hasTopConcept": [
            {
                "@id": _theme_id(place, name),
                "@type": "skos:Concept",
                "skos:prefLabel": said(title),
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
        "dcterms:title": [said("JSON接口（静态文件）"), said("Static JSON API", "en")],
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
