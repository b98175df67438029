"""Search: what can be found, its words in pairs, and an index that is always the same."""

import os
import pickle
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.build import Checked, Config, check
from site_builder.compare.explained.marks import EXPLANATIONS
from site_builder.load import packages
from site_builder.markup.plain import plain
from site_builder.model.explanation import METHODS
from site_builder.search.pairs import pieces
from site_builder.search.records import findable
from site_builder.search.service import Service
from tests.conftest import REPOSITORY, files_of, run
from tests.found import made, sample, sampled

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)


@given(HAN, st.data())
def test_every_part_of_a_name_is_among_its_pieces(name: str, data: st.DataObject) -> None:
    """The pairs of any part of two characters or more stand in the whole, one after the other."""
    start = data.draw(st.integers(0, len(name) - 2))
    end = data.draw(st.integers(start + 2, len(name)))
    whole, part = pieces(name), pieces(name[start:end])[:-1]
    assert part == whole[start : start + len(part)]
    assert len(part) == end - start - 1


@given(HAN, HAN)
def test_different_texts_have_different_pieces(one: str, other: str) -> None:
    """What is found stands there: no two texts have the same pieces."""
    assert (pieces(one) == pieces(other)) is (one == other)


def test_words_in_ascii_and_marks_stay_whole() -> None:
    """A word in ASCII is one piece, whatever its width was; marks stay as they are."""
    assert pieces("ＧＤＰ增99.7%") == ("wGDPø", *pieces("增"), "w99ø", ".", "w7ø", "%")


def test_markdown_is_searched_as_it_is_read() -> None:
    """Marks of Markdown and addresses are no words; figures are, as they print."""
    body = (
        "## 做法\n\n推行**一件事**，见[说明](/a/)：{{率}}。\n\n| 甲 | 乙 |\n| - | - |\n| 1 | 2 |\n"
    )
    assert plain(body, {("率", ""): "95%"}).split() == [
        "做法",
        "推行一件事，见说明：95%。",
        "甲",
        "乙",
        "1",
        "2",
    ]


def checked(site: Path, *, drafts: bool = False) -> Checked:
    """Return a site as a build would take it."""
    settings = Config(
        root=site, cache=site / ".cache", as_of=None, strict=False, clean=True, drafts=drafts
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        return check(settings)


def test_everything_with_a_page_can_be_found(shipped: Checked) -> None:
    """Each text, indicator, initiative, comparison and place, and each explanation has a record."""
    site = shipped.site
    found = {item.path.partition("#")[0] for item in findable(site).records}
    kinds = ("case", "report", "page", "indicator", "initiative", "compare-years", "environment")
    kinds = (*kinds, "region", "methods")
    own = [route for route in shipped.routes.all if not route.language]
    wanted = {route.path for route in own if route.kind in kinds}
    assert wanted <= found
    assert found <= shipped.routes.paths()
    explained = {item.path for item in findable(site).records if item.path.startswith(METHODS)}
    assert explained == {item.path for item in EXPLANATIONS}
    terms = {item.path for item in findable(site).records if item.kind == "term"}
    assert len(terms) == len(site.glossary)


def test_an_indicator_shows_value_and_period(shipped: Checked) -> None:
    """The note of an indicator is its newest value as it prints, with the period."""
    records = {item.path: item for item in findable(shipped.site).records}
    note = records["/indicators/one-network-rate/"].note
    assert note == "99.78%，截至报告时（不晚于2024年5月28日）"


def test_demonstrations_are_told_apart(shipped: Checked) -> None:
    """What a demonstration's package holds can be narrowed to and is named so."""
    found = findable(shipped.site)
    title = dict(found.choices[1].values)["_Z"]
    apart = {item.path for item in found.records if item.environment == "_Z"}
    assert title == "方法演示"
    assert {"/indicators/db-paying-taxes-score/", "/data/world-bank-doing-business/"} <= apart


def test_what_is_withheld_is_found_only_in_a_preview(minimal: Path) -> None:
    """A draft has no record; in a preview it has one that says so."""
    case = minimal / "content/cases/sample/one-window.md"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")
    path = "/cases/one-window/"
    assert path not in {item.path for item in findable(checked(minimal).site).records}
    held = {item.path: item.held for item in findable(checked(minimal, drafts=True).site).records}
    assert held[path] == "草稿"


def test_the_index_is_the_same_everywhere(tmp_path: Path) -> None:
    """Neither the order of the records nor the seed of hashes changes a byte."""
    found = sampled(*(sample(number) for number in range(30)))
    turned = replace(found, records=found.records[::-1])
    (tmp_path / "found").write_bytes(pickle.dumps(turned))
    code = (
        "import pickle, sys; from tests.found import made;"
        "found = pickle.load(open(sys.argv[1], 'rb'));"
        "open(sys.argv[2], 'wb').write(pickle.dumps(made(found, 16)))"
    )
    paths = [str(tmp_path / name) for name in ("found", "made")]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([sys.executable, "-c", code, *paths], env=environment, check=True)
    here = made(found, 16)
    assert pickle.loads((tmp_path / "made").read_bytes()) == here
    assert not [path for files in here.values() for path in files if path.startswith("filter/")]


def test_the_engine_ends_with_its_use() -> None:
    """Left, also by a fault, the program runs no more; what it refuses is told."""
    service = Service()
    with pytest.raises(RuntimeError), service:
        service.ask({"type": "NoSuchRequest"})
    assert service._process.returncode is not None
    with pytest.raises((RuntimeError, ValueError)):
        service.ask({"type": "NewIndex", "config": {}})


def test_a_site_is_indexed_anew_only_where_words_changed(minimal: Path) -> None:
    """The index comes with the build, stays while nothing changed, and follows a changed text."""
    settings = minimal / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[search]\nenabled = true\n", encoding="utf-8")

    def built() -> tuple[str, dict[str, bytes]]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(packages, "check_tables", lambda *_: ())
            outcome = run("build", "--site", str(minimal), "--executor", "serial")
        assert outcome.status == 0, outcome.text
        return outcome.text, files_of(minimal / "public/search")

    _, first = built()
    said, again = built()
    assert "重做0个" in said
    assert again == first
    assert "index.html" in first
    case = minimal / "content/cases/sample/one-window.md"
    case.write_text(f"{case.read_text(encoding='utf-8')}\n海岛窗口。\n", encoding="utf-8")
    _, changed = built()
    sizes = [sum(path.endswith("pf_fragment") for path in made) for made in (first, changed)]
    assert sizes[0] == sizes[1]
    assert changed != first


def test_pieces_are_read_back() -> None:
    """A text can be told from its pieces, which is what results show of it."""
    text = "营商环境，改革。"
    made = pieces(text)
    assert all(one[5:] == other[1:5] for one, other in pairwise(made) if one[0] == "h")
    read = "".join(chr(int(piece[1:5], 36)) if piece[0] in "hk" else piece for piece in made)
    assert read == text
