"""What is kept from the public, and why."""

from dataclasses import dataclass
from enum import StrEnum

from site_builder.model.document import Document


class Hold(StrEnum):
    """Why a document is not published."""

    DRAFT = "draft"
    FUTURE = "future"
    EXPIRED = "expired"
    REVIEW = "review"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A document that no output may show; `words` say why, for editors."""

    document: Document
    hold: Hold
    words: str
