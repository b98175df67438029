"""What was read of a site's sources, before it is put together."""

from collections.abc import Mapping

from msgspec import Struct, field

from site_builder.model.calendar import Due
from site_builder.model.document import Document
from site_builder.model.glossary import Term
from site_builder.model.image import ImageFile, Unusable
from site_builder.model.language import Catalogue, Language
from site_builder.model.package import Package
from site_builder.model.set_aside import SetAside
from site_builder.model.settings import Settings
from site_builder.model.text import Text
from site_builder.model.version import Versions
from site_builder.model.wording import AvoidedTerm


class Loaded(Struct, frozen=True, kw_only=True):
    """The sources of a site. `texts` are those of the documents by path.

    `unread` names documents that could not be read.

    `catalogues` are those the languages are made of, by the SHA-256 of their files.
    """

    settings: Settings
    packages: tuple[Package, ...]
    versions: Versions
    documents: tuple[Document, ...]
    texts: Mapping[str, Text]
    unread: SetAside
    images: Mapping[str, ImageFile | Unusable]
    glossary: tuple[Term, ...]
    wording: tuple[AvoidedTerm, ...]
    languages: tuple[Language, ...] = ()
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    calendar: tuple[Due, ...] = ()
