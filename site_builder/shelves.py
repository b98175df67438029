"""Which cases are listed together, which belong together: for all cases at once."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from site_builder.facets import FACETS, values_of
from site_builder.model.document import Document
from site_builder.model.shelves import Beside, Shelves
from site_builder.model.site import Site

_MOST = 3
"""So many cases are related to one."""


def with_shelves(site: Site) -> Site:
    """Return the site with its cases on their shelves."""
    related = dict(related_cases(site.cases))
    before = (None, *site.cases[:-1])
    after = (*site.cases[1:], None)
    return replace(
        site,
        shelves=Shelves(
            count=len(site.cases),
            facets={facet.name: values_of(site, facet) for facet in FACETS},
            citing=_citing(site.cases),
            beside={
                case.path: Beside(before=left, after=right, related=related[case.path])
                for case, left, right in zip(site.cases, before, after, strict=False)
            },
            documents={item.path: item for item in (*site.cases, *site.reports, *site.pages)},
        ),
    )


def _citing(cases: tuple[Document, ...]) -> Mapping[str, tuple[Document, ...]]:
    found: dict[str, list[Document]] = {}
    for case in cases:
        for slug in dict.fromkeys(item.indicator for item in case.figures):
            found.setdefault(slug, []).append(case)
    return {slug: tuple(listed) for slug, listed in found.items()}


def related_cases(
    cases: tuple[Document, ...],
) -> Iterator[tuple[str, tuple[Document, ...]]]:
    """Yield, by the path of each case, those that share most with it, in the site's order if even.

    Counted are common initiatives, indicators and tags; being of one environment, which many are,
    decides only between cases that share equally many. What shares nothing is not related.

    A set of cases is a number whose bits are their places, so that the time for one case hardly
    grows with how many there are.
    """
    marked: dict[tuple[str, str], int] = {}
    alike: dict[str, int] = {}
    for place, case in enumerate(cases):
        for mark in _marks(case):
            marked[mark] = marked.get(mark, 0) | 1 << place
        alike[case.environment] = alike.get(case.environment, 0) | 1 << place
    for place, case in enumerate(cases):
        others = ~(1 << place)
        sharing = [alike[case.environment] & others]  # at least so many marks, by their number
        for mark in _marks(case):
            own = marked[mark] & others
            sharing.append(0)
            for number in range(len(sharing) - 1, 1, -1):
                sharing[number] |= sharing[number - 1] & own
            if len(sharing) > 1:
                sharing[1] |= own
        yield case.path, tuple(cases[one] for one in _best(sharing, alike[case.environment]))


def _best(sharing: list[int], environment: int) -> list[int]:
    """Return the places of the cases that share most; `sharing[0]` are those of the environment."""
    found: list[int] = []
    taken = 0
    for number in range(len(sharing) - 1, -1, -1):
        for group in (sharing[number] & environment, sharing[number]):
            rest = group & ~taken
            while rest and len(found) < _MOST:
                lowest = rest & -rest
                found.append(lowest.bit_length() - 1)
                taken |= lowest
                rest ^= lowest
    return found


def _marks(case: Document) -> frozenset[tuple[str, str]]:
    return frozenset(
        (
            *(("initiative", name) for name in case.initiatives),
            *(("tag", name) for name in case.tags),
            *(("indicator", item.indicator) for item in case.figures),
        )
    )
