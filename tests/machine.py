"""What tests of the machine face share: reading JSON, and whether its addresses exist."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.pages import read_page

OUTSIDE = (
    "http://purl.org/",
    "http://publications.europa.eu/resource/authority/",
    "http://spdx.org/rdf/terms#",
    "http://www.w3.org/",
    "http://xmlns.com/foaf/0.1/",
    "https://creativecommons.org/licenses/",
    "https://datapackage.org/profiles/2.0/",
    "https://json-schema.org/draft/2020-12/schema",
    "https://schema.org/",
    "https://www.iana.org/assignments/media-types/",
)
"""Vocabularies and licences: all that may be named beyond the site."""


def read(public: Path, path: str) -> Any:
    """Return a JSON file of a built site."""
    return json.loads((public / path.lstrip("/")).read_text(encoding="utf-8"))


def texts(value: Any) -> Iterator[str]:
    """Yield every text in JSON, names of fields left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def missing(public: Path, addresses: set[str], base: str, outside: tuple[str, ...]) -> set[str]:
    """Return the addresses that lead to no file of the site, nor where they may lead outside.

    A fragment must be an id of its page; `#distribution`, `#service` and the kinds of events name
    no place on a page, but things told of there.
    """
    gone = set()
    ids: dict[Path, set[str]] = {}
    for address in addresses:
        if not address.startswith(base):
            gone |= set() if address.startswith((*OUTSIDE, *outside)) else {address}
            continue
        parts = urlsplit(address.removeprefix(base))
        file = public / unquote(parts.path)
        file = file / "index.html" if address.partition("#")[0].endswith("/") else file
        if not file.is_file():
            gone.add(address)
        elif parts.fragment and parts.fragment not in ("distribution", "service"):
            if file not in ids:
                ids[file] = set(read_page(public, file).ids)
            gone |= set() if unquote(parts.fragment) in ids[file] else {address}
    return gone
