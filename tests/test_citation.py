"""How data are cited: readable by reference managers, naming nobody the package does not name."""

import re

import bibtexparser
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from packaging.licenses import canonicalize_license_expression

from site_builder.build import Checked
from site_builder.exports import citation
from site_builder.exports.citation import (
    Citable,
    bibtex,
    citable,
    citation_cff,
    citation_text,
    figure_citation,
)
from site_builder.figures.present import present
from site_builder.model.package import Licence
from tests.test_nasty_strings import NASTY

CC_BY = Licence(
    name="CC-BY-4.0",
    title="Creative Commons Attribution 4.0",
    path="https://creativecommons.org/licenses/by/4.0/",
)
ITEM = Citable(
    name="sample",
    title="样例数据包（虚构）",
    version="2023.1.0",
    date="2024-03-06",
    authors=("样例区统计科（虚构）",),
    publisher="样例站（虚构）",
    url="https://site.example/column/data/sample/2023.1.0/",
    licences=(CC_BY,),
    digest=f"sha256:{'ab' * 32}",
)
CFF_KEYS = {"cff-version", "message", "title", "authors"}
"""Keys that CFF 1.2.0 requires."""

printable = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


def test_authors_are_those_the_package_calls_so(shipped: Checked) -> None:
    """Whoever arranged the data is no author; where none is named, the site stands for itself."""
    (package,) = (one for one in shipped.site.packages if one.name == "dongtou")
    said = {"site_title": "某站", "url": "https://x.example/", "date": "", "digest": ""}
    found = citable(package, **said)
    assert found.authors == ("营商环境看洞头（演示站点）",)
    assert found.publisher == "某站"
    nobody = replace(package, contributors=(("整理者", "wrangler"), ("", "author")))
    assert citable(nobody, **said).authors == ("某站",)
    both = replace(package, contributors=(("甲局", "publisher, creator"), ("乙局", "author")))
    assert citable(both, **said).authors == ("甲局", "乙局")


def test_cff_says_what_is_known() -> None:
    """All that CFF requires, organisations as entities, no person, texts as texts."""
    found = yaml.safe_load(citation_cff(ITEM))
    assert found.keys() >= CFF_KEYS
    assert found == {
        "cff-version": "1.2.0",
        "message": found["message"],
        "type": "dataset",
        "title": ITEM.title,
        "authors": [{"name": "样例区统计科（虚构）"}],
        "version": "2023.1.0",
        "date-released": "2024-03-06",
        "url": ITEM.url,
        "license": "CC-BY-4.0",
        "identifiers": [
            {
                "type": "other",
                "value": ITEM.digest,
                "description": found["identifiers"][0]["description"],
            }
        ],
    }


@pytest.mark.parametrize(
    ("licences", "told"),
    [
        ((), {}),
        ((CC_BY, replace(CC_BY, name="MIT")), {"license": ["CC-BY-4.0", "MIT"]}),
        ((replace(CC_BY, name="自定"),), {"license-url": CC_BY.path}),
        ((replace(CC_BY, name="自定", path=""),), {}),
        ((CC_BY, replace(CC_BY, name="自定")), {}),
    ],
)
def test_cff_names_only_licences_it_knows(
    licences: tuple[Licence, ...], told: dict[str, object]
) -> None:
    """CFF takes SPDX identifiers alone; another licence is given by its address, or not at all."""
    found = yaml.safe_load(citation_cff(replace(ITEM, licences=licences)))
    assert {key: found[key] for key in found if key.startswith("license")} == told


def test_licences_named_have_an_spdx_identifier() -> None:
    """The list holds identifiers as SPDX writes them."""
    for name in citation._SPDX:
        assert canonicalize_license_expression(name) == name


def test_what_is_not_known_is_left_out() -> None:
    """No day, no digest: neither is made up, in any form."""
    bare = replace(ITEM, date="", digest="", licences=())
    keys = set(yaml.safe_load(citation_cff(bare)))
    assert keys == {"cff-version", "message", "type", "title", "authors", "version", "url"}
    text = bibtex(bare).decode()
    assert not re.search(r"\b(date|year|note)\b", text)
    assert citation_text(bare) == (
        "样例区统计科（虚构）. 样例数据包（虚构）: 2023.1.0版[DS/OL]. 样例站（虚构）. " + ITEM.url
    )


def entry_of(item: Citable) -> bibtexparser.model.Entry:
    """Return the only entry that a reader of BibTeX finds."""
    library = bibtexparser.parse_string(bibtex(item).decode())
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry


def test_bibtex_is_read_by_others() -> None:
    """One entry of a dataset, the organisation in braces so that it is not split into names."""
    entry = entry_of(ITEM)
    assert (entry.entry_type, entry.key) == ("dataset", "sample-2023.1.0")
    assert {field.key: field.value for field in entry.fields} == {
        "author": "{样例区统计科（虚构）}",
        "title": "{样例数据包（虚构）}",
        "version": "2023.1.0",
        "date": "2024-03-06",
        "year": "2024",
        "publisher": "{样例站（虚构）}",
        "url": ITEM.url,
        "note": ITEM.digest,
        "langid": "chinese",
    }


@given(printable)
@example("100% & $5 #1 a_b {x} }{ ~ ^ \\ \\input{x}")
@example("甲 and 乙")
@example('"x"@y')
def test_any_text_is_printed_by_tex_as_it_is(text: str) -> None:
    """Signs of TeX are escaped, braces stay balanced; the fields are as many as ever."""
    entry = entry_of(replace(ITEM, title=text, authors=(text,)))
    assert len(entry.fields) == 9
    title = entry.fields_dict["title"].value
    assert entry.fields_dict["author"].value == title
    assert printed(title[1:-1]) == text


def printed(tex: str) -> str:
    """Return what TeX prints for a text; a sign that means something to TeX is a fault."""
    words = {
        "textbackslash": "\\",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciitilde": "~",
        "textasciicircum": "^",
    }
    token = re.compile(r"\\([a-z]+)\{\}|\\([%&$#_])|([^\\{}%&$#_~^])")
    pieces = list(token.finditer(tex))
    assert "".join(piece[0] for piece in pieces) == tex
    return "".join(words[piece[1]] if piece[1] else piece[2] or piece[3] for piece in pieces)


def test_an_address_cannot_end_its_field() -> None:
    """Braces and blanks of an address are percent-encoded."""
    entry = entry_of(replace(ITEM, url="https://x.example/a b}{\\?q=1%20_#~"))
    assert entry.fields_dict["url"].value == "https://x.example/a%20b%7D%7B%5C?q=1%20_#~"


def test_the_text_follows_the_national_standard() -> None:
    """Authors, title, version, [DS/OL], publisher, day, address; three authors, then 等."""
    assert citation_text(ITEM) == (
        "样例区统计科（虚构）. 样例数据包（虚构）: 2023.1.0版[DS/OL]. "
        "样例站（虚构）, 2024(2024-03-06). https://site.example/column/data/sample/2023.1.0/"
    )
    four = replace(ITEM, authors=("甲", "乙", "丙", "丁"))
    assert citation_text(four).startswith("甲, 乙, 丙, 等. ")


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_stay_one_line_and_one_value(text: str) -> None:
    """Whatever a title says, YAML holds it as one text and a reference is one line."""
    item = replace(ITEM, title=f"甲{text}乙")
    assert yaml.safe_load(citation_cff(item))["title"] == " ".join(item.title.split())
    assert len(citation_text(item).splitlines()) == 1


def test_a_figure_is_cited_with_its_marks(shipped: Checked) -> None:
    """Indicator, area, period, value with unit and marks, package, version and address."""
    (package,) = (one for one in shipped.site.packages if one.name == "dongtou")
    indicators = {one.indicator: one for one in package.indicators}
    areas = {one.ref_area: one for one in package.areas}
    sources = {one.source: one for one in package.sources}
    told = {}
    for one in package.observations:
        figure = present(
            one, indicators[one.indicator], package, areas[one.ref_area], sources[one.source]
        )
        item = replace(ITEM, title=package.title, version=package.version)
        told[one.indicator] = (figure, figure_citation(figure, item, "https://x.example/#o-1"))
    for figure, text in told.values():
        assert text == (
            f"{figure.title}，洞头区，{figure.period}：{figure.text}"
            + (f"（{'，'.join(figure.marks)}）" if figure.marks else "")
            + f"。《洞头区营商环境改革指标与举措（2024）》{package.version}版，样例站（虚构），"
            "https://x.example/#o-1"
        )
    assert any(figure.marks for figure, _ in told.values())
