"""What a final approval binds: the text of a document and every figure as it prints."""

from collections.abc import Mapping

from msgspec.structs import replace

from site_builder.figures.words import change_words
from site_builder.markup.targets import beside
from site_builder.model.document import Document
from site_builder.model.figure import BoundFigure
from site_builder.model.image import ImageFile, Unusable
from site_builder.traces import digest

_LENGTH = 32


def content_digest(
    document: Document,
    body: str,
    figures: tuple[BoundFigure, ...],
    images: Mapping[str, ImageFile | Unusable],
) -> str:
    """Return 128 bits, in hexadecimal, of all that a reader sees of a document.

    A figure counts as it prints, with all that its card says (value, unit, marks, period, status,
    source) and the change where the text says it, so that a revised observation changes the digest
    of exactly the documents that show it; a picture counts by its bytes. Moving the file or
    releasing the same values anew changes nothing.
    """
    changes = {use.name for use in document.uses if use.part == "change"}
    said = [
        (
            item.name,
            replace(item.figure, version="", notes=()),
            change_words(item) if item.name in changes else "",
        )
        for item in sorted(figures, key=lambda item: item.name)
    ]
    shown = (
        document.title,
        document.slug,
        document.date,
        document.updated,
        document.summary,
        document.package,
        document.environment,
        document.area,
        document.departments,
        document.tags,
        document.source,
        document.locator,
        document.consent,
        document.cover,
        document.initiatives,
        document.claims,
        body,
    )
    files = (images.get(beside(document.path, target)) for target in document.image_targets)
    pictures = [file.sha256 for file in files if isinstance(file, ImageFile)]
    return digest(shown, said, pictures)[:_LENGTH]
