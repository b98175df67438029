"""What a final approval binds: the text of a document and every figure as it prints."""

from site_builder.figures.words import figure_words
from site_builder.markup.figures import PARTS
from site_builder.model.document import Document
from site_builder.model.figure import BoundFigure
from site_builder.traces import digest

_LENGTH = 32


def content_digest(document: Document, figures: tuple[BoundFigure, ...]) -> str:
    """Return 128 bits, in hexadecimal, of all that a reader sees of a document.

    A figure counts as it prints (value, unit, marks, period, change), so that a revised observation
    changes the digest of exactly the documents that show it. Moving the file or releasing the same
    values anew changes nothing.
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
    return digest(shown, said)[:_LENGTH]
