"""Which documents are published on a day: drafts, embargo and expiry, 三审三校."""

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from site_builder.diagnostics import Diagnostic, error, warning
from site_builder.model.document import Document
from site_builder.model.publication import Hold, Withheld
from site_builder.model.review import STEP_WORDS, Step

_IN_ORDER = (Step.FIRST, Step.SECOND, Step.FINAL)


def newest_day(
    documents: Iterable[Document],
    sources: Iterable[str],
    digests: Mapping[str, str],
    *,
    required: bool,
) -> str:
    """Return the newest day on which something published was published or updated.

    `sources` are the days of the packages' sources and releases; `digests` and `required` as in
    `withheld`. A document under embargo counts only if its day has come by the days of the others;
    what is not published never counts.
    """
    candidates = [
        item
        for item in documents
        if _hold(item, _own_day(item), digests, required=required)[0] is None
    ]
    free = [item for item in candidates if not item.publish_on]
    day = max([*(_last_day(item) for item in free), *sources], default="") or "1970-01-01"
    for item in sorted(candidates, key=lambda item: (item.publish_on, item.path)):
        if item.publish_on and item.publish_on <= day:
            day = max(day, _last_day(item))
    return day


def _own_day(document: Document) -> str:
    """Return the first day on which all that a document says of its days has come."""
    return max(_last_day(document), document.publish_on)


def _last_day(document: Document) -> str:
    return max(document.date, document.updated)[:10]


def withheld(
    documents: Iterable[Document], as_of: str, digests: Mapping[str, str], *, required: bool
) -> tuple[Withheld, ...]:
    """Return the documents that are not to be published on the day `as_of`, in their order.

    `digests` are what an approval would bind now, by path; `required`: 三审三校 is.
    """
    found = []
    for document in documents:
        hold, words = _hold(document, as_of, digests, required=required)
        if hold is not None:
            found.append(Withheld(document=document, hold=hold, words=words))
    return tuple(found)


def _hold(
    document: Document, as_of: str, digests: Mapping[str, str], *, required: bool
) -> tuple[Hold | None, str]:
    if document.draft:
        return Hold.DRAFT, "草稿"
    opens = max(document.publish_on, document.date[:10])
    if opens > as_of:
        return Hold.FUTURE, f"{opens}起公布"
    if document.expires_on and document.expires_on <= as_of:
        return Hold.EXPIRED, f"{document.expires_on}已下架"
    if not required:
        return None, ""
    missing = document.review.missing()
    if missing:
        return Hold.REVIEW, f"待{'、'.join(STEP_WORDS[step] for step in missing)}"
    if document.review.digest != digests[document.path]:
        return Hold.LAPSED, "终审后有改动，待重新终审"
    return None, ""


def review_faults(
    documents: Iterable[Document], digests: Mapping[str, str], hidden: Collection[str]
) -> tuple[Diagnostic, ...]:
    """Return approvals that no longer hold, and steps signed before the one they follow.

    A lapsed approval is told of a document among the `hidden`, too: it may be hidden by that.
    """
    found = []
    for document in documents:
        review = document.review
        if review.digest and review.digest != digests[document.path] and not document.draft:
            found.append(warning("review-lapsed", document.span_of("review.final.digest")))
        if document.path not in hidden:
            found += _disordered(document)
    return tuple(found)


def _disordered(document: Document) -> list[Diagnostic]:
    days = {signature.step: signature.date for signature in document.review.signatures}
    return [
        error(
            "review-disordered",
            document.span_of(f"review.{later}.date"),
            step=STEP_WORDS[later],
            other=STEP_WORDS[earlier],
        )
        for earlier, later in pairwise(_IN_ORDER)
        if earlier in days and later in days and days[later] < days[earlier]
    ]
