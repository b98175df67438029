"""The small nodes that the catalogue is put together from: texts, agents, licences, places."""

from typing import Any

from site_builder.model.package import Area, Licence, Source

Node = dict[str, Any]

EU = "http://publications.europa.eu/resource/authority/"
"""Where the EU keeps the lists that DCAT-AP takes its codes from."""

_LANGUAGES = {"zh": "ZHO", "en": "ENG"}
_FILE_TYPES = {
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/zip": "ZIP",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}
_REGISTERED = frozenset(
    (*_FILE_TYPES, "application/octet-stream", "application/yaml", "text/markdown")
)
"""Media types that have an entry of their own in IANA's list: no other address is made up."""


def licensed(licences: tuple[Licence, ...]) -> Node:
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


def source_node(item: Source) -> Node:
    """Return a document that figures come from, named by its address where it has one."""
    return {
        **({"@id": item.url} if item.url else {}),
        "@type": "prov:Entity",
        "dcterms:title": item.title,
        **({"dcterms:publisher": agent(item.publisher)} if item.publisher else {}),
        **({"dcterms:issued": item.published} if item.published else {}),
        **(
            {"dcterms:rights": {"@type": "dcterms:RightsStatement", "rdfs:label": item.licence}}
            if item.licence
            else {}
        ),
    }


def cited(item: Source) -> str:
    """Return a document in one line: publisher, title, day, as far as they are known."""
    parts = [item.publisher, item.title, item.published]
    return "，".join(part for part in parts if part)


def location(item: Area) -> Node:
    """Return an area by its code, GB/T 2260 or ISO 3166, and its names: no address is made up."""
    english = [said(item.title_en, "en")] if item.title_en else []
    return {
        "@type": "dcterms:Location",
        "skos:notation": item.ref_area,
        "skos:prefLabel": [said(item.title), *english],
    }


def agent(name: str) -> Node:
    """Return a body or a person by name."""
    return {"@type": "foaf:Agent", "foaf:name": name}


def format_of(media_type: str) -> Node:
    """Return a media type by its entry at IANA, and as the EU's list of file types names it."""
    if media_type not in _REGISTERED:
        return {}
    address = f"https://www.iana.org/assignments/media-types/{media_type}"
    named = _FILE_TYPES.get(media_type)
    file_type = {"@id": f"{EU}file-type/{named}", "@type": "dcterms:MediaTypeOrExtent"}
    return {
        "dcat:mediaType": {"@id": address, "@type": "dcterms:MediaType"},
        **({"dcterms:format": file_type} if named else {}),
    }


def language_of(tag: str) -> Node:
    """Return a language of the EU's list by its tag; the site's texts are Chinese or English."""
    code = _LANGUAGES.get(tag.partition("-")[0], "ZHO")
    return {"@id": f"{EU}language/{code}", "@type": "dcterms:LinguisticSystem"}


def said(text: str, language: str = "zh-CN") -> Node:
    """Return a text in a language."""
    return {"@value": text, "@language": language}
