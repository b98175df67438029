"""How long the index of the search takes: of a whole site, in shards, and after one edited case.

The records are those of the synthetic cases of `tests.bench.corpus`. Seconds are those of all
processors, of Python and of the engine.
"""

import argparse
import time
from collections.abc import Iterable
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from site_builder.outputs.kind import FileGroup, Inputs
from site_builder.outputs.search import SEARCH, search_groups
from site_builder.search.record import Choice, Findable, Record, Written
from site_builder.search.shards import BOUND
from tests.bench.corpus import case_path, case_text, slug

_FIGURES = ((("办件", ""), "1200余件"), (("网办率", ""), "91.2%"))


def _record(number: int, digest: str) -> Record:
    return Record(
        path=f"/cases/{slug(number)}/",
        kind="case",
        names=(f"虚构案例（{number + 1:06}）",),
        lead="虚构的案例，仅供测试",
        text=Written(path=case_path(number), digest=digest, figures=_FIGURES),
        years=("2024",),
    )


def _found(cases: int, edited: int | None = None) -> Findable:
    return Findable(
        records=tuple(
            _record(number, "再稿" if number == edited else "初稿") for number in range(cases)
        ),
        choices=(Choice(name="year", title="年份", values=(("2024", "2024年"),)),),
    )


def _seconds() -> float:
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _measure(title: str, groups: Iterable[FileGroup], texts: dict[str, bytes]) -> None:
    before, started = _seconds(), time.perf_counter()
    records = 0
    for group in groups:
        records += len(group.sources)
        sources = tuple((path, texts[path]) for path in group.sources)
        SEARCH.make(Inputs(view=group.view, sources=sources))
    took, waited = _seconds() - before, time.perf_counter() - started
    memory = getrusage(RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"{title}: {records} records, {took:.1f} s of processors, {waited:.1f} s in turn, "
        f"engine up to {memory} MB"
    )


def main() -> None:
    """Print a line each for one edited case, for all shards, for a single index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    cases = parser.parse_args().cases
    texts = {case_path(number): case_text(number, cases).encode() for number in range(cases)}
    shards = search_groups("/search/", _found(cases), BOUND)
    known = {group.path: group.made_of for group in shards}
    edited = search_groups("/search/", _found(cases, edited=cases // 2), BOUND)
    stale = [group for group in edited if known.get(group.path) != group.made_of]
    _measure(f"one case edited, {len(stale)} of {len(shards)} groups", stale, texts)
    _measure(f"all of {len(shards)} groups", shards, texts)
    _measure("a single index", search_groups("/search/", _found(cases), cases), texts)


if __name__ == "__main__":
    main()
