"""Which documents wait, and for what."""

from msgspec import Struct

from site_builder.model.document import Document
from site_builder.model.publication import Hold
from site_builder.model.review import Step
from site_builder.model.site import Site


class Waiting(Struct, frozen=True, kw_only=True):
    """A document that is not through: what the steps lack, and what an approval would bind now.

    `missing` are the steps not done; `lapsed`: the text has changed since the final one. `hold`
    is why the document is not published, None where it is.
    """

    document: Document
    missing: tuple[Step, ...]
    lapsed: bool
    hold: Hold | None
    digest: str


def waiting(site: Site) -> tuple[Waiting, ...]:
    """Return what is not published, or has begun its review and not ended it, by file.

    `site` is a preview, so that it holds what is withheld.
    """
    held = {item.document.path: item for item in site.withheld}
    found = []
    for document in sorted((*site.cases, *site.reports, *site.pages), key=lambda item: item.path):
        review, digest = document.review, site.digests[document.path]
        lapsed = bool(review.digest) and review.digest != digest
        begun = bool(review.signatures) and bool(review.missing())
        hold = held.get(document.path)
        if hold or lapsed or begun:
            found.append(
                Waiting(
                    document=document,
                    missing=review.missing(),
                    lapsed=lapsed,
                    hold=hold.hold if hold else None,
                    digest=digest,
                )
            )
    return tuple(found)
