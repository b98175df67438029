"""What is kept from the public, and why."""

from enum import StrEnum

from msgspec import Struct

from site_builder.model.document import Document


class Hold(StrEnum):
    """Why a document is not published."""

    DRAFT = "draft"
    FUTURE = "future"
    EXPIRED = "expired"
    REVIEW = "review"
    LAPSED = "lapsed"


class Withheld(Struct, frozen=True, kw_only=True):
    """A document that no output may show; `words` say why, for editors."""

    document: Document
    hold: Hold
    words: str
