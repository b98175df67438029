"""What an endpoint of the JSON interface is: one shape, its files, and their schema.

A shape is a `Struct`; the schema is made from it, so that the two cannot differ.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import asdict

from site_builder.json_file import json_file
from site_builder.model.site import Routes, Site

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Link = Annotated[str, Meta(pattern="^https?://", extra_json_schema={"format": "uri"})]
SitePath = Annotated[str, Meta(pattern="^/")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", extra_json_schema={"format": "date"})]
Moment = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$")]
DecimalText = Annotated[str, Meta(pattern=r"^-?\d+(\.\d+)?$")]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


def told(description: str, **more: Any) -> Meta:
    """Return what a schema says of a field."""
    return Meta(description=description, **more)


Made = Iterable[tuple[str, Struct]]
"""Paths of files relative to the output, each with what it holds: an instance of the shape."""


class Endpoint(Struct, frozen=True, kw_only=True):
    """Files of one shape: a single list, or a family with a file for each of its members.

    `address` names them all; in that of a family a name in braces stands for what differs. `make`
    returns their contents; it is None where files are made only where they are stale. A list has a
    field `items`.
    """

    name: str
    address: str
    title: str
    title_en: str
    description: str
    shape: type
    paths: Callable[[Site], tuple[str, ...]]
    make: Callable[[Site, Routes], Made] | None

    @property
    def schema_path(self) -> str:
        """The path of its schema on the site."""
        return f"/api/schemas/{self.name}.json"


def absolute(base_url: str, path: str) -> str:
    """Return the address of a path of the site."""
    return f"{base_url}{path.lstrip('/')}"


def written(schema_path: str, path: str, body: Struct, base_url: str) -> tuple[str, bytes]:
    """Return a file of the interface: its schema and address, then the fields of `body`."""
    content = {
        "$schema": absolute(base_url, schema_path),
        "url": absolute(base_url, path),
        "path": f"/{path}",
        **asdict(body),
    }
    return path, json_file(content)


def schema(endpoint: Endpoint, base_url: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of an endpoint's files."""
    made = msgspec.json.schema(endpoint.shape)
    parts = made["$defs"]
    for part in parts.values():
        part.pop("description", None)  # what the code says to those who write it
    own = parts.pop(endpoint.shape.__name__)
    head = {
        "$schema": {"type": "string", "description": "本文件的 JSON Schema 的网址。"},
        "url": {"type": "string", "format": "uri", "description": "本文件的网址。"},
        "path": {
            "type": "string",
            "pattern": "^/api/",
            "description": "本文件在站内的路径，接在站点的根网址之后。",
        },
    }
    return {
        "$schema": _DIALECT,
        "$id": absolute(base_url, endpoint.schema_path),
        "title": f"{endpoint.title} / {endpoint.title_en}",
        "description": endpoint.description,
        "type": "object",
        "properties": {**head, **own["properties"]},
        "required": [*head, *own["required"]],
        **({"$defs": dict(sorted(parts.items()))} if parts else {}),
    }


class Pages(Struct, frozen=True, kw_only=True):
    """The addresses of a site: links are made only to what exists."""

    base_url: str
    existing: frozenset[str]

    def link(self, path: str) -> str | None:
        """Return the address of a page or a file, None where there is none."""
        return absolute(self.base_url, path) if path in self.existing else None


def pages_of(site: Site, routes: Routes) -> Pages:
    """Return the addresses of a site."""
    return Pages(base_url=site.settings.base_url, existing=routes.paths() | routes.files)
