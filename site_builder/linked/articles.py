"""What pages say of themselves in the words of schema.org: texts, the way to them, the site."""

from typing import Any

import msgspec

from site_builder.linked.coverage import LICENCE, publisher
from site_builder.linked.moment import moment
from site_builder.model.document import Document
from site_builder.model.language import Language
from site_builder.model.package import Source
from site_builder.model.settings import Settings
from site_builder.model.view import Link, SharedImage

Node = dict[str, Any]

_CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("url", "item", "image", "license")},
}
SEARCH_PATH = "/search/"


def website(settings: Settings, language: Language, *, search: bool) -> str:
    """Return the JSON-LD of the home page: the site, who publishes it, how to search it.

    `search`: there is a page of searches to hand a query to.
    """
    base = f"{settings.base_url}{language.prefix.lstrip('/')}{'/' if language.prefix else ''}"
    action = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{base}{SEARCH_PATH.lstrip('/')}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return _text(
        {
            "@type": "WebSite",
            "@id": base,
            "url": base,
            "name": settings.title,
            **({"alternateName": settings.subtitle} if settings.subtitle else {}),
            "description": settings.description,
            "inLanguage": language.code,
            "license": LICENCE,
            "publisher": _publisher(settings),
            **({"potentialAction": action} if search else {}),
        }
    )


def breadcrumbs(settings: Settings, crumbs: tuple[Link, ...], language: Language) -> str:
    """Return the JSON-LD of the way to a page, from the portal where there is one; "" for none."""
    if len(crumbs) < 2:
        return ""
    portal = settings.government.column_of
    steps = [(portal.name, portal.address)] if portal else []
    steps += [(item.title, _absolute(settings, f"{language.prefix}{item.path}")) for item in crumbs]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return _text({"@type": "BreadcrumbList", "itemListElement": items})


def article(
    settings: Settings,
    document: Document,
    *,
    summary: str,
    tags: tuple[str, ...],
    source: Source | None,
    image: SharedImage | None,
) -> str:
    """Return the JSON-LD of a text: `summary` is what the page says under its heading.

    `source` is the material it is based on. Its author is who publishes the site: no person is
    named, because none is published.
    """
    address = _absolute(settings, document.address)
    own = _publisher(settings)
    return _text(
        {
            "@type": "Article",
            "@id": address,
            "url": address,
            "headline": document.title,
            "description": summary,
            "datePublished": moment(document.date),
            "dateModified": moment(max(document.date, document.updated)),
            "inLanguage": settings.language,
            "isAccessibleForFree": True,
            "license": LICENCE,
            "author": own,
            "publisher": own,
            **({"image": _absolute(settings, image.path)} if image else {}),
            **({"keywords": list(tags)} if tags else {}),
            **({"isBasedOn": based_on(source)} if source else {}),
        }
    )


def based_on(source: Source) -> Node:
    """Return a document that something is based on, as far as it is known."""
    return {
        "@type": "CreativeWork",
        "name": source.title,
        **(
            {"publisher": {"@type": "Organization", "name": source.publisher}}
            if source.publisher
            else {}
        ),
        **({"datePublished": source.published} if source.published else {}),
        **({"url": source.url} if source.url else {}),
    }


def _publisher(settings: Settings) -> Node:
    return {"@type": "Organization", "name": publisher(settings)}


def _absolute(settings: Settings, path: str) -> str:
    return f"{settings.base_url}{path.lstrip('/')}"


def _text(node: Node) -> str:
    return msgspec.json.encode({"@context": _CONTEXT, **node}).decode()
