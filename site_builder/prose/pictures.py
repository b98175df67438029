"""Images of documents as pages show them."""

from site_builder.markup.targets import beside
from site_builder.model.document import Document
from site_builder.model.image import ImageFile, Picture
from site_builder.model.site import Site


def picture(site: Site, document: Document, target: str, alt: str) -> Picture:
    """Return the image that a document names; `target` has passed the checks."""
    file = image_file(site, document, target)
    return Picture(source=file.path, sha256=file.sha256, alt=alt, variants=file.variants)


def image_file(site: Site, document: Document, target: str) -> ImageFile:
    """Return the source of an image that a document names; `target` has passed the checks."""
    file = site.images[beside(document.path, target)]
    assert isinstance(file, ImageFile), "faulty images stop the build before"
    return file
