"""What can be found, cut into shards: an index each, so that a changed text remakes one alone."""

from collections.abc import Iterator

from msgspec import Struct

from site_builder.search.record import Choice, Findable, Record
from site_builder.traces import digest, sha256

BOUND = 1000
"""Records in a shard, at most. A thousand cases of two pages take a processor some eight seconds,
and the engine less than half a gigabyte; nearly every site stays below and has a single index.
Smaller shards would be made sooner, but each costs readers a small file at the start, and some
25 kB for every pair of characters they look for."""

_SINGLE = "und"
"""The language of the texts, to the engine: none, for what is indexed is in pieces already."""
_DIGITS = 12


class Shard(Struct, frozen=True, kw_only=True):
    """Records that are indexed together, in the order of their paths.

    To the engine a shard is a language of its own, named by `code`: so the shards of a site lie in
    one folder with one entry, and the names of no two files are equal. `digest` is of all that its
    index is made of.
    """

    code: str
    records: tuple[Record, ...]
    digest: str

    @property
    def name(self) -> str:
        """What its files are found by: another one as soon as they may be others."""
        return f"{self.code}_{self.digest[:_DIGITS]}"

    @property
    def sources(self) -> tuple[str, ...]:
        """The paths of the files whose texts it holds, each once."""
        found = (item.text.path for item in self.records if item.text is not None)
        return tuple(dict.fromkeys(found))


class Listed(Struct, frozen=True, kw_only=True):
    """A shard as the browser is told of it, with the number of its records."""

    code: str
    name: str
    count: int


class Contents(Struct, frozen=True, kw_only=True):
    """What the browser loads first: what narrows results, and the shards.

    The first shard is the one that the engine opens by itself: it takes the largest.
    """

    choices: tuple[Choice, ...]
    shards: tuple[Listed, ...]

    @property
    def version(self) -> str:
        """Another one as soon as any shard is."""
        return digest(self.shards)[:_DIGITS]


def contents(found: Findable, cut: tuple[Shard, ...]) -> Contents:
    """Return what the browser loads first of shards."""
    listed = (Listed(code=one.code, name=one.name, count=len(one.records)) for one in cut)
    return Contents(choices=found.choices, shards=tuple(listed))


def shards(records: tuple[Record, ...], bound: int) -> tuple[Shard, ...]:
    """Return the records in shards of at most `bound`, the largest shard first.

    A shard holds the records whose digest of the path begins with the same bits; one that grows
    beyond the bound becomes two by the next bit. So what a record is in follows from its own path
    and from how many share its bits: another record, new, gone or changed, touches its own shard
    alone. Digests deal all kinds and years evenly, and the engine, which weighs words by how many
    records of an index have them, comes to like scores in all.
    """
    dealt = [(_bits(item.path), item) for item in sorted(records, key=lambda one: one.path)]
    found = (
        Shard(
            code=f"{_SINGLE}-x-{bits}" if bits else _SINGLE,
            records=held,
            digest=digest(held),
        )
        for bits, held in _cut(dealt, "", bound)
    )
    return tuple(sorted(found, key=lambda one: (-len(one.records), one.code)))


def _cut(
    dealt: list[tuple[str, Record]], bits: str, bound: int
) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """Yield the beginnings of digests with the records of each, none of them empty."""
    if len(dealt) <= bound:
        if dealt:
            yield bits, tuple(item for _, item in dealt)
        return
    for bit in "01":
        begun = f"{bits}{bit}"
        yield from _cut([one for one in dealt if one[0].startswith(begun)], begun, bound)


def _bits(path: str) -> str:
    return f"{int(sha256(path.encode()), 16):0256b}"
