"""Documents read as a build reads them, without a cache."""

from pathlib import Path

from site_builder.cached import Cached
from site_builder.diagnostics import Diagnostic
from site_builder.load.documents import Means, load_documents
from site_builder.model.document import Document
from site_builder.stamps import Stamps


def loaded(
    site: Path, stamps: Stamps | None = None
) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    """Return the documents of a site, and what is wrong in them."""
    means = Means(
        stamps=stamps or Stamps(site, {}, 0),
        cached=Cached(site / ".cache" / "none", keeps=False),
        executor=None,
        builder="",
    )
    found, faults = load_documents(site, "content", {}, means)
    return found.documents, faults
