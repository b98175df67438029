"""The body of a document with all that it needs to become HTML."""

from site_builder.markup.targets import beside, is_document, split_address
from site_builder.model.document import Document
from site_builder.model.glossary import GLOSSARY
from site_builder.model.image import Picture
from site_builder.model.site import Site
from site_builder.model.view import Prose, TermLink
from site_builder.prose.pictures import picture


def prose(site: Site, document: Document) -> Prose:
    """Return the body of a document with what it needs."""
    links = (split_address(use.target).path for use in document.links if is_document(use.target))
    withheld = _withheld_links(site, document)
    return Prose(
        html=site.texts[document.path].html,
        figures=site.bindings[document.path],
        headings=document.headings,
        documents=tuple(
            (path, site.addresses[beside(document.path, path)])
            for path in dict.fromkeys(links)
            if path not in withheld
        ),
        pictures=tuple(
            (use.target, picture(site, document, use.target, use.alt)) for use in document.images
        ),
        terms=tuple(
            TermLink(names=term.names, path=f"{GLOSSARY}#{term.anchor}", definition=term.definition)
            for term in site.glossary
            if term.term in document.terms
        ),
        cover=cover(site, document),
        withheld=withheld,
    )


def _withheld_links(site: Site, document: Document) -> tuple[str, ...]:
    """Return the links of a document, without their fragments, to what is not published."""
    if site.preview or not site.withheld:
        return ()
    held = {item.document.address for item in site.withheld}
    held |= {item.document.path for item in site.withheld}
    held |= {alias for item in site.withheld for alias in item.document.aliases}
    paths = dict.fromkeys(split_address(use.target).path for use in document.links)
    return tuple(
        path
        for path in paths
        if path in held or (is_document(path) and beside(document.path, path) in held)
    )


def cover(site: Site, document: Document) -> Picture | None:
    """Return the picture that stands before a text, None where it has none."""
    named = document.cover
    return picture(site, document, named.image, named.alt) if named else None
