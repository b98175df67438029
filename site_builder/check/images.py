"""Every image is a file beside its document that can be shown, with words in its place."""

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.markup.targets import beside, is_relative
from site_builder.model.document import Document
from site_builder.model.image import ImageFault, ImageFile
from site_builder.model.site import Routes, Site

_LONGEST = 80


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the images that cannot be shown, and those without words for who cannot see them."""
    found = []
    for document in (*site.cases, *site.reports, *site.pages):
        for use in document.images:
            span = Span(path=document.path, line=use.line, column=use.column)
            fault = image_fault(site, document, use.target, use.alt, span)
            if fault is not None:
                found.append(fault)
        if document.cover:
            cover, span = document.cover, document.span_of("cover.image")
            fault = image_fault(site, document, cover.image, cover.alt, span)
            if fault is not None:
                found.append(fault)
    return tuple(found)


def image_fault(
    site: Site, document: Document, target: str, alt: str, span: Span
) -> Diagnostic | None:
    """Return what is wrong with one image of a document, None where nothing is."""
    if not is_relative(target) or "\\" in target:
        return error("image-unsafe", span, target=_short(target), cause="@image-address")
    file = site.images.get(beside(document.path, target))
    if file is None:
        return error("image-unsafe", span, target=target, cause="@image-outside")
    if isinstance(file, ImageFile):
        return None if alt else error("image-alt-missing", span, target=target)
    match file.fault:
        case ImageFault.MISSING:
            return error("image-missing", span, target=target, nearest=file.nearest)
        case ImageFault.UNSAFE:
            return error("image-unsafe", span, target=target, cause=file.cause)
        case ImageFault.TOO_LARGE:
            return error("image-too-large", span, target=target, cause=file.cause)
        case ImageFault.UNREADABLE:
            return error("image-unreadable", span, target=target, cause=file.cause)


def _short(target: str) -> str:
    """Return an address that fits in a line: images pasted into the text run to pages."""
    return target if len(target) <= _LONGEST else f"{target[:_LONGEST]}…"
