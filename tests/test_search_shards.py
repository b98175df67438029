"""The shards of the search: what is in which, and what a change makes anew."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.load import packages
from site_builder.outputs import search
from site_builder.search.record import NARROWING, Record, Written
from site_builder.search.shards import Shard, shards
from tests.conftest import files_of, run
from tests.found import FOLDER, made, sample, sampled

NUMBERS = st.sets(st.integers(0, 9999), min_size=1, max_size=40)
BOUNDS = st.integers(1, 12)


def cut(numbers: set[int], bound: int) -> set[Shard]:
    """Return the shards of made-up records."""
    return set(shards(tuple(map(sample, numbers)), bound))


def held(found: set[Shard]) -> set[Record]:
    """Return the records of shards."""
    return {item for one in found for item in one.records}


@given(NUMBERS, BOUNDS)
def test_every_record_is_in_one_shard_within_the_bound(numbers: set[int], bound: int) -> None:
    """No record is lost or held twice, no shard is empty or beyond the bound."""
    found = cut(numbers, bound)
    assert sum(len(one.records) for one in found) == len(numbers)
    assert held(found) == set(map(sample, numbers))
    assert all(0 < len(one.records) <= bound for one in found)
    assert len({one.code for one in found}) == len(found)


@given(NUMBERS, BOUNDS, st.integers(10000, 19999))
def test_a_new_record_touches_its_own_shard_alone(
    numbers: set[int], bound: int, number: int
) -> None:
    """One shard takes it or is cut in two; all others, and what they are called, stay."""
    before, after = cut(numbers, bound), cut({*numbers, number}, bound)
    gone, new = before - after, after - before
    assert len(gone) <= 1
    assert held(new) == {*held(gone), sample(number)}


@given(NUMBERS, BOUNDS, st.data())
def test_an_edited_record_stays_in_its_shard(
    numbers: set[int], bound: int, data: st.DataObject
) -> None:
    """An edit changes one shard, which keeps its code and its other records."""
    records = tuple(map(sample, sorted(numbers)))
    edited = data.draw(st.sampled_from(records))
    other = replace(edited, text=Written(path="content/other.md", digest="第二稿"))
    before = set(shards(records, bound))
    after = set(shards((*(item for item in records if item != edited), other), bound))
    (gone,), (new,) = before - after, after - before
    assert (gone.code, len(gone.records)) == (new.code, len(new.records))
    assert set(new.records) - set(gone.records) == {other}
    assert gone.name != new.name


@given(st.permutations(range(20)), BOUNDS)
def test_the_order_of_records_changes_no_shard(order: list[int], bound: int) -> None:
    """Whatever comes first, the shards come in the same order with the same records."""
    found = shards(tuple(map(sample, order)), bound)
    assert found == shards(tuple(map(sample, sorted(order))), bound)
    assert len(found[0].records) == max(len(one.records) for one in found)


def test_an_edited_text_makes_the_files_of_its_shard_anew() -> None:
    """Byte for byte, what changes is its shard and the list of the shards."""
    records = tuple(map(sample, range(24)))
    edited = replace(records[7], text=Written(path="content/7.md", digest="第二稿"))
    before = made(sampled(*records), 8)
    after = made(sampled(*records[:7], edited, *records[8:]), 8)
    own = {path for path in before if before[path] != after[path]}
    assert before.keys() == after.keys()
    assert len(before) >= 4
    assert len(own) == 2
    assert FOLDER in own


def test_no_two_groups_make_the_same_file() -> None:
    """Shards lie in one folder, and records that are alike but for their paths do not meet."""
    records = tuple(
        Record(path=f"/{number}/", kind="case", names=("样例",), lead="同样的话（虚构）")
        for number in range(12)
    )
    paths = [path for files in made(sampled(*records), 2).values() for path in files]
    assert len(set(paths)) == len(paths)
    assert sum(path.startswith("fragment/") for path in paths) == 12


def test_the_browser_is_told_of_every_shard() -> None:
    """What it loads first names the file of each shard, and the values of each result are there."""
    groups = made(sampled(*map(sample, range(24))), 8)
    files = {path: data for one in groups.values() for path, data in one.items()}
    told = json.loads(files["choices.json"])
    entry = json.loads(files["pagefind-entry.json"])
    assert told["values"] == {}
    assert [one["name"] for one in told["choices"]] == list(NARROWING)
    assert told["shards"] == [
        {"code": code, "name": one["hash"], "count": one["page_count"]}
        for code, one in entry["languages"].items()
    ]
    counts = [one["count"] for one in told["shards"]]
    assert sum(counts) == 24
    assert counts == sorted(counts, reverse=True), "the engine opens the largest"
    for code, name, count in (one.values() for one in told["shards"]):
        values = json.loads(files[f"choices/{name}.json"])
        assert len(values) == count
        assert f"pagefind.{name}.pf_meta" in files
        assert {f"fragment/{code}_{one}.pf_fragment" for one in values} == {
            path for path in files if path.startswith(f"fragment/{code}_")
        }
        assert all(one == [["case"], [], [], one[3]] for one in values.values())


def test_a_small_site_has_one_index_and_asks_for_no_more_files() -> None:
    """Up to the bound there is one group, and `choices.json` holds the values of its results."""
    ((path, files),) = made(sampled(*map(sample, range(8))), 8).items()
    told = json.loads(files["choices.json"])
    assert path == FOLDER
    assert [one["code"] for one in told["shards"]] == ["und"]
    assert len(told["values"]["und"]) == 8
    assert not [one for one in files if one.startswith("choices/")]


def test_a_build_leaves_other_shards_as_they_are(
    minimal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a site with several shards an edited case makes its own anew, and the list of them."""
    monkeypatch.setattr(packages, "check_tables", lambda *_: ())
    monkeypatch.setattr(search, "BOUND", 4)
    settings = minimal / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[search]\nenabled = true\n", encoding="utf-8")

    def built() -> dict[str, bytes]:
        outcome = run("build", "--site", str(minimal), "--executor", "serial")
        assert outcome.status == 0, outcome.text
        folder = next((minimal / "public/search").glob("pagefind-*"))
        return files_of(folder)

    before = built()
    case = minimal / "content/cases/sample/one-window.md"
    case.write_text(f"{case.read_text(encoding='utf-8')}\n海岛窗口。\n", encoding="utf-8")
    after = built()
    changed = {path for path in before.keys() | after if before.get(path) != after.get(path)}
    named = {
        path.rpartition("/")[2].partition("_")[0].removeprefix("pagefind.") for path in changed
    }
    codes = {one["code"] for one in json.loads(after["choices.json"])["shards"]}
    assert len(codes) > 4
    assert named - codes == {"choices.json", "pagefind-entry.json"}
    assert len(named & codes) == 1
