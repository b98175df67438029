"""Which cases belong with a case."""

from site_builder.model.document import Document
from site_builder.model.site import Site

_MOST = 3


def related_cases(site: Site, case: Document) -> tuple[Document, ...]:
    """Return the cases that share most with a case, in the order of the site where they are even.

    Counted are common initiatives, indicators and tags; being of one environment, which many are,
    decides only between cases that share equally many. What shares nothing is not related.
    """
    own = _marks(site, case)
    ranked = [
        (len(own & _marks(site, other)), other.environment == case.environment, other)
        for other in site.cases
        if other.slug != case.slug
    ]
    alike = [one for one in ranked if one[0] or one[1]]
    alike.sort(key=lambda one: (-one[0], not one[1]))
    return tuple(other for _, _, other in alike[:_MOST])


def _marks(site: Site, case: Document) -> frozenset[tuple[str, str]]:
    return frozenset(
        (
            *(("initiative", name) for name in case.initiatives),
            *(("tag", name) for name in case.tags),
            *(("indicator", item.figure.indicator) for item in site.bindings[case.path]),
        )
    )
