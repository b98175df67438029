"""A file of `content/` before and after it is parsed, and what names it as it was read."""

from collections.abc import Mapping

from msgspec import Struct

from site_builder.diagnostics import Diagnostic
from site_builder.model.document import Document, DocumentKind
from site_builder.model.limits import DEFAULT, Limits
from site_builder.traces import digest


class Source(Struct, frozen=True, kw_only=True):
    """A file of `content/`: its path in the site, its bytes, and the key that names both.

    `limits` are those of the site.
    """

    kind: DocumentKind
    path: str
    data: bytes
    key: str
    limits: Limits = DEFAULT


class Parsed(Struct, frozen=True, kw_only=True):
    """What became of a file: a document, or what is wrong with it.

    `draft` tells whether front matter, readable or not, says that it is one. `personal` are the
    numbers of persons found in it.
    """

    document: Document | None
    faults: tuple[Diagnostic, ...]
    draft: bool
    personal: tuple[Diagnostic, ...] = ()


def reading_base(builder: str, terms: Mapping[str, str], limits: Limits) -> str:
    """Return a digest of all that documents are read by."""
    return digest(builder, tuple(terms.items()), limits.line_characters)


def document_key(base: str, kind: DocumentKind, path: str, sha: str) -> str:
    """Return what names a document as it was read: by `base`, from bytes with that SHA-256."""
    return digest(base, kind, path, sha)
