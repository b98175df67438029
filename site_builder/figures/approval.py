"""What a final approval binds: the text of a document and every figure as it prints."""

from collections.abc import Mapping

from site_builder.figures.words import figure_words
from site_builder.markup.figures import PARTS
from site_builder.markup.targets import beside
from site_builder.model.document import Document
from site_builder.model.figure import BoundFigure
from site_builder.model.image import ImageFile, Unusable
from site_builder.traces import digest

_LENGTH = 32


def content_digest(
    document: Document,
    figures: tuple[BoundFigure, ...],
    images: Mapping[str, ImageFile | Unusable],
) -> str:
    """Return 128 bits, in hexadecimal, of all that a reader sees of a document.

    A figure counts as it prints (value, unit, marks, period, change), so that a revised observation
    changes the digest of exactly the documents that show it; a picture counts by its bytes. Moving
    the file or releasing the same values anew changes nothing.
    """
    bound = {item.name: item for item in figures}
    said = [
        (use.name, use.part, figure_words(bound[use.name], use.part))
        for use in document.uses
        if use.name in bound and use.part in PARTS
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
        document.body,
    )
    files = (images.get(beside(document.path, target)) for target in document.image_targets)
    pictures = [file.sha256 for file in files if isinstance(file, ImageFile)]
    return digest(shown, said, pictures)[:_LENGTH]
